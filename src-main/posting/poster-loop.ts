/** Keeps a poster at work: drains, then waits until something is due, until it is woken, or a little while. */
import type { DrainReport, Poster } from './poster.ts';

export interface PosterLoopDeps {
  readonly poster: Poster;
  readonly now: () => Date;
  /** Waits, and ends early (rejecting) when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onDrained: (report: DrainReport) => void;
  /** A fault in our own code: the loop goes on, and looks again after the idle time. */
  readonly onFault: (error: unknown) => void;
  /** How often to look when nothing is due; another process may have approved something. Default 30 seconds. */
  readonly idleMs?: number;
}

export interface PosterLoop {
  /** Ends when the signal aborts, after the entry at hand. */
  run(signal: AbortSignal): Promise<void>;
  /** Something was approved: do not wait any longer. */
  wake(): void;
}

export function createPosterLoop(deps: PosterLoopDeps): PosterLoop {
  const idleMs = deps.idleMs ?? 30_000;
  let woken = false;
  let waiting: AbortController | null = null;

  const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
    if (woken) return;
    waiting = new AbortController();
    const either = AbortSignal.any([signal, waiting.signal]);
    try {
      await deps.sleep(ms, either);
    } catch (error) {
      if (!either.aborted) throw error;
    } finally {
      waiting = null;
    }
  };

  const drainOnce = async (signal: AbortSignal): Promise<number> => {
    try {
      const report = await deps.poster.drain(signal);
      deps.onDrained(report);
      if (report.nextDueAt === null || report.leaseHeldElsewhere) return idleMs;
      return Math.min(idleMs, Math.max(50, Date.parse(report.nextDueAt) - deps.now().getTime()));
    } catch (error) {
      deps.onFault(error);
      return idleMs;
    }
  };

  return {
    run: async (signal) => {
      while (!signal.aborted) {
        woken = false;
        const ms = await drainOnce(signal);
        if (!signal.aborted) await wait(ms, signal);
      }
    },
    wake: () => {
      woken = true;
      waiting?.abort();
    },
  };
}
