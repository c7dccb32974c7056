/**
 * One request to a gateway, made politely: no faster than the throttle lets it, tried again a few times when the
 * failure is one that passes, waiting as long as the gateway asked. What lasts longer is left to the schedule.
 */
import { DelegateBackoff, handleWhen, retry } from 'cockatiel';
import { ConnectionError } from '../../shared/errors.ts';
import type { GatewayDeps } from './port.ts';
import type { Throttle } from './throttle.ts';

const RETRIES = 4;
const FIRST_WAIT_MS = 500;
/** A gateway that asks for a longer wait than this ends the pull; the schedule comes back later. */
const LONGEST_WAIT_MS = 30_000;

const passes = handleWhen(
  (error) =>
    error instanceof ConnectionError && error.transient && (error.retryAfterMs ?? 0) <= LONGEST_WAIT_MS,
);
/** The wait is made by `deps.sleep`, which knows the abort signal and, in tests, the simulated clock. */
const retries = retry(passes, { maxAttempts: RETRIES, backoff: new DelegateBackoff(() => 0) });

/** Throws the ConnectionError of the last attempt, or the signal's reason. `call` maps its own failures. */
export async function askPolitely<T>(
  deps: GatewayDeps,
  throttle: Throttle,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  let failure: ConnectionError | null = null;
  return retries.execute(async ({ attempt }) => {
    if (failure !== null) {
      await deps.sleep(failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1), signal);
    }
    await throttle.take(signal);
    try {
      const answer = await call();
      throttle.answered();
      return answer;
    } catch (error) {
      if (error instanceof ConnectionError) {
        failure = error;
        if (error.code === 'GATEWAY_RATE_LIMITED') throttle.refused();
      }
      throw error;
    }
  });
}
