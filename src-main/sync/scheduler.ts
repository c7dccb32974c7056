/**
 * Runs connections by themselves: looks once a minute (node-cron) at what has come due since it last looked, so that
 * times missed while the PC slept are caught up once, however many they were. A connection whose run is not over is not
 * started again. Used by every host; two hosts at once are kept apart by the sync's own lease.
 */
import cron from 'node-cron';
import { Schedule } from '../../shared/api/setup.ts';
import type { ConnectionId } from '../../shared/model.ts';
import type { ScheduleRow, Store } from '../store/index.ts';
import { lastDue, nextDue } from './schedule-times.ts';

export interface SchedulerDeps {
  readonly store: Store;
  readonly now: () => Date;
  readonly timeZone: () => string;
  /** Syncs the connection, and what follows from it. Its own failures are its own to report. */
  readonly run: (connectionId: ConnectionId, startedBy: string) => Promise<void>;
  readonly onFault: (error: unknown) => void;
  /** False while nothing is to run by itself; what comes due meanwhile is caught up once. Default always true. */
  readonly mayRun?: () => boolean;
  /** Calls back once a minute; returns what stops it. Default node-cron. */
  readonly everyMinute?: (tick: () => void) => () => void;
}

export interface Scheduler {
  start(): void;
  /** No further runs; the ones under way go on. */
  stop(): void;
  /** What the minute's call does; resolves when the runs it started are over. */
  tick(): Promise<void>;
  /** False when a run of it is under way. */
  runNow(connectionId: ConnectionId, by: string): Promise<boolean>;
  setSchedule(connectionId: ConnectionId, schedule: Schedule): void;
  pause(connectionId: ConnectionId): void;
  /** What was due while it was paused is not caught up. */
  resume(connectionId: ConnectionId): void;
  nextRunAt(connectionId: ConnectionId): Date | null;
}

/** Later than this after its time a run is called a catch-up. */
const LATE_MS = 2 * 60_000;

const withNodeCron = (tick: () => void): (() => void) => {
  const task = cron.schedule('* * * * *', tick, { noOverlap: true, suppressMissedWarning: true });
  return () => void task.destroy();
};

export function createScheduler(deps: SchedulerDeps): Scheduler {
  const { store, now } = deps;
  const running = new Set<ConnectionId>();
  let stopTicking: (() => void) | null = null;

  const runOnce = async (connectionId: ConnectionId, startedBy: string): Promise<boolean> => {
    if (running.has(connectionId)) return false;
    running.add(connectionId);
    try {
      store.schedules.setChecked(connectionId, now());
      await deps.run(connectionId, startedBy);
    } catch (error) {
      deps.onFault(error);
    } finally {
      running.delete(connectionId);
    }
    return true;
  };

  const dueNow = (row: ScheduleRow): string | null => {
    if (row.paused || running.has(row.connectionId)) return null;
    const schedule = Schedule.safeParse(row.spec);
    if (!schedule.success) throw schedule.error;
    const from = new Date(row.checkedAt);
    // The clock was set back: from now on count from here, or it would stand still until the old time comes again.
    if (from.getTime() > now().getTime()) {
      store.schedules.setChecked(row.connectionId, now());
      return null;
    }
    const due = lastDue(schedule.data, from, now(), deps.timeZone());
    if (!due) return null;
    return now().getTime() - due.getTime() > LATE_MS ? 'catch-up' : 'schedule';
  };

  const tick = async (): Promise<void> => {
    if (deps.mayRun && !deps.mayRun()) return;
    const runs: Promise<boolean>[] = [];
    for (const row of store.schedules.all()) {
      try {
        const startedBy = dueNow(row);
        if (startedBy !== null) runs.push(runOnce(row.connectionId, startedBy));
      } catch (error) {
        deps.onFault(error);
      }
    }
    await Promise.all(runs);
  };

  return {
    start: () => {
      stopTicking ??= (deps.everyMinute ?? withNodeCron)(() => void tick());
    },
    stop: () => {
      stopTicking?.();
      stopTicking = null;
    },
    tick,
    runNow: runOnce,
    setSchedule: (id, schedule) => store.schedules.save(id, schedule, now()),
    pause: (id) => store.schedules.setPaused(id, true),
    resume: (id) => {
      store.schedules.setChecked(id, now());
      store.schedules.setPaused(id, false);
    },
    nextRunAt: (id) => {
      const row = store.schedules.find(id);
      if (!row || row.paused) return null;
      const schedule = Schedule.parse(row.spec);
      return nextDue(schedule, now(), new Date(row.checkedAt), deps.timeZone());
    },
  };
}
