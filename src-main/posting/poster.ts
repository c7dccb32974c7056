/**
 * The poster: takes due outbox entries in order and writes each to the ledger exactly once. An entry is marked in flight,
 * durably, before the ledger is called; whatever is found in flight or with an unknown outcome is looked for in the ledger
 * by its markers before anything else. One poster at a time per store, by lease; were two to run (a laptop that slept
 * through its lease), the ledger's own search for the marker still lets only one write.
 */
import type { Instant, Marker } from '../../shared/model.ts';
import type { Ledger, PostedEntry } from '../ledgers/port.ts';
import type { OutboxEntry } from '../store/index.ts';
import {
  type BreakerPolicy,
  backoffMs,
  createBreaker,
  DEFAULT_BREAKER,
  DEFAULT_RETRY,
  judge,
  type RetryPolicy,
} from '../sync/retry.ts';
import type { PostingDeps } from './deps.ts';
import { readPosting } from './outbox-posting.ts';
import { differenceFromSent, recordPosted } from './record.ts';
import { recordDead, recordDelay, recordRefused } from './record-failure.ts';
import { Refusal } from './refusal.ts';
import { staleReason } from './stale.ts';

export interface PosterDeps extends PostingDeps {
  /** The open ledger; called for each drain, so that a changed connection is used from then on. */
  readonly ledger: () => Ledger | Promise<Ledger>;
  /** 0 ≤ random < 1, for the jitter. */
  readonly random: () => number;
  /** Different for each process that has the store open. */
  readonly holder: string;
  readonly retry?: RetryPolicy;
  readonly breaker?: BreakerPolicy;
  /** Longer than the longest call of the ledger. Default two minutes. */
  readonly leaseMs?: number;
}

export interface DrainReport {
  readonly posted: number;
  readonly alreadyPosted: number;
  readonly refused: number;
  readonly delayed: number;
  readonly dead: number;
  /** Taken back by the user in the moment before they were sent. */
  readonly withdrawn: number;
  /** Another process has the lease, and drains. */
  readonly leaseHeldElsewhere: boolean;
  /** When it is worth calling again; null when nothing is pending, or when the ledger cannot be opened. */
  readonly nextDueAt: Instant | null;
}

export interface Poster {
  /** Posts all that is due now, one drain after the other. Ends early between two entries when the signal aborts. */
  drain(signal: AbortSignal): Promise<DrainReport>;
  /** Looks for a dead entry in the ledger; true when it is there, and then recorded as posted. */
  settleIfPosted(outboxId: string): Promise<boolean>;
}

type Delivery = 'posted' | 'alreadyPosted' | 'refused' | 'delayed' | 'dead' | 'withdrawn';
const LEASE = 'poster';

