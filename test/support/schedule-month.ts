/**
 * A month of one computer's life, minute by minute, with the real scheduler on a real store and a clock in hand; and what
 * should have run, worked out from the calendar alone (Intl, no library) by the rule that the user guide states.
 */
import { setImmediate } from 'node:timers/promises';
import type { Schedule } from '../../shared/api.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { openStore } from '../../src-main/store/index.ts';
import { createScheduler, type Scheduler } from '../../src-main/sync/index.ts';
import { dueTimes } from './due-times.ts';
import { seededRandom, testClock } from './posting-fixture.ts';

export interface Run {
  readonly connection: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly failed: boolean;
}

/** What happens at a minute, before the minute's tick. Sleeping, no tick comes; `off` ends the program, `on` starts it anew. */
export type Happening =
  | { readonly at: string; readonly what: 'sleep' | 'wake' | 'off' | 'on' | 'network down' | 'network up' }
  | { readonly at: string; readonly what: 'pause' | 'resume'; readonly connection: string }
  | { readonly at: string; readonly what: 'run now'; readonly connection: string }
  | { readonly at: string; readonly what: 'clock set'; readonly to: string };

export interface Month {
  readonly zone: string;
  readonly from: string;
  readonly to: string;
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly happenings: readonly Happening[];
  readonly seed: number;
  /** Runs take 0 up to this many minutes, by chance. */
  readonly longestRunMinutes: number;
}

/** One tick, as the scheduler met it: what the expectation is worked out from. */
export interface Tick {
  readonly now: number;
  readonly kind: 'tick' | 'start';
  readonly paused: ReadonlySet<string>;
  readonly busy: ReadonlySet<string>;
  /** Connections that were resumed, or run by hand, since the tick before. */
  readonly restarted: ReadonlyMap<string, number>;
}

export interface Lived {
  readonly runs: readonly Run[];
  readonly ticks: readonly Tick[];
  readonly faults: number;
  /** Runs that began while one of the same connection was under way. */
  readonly overlaps: number;
}

const MINUTE = 60_000;

export async function live(month: Month): Promise<Lived> {
  const clock = testClock(month.from);
  const random = seededRandom(month.seed);
  const store = openStore(':memory:', { now: clock.now });
  const runs: Run[] = [];
  const ticks: Tick[] = [];
  const under = new Map<string, { left: number; end: () => void }>();
  const paused = new Set<string>();
  let restarted = new Map<string, number>();
  let faults = 0;
  let overlaps = 0;
  let awake = true;
  let network = true;

  const begin = (): Scheduler =>
    createScheduler({
      store,
      now: clock.now,
      timeZone: () => month.zone,
      onFault: () => {
        faults += 1;
      },
      run: async (connection, startedBy) => {
        if (under.has(connection)) overlaps += 1;
        const startedAt = clock.now().toISOString();
        const failed = !network;
        const left = failed ? 0 : Math.floor(random() * (month.longestRunMinutes + 1));
        if (left > 0) await new Promise<void>((end) => under.set(connection, { left, end }));
        runs.push({ connection, startedBy, startedAt, endedAt: clock.now().toISOString(), failed });
        if (failed) throw new Error('the network is down');
      },
    });
  let scheduler = begin();
  for (const [name, schedule] of Object.entries(month.schedules)) {
    const id = ConnectionId.parse(name);
    const importFrom = Instant.parse(clock.now().toISOString());
    const row = { id, role: 'gateway', connector: 'stripe', title: name, environment: 'test' } as const;
    store.connections.save({ ...row, settings: {}, importFrom });
    scheduler.setSchedule(id, schedule);
  }

  const happen = (it: Happening): void => {
    switch (it.what) {
      case 'sleep':
        awake = false;
        return;
      case 'wake':
        awake = true;
        // The host asks at once when the computer wakes; the clock's own minute follows.
        tick();
        return;
      case 'off':
        awake = false;
        for (const { end } of under.values()) end();
        under.clear();
        return;
      case 'on':
        awake = true;
        scheduler = begin();
        return;
      case 'network down':
      case 'network up':
        network = it.what === 'network up';
        return;
      case 'pause':
        scheduler.pause(ConnectionId.parse(it.connection));
        paused.add(it.connection);
        return;
      case 'resume':
        scheduler.resume(ConnectionId.parse(it.connection));
        paused.delete(it.connection);
        restarted.set(it.connection, clock.now().getTime());
        return;
      case 'run now':
        if (!under.has(it.connection)) restarted.set(it.connection, clock.now().getTime());
        void scheduler.runNow(ConnectionId.parse(it.connection), 'Dana');
        return;
      case 'clock set':
        clock.set(it.to);
    }
  };
  const tick = (): void => {
    ticks.push({
      now: clock.now().getTime(),
      kind: 'tick',
      paused: new Set(paused),
      busy: new Set(under.keys()),
      restarted,
    });
    restarted = new Map();
    void scheduler.tick();
  };

  const pending = [...month.happenings];
  while (clock.now().getTime() < Date.parse(month.to)) {
    clock.advance(MINUTE);
    if (awake) {
      for (const [connection, run] of under) {
        run.left -= 1;
        if (run.left > 0) continue;
        under.delete(connection);
        run.end();
      }
      await setImmediate();
    }
    while (pending[0] && clock.now().getTime() >= Date.parse(pending[0].at)) {
      happen(pending[0]);
      pending.shift();
      await setImmediate();
    }
    if (awake) tick();
    await setImmediate();
  }
  // What is still under way at the end has been started all the same.
  for (const { end } of under.values()) end();
  await setImmediate();
  store.close();
  return { runs, ticks, faults, overlaps };
}

/**
 * `<connection> <who> <minute>` for each run by itself: at each tick, a connection that is neither paused nor busy runs when a
 * time of its schedule has passed since its last start; more than two minutes after that time it is a catch-up.
 */
export function expectedRuns(month: Month, lived: Lived): string[] {
  return Object.entries(month.schedules).flatMap(([connection, schedule]) => {
    const due = dueTimes(schedule, month);
    let since = Date.parse(month.from);
    return lived.ticks.flatMap(({ now, paused, busy, restarted }) => {
      since = restarted.get(connection) ?? since;
      if (paused.has(connection) || busy.has(connection)) return [];
      if (since > now) {
        since = now;
        return [];
      }
      const passed =
        schedule.every === 'minutes'
          ? now - since >= schedule.minutes * MINUTE
            ? now
            : undefined
          : due.findLast((at) => at > since && at <= now);
      if (passed === undefined) return [];
      since = now;
      return [`${connection} ${now - passed > 2 * MINUTE ? 'catch-up' : 'schedule'} ${minuteOf(now)}`];
    });
  });
}

export const minuteOf = (at: number | string): string => new Date(at).toISOString().slice(0, 16);

export function ownRuns(lived: Lived): string[] {
  return lived.runs
    .filter(({ startedBy }) => startedBy !== 'Dana')
    .map(({ connection, startedBy, startedAt }) => `${connection} ${startedBy} ${minuteOf(startedAt)}`);
}
