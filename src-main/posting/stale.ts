/** What can make an approval wrong before it is sent, without the ledger being asked. */
import type { OutboxEntry, Store } from '../store/index.ts';

/**
 * The gateway's record changed after the approval so that it must not be posted as approved; null when it may be.
 * Corrections (another description, a settlement that arrived) do not matter; status, kind, amount and currency do.
 */
export function staleReason(store: Store, entry: OutboxEntry): string | null {
  if (entry.kind !== 'approval' || entry.approvalId === null) return null;
  const { transaction } = store.transactions.get(entry.transactionId);
  const { approval } = store.approvals.get(entry.approvalId);
  if (transaction.status !== 'succeeded') {
    return `The gateway now says that it is ${transaction.status}; it was not posted.`;
  }
  const approved = [...approval.allocations.map((it) => it.amountMinor), approval.remainder.amountMinor];
  if (approved.reduce((sum, amount) => sum + amount, 0) !== transaction.amountMinor) {
    return 'The gateway has corrected its amount since the approval; it was not posted.';
  }
  return null;
}