export function createPoster(deps: PosterDeps): Poster {
  const { store, now } = deps;
  const retry = deps.retry ?? DEFAULT_RETRY;
  const alertUnreachable = (error: unknown): void => {
    const { code, message } = judge(error);
    deps.onAlert({
      severity: 'error',
      code,
      title: 'The ledger does not answer',
      message: `${message} What is approved waits in the outbox and is posted when the ledger is back.`,
      transactionId: null,
      kind: 'posting_failed',
    });
  };
  const breaker = createBreaker(deps.breaker ?? DEFAULT_BREAKER, now, alertUnreachable);
  let cannotOpen = false;
  const leaseMs = deps.leaseMs ?? 120_000;
  const step = deps.onStep ?? (() => {});

  /** The same as what is written, only as read back: nothing missing, no other amount. */
  const settle = (
    entry: OutboxEntry,
    found: ReadonlyMap<Marker, PostedEntry>,
    how: 'posted' | 'already_posted',
    differences: readonly string[] = [],
  ): Delivery => {
    const difference = differenceFromSent(entry, found);
    if (difference !== null) {
      const verdict = { code: 'READ_BACK_DIFFERS', message: difference, outcomeUnknown: true };
      recordDead(deps, entry.id, verdict);
      store.ledgerDifferences.record(entry.transactionId, entry.id, [difference]);
      return 'dead';
    }
    recordPosted(deps, entry.id, found, how, differences);
    step('post.recorded', entry.transactionId);
    return how === 'posted' ? 'posted' : 'alreadyPosted';
  };

  const failed = (entry: OutboxEntry, error: unknown): Delivery => {
    const verdict = judge(error);
    const tries = entry.attempts + 1;
    const dead = !verdict.transient || tries >= retry.maxAttempts || isTooOld(entry);
    if (dead) recordDead(deps, entry.id, verdict);
    else recordDelay(deps, entry.id, { ...verdict, nextAttemptAt: nextAttempt(tries, verdict.retryAfterMs) });
    step('post.failure_recorded', entry.transactionId);
    return dead ? 'dead' : 'delayed';
  };

  /** That looking failed says nothing about the entry, so it is no attempt at it; only time makes it a dead letter. */
  const couldNotLook = (entry: OutboxEntry, error: unknown): Delivery => {
    const verdict = { ...judge(error), outcomeUnknown: entry.outcomeUnknown };
    const dead = isTooOld(entry);
    if (dead) recordDead(deps, entry.id, verdict);
    else recordDelay(deps, entry.id, { ...verdict, nextAttemptAt: nextAttempt(1, verdict.retryAfterMs) });
    step('post.failure_recorded', entry.transactionId);
    return dead ? 'dead' : 'delayed';
  };
  const isTooOld = ({ firstFailedAt }: OutboxEntry): boolean =>
    firstFailedAt !== null && now().getTime() - Date.parse(firstFailedAt) >= retry.giveUpAfterMs;
  const nextAttempt = (tries: number, retryAfterMs: number | null): Date =>
    new Date(now().getTime() + Math.max(retryAfterMs ?? 0, backoffMs(tries, retry, deps.random)));

  const deliver = async (ledger: Ledger, entry: OutboxEntry): Promise<Delivery> => {
    step('post.picked', entry.transactionId);
    // After an outage the search for the marker is also what tries the connection, at no entry's cost.
    if (entry.outcomeUnknown || breaker.onTrial()) {
      const looked = await attempt(() => breaker.run(() => ledger.find(entry.markers)));
      step('post.looked', entry.transactionId);
      if (!looked.ok) return couldNotLook(entry, looked.error);
      if (entry.markers.every((marker) => looked.value.has(marker))) {
        return settle(entry, looked.value, 'already_posted');
      }
    }
    const stale = staleReason(store, entry);
    if (stale !== null) {
      recordRefused(deps, entry.id, { code: 'TRANSACTION_CHANGED', message: stale });
      step('post.recorded', entry.transactionId);
      return 'refused';
    }
    if (!store.outbox.claim(entry.id)) return 'withdrawn';
    step('post.claimed', entry.transactionId);
    const answer = await attempt(() => breaker.run(() => ledger.post(readPosting(entry))));
    step('post.answered', entry.transactionId);
    if (!answer.ok) return failed(entry, answer.error);
    if (answer.value.kind === 'refused') {
      recordRefused(deps, entry.id, answer.value);
      step('post.recorded', entry.transactionId);
      return 'refused';
    }
    const { kind, entries, differences } = answer.value;
    return settle(entry, byMarker(entries), kind, differences);
  };

  /** Null when the ledger cannot even be opened (a password is missing): alerted once, tried again with the next drain. */
  const openLedger = async (): Promise<Ledger | null> => {
    const opened = await attempt(async () => deps.ledger());
    if (!opened.ok && !cannotOpen) alertUnreachable(opened.error);
    cannotOpen = !opened.ok;
    return opened.ok ? opened.value : null;
  };

  const drainOnce = async (signal: AbortSignal): Promise<DrainReport> => {
    const counts = { posted: 0, alreadyPosted: 0, refused: 0, delayed: 0, dead: 0, withdrawn: 0 };
    const report = (leaseHeldElsewhere: boolean): DrainReport => ({
      ...counts,
      leaseHeldElsewhere,
      nextDueAt: laterOf(store.outbox.nextDueAt(), breaker.openUntil()),
    });
    if (store.outbox.pendingCount() === 0) return report(false);
    const ledger = await openLedger();
    if (ledger === null) return { ...report(false), nextDueAt: null };
    if (!store.leases.take(LEASE, deps.holder, leaseMs)) return report(true);
    step('post.lease_taken', deps.holder);
    while (!signal.aborted && breaker.openUntil() === null) {
      const entry = store.outbox.nextDue(now());
      if (!entry) break;
      // Renewed for each entry; once lost to another process, that one goes on.
      if (!store.leases.take(LEASE, deps.holder, leaseMs)) return report(true);
      counts[await deliver(ledger, entry)] += 1;
    }
    // Not in a `finally`: after a failure that nobody foresaw the lease is left to run out, as after a power cut.
    store.leases.release(LEASE, deps.holder);
    step('post.lease_released', deps.holder);
    return report(false);
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    drain: (signal) => {
      const drained = last.then(() => drainOnce(signal));
      // The next one goes on whatever becomes of this one; whoever asked for this one gets its failure.
      last = drained.catch(() => undefined);
      return drained;
    },
    settleIfPosted: async (id) => {
      const entry = store.outbox.get(id);
      const found = await (await deps.ledger()).find(entry.markers);
      if (!entry.markers.every((marker) => found.has(marker))) return false;
      const difference = differenceFromSent(entry, found);
      if (difference !== null)
        throw new Refusal('NOT_RETRYABLE', `${difference} Correct it in the ledger first.`);
      return recordPosted(deps, id, found, 'already_posted');
    },
  };
}

/** Only the ledger's own failures are caught; a fault in our own code goes up. */
async function attempt<Value>(
  call: () => Promise<Value>,
): Promise<{ ok: true; value: Value } | { ok: false; error: unknown }> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    return { ok: false, error };
  }
}

function byMarker(entries: readonly PostedEntry[]): ReadonlyMap<Marker, PostedEntry> {
  return new Map(entries.map((entry) => [entry.marker, entry]));
}

function laterOf(due: Instant | null, open: Date | null): Instant | null {
  if (due === null || open === null) return due;
  return due > open.toISOString() ? due : (open.toISOString() as Instant);
}
