/** A mapping tried on what really came in: the newest transactions, each as its proposal or receipt would be posted. */
import type { DryRunRow } from '../../shared/api.ts';
import type { MappableField, Mapping } from '../../shared/mapping.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { evaluateMapping, fieldsOf, type SourceRecord } from '../mapping/index.ts';
import type { Company } from '../workspace/company.ts';

const TRIED = 50;

export async function ledgerFields(company: Company): Promise<readonly MappableField[]> {
  const ledger = await company.ledger();
  return (await ledger.mappable?.(AbortSignal.timeout(30_000))) ?? [];
}

/** The newest that could be posted, whatever became of them. */
export function recentRecords({ store }: Company, id: ConnectionId): SourceRecord[] {
  return store.transactions.newestOf(id, TRIED).map((transaction) => {
    const proposal = store.proposals.find(transaction.id)?.proposal ?? null;
    const [first] = proposal?.allocations ?? [];
    const item = first ? store.ledgerCopy.item(first.openItemId) : null;
    const customerNo = item?.customerNo ?? proposal?.customerNo ?? '';
    return fieldsOf(transaction, {
      kind:
        transaction.kind === 'refund' ? 'refund' : transaction.kind === 'dispute' ? 'chargeback' : 'receipt',
      customerNo,
      customer: customerNo === '' ? null : store.ledgerCopy.customer(customerNo),
      item,
    });
  });
}

export function dryRun(
  company: Company,
  id: ConnectionId,
  mapping: Mapping,
  targets: readonly MappableField[],
): DryRunRow[] {
  const byName = new Map(targets.map((target) => [target.name, target]));
  const { timeZone, baseCurrency } = company.settings().posting;
  return recentRecords(company, id).map((record) => {
    const { values, problems } = evaluateMapping(mapping, byName, { record, timeZone, baseCurrency });
    const { transaction } = record;
    return {
      transactionId: transaction.id,
      date: company.dateOf(transaction.occurredAt),
      payerName: transaction.payer.name,
      currency: transaction.currency,
      amountMinor: transaction.amountMinor,
      values,
      problems: problems.map(({ message }) => message),
    };
  });
}
