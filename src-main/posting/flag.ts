/** Flags for a colleague: who is asked what, and the answer. A decision clears the flag; matching anew does not. */
import type { TransactionId } from '../../shared/model.ts';
import type { ColleagueFlag, Store } from '../store/index.ts';
import { Refusal } from './refusal.ts';

export function flag(
  store: Store,
  ids: readonly TransactionId[],
  forWhom: string,
  note: string,
  by: string,
): number {
  return store.transact(() => {
    for (const id of ids) {
      store.transactions.get(id);
      store.colleagueFlags.set(id, { forWhom, note, by });
      append(store, id, by, 'transaction.flagged', `${by} flagged it for ${forWhom}: ${note}`, {
        forWhom,
        note,
      });
    }
    return ids.length;
  });
}

export function unflag(store: Store, ids: readonly TransactionId[], by: string): number {
  return store.transact(() => {
    let cleared = 0;
    for (const id of ids) {
      const standing = store.colleagueFlags.standing(id);
      if (standing === null || !store.colleagueFlags.clear(id, by)) continue;
      cleared += 1;
      const sentence = `${by} cleared the flag for ${standing.forWhom}.`;
      append(store, id, by, 'transaction.flag_cleared', sentence, { forWhom: standing.forWhom });
    }
    return cleared;
  });
}

export function reply(store: Store, id: TransactionId, note: string, by: string): ColleagueFlag {
  return store.transact(() => {
    const replied = store.colleagueFlags.reply(id, note, by);
    const flag = store.colleagueFlags.standing(id);
    if (!replied || flag === null) {
      throw new Refusal('NOT_FLAGGED', 'It is not flagged any more, so there is nothing to reply to.');
    }
    append(store, id, by, 'transaction.flag_reply', `${by} replied to the flag: ${note}`, { note });
    return flag;
  });
}

/** With a decision, inside its local transaction. */
export function clearWithDecision(store: Store, id: TransactionId, by: string): void {
  const standing = store.colleagueFlags.standing(id);
  if (standing === null || !store.colleagueFlags.clear(id, by)) return;
  const sentence = `The decision cleared the flag for ${standing.forWhom}.`;
  append(store, id, by, 'transaction.flag_cleared', sentence, { forWhom: standing.forWhom });
}

function append(
  store: Store,
  id: TransactionId,
  by: string,
  action: string,
  sentence: string,
  detail: Readonly<Record<string, unknown>>,
): void {
  store.audit.append({
    actor: by,
    action,
    subjectKind: 'transaction',
    subjectId: id,
    sentence,
    detail,
  });
}
