/**
 * How failures of a gateway or a ledger are met, the same in sync/ and posting/: exponential backoff with jitter, and a
 * circuit breaker per connection (cockatiel). Clock and chance come in, so that a run can be repeated from a seed.
 */
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  type IBackoffFactory,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import { ConnectionError, MatchbookError } from '../../shared/errors.ts';

export interface RetryPolicy {
  /** After this many failed tries of one item it is a dead letter. */
  readonly maxAttempts: number;
  readonly initialMs: number;
  readonly maxMs: number;
  /** An item whose connection stays down is given up after this long, whatever the number of tries. */
  readonly giveUpAfterMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 8,
  initialMs: 1_000,
  maxMs: 5 * 60_000,
  giveUpAfterMs: 14 * 24 * 3_600_000,
};

export interface BreakerPolicy {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it stays open the first time; doubled each time a trial fails, up to maxOpenMs. */
  readonly openMs: number;
  readonly maxOpenMs: number;
}

export const DEFAULT_BREAKER: BreakerPolicy = { failures: 5, openMs: 15_000, maxOpenMs: 5 * 60_000 };

/** Doubles with each attempt (1 = the first failure); the lower half is fixed, the upper half is chance (0 ≤ random < 1). */
export function backoffMs(attempt: number, policy: RetryPolicy, random: () => number): number {
  const ceiling = Math.min(policy.maxMs, policy.initialMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}

/** What to think of an error that a connector threw; one that no connector knows may have happened after a write. */
export interface Verdict {
  readonly code: string;
  readonly message: string;
  readonly transient: boolean;
  readonly outcomeUnknown: boolean;
  readonly retryAfterMs: number | null;
}

export function judge(error: unknown): Verdict {
  if (error instanceof ConnectionError) {
    const { code, message, transient, outcomeUnknown, retryAfterMs } = error;
    return { code, message, transient, outcomeUnknown, retryAfterMs };
  }
  const code = error instanceof MatchbookError ? error.code : 'UNEXPECTED';
  const message = error instanceof Error ? error.message : String(error);
  return { code, message, transient: false, outcomeUnknown: true, retryAfterMs: null };
}

export interface Breaker {
  /** Runs the call; throws cockatiel's BrokenCircuitError while it is open. */
  run<Result>(call: () => Promise<Result>): Promise<Result>;
  /** When a trial is allowed; null while it is closed, and once the time has come. */
  openUntil(): Date | null;
  /** It was open and the time has come: the next call decides. */
  onTrial(): boolean;
}

/** `onOpen`: told once when it opens, with the last failure; not again while trials fail. */
export function createBreaker(
  policy: BreakerPolicy,
  now: () => Date,
  onOpen: (error: unknown) => void = () => {},
): Breaker {
  let opened: { until: number } | null = null;
  // cockatiel measures the time open with Date.now; this backoff answers by our clock instead: it is over, or it is not.
  const backoff = (times: number): IBackoff<unknown> => {
    const until = now().getTime() + Math.min(policy.maxOpenMs, policy.openMs * 2 ** times);
    opened = { until };
    return {
      get duration() {
        // Never 0: cockatiel compares it with a wall-clock difference, which is below zero once that clock was set back.
        return now().getTime() >= until ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      },
      next: () => backoff(times + 1),
    };
  };
  const halfOpenAfter: IBackoffFactory<IHalfOpenAfterBackoffContext> = {
    next: ({ result }) => {
      onOpen('error' in result ? result.error : null);
      return backoff(0);
    },
  };
  const circuit = circuitBreaker(
    handleWhen((error) => error instanceof ConnectionError),
    { breaker: new ConsecutiveBreaker(policy.failures), halfOpenAfter },
  );
  return {
    run: (call) => circuit.execute(call),
    onTrial: () => circuit.state === CircuitState.Open && (opened?.until ?? 0) <= now().getTime(),
    openUntil: () => {
      if (circuit.state !== CircuitState.Open || !opened) return null;
      return opened.until > now().getTime() ? new Date(opened.until) : null;
    },
  };
}
