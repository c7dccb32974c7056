/**
 * Undo: what is posted is reversed through the same outbox, what is not posted yet is withdrawn, what is ignored waits
 * again. The receipts stay in the ledger; their opposites are written beside them.
 */
import type { OpenItemId, TransactionId } from '../../shared/model.ts';
import { markerFor } from '../ledgers/marker.ts';
import type { ReversalEntry } from '../ledgers/port.ts';
import type { ApprovalRow, OutboxEntry, ReceiptRow, Store, TransactionRow } from '../store/index.ts';
import { postingDate } from './dates.ts';
import { type DecisionOutcome, decideEach } from './decide-each.ts';
import type { PostingDeps } from './deps.ts';
import { readPosting, writePosting } from './outbox-posting.ts';
import { Refusal } from './refusal.ts';

export function undo(deps: PostingDeps, ids: readonly TransactionId[], by: string): Promise<DecisionOutcome> {
  return decideEach(
    deps,
    ids.map((transactionId) => ({ transactionId })),
    'undo',
    ({ transactionId }) => undoOne(deps, transactionId, by),
  );
}

function undoOne(deps: PostingDeps, id: TransactionId, by: string): void {
  const row = deps.store.transactions.get(id);
  const decision = deps.store.approvals.inForce(id);
  if (!decision)
    throw new Refusal('NOT_UNDOABLE', 'No decision has been made about it that could be undone.');
  switch (row.state) {
    case 'approved':
      withdraw(deps, row, decision, by);
      break;
    case 'posted':
      reverse(deps, row, decision, by);
      break;
    case 'ignored':
      close(deps, row, decision, by, 'transaction.no_longer_ignored', `${by} took back that it is ignored.`);
      break;
    case 'dead_letter':
      throw new Refusal('NOT_UNDOABLE', 'Its posting failed; retry or dismiss it in the list of exceptions.');
    case 'waiting':
    case 'returned':
    case 'not_applicable':
      throw new Refusal('NOT_UNDOABLE', 'No decision has been made about it that could be undone.');
  }
  deps.onStep?.('undo.in_transaction', id);
}

function close(
  { store }: PostingDeps,
  { transaction }: TransactionRow,
  { approval }: ApprovalRow,
  by: string,
  action: string,
  sentence: string,
): void {
  store.approvals.setStatus(approval.id, 'cancelled');
  store.transactions.reopen(transaction.id, null);
  store.proposals.release(transaction.id);
  store.audit.append({
    actor: by,
    action,
    subjectKind: 'transaction',
    subjectId: transaction.id,
    sentence,
    detail: { approvalId: approval.id },
  });
}

/** Only while it is certain that the ledger has nothing of it. */
function withdraw(deps: PostingDeps, row: TransactionRow, decision: ApprovalRow, by: string): void {
  const { store } = deps;
  for (const entry of store.outbox.pendingOf(row.transaction.id)) {
    if (entry.outcomeUnknown) {
      throw new Refusal(
        'BEING_POSTED',
        'It is being written to the ledger right now; undo it again in a moment.',
      );
    }
    store.outbox.finish(entry.id, 'cancelled', null);
  }
  close(deps, row, decision, by, 'approval.withdrawn', `${by} withdrew the approval before it was posted.`);
}

function reverse(
  deps: PostingDeps,
  { transaction }: TransactionRow,
  decision: ApprovalRow,
  by: string,
): void {
  const { store } = deps;
  if (store.outbox.pendingOf(transaction.id).length > 0) {
    throw new Refusal('BEING_POSTED', 'Its reversal is on its way to the ledger already.');
  }
  if (failedReversalOf(store, transaction.id, decision.round)) {
    throw new Refusal('NOT_UNDOABLE', REVERSAL_FAILED);
  }
  const receipts = store.receipts.ofApproval(decision.approval.id).filter((it) => it.reversedBy === null);
  const original = store.outbox
    .entriesOf(transaction.id)
    .findLast((entry) => entry.kind === 'approval' && entry.approvalId === decision.approval.id);
  if (!original || receipts.length === 0) {
    throw new Refusal('NOT_UNDOABLE', 'No receipt of it is known that could be reversed.');
  }
  const entries = reversalsOf(deps, transaction, original, decision.round);
  store.outbox.add({
    id: deps.newId(),
    kind: 'reversal',
    transactionId: transaction.id,
    approvalId: decision.approval.id,
    round: decision.round,
    posting: writePosting({ entries }),
    markers: entries.map(({ marker }) => marker),
    createdBy: by,
    moves: movesBack(receipts),
  });
  store.transactions.setState(transaction.id, 'posted', 'Its reversal is on its way to the ledger.');
  store.audit.append({
    actor: by,
    action: 'undo.requested',
    subjectKind: 'transaction',
    subjectId: transaction.id,
    sentence: `${by} asked for it to be reversed in the ledger.`,
    detail: { approvalId: decision.approval.id, reverses: entries.map(({ of }) => of) },
  });
}

export const REVERSAL_FAILED = 'Undoing it failed; retry or dismiss that in the list of exceptions.';

/** One that failed is revived, never written beside: recorded twice, it would reopen what was posted again since. */
export function failedReversalOf(store: Store, id: TransactionId, round: number): boolean {
  return store.outbox
    .entriesOf(id)
    .some(({ kind, state, round: of }) => kind.endsWith('reversal') && state === 'dead' && of === round);
}

export function reversalsOf(
  deps: Pick<PostingDeps, 'now' | 'settings'>,
  transaction: TransactionRow['transaction'],
  original: OutboxEntry,
  round: number,
): ReversalEntry[] {
  const date = postingDate(deps.now(), deps.settings());
  return readPosting(original).entries.map((entry) => ({
    kind: 'reversal',
    of: entry.marker,
    marker: markerFor({
      gateway: transaction.gateway,
      externalId: transaction.externalId,
      // Each round's entry has a marker of its own, so of each there is only ever a first undo; and it tells two
      // entries on account of one approval apart, which have no item number.
      purpose: 'reversal:1',
      itemNumber: entry.marker,
      round,
    }),
    currency: entry.currency,
    date,
    reference: entry.reference,
    exchangeRate: entry.exchangeRate,
  }));
}

function movesBack(receipts: readonly ReceiptRow[]): { openItemId: OpenItemId; amountMinor: number }[] {
  return receipts.flatMap(({ openItemId, amountMinor }) =>
    openItemId === null ? [] : [{ openItemId, amountMinor: -amountMinor }],
  );
}
