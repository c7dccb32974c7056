/**
 * One run of one connection: never two at once (lease), a row in the history from beginning to end, transient failures
 * tried again with backoff from where the last committed page left off, and an alert when it fails for good.
 */
import { ConnectionError } from '../../shared/errors.ts';
import type { TransactionId } from '../../shared/model.ts';
import type { SyncCounts } from '../store/index.ts';
import type { SyncDeps, SyncOutcome, SyncRequest } from './deps.ts';
import { backoffMs, judge, type RetryPolicy } from './retry.ts';

/** Fewer and shorter than for postings: the schedule itself comes round again. */
const SYNC_RETRY: RetryPolicy = { maxAttempts: 5, initialMs: 1_000, maxMs: 60_000, giveUpAfterMs: 3_600_000 };
/** A page must be fetched and stored within this time, or another process may take over. */
const LEASE_MS = 10 * 60_000;

export interface RunContext {
  readonly runId: string;
  readonly touchedPayouts: Set<TransactionId>;
  /** Called inside the page's local transaction. */
  countPage(counts: Omit<SyncCounts, 'pages'>): void;
  /** Called after the page is committed. */
  pageDone(fraction: number | null): void;
}

class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** `work` starts from what is stored (the saved cursor), so that it can be called again after a transient failure. */
export async function runSync(
  deps: SyncDeps,
  request: SyncRequest,
  work: (context: RunContext) => Promise<void>,
): Promise<SyncOutcome> {
  const { store } = deps;
  const { connectionId, signal } = request;
  const lease = `sync:${connectionId}`;
  const runId = deps.newId();
  // A run's own holder: two runs in one process keep each other out as well.
  const holder = `${deps.holder}/${runId}`;
  const started = store.transact(() => {
    if (!store.leases.take(lease, holder, LEASE_MS)) return false;
    store.syncRuns.interruptOrphans(connectionId);
    store.syncRuns.start(runId, connectionId, request.startedBy);
    return true;
  });
  if (!started) return { started: false };

  const context: RunContext = {
    runId,
    touchedPayouts: new Set(),
    countPage: (counts) => store.syncRuns.progress(runId, counts),
    pageDone: (fraction) => {
      const run = store.syncRuns.get(runId);
      if (run) deps.onProgress({ connectionId, runId, counts: run, fraction });
      if (!store.leases.take(lease, holder, LEASE_MS))
        throw new LeaseLost('Another process took over this sync.');
    },
  };
  const finish = (
    state: 'succeeded' | 'failed' | 'cancelled' | 'interrupted',
    error: { code: string; message: string } | null,
  ): SyncOutcome => {
    const run = store.transact(() => {
      store.syncRuns.finish(runId, state, error);
      store.leases.release(lease, holder);
      return store.syncRuns.get(runId);
    });
    if (!run) throw new Error(`Sync run ${runId} is gone.`);
    return { started: true, run, touchedPayouts: [...context.touchedPayouts] };
  };

  const retry = deps.retry ?? SYNC_RETRY;
  let reached = store.connections.get(connectionId).cursor;
  for (let failures = 1; ; failures += 1) {
    try {
      signal.throwIfAborted();
      await work(context);
      return finish('succeeded', null);
    } catch (error) {
      if (signal.aborted) return finish('cancelled', null);
      if (error instanceof LeaseLost)
        return finish('interrupted', { code: 'LEASE_LOST', message: error.message });
      const verdict = judge(error);
      // Only a cursor that moved is progress; pages that are read again from the start are not.
      const { cursor } = store.connections.get(connectionId);
      if (cursor !== reached) failures = 1;
      reached = cursor;
      if (!(error instanceof ConnectionError) || !verdict.transient || failures >= retry.maxAttempts) {
        deps.onAlert({
          severity: 'error',
          code: verdict.code,
          title: `${store.connections.get(connectionId).title} could not be synced`,
          message: verdict.message,
          transactionId: null,
          kind: 'sync_failed',
          quiet: !isNews(store, connectionId, verdict),
        });
        return finish('failed', verdict);
      }
      const wait = Math.max(verdict.retryAfterMs ?? 0, backoffMs(failures, retry, deps.random));
      try {
        await deps.sleep(wait, signal);
      } catch (cause) {
        if (signal.aborted) return finish('cancelled', null);
        throw cause;
      }
    }
  }
}

/**
 * Whether this failure is worth a notification. What may heal by itself (the network) is told at the second failure in a row,
 * the rest (a key that is refused) at once; neither again until something else happens.
 */
function isNews(
  store: SyncDeps['store'],
  connectionId: SyncRequest['connectionId'],
  { code, transient }: { readonly code: string; readonly transient: boolean },
): boolean {
  // The run under way is the newest.
  const [, last, beforeLast] = store.syncRuns.latest(connectionId, 3);
  if (!transient) return last?.state !== 'failed' || last.errorCode !== code;
  return last?.state === 'failed' && beforeLast?.state !== 'failed';
}
