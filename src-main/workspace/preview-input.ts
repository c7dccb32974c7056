/** What a preview of rules is made from: the last 90 days as they were before anything of them was decided. */
import type { Instant, OpenItem } from '../../shared/model.ts';
import { type MatchingRules, type PreviewInput, toMatchable } from '../matching/index.ts';
import { accountingDate } from '../posting/index.ts';
import type { Store, TransactionRow } from '../store/index.ts';
import { learnedOf, rulesOf } from './matching-memory.ts';

const DAYS = 90;
/** How far back decided transactions serve as evidence for duplicates and refunds. */
const MEMORY_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * What was posted within the 90 days is matched again with the balances it found: a rule is judged on payments that were
 * easy too, not on those alone that still wait. Days are those of `previewRules`: of the instant, up to the company's today.
 */
export function previewInput(
  store: Store,
  now: Date,
  timeZone: string,
  proposed: MatchingRules,
): PreviewInput {
  const today = accountingDate(now, timeZone);
  const midnight = Date.parse(`${today}T00:00:00.000Z`);
  const first = new Date(midnight - (DAYS - 1) * DAY_MS).toISOString() as Instant;
  const memory = new Date(midnight - MEMORY_DAYS * DAY_MS).toISOString() as Instant;
  const isRecent = ({ transaction: { occurredAt } }: TransactionRow): boolean =>
    occurredAt >= first && occurredAt.slice(0, 10) <= today;

  const rows = store.transactions
    .inStates(['waiting', 'returned', 'approved', 'dead_letter', 'posted', 'ignored'], memory)
    .map((row) => ({ row, recent: row.state !== 'ignored' && isRecent(row) }));
  const recent = new Set<string>(rows.flatMap(({ row, recent }) => (recent ? row.transaction.id : [])));
  // A posted refund of an older payment has no balance to find its way back to: what it re-opened is open already.
  const again = ({ transaction, state }: TransactionRow): boolean =>
    recent.has(transaction.id) &&
    (state !== 'posted' ||
      transaction.relatedExternalId === null ||
      recent.has(`${transaction.connectionId}:${transaction.relatedExternalId}`));

  const posted = store.receipts.standingAllocations();
  const given = new Map<string, number>();
  for (const { transactionId, openItemId, amountMinor } of posted) {
    if (recent.has(transactionId)) given.set(openItemId, (given.get(openItemId) ?? 0) + amountMinor);
  }
  const decided = rows.filter(
    ({ row }) => !again(row) && row.state !== 'waiting' && row.state !== 'returned',
  );
  return {
    openItems: store.ledgerCopy.allItems().map((item) => withBack(item, given.get(item.id) ?? 0)),
    transactions: rows.filter(({ row }) => again(row)).map(({ row }) => toMatchable(row.transaction)),
    current: rulesOf(store),
    proposed,
    today,
    options: { customers: store.ledgerCopy.customers(), learned: learnedOf(store) },
    context: {
      decided: decided.map(({ row }) => toMatchable(row.transaction)),
      posted: posted.filter(({ transactionId }) => !recent.has(transactionId)),
      today,
    },
  };
}

function withBack(item: OpenItem, amountMinor: number): OpenItem {
  return amountMinor === 0 ? item : { ...item, balanceMinor: item.balanceMinor + amountMinor };
}
