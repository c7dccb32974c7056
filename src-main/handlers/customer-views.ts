/** Pairs of customers as the window shows them. */
import type { CustomerDetail, CustomerKey, CustomerRow, CustomerShow } from '../../shared/api.ts';
import type { CustomerFieldShape } from '../../shared/customers.ts';
import { countryHabits, differences, fitValues, proposeNumber } from '../customers/index.ts';
import type { Company } from '../workspace/company.ts';
import {
  type BothBooks,
  customerFault,
  type PairedCustomer,
  pairedCustomers,
} from '../workspace/customer-book.ts';

export function customerRow(
  { store }: Company,
  { connectionId, pair, ledger }: PairedCustomer,
  shapes: readonly CustomerFieldShape[],
): CustomerRow {
  const gateway = pair?.gateway ?? null;
  const differing =
    gateway && ledger
      ? differences(gateway.values, ledger.values, shapes).filter(
          ({ is }) => is !== 'same' && is !== 'no_place',
        ).length
      : 0;
  return {
    key: { connectionId, externalId: gateway?.externalId ?? null, customerNo: ledger?.customerNo ?? null },
    show: showOf(pair?.certainty ?? null, ledger !== null, differing),
    gatewayTitle: store.connections.get(connectionId).title,
    gatewayName: gateway ? (gateway.values.name ?? '') : null,
    gatewayEmail: gateway ? (gateway.values.email ?? '') : null,
    ledgerName: ledger ? (ledger.values.name ?? '') : null,
    certainty: pair?.certainty ?? 'open',
    differing,
  };
}

function showOf(
  certainty: CustomerRow['certainty'] | null,
  inLedger: boolean,
  differing: number,
): CustomerShow {
  if (certainty === null) return 'only_ledger';
  if (certainty === 'decided' && !inLedger) return 'only_gateway';
  if (certainty === 'open') return 'confirm';
  if (certainty === 'likely') return 'confirm';
  return differing > 0 ? 'different' : 'same';
}

export function findPair(
  company: Company,
  { connectionId, externalId, customerNo }: CustomerKey,
): PairedCustomer {
  const found = pairedCustomers(company).find((one) =>
    externalId === null
      ? one.pair === null && one.ledger?.customerNo === customerNo
      : one.connectionId === connectionId && one.pair?.gateway.externalId === externalId,
  );
  if (!found) {
    throw customerFault(
      'CUSTOMER_UNKNOWN',
      'This customer is not among those that were last read.',
      'Read the customers again.',
    );
  }
  return { ...found, connectionId };
}

export async function customerDetail(
  company: Company,
  found: PairedCustomer,
  books: BothBooks,
): Promise<CustomerDetail> {
  const { pair, ledger } = found;
  const gateway = pair?.gateway.values ?? {};
  const shapes = books.ledger?.shapes ?? [];
  const there = ledger?.values ?? Object.fromEntries(shapes.map(({ field }) => [field, '']));
  const toLedger = fitValues(gateway, shapes, countryHabits(company.store.customers.ledger()));
  const toGateway = fitValues(ledger?.values ?? {}, books.gateway?.fields ?? []);
  const length = (await books.ledger?.book.numberLength(AbortSignal.timeout(30_000))) ?? 6;
  const taken = new Set(company.store.customers.ledger().map(({ customerNo }) => customerNo.toLowerCase()));
  return {
    row: customerRow(company, found, shapes),
    evidence: [...(pair?.evidence ?? [])],
    fields: differences(gateway, there, shapes).map((it) => ({
      ...it,
      asWrittenToLedger: toLedger.values[it.field] ?? null,
      asWrittenToGateway: toGateway.values[it.field] ?? null,
    })),
    notesToLedger: pair ? [...toLedger.notes] : [],
    notesToGateway: ledger ? [...toGateway.notes] : [],
    ledgerShapes: [...shapes],
    ledgerWritable: books.ledger !== null,
    gatewayWritable: books.gateway !== null,
    proposedNumber:
      ledger === null
        ? proposeNumber(gateway.name || gateway.contact || gateway.email || '', taken, length)
        : null,
    numberLength: length,
  };
}
