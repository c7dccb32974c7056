/** So many requests a minute: short bursts go through at once, and what is more waits until its turn. */
export interface Throttle {
  /** Rejects with the signal's reason when it aborts. */
  take(signal: AbortSignal): Promise<void>;
}

export function createThrottle(
  perMinute: number,
  deps: { now: () => Date; sleep: (ms: number, signal: AbortSignal) => Promise<void> },
): Throttle {
  /** Half of a minute's requests may come at once, so that with the refill no minute sees more than allowed. */
  const most = Math.max(1, Math.floor(perMinute / 2));
  const perMs = perMinute / 2 / 60_000;
  let left = most;
  let at = deps.now().getTime();
  return {
    async take(signal) {
      signal.throwIfAborted();
      const now = deps.now().getTime();
      left = Math.min(most, left + Math.max(0, now - at) * perMs);
      at = now;
      left -= 1;
      // Below zero: each one before it in the queue has taken its share already.
      if (left < 0) await deps.sleep(Math.ceil(-left / perMs), signal);
    },
  };
}
