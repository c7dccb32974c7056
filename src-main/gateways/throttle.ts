/**
 * How fast one connection may ask. Starts at a rate the gateway allows, halves when the gateway says "too many", and
 * creeps back by a little with every answer (additive increase, multiplicative decrease, as TCP does).
 */
import type { GatewayDeps } from './port.ts';

export interface ThrottleLimits {
  /** Requests per second at the start, and the most ever. */
  readonly ratePerSecond: number;
  /** Never slower than this. */
  readonly slowestPerSecond: number;
}

export interface Throttle {
  /** Waits until the next request may be sent; rejects when the signal aborts. */
  take(signal: AbortSignal): Promise<void>;
  /** The gateway answered: a little faster. */
  answered(): void;
  /** The gateway said "too many": half as fast. */
  refused(): void;
  readonly ratePerSecond: number;
}

const CREEP = 0.02;

export function createThrottle(limits: ThrottleLimits, deps: GatewayDeps): Throttle {
  let rate = limits.ratePerSecond;
  let nextAt = 0;
  return {
    async take(signal) {
      signal.throwIfAborted();
      const now = deps.now().getTime();
      const at = Math.max(now, nextAt);
      nextAt = at + 1000 / rate;
      // Timers are no finer than this: shorter gaps are let through and add up until they are worth a wait.
      if (at - now >= 15) await deps.sleep(at - now, signal);
    },
    answered() {
      rate = Math.min(limits.ratePerSecond, rate + limits.ratePerSecond * CREEP);
    },
    refused() {
      rate = Math.max(limits.slowestPerSecond, rate / 2);
    },
    get ratePerSecond() {
      return rate;
    },
  };
}
