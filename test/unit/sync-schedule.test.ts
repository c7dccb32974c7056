import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../shared/api/setup.ts';
import { openStore } from '../../src-main/store/index.ts';
import { createScheduler, lastDue, nextDue } from '../../src-main/sync/index.ts';
import { addConnections, STRIPE, testClock } from '../support/posting-fixture.ts';

const ZONE = 'America/New_York';
const nine: Schedule = { every: 'times', times: ['17:00', '09:00'], workingDays: true };

function scheduled(schedule: Schedule, start: string) {
  const clock = testClock(start);
  const store = openStore(':memory:', { now: clock.now });
  addConnections(store);
  const runs: string[] = [];
  const faults: unknown[] = [];
  let hold: Promise<void> | null = null;
  const power = { held: false };
  const ticking: { tick: (() => void) | null } = { tick: null };
  const scheduler = createScheduler({
    store,
    now: clock.now,
    timeZone: () => ZONE,
    run: async (_, startedBy) => {
      runs.push(`${startedBy} ${clock.now().toISOString().slice(0, 16)}`);
      if (hold) await hold;
    },
    onFault: (error) => faults.push(error),
    mayRun: () => !power.held,
    everyMinute: (tick) => {
      ticking.tick = tick;
      return () => {
        ticking.tick = null;
      };
    },
  });
  scheduler.setSchedule(STRIPE, schedule);
  const minutes = async (count: number) => {
    for (let at = 0; at < count; at += 1) {
      clock.advance(60_000);
      await scheduler.tick();
    }
  };
  return {
    clock,
    store,
    runs,
    faults,
    scheduler,
    minutes,
    ticking,
    power,
    holdRuns: (until: Promise<void>) => {
      hold = until;
    },
  };
}

describe('a schedule', () => {
  it('that is held (on battery, if asked) starts nothing, and is caught up once afterwards', async () => {
    const it = scheduled({ every: 'minutes', minutes: 5 }, '2026-03-10T15:00:00Z');
    it.power.held = true;
    await it.minutes(63);
    expect(it.runs).toEqual([]);
    it.power.held = false;
    await it.minutes(2);
    expect(it.runs).toHaveLength(1);
  });

  it('every few minutes runs that often', async () => {
    const it = scheduled({ every: 'minutes', minutes: 5 }, '2026-03-10T15:00:00Z');
    await it.minutes(15);
    expect(it.runs).toEqual([
      'schedule 2026-03-10T15:05',
      'schedule 2026-03-10T15:10',
      'schedule 2026-03-10T15:15',
    ]);
    expect(it.scheduler.nextRunAt(STRIPE)?.toISOString()).toBe('2026-03-10T15:20:00.000Z');
  });

  it('every hour runs at the hour', async () => {
    const it = scheduled({ every: 'hour' }, '2026-03-10T15:20:00Z');
    await it.minutes(120);
    expect(it.runs).toEqual(['schedule 2026-03-10T16:00', 'schedule 2026-03-10T17:00']);
  });

  it('at times of working days runs at local time, across a clock change, and not at the weekend', async () => {
    const at = (from: string, to: string) =>
      lastDue(nine, new Date(from), new Date(to), ZONE)?.toISOString() ?? null;
    expect(at('2026-03-06T13:00:00Z', '2026-03-06T15:00:00Z')).toBe('2026-03-06T14:00:00.000Z');
    expect(at('2026-03-06T22:30:00Z', '2026-03-09T12:00:00Z')).toBeNull();
    expect(at('2026-03-08T12:00:00Z', '2026-03-09T13:30:00Z')).toBe('2026-03-09T13:00:00.000Z');
    const next = nextDue(nine, new Date('2026-03-06T22:30:00Z'), new Date('2026-03-06T22:00:00Z'), ZONE);
    expect(next?.toISOString()).toBe('2026-03-09T13:00:00.000Z');
  });
});

describe('a PC that slept', () => {
  it('catches up once, however much was missed', async () => {
    const it = scheduled({ every: 'hour' }, '2026-03-10T15:20:00Z');
    it.clock.advance(9 * 3_600_000 + 300_000);
    await it.scheduler.tick();
    await it.scheduler.tick();
    expect(it.runs).toEqual(['catch-up 2026-03-11T00:25']);
    await it.minutes(35);
    expect(it.runs.at(-1)).toBe('schedule 2026-03-11T01:00');
  });

  it('whose clock was set back goes on from the new time', async () => {
    const it = scheduled({ every: 'minutes', minutes: 5 }, '2026-03-10T15:00:00Z');
    it.clock.set('2026-03-01T00:00:00Z');
    await it.minutes(7);
    expect(it.runs).toEqual(['schedule 2026-03-01T00:06']);
  });
});

describe('a run that takes longer than its interval', () => {
  it('is not overlapped, neither by the schedule nor by hand, and the missed one follows once', async () => {
    const it = scheduled({ every: 'minutes', minutes: 1 }, '2026-03-10T15:00:00Z');
    let release = (): void => {};
    it.holdRuns(
      new Promise((resolve) => {
        release = resolve;
      }),
    );
    it.clock.advance(60_000);
    const first = it.scheduler.tick();
    it.clock.advance(180_000);
    await it.scheduler.tick();
    expect(await it.scheduler.runNow(STRIPE, 'Dana')).toBe(false);
    expect(it.runs).toHaveLength(1);
    release();
    await first;
    await it.scheduler.tick();
    await it.scheduler.tick();
    expect(it.runs).toHaveLength(2);
  });
});

describe('a connection that is paused', () => {
  it('does not run, and what was due meanwhile is not caught up; by hand it still runs', async () => {
    const it = scheduled({ every: 'minutes', minutes: 5 }, '2026-03-10T15:00:00Z');
    it.scheduler.pause(STRIPE);
    await it.minutes(20);
    expect(it.runs).toEqual([]);
    expect(it.scheduler.nextRunAt(STRIPE)).toBeNull();
    expect(await it.scheduler.runNow(STRIPE, 'Dana')).toBe(true);
    it.scheduler.resume(STRIPE);
    await it.scheduler.tick();
    expect(it.runs).toEqual(['Dana 2026-03-10T15:20']);
  });
});

describe('the minute’s tick', () => {
  it('reports a stored schedule that makes no sense, and goes on with the others', async () => {
    const it = scheduled({ every: 'minutes', minutes: 5 }, '2026-03-10T15:00:00Z');
    it.store.schedules.save(STRIPE, { every: 'blue moon' }, it.clock.now());
    await it.minutes(1);
    expect(it.faults).toHaveLength(1);
  });

  it('comes from outside, and stops', () => {
    const it = scheduled({ every: 'hour' }, '2026-03-10T15:00:00Z');
    it.scheduler.start();
    expect(it.ticking.tick).not.toBeNull();
    it.scheduler.stop();
    expect(it.ticking.tick).toBeNull();
  });

  it('is node-cron’s when nothing else is given', () => {
    const it = scheduled({ every: 'hour' }, '2026-03-10T15:00:00Z');
    const scheduler = createScheduler({
      store: it.store,
      now: it.clock.now,
      timeZone: () => ZONE,
      run: async () => {},
      onFault: () => {},
    });
    scheduler.start();
    scheduler.stop();
    expect(it.runs).toEqual([]);
  });
});
