/** The one clock of a run, in the harness's hand: it goes on by itself only as fast as the day lets it, and it jumps. */
export interface RunClock {
  readonly now: () => Date;
  /** Below zero: set back. */
  advance(ms: number): void;
  /** Milliseconds between this clock and the machine's. */
  offsetMs(): number;
}

export const DAY_BEGINS = '2026-03-10T14:00:00.000Z';

export function runClock(): RunClock {
  let at = Date.parse(DAY_BEGINS);
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
    offsetMs: () => at - Date.now(),
  };
}
