/** What did not go through, written down: to be tried again, back to review, or a dead letter with an alert. */
import type { OutboxEntry, OutboxKind, Store } from '../store/index.ts';
import type { Alert, PostingDeps } from './deps.ts';
import { PROGRAM } from './record.ts';

export interface Failure {
  readonly code: string;
  readonly message: string;
}

export function recordDelay(
  { store }: PostingDeps,
  id: string,
  failure: Failure & { readonly nextAttemptAt: Date; readonly outcomeUnknown: boolean },
): void {
  store.transact(() => {
    if (isOpen(store.outbox.get(id))) store.outbox.delay(id, failure);
  });
}

/** The ledger's state, or the gateway's record, forbids it: nothing was written, a new decision is needed. */
export function recordRefused(deps: PostingDeps, id: string, refusal: Failure): void {
  const { store } = deps;
  const alert = store.transact((): Alert | null => {
    const entry = store.outbox.get(id);
    if (!isOpen(entry)) return null;
    store.outbox.finish(id, 'refused', refusal);
    switch (entry.kind) {
      case 'approval':
        if (entry.approvalId !== null) store.approvals.setStatus(entry.approvalId, 'returned');
        store.proposals.release(entry.transactionId);
        store.transactions.reopen(entry.transactionId, refusal.message);
        if (store.transactions.get(entry.transactionId).state === 'waiting') {
          store.transactions.setState(entry.transactionId, 'returned', refusal.message);
        }
        break;
      case 'reversal':
        store.transactions.setState(
          entry.transactionId,
          'posted',
          `It could not be undone: ${refusal.message}`,
        );
        break;
      case 'journal':
      case 'journal_reversal':
        setJournal(store, entry, 'returned', refusal.message);
        break;
    }
    store.audit.append({
      actor: PROGRAM,
      action: `posting.${entry.kind}_refused`,
      subjectKind: 'transaction',
      subjectId: entry.transactionId,
      sentence: `Not posted: ${refusal.message}`,
      detail: { code: refusal.code, message: refusal.message, approvalId: entry.approvalId },
    });
    return {
      severity: 'warning',
      code: refusal.code,
      title: RETURNED[entry.kind],
      message: refusal.message,
      transactionId: entry.transactionId,
      kind: 'posting_failed',
    };
  });
  if (alert) deps.onAlert(alert);
}

/** Failed for good: kept with everything that is needed to repair it and try again. */
export function recordDead(
  deps: PostingDeps,
  id: string,
  failure: Failure & { readonly outcomeUnknown: boolean },
): void {
  const { store } = deps;
  const alert = store.transact((): Alert | null => {
    const entry = store.outbox.get(id);
    if (!isOpen(entry)) return null;
    store.outbox.finish(id, 'dead', failure);
    store.deadLetters.add({
      origin: 'posting',
      connectionId: store.connections.ledger()?.id ?? null,
      externalId: entry.markers[0] ?? '',
      transactionId: entry.transactionId,
      outboxId: id,
      code: failure.code,
      reason: failure.message,
      rawText: entry.posting,
      attempts: entry.attempts,
    });
    switch (entry.kind) {
      case 'approval':
        store.transactions.setState(entry.transactionId, 'dead_letter', failure.message);
        break;
      case 'reversal':
        store.transactions.setState(
          entry.transactionId,
          'posted',
          `It could not be undone: ${failure.message}`,
        );
        break;
      case 'journal':
      case 'journal_reversal':
        setJournal(store, entry, 'dead_letter', failure.message);
        break;
    }
    store.audit.append({
      actor: PROGRAM,
      action: `posting.${entry.kind}_failed`,
      subjectKind: 'transaction',
      subjectId: entry.transactionId,
      sentence: `Posting failed for good: ${failure.message}`,
      detail: { ...failure, attempts: entry.attempts, approvalId: entry.approvalId },
    });
    return {
      severity: 'error',
      code: failure.code,
      title: FAILED[entry.kind],
      message: failure.message,
      transactionId: entry.transactionId,
      kind: 'posting_failed',
    };
  });
  if (alert) deps.onAlert(alert);
}

const isOpen = (entry: OutboxEntry): boolean => entry.state === 'due' || entry.state === 'in_flight';

function setJournal(store: Store, entry: OutboxEntry, state: 'returned' | 'dead_letter', note: string): void {
  const { journalMarker, journalRound } = store.payouts.get(entry.transactionId);
  // A reversal that failed leaves the journal where it is: in the ledger.
  const journalState = entry.kind === 'journal' ? state : 'posted';
  store.payouts.setJournal(entry.transactionId, {
    journalState,
    journalNote: note,
    journalMarker,
    journalRound,
  });
}

const RETURNED: Readonly<Record<OutboxKind, string>> = {
  approval: 'A payment came back to review',
  reversal: 'A posting could not be undone',
  journal: 'A payout journal came back',
  journal_reversal: 'A payout journal could not be undone',
};

const FAILED: Readonly<Record<OutboxKind, string>> = {
  approval: 'A payment could not be posted',
  reversal: 'A posting could not be undone',
  journal: 'A payout journal could not be posted',
  journal_reversal: 'A payout journal could not be undone',
};
