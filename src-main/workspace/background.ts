/** What goes on by itself while a company is open: its schedules, and the poster that empties the outbox. */
import type { ConnectionId } from '../../shared/model.ts';
import { scheduleFor } from '../../shared/schedule-words.ts';
import { createPosterLoop } from '../posting/index.ts';
import { createScheduler } from '../sync/index.ts';
import type { Company } from './company.ts';
import { RunCancelled, type Runs } from './runs.ts';

export interface Background {
  start(): void;
  /** Something was approved: post it now. */
  postSoon(): void;
  /** After sleep, or when the network is back: whatever was missed, once, and again what failed last. */
  catchUp(): void;
  /** Whether the schedules wait because the PC is on battery and the settings say so. */
  isHeld(): boolean;
  /** The schedules follow the connections and settings as they are now. */
  reschedule(): void;
  pause(id: ConnectionId, paused: boolean): void;
  isPaused(id: ConnectionId): boolean;
  nextRunAt(id: ConnectionId): Date | null;
  /** Resolves when nothing goes on any more. */
  stop(): Promise<void>;
}

export interface BackgroundDeps {
  readonly now: () => Date;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onFault: (where: string, error: unknown) => void;
  readonly onBattery: () => boolean;
}

export function createBackground(company: Company, runs: Runs, deps: BackgroundDeps): Background {
  const { store } = company;
  const ended = new AbortController();
  let posting: Promise<void> = Promise.resolve();

  const isHeld = (): boolean => deps.onBattery() && company.settings().app.onBattery === 'pause_schedules';

  const scheduler = createScheduler({
    store,
    now: deps.now,
    timeZone: () => company.settings().posting.timeZone,
    run: async (id, startedBy) => {
      try {
        await runs.run(id, startedBy);
      } catch (error) {
        if (!(error instanceof RunCancelled)) throw error;
      }
    },
    onFault: (error) => deps.onFault('schedule', error),
    mayRun: () => !isHeld(),
  });
  const loop = createPosterLoop({
    poster: company.poster,
    now: deps.now,
    sleep: deps.sleep,
    onDrained: (report) => {
      if (report.posted + report.alreadyPosted + report.refused + report.dead === 0) return;
      company.emit({ type: 'changed', topics: ['review', 'status', 'payouts', 'history', 'dead_letters'] });
    },
    onFault: (error) => deps.onFault('poster', error),
  });

  const reschedule = (): void => {
    const { app } = company.settings();
    for (const { id } of store.connections.gateways()) {
      const schedule = scheduleFor(app, id);
      // A schedule that is set anew starts counting from now; what was missed while the app was closed would be lost.
      const known = store.schedules.find(id)?.spec;
      if (JSON.stringify(known) !== JSON.stringify(schedule)) scheduler.setSchedule(id, schedule);
    }
  };
  const retryFailed = async (): Promise<void> => {
    const failed = store.connections.gateways().filter(({ id }) => {
      const [last] = store.syncRuns.latest(id, 1);
      return last?.state === 'failed' && !store.schedules.find(id)?.paused;
    });
    await Promise.all(failed.map(({ id }) => scheduler.runNow(id, 'catch-up')));
  };
  return {
    isHeld,
    start: () => {
      reschedule();
      scheduler.start();
      posting = loop.run(ended.signal);
    },
    postSoon: () => loop.wake(),
    catchUp: () => {
      loop.wake();
      if (isHeld()) return;
      // One that is due is running by then, and is not started again.
      Promise.all([scheduler.tick(), retryFailed()]).catch((error: unknown) =>
        deps.onFault('schedule', error),
      );
    },
    reschedule,
    pause: (id, paused) => (paused ? scheduler.pause(id) : scheduler.resume(id)),
    isPaused: (id) => store.schedules.find(id)?.paused ?? false,
    nextRunAt: (id) => scheduler.nextRunAt(id),
    stop: async () => {
      scheduler.stop();
      runs.cancel();
      ended.abort();
      await Promise.all([runs.idle(), posting]);
    },
  };
}
