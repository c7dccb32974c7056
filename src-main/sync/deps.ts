/** What a sync needs from outside. */
import type { NotificationKind } from '../../shared/api/setup.ts';
import type { ConnectionId, TransactionId } from '../../shared/model.ts';
import type { Store, SyncCounts, SyncRun } from '../store/index.ts';
import type { RetryPolicy } from './retry.ts';

export interface SyncAlert {
  readonly severity: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly transactionId: TransactionId | null;
  readonly kind: NotificationKind;
  readonly quiet?: boolean;
}

export interface SyncProgress {
  readonly connectionId: ConnectionId;
  readonly runId: string;
  readonly counts: SyncCounts;
  /** 0 to 1, null when the other side cannot tell. */
  readonly fraction: number | null;
}

export interface SyncDeps {
  readonly store: Store;
  readonly now: () => Date;
  readonly newId: () => string;
  /** 0 ≤ random < 1, for the jitter. */
  readonly random: () => number;
  /** Waits, and ends early (rejecting) when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Different for each process that has the store open. */
  readonly holder: string;
  readonly onProgress: (progress: SyncProgress) => void;
  readonly onAlert: (alert: SyncAlert) => void;
  readonly retry?: RetryPolicy;
}

export interface SyncRequest {
  readonly connectionId: ConnectionId;
  /** 'schedule', 'catch-up' or who asked for it. */
  readonly startedBy: string;
  readonly signal: AbortSignal;
}

export type SyncOutcome =
  /** Another run of this connection, here or in another process, is under way. */
  | { readonly started: false }
  | {
      readonly started: true;
      readonly run: SyncRun;
      /** Payouts whose parts came in or changed: to be tied out again. */
      readonly touchedPayouts: readonly TransactionId[];
    };
