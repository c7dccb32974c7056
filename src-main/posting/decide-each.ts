/**
 * Many decisions, each by itself: one that cannot be carried out is skipped with its reason and takes nothing with it.
 * They are committed in batches, because each commit waits for the disk; within a batch each has a savepoint of its own.
 * Between batches others get their turn, so that approving 50,000 does not freeze the window.
 */
import { setImmediate } from 'node:timers/promises';
import type { TransactionId } from '../../shared/model.ts';
import type { PostingDeps } from './deps.ts';
import { Refusal } from './refusal.ts';

export interface DecisionOutcome {
  readonly decided: TransactionId[];
  readonly skipped: { transactionId: TransactionId; reason: string }[];
}

const BATCH = 200;

export async function decideEach<Item extends { readonly transactionId: TransactionId }>(
  deps: PostingDeps,
  items: readonly Item[],
  step: 'approve' | 'undo',
  decide: (item: Item) => void,
): Promise<DecisionOutcome> {
  const outcome: DecisionOutcome = { decided: [], skipped: [] };
  for (let start = 0; start < items.length; start += BATCH) {
    if (start > 0) await setImmediate();
    const batch = items.slice(start, start + BATCH);
    deps.store.transact(() => {
      for (const item of batch) {
        try {
          deps.store.transact(() => decide(item));
          outcome.decided.push(item.transactionId);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          outcome.skipped.push({ transactionId: item.transactionId, reason: error.reason });
        }
      }
    });
    deps.onStep?.(`${step}.committed`, batch[0]?.transactionId ?? '');
  }
  return outcome;
}
