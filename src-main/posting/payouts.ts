/** Payouts: tie out what has come in, and post, or undo, the one journal of each. */
import { Instant, type TransactionId } from '../../shared/model.ts';
import type { PayoutRow, Store } from '../store/index.ts';
import { postingDate } from './dates.ts';
import type { PostingDeps } from './deps.ts';
import { journalFor } from './journal.ts';
import { writePosting } from './outbox-posting.ts';
import { Refusal } from './refusal.ts';
import { tieOutPayout } from './tie-out.ts';
import { failedReversalOf, REVERSAL_FAILED, reversalsOf } from './undo.ts';

/** How many loose transactions are looked through for what a payout lacks. */
const CANDIDATES = 500;

/**
 * Ties out these payouts (or all), and whatever changed since it was last looked at, so that a crash between a sync and
 * this call loses nothing. Returns those whose result changed.
 */
export function evaluatePayouts(store: Store, ids: readonly TransactionId[] | 'all'): TransactionId[] {
  const payouts =
    ids === 'all'
      ? store.transactions.payouts()
      : [...new Set([...ids, ...store.payouts.toEvaluate()])].flatMap((id) => {
          const row = store.transactions.find(id);
          return row?.transaction.kind === 'payout' ? [row.transaction] : [];
        });
  return store.transact(() =>
    payouts.flatMap((payout) => {
      const before = store.payouts.find(payout.id);
      const parts = store.transactions.partsOfPayout(payout.connectionId, payout.externalId);
      let result = tieOutPayout(payout, parts, []);
      if (result.tieOut === 'difference') {
        const until = Instant.parse(payout.occurredAt);
        const loose = store.transactions.withoutPayout(payout.connectionId, until, CANDIDATES);
        result = tieOutPayout(payout, parts, loose);
      }
      store.payouts.save(result);
      const same =
        before !== null &&
        before.tieOut === result.tieOut &&
        before.differenceMinor === result.differenceMinor;
      return same ? [] : [payout.id];
    }),
  );
}

/** Approves the journal of a payout that ties out. Throws Refusal; the outbox takes at most one per payout. */
export function postJournal(deps: PostingDeps, id: TransactionId, by: string): PayoutRow {
  const { store } = deps;
  const row = store.transact(() => {
    evaluatePayouts(store, [id]);
    const payout = store.payouts.get(id);
    if (payout.tieOut !== 'tied_out') throw new Refusal('PAYOUT_NOT_TIED_OUT', payout.summary.explanation);
    if (payout.journalState !== 'none' && payout.journalState !== 'returned') {
      throw new Refusal('JOURNAL_EXISTS', JOURNAL_EXISTS[payout.journalState]);
    }
    const { transaction } = store.transactions.get(id);
    const parts = store.transactions.partsOfPayout(payout.connectionId, payout.externalId);
    const settings = deps.settings();
    const date = postingDate(transaction.occurredAt, settings);
    const entry = journalFor(transaction, parts, date, payout.journalRound, settings);
    store.outbox.add({
      id: deps.newId(),
      kind: 'journal',
      transactionId: id,
      approvalId: null,
      round: payout.journalRound,
      posting: writePosting({ entries: [entry] }),
      markers: [entry.marker],
      createdBy: by,
      moves: [],
    });
    store.payouts.setJournal(id, {
      journalState: 'approved',
      journalNote: null,
      journalMarker: entry.marker,
      journalRound: payout.journalRound,
    });
    store.audit.append({
      actor: by,
      action: 'journal.approved',
      subjectKind: 'transaction',
      subjectId: id,
      sentence: `${by} approved the journal of this payout.`,
      detail: { entry },
    });
    deps.onStep?.('journal.in_transaction', id);
    return store.payouts.get(id);
  });
  deps.onStep?.('journal.committed', id);
  return row;
}

const JOURNAL_EXISTS = {
  approved: 'Its journal is on its way to the ledger already.',
  posted: 'Its journal is in the ledger already.',
  dead_letter: 'Its journal failed; retry or dismiss it in the list of exceptions.',
} as const;

/** Reverses the journal of a payout (it failed after all, or an account was wrong). */
export function undoJournal(deps: PostingDeps, id: TransactionId, by: string): PayoutRow {
  const { store } = deps;
  return store.transact(() => {
    const payout = store.payouts.get(id);
    if (failedReversalOf(store, id, payout.journalRound)) throw new Refusal('NOT_UNDOABLE', REVERSAL_FAILED);
    const pending = store.outbox.pendingOf(id);
    const original = store.outbox
      .entriesOf(id)
      .findLast(
        (entry) => entry.kind === 'journal' && entry.round === payout.journalRound && entry.state === 'done',
      );
    if (payout.journalState !== 'posted' || !original || pending.length > 0) {
      throw new Refusal('NOT_UNDOABLE', 'There is no journal in the ledger that could be reversed now.');
    }
    const { transaction } = store.transactions.get(id);
    const entries = reversalsOf(deps, transaction, original, payout.journalRound);
    store.outbox.add({
      id: deps.newId(),
      kind: 'journal_reversal',
      transactionId: id,
      approvalId: null,
      round: payout.journalRound,
      posting: writePosting({ entries }),
      markers: entries.map(({ marker }) => marker),
      createdBy: by,
      moves: [],
    });
    store.audit.append({
      actor: by,
      action: 'journal.undo_requested',
      subjectKind: 'transaction',
      subjectId: id,
      sentence: `${by} asked for the journal of this payout to be reversed.`,
      detail: { reverses: original.markers },
    });
    deps.onStep?.('journal.in_transaction', id);
    return store.payouts.get(id);
  });
}
