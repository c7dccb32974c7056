/** What a transaction, and the entry made from it, offers to a mapping: one flat list of texts by dotted name. */
import type { SourceField } from '../../shared/mapping.ts';
import type { Customer, GatewayTransaction, OpenItem } from '../../shared/model.ts';
import { formatMinor } from '../../shared/money.ts';

/** What the entry is for; empty texts where it is for no invoice, or the customer is not known yet. */
export interface EntryFields {
  readonly kind: string;
  readonly customerNo: string;
  readonly customer: Customer | null;
  readonly item: OpenItem | null;
}

export interface SourceRecord {
  readonly transaction: GatewayTransaction;
  readonly entry: EntryFields;
  /** By dotted name; what is not there is ''. */
  readonly texts: ReadonlyMap<string, string>;
}

const MOST_RAW_FIELDS = 300;
const DEEPEST = 6;
const LONGEST = 4_000;

export function fieldsOf(transaction: GatewayTransaction, entry: EntryFields): SourceRecord {
  const texts = new Map<string, string>();
  const put = (name: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') texts.set(name, value.slice(0, LONGEST));
  };
  const { payer, settlement } = transaction;
  put('gateway', transaction.gateway);
  put('id', transaction.externalId);
  put('kind', transaction.kind);
  put('date', transaction.occurredAt);
  put('currency', transaction.currency);
  put('amount', formatMinor(transaction.amountMinor, transaction.currency));
  if (settlement) {
    put('settled.currency', settlement.currency);
    put('settled.gross', formatMinor(settlement.grossMinor, settlement.currency));
    put('settled.fee', formatMinor(settlement.feeMinor, settlement.currency));
    put('settled.net', formatMinor(settlement.netMinor, settlement.currency));
    put('settled.rate', settlement.exchangeRate);
    put('settled.available', settlement.availableAt);
  }
  put('payer.name', payer.name);
  put('payer.email', payer.email);
  put('payer.customerRef', payer.customerRef);
  put('payer.cardBrand', payer.cardBrand);
  put('payer.cardLast4', payer.cardLast4);
  put('description', transaction.description);
  put('order', transaction.orderId);
  put('payout', transaction.payoutExternalId);
  put('related', transaction.relatedExternalId);
  put('risk.score', transaction.risk?.score);
  put('risk.action', transaction.risk?.action);
  for (const [key, value] of Object.entries(transaction.metadata)) put(`metadata.${key}`, value);
  put('entry.kind', entry.kind);
  put('entry.customerNo', entry.customerNo);
  put('entry.customerName', entry.customer?.name);
  put('entry.customerEmail', entry.customer?.email);
  put('entry.invoice', entry.item?.number);
  put('entry.invoiceDate', entry.item?.date);
  put('entry.poNumber', entry.item?.poNumber);
  put('entry.orderNo', entry.item?.orderNo);
  for (const [name, value] of rawTexts(transaction.rawJson)) put(name, value);
  return { transaction, entry, texts };
}

/** The gateway's own object, flattened. What is no JSON object (a CSV row is one) offers nothing. */
function rawTexts(rawJson: string): [string, string][] {
  let raw: unknown;
  try {
    raw = JSON.parse(rawJson);
  } catch {
    return [];
  }
  const found: [string, string][] = [];
  const walk = (value: unknown, name: string, depth: number): void => {
    if (found.length >= MOST_RAW_FIELDS || depth > DEEPEST) return;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      found.push([name, String(value)]);
    } else if (Array.isArray(value)) {
      for (const [at, one] of value.slice(0, 5).entries()) walk(one, `${name}.${at + 1}`, depth + 1);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) walk(one, `${name}.${key}`, depth + 1);
    }
  };
  walk(raw, 'raw', 0);
  return found;
}

/** The fields that these transactions really have, with values as they came: what a person chooses from. */
export function sourceFields(records: readonly SourceRecord[]): SourceField[] {
  const seen = new Map<string, { samples: Set<string>; filled: number }>();
  for (const { texts } of records) {
    for (const [name, text] of texts) {
      const field = seen.get(name) ?? { samples: new Set<string>(), filled: 0 };
      seen.set(name, field);
      field.filled += 1;
      if (field.samples.size < 5) field.samples.add(text.slice(0, 120));
    }
  }
  return [...seen]
    .map(([name, { samples, filled }]) => ({
      name,
      title: titleOf(name),
      kind: kindOf([...samples]),
      samples: [...samples],
      filledPercent: Math.round((filled * 100) / records.length),
    }))
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

const GROUPS = ['metadata.', 'entry.', 'raw.'];

/** The canonical fields first, then metadata, the entry, and the gateway's own object. */
const rank = (name: string): number => GROUPS.findIndex((group) => name.startsWith(group)) + 1;

const TITLES: Readonly<Record<string, string>> = {
  id: 'Id at the gateway',
  kind: 'Kind of transaction',
  date: 'Moment of the transaction',
  order: 'Order number',
  payout: 'Payout',
  related: 'Payment it belongs to',
  'settled.gross': 'Settled, gross',
  'settled.fee': 'Fee',
  'settled.net': 'Settled, net',
  'settled.rate': 'Exchange rate',
  'settled.available': 'Moment of settlement',
  'payer.customerRef': 'Customer at the gateway',
  'payer.cardBrand': 'Card brand',
  'payer.cardLast4': 'Last four digits of the card',
  'entry.kind': 'Kind of entry',
  'entry.customerNo': 'Customer number in the ledger',
  'entry.customerName': 'Customer name in the ledger',
  'entry.customerEmail': 'Customer e-mail in the ledger',
  'entry.invoice': 'Invoice number',
  'entry.invoiceDate': 'Invoice date',
  'entry.poNumber': 'Purchase order of the invoice',
  'entry.orderNo': 'Sales order of the invoice',
};

function titleOf(name: string): string {
  const known = TITLES[name];
  if (known) return known;
  const plain = name.replace(/^(raw|metadata)\./, '').replaceAll(/[._]/g, ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function kindOf(samples: readonly string[]): SourceField['kind'] {
  if (samples.every((text) => /^-?\d{1,15}(\.\d{1,12})?$/.test(text))) return 'number';
  if (samples.every((text) => /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text))) return 'date';
  return 'text';
}
