/** What stands of a transaction now: each marker's fate in the ledger, and what a person may still take back. */
import type { Marker, TransactionId } from '../../shared/model.ts';
import type { OutboxEntry, Store } from '../store/index.ts';
import { readPosting } from './outbox-posting.ts';
import { failedReversalOf, REVERSAL_FAILED } from './undo.ts';

/** waiting: on its way. reversed: its opposite stands beside it. not_written: refused, withdrawn, or failed for good. */
export interface MarkerFate {
  readonly state: 'waiting' | 'stands' | 'reversed' | 'not_written';
  readonly reversedBy: Marker | null;
}

export type Undoable =
  | { readonly how: 'reverse' | 'withdraw' | 'reconsider' | 'journal'; readonly why: null }
  /** `why`: a sentence; null where nobody would expect to take anything back. */
  | { readonly how: null; readonly why: string | null };

const NOTHING: Undoable = { how: null, why: null };
const UNDER_WAY: Undoable = { how: null, why: 'Its reversal is on its way to the ledger.' };

/** By the outbox, which has every marker that was ever to be written; one that it does not know was never sent. */
export function markerFates(store: Store, id: TransactionId): (marker: Marker) => MarkerFate {
  const entries = store.outbox.entriesOf(id);
  const reversedBy = new Map<Marker, Marker>();
  for (const entry of entries) {
    if (entry.state !== 'done' || !isReversal(entry)) continue;
    for (const sent of readPosting(entry).entries) {
      if (sent.kind === 'reversal') reversedBy.set(sent.of, sent.marker);
    }
  }
  return (marker) => {
    const entry = entries.findLast(({ markers }) => markers.includes(marker));
    if (entry === undefined) return { state: 'not_written', reversedBy: null };
    if (entry.state === 'due' || entry.state === 'in_flight') return { state: 'waiting', reversedBy: null };
    if (entry.state !== 'done') return { state: 'not_written', reversedBy: null };
    const opposite = reversedBy.get(marker) ?? null;
    return { state: opposite === null ? 'stands' : 'reversed', reversedBy: opposite };
  };
}

/** Of the decision in force; `approvalId`: only when it is that one. What posting.undo would refuse is not offered. */
export function undoableDecision(store: Store, id: TransactionId, approvalId: string | null): Undoable {
  const { state } = store.transactions.get(id);
  const decision = store.approvals.inForce(id);
  if (decision === null) return NOTHING;
  if (approvalId !== null && decision.approval.id !== approvalId) {
    return { how: null, why: 'It was taken back since, and decided anew.' };
  }
  switch (state) {
    case 'ignored':
      return { how: 'reconsider', why: null };
    case 'approved':
      return store.outbox.pendingOf(id).some(({ outcomeUnknown }) => outcomeUnknown)
        ? { how: null, why: 'It is being written to the ledger right now.' }
        : { how: 'withdraw', why: null };
    case 'posted':
      if (store.outbox.pendingOf(id).length > 0) return UNDER_WAY;
      return failedReversalOf(store, id, decision.round)
        ? { how: null, why: REVERSAL_FAILED }
        : { how: 'reverse', why: null };
    case 'dead_letter':
      return { how: null, why: 'Its posting failed; retry or dismiss it in the list of exceptions.' };
    case 'waiting':
    case 'returned':
    case 'not_applicable':
      return NOTHING;
  }
}

export function undoableJournal(store: Store, id: TransactionId): Undoable {
  const payout = store.payouts.find(id);
  if (payout?.journalState !== 'posted') return NOTHING;
  if (store.outbox.pendingOf(id).length > 0) return UNDER_WAY;
  return failedReversalOf(store, id, payout.journalRound)
    ? { how: null, why: REVERSAL_FAILED }
    : { how: 'journal', why: null };
}

const isReversal = ({ kind }: OutboxEntry): boolean => kind === 'reversal' || kind === 'journal_reversal';
