/**
 * Bringing in what gateways and the ledger know: runs, cursors, retries, dead letters, schedules. May import store/, the
 * gateway and ledger ports and shared/. The composition root opens the connections and calls `syncGateway`, `syncLedger`.
 */
export type {
  SyncAlert,
  SyncDeps,
  SyncOutcome,
  SyncProgress,
  SyncRequest,
} from './deps.ts';
export { faultOf } from './edge-checks.ts';
export { syncGateway } from './gateway-sync.ts';
export { type LedgerSyncOptions, syncLedger } from './ledger-sync.ts';
export {
  type Breaker,
  type BreakerPolicy,
  backoffMs,
  createBreaker,
  DEFAULT_BREAKER,
  DEFAULT_RETRY,
  judge,
  type RetryPolicy,
} from './retry.ts';
export { lastDue, nextDue } from './schedule-times.ts';
export { createScheduler, type Scheduler, type SchedulerDeps } from './scheduler.ts';
