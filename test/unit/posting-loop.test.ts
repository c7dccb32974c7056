import { describe, expect, it } from 'vitest';
import { createPosterLoop, type DrainReport, type PosterLoopDeps } from '../../src-main/posting/index.ts';
import { testClock } from '../support/posting-fixture.ts';

const NOTHING: DrainReport = {
  posted: 0,
  alreadyPosted: 0,
  refused: 0,
  delayed: 0,
  dead: 0,
  withdrawn: 0,
  leaseHeldElsewhere: false,
  nextDueAt: null,
};

/** Runs the loop until it has drained `rounds` times; `during` is called in each wait. */
async function looping(reports: readonly (DrainReport | Error)[], during: (wait: number) => void = () => {}) {
  const clock = testClock();
  const stop = new AbortController();
  const waits: number[] = [];
  const faults: unknown[] = [];
  let drained = 0;
  const deps: PosterLoopDeps = {
    poster: {
      drain: async () => {
        const report = reports[drained];
        drained += 1;
        if (drained >= reports.length) stop.abort();
        if (report instanceof Error) throw report;
        return report ?? NOTHING;
      },
      settleIfPosted: async () => false,
    },
    now: clock.now,
    sleep: async (ms, signal) => {
      waits.push(ms);
      during(waits.length);
      signal.throwIfAborted();
      clock.advance(ms);
    },
    onDrained: () => {},
    onFault: (error) => faults.push(error),
  };
  const loop = createPosterLoop(deps);
  return { run: () => loop.run(stop.signal), loop, waits, faults, drained: () => drained };
}

const dueIn = (ms: number): DrainReport => ({
  ...NOTHING,
  nextDueAt: new Date(testClock().now().getTime() + ms).toISOString() as NonNullable<
    DrainReport['nextDueAt']
  >,
});

describe('the loop that keeps the poster at work', () => {
  it('waits until something is due, and no longer than the idle time', async () => {
    const it = await looping([dueIn(4_000), NOTHING, dueIn(9_000_000), NOTHING]);
    await it.run();
    expect(it.waits).toEqual([4_000, 30_000, 30_000]);
  });

  it('waits the idle time while another process drains', async () => {
    const it = await looping([{ ...dueIn(1_000), leaseHeldElsewhere: true }, NOTHING]);
    await it.run();
    expect(it.waits).toEqual([30_000]);
  });

  it('stops waiting when it is woken', async () => {
    const it = await looping([NOTHING, NOTHING, NOTHING], (wait) => {
      if (wait === 1) it.loop.wake();
    });
    await it.run();
    expect(it.drained()).toBe(3);
  });

  it('reports a fault of ours and goes on', async () => {
    const it = await looping([new Error('ours'), NOTHING]);
    await it.run();
    expect(it.faults).toHaveLength(1);
    expect(it.drained()).toBe(2);
  });
});
