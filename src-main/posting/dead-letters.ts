/** Repairing what failed: try a dead posting again, or take it back to review. */
import type { DeadLetter } from '../store/index.ts';
import type { PostingDeps } from './deps.ts';
import type { Poster } from './poster.ts';
import { Refusal } from './refusal.ts';

/** Back into the outbox from the first attempt. A posting that may be in the ledger is looked for first. */
export function retryDeadLetter(deps: PostingDeps, id: number, by: string): void {
  const { store } = deps;
  store.transact(() => {
    const letter = openPosting(store.deadLetters.get(id));
    const entry = store.outbox.get(letter.outboxId);
    store.outbox.revive(letter.outboxId);
    if (entry.kind === 'approval') store.transactions.setState(entry.transactionId, 'approved', null);
    if (entry.kind === 'journal') {
      const { journalMarker, journalRound } = store.payouts.get(entry.transactionId);
      store.payouts.setJournal(entry.transactionId, {
        journalState: 'approved',
        journalNote: null,
        journalMarker,
        journalRound,
      });
    }
    store.deadLetters.close(id, 'retried', `Retried by ${by}.`);
    store.audit.append({
      actor: by,
      action: 'dead_letter.retried',
      subjectKind: 'transaction',
      subjectId: entry.transactionId,
      sentence: `${by} had its posting tried again.`,
      detail: { deadLetter: id, outboxId: entry.id, code: letter.code },
    });
  });
}

/**
 * Gives up the letter. A failed posting is first looked for in the ledger: when it is there it is recorded as posted,
 * otherwise the transaction returns to review. Throws ConnectionError when the ledger cannot be asked; nothing changes then.
 */
export async function dismissDeadLetter(
  deps: PostingDeps,
  poster: Poster,
  id: number,
  reason: string,
  by: string,
): Promise<'posted_after_all' | 'dismissed'> {
  const { store } = deps;
  const letter = store.deadLetters.get(id);
  if (letter.state !== 'open') throw new Refusal('NOT_RETRYABLE', 'It is settled already.');
  if (letter.outboxId !== null && (await poster.settleIfPosted(letter.outboxId))) {
    store.deadLetters.close(id, 'resolved', 'It was found in the ledger.');
    return 'posted_after_all';
  }
  store.transact(() => {
    if (letter.outboxId !== null) giveBack(deps, letter.outboxId, reason);
    store.deadLetters.close(id, 'dismissed', reason);
    store.audit.append({
      actor: by,
      action: 'dead_letter.dismissed',
      subjectKind: letter.transactionId === null ? 'dead_letter' : 'transaction',
      subjectId: letter.transactionId ?? String(id),
      sentence: `${by} dismissed what had failed: ${reason}`,
      detail: { deadLetter: id, origin: letter.origin, code: letter.code, reason },
    });
  });
  return 'dismissed';
}

function giveBack({ store }: PostingDeps, outboxId: string, reason: string): void {
  const entry = store.outbox.get(outboxId);
  if (entry.state !== 'dead') throw new Refusal('BEING_POSTED', 'It is being tried again right now.');
  store.outbox.finish(outboxId, 'cancelled', null);
  switch (entry.kind) {
    case 'approval':
      if (entry.approvalId !== null) store.approvals.setStatus(entry.approvalId, 'cancelled');
      store.proposals.release(entry.transactionId);
      store.transactions.reopen(entry.transactionId, reason);
      break;
    case 'reversal':
    case 'journal_reversal':
      break;
    case 'journal': {
      const { journalRound } = store.payouts.get(entry.transactionId);
      store.payouts.setJournal(entry.transactionId, {
        journalState: 'none',
        journalNote: reason,
        journalMarker: null,
        journalRound,
      });
    }
  }
}

function openPosting(letter: DeadLetter): DeadLetter & { outboxId: string } {
  if (letter.state !== 'open') throw new Refusal('NOT_RETRYABLE', 'It is settled already.');
  if (letter.outboxId === null) {
    throw new Refusal('NOT_RETRYABLE', 'A record that could not be read is tried again with the next sync.');
  }
  return { ...letter, outboxId: letter.outboxId };
}
