/** Running a plan to its end: waiting for locks, breathing, watching for the attention signal. */
import { setImmediate as immediate } from 'node:timers/promises';
import { isPause, LockPause, type Pause } from '../compile/frame.ts';
import type { Session } from './session.ts';

const rowsPerBreath = 2000;

/** Hands every item that is no pause to `take`; `take` may return false to stop. */
export const drain = async <T>(
  session: Session,
  flow: Generator<T | Pause>,
  take: (item: T) => undefined | boolean | Promise<undefined | boolean>,
): Promise<void> => {
  let count = 0;
  for (const item of flow) {
    if (isPause(item)) {
      if (item instanceof LockPause) await session.lock(item.attempt, item.noWait);
      else await immediate();
      session.checkSignal();
      continue;
    }
    const taken = take(item);
    if ((taken instanceof Promise ? await taken : taken) === false) return;
    count += 1;
    if (count % rowsPerBreath === 0) {
      await immediate();
      session.checkSignal();
    }
  }
};

/** Evaluates something that may meet locks in a subquery. */
export const evaluateWaiting = async <T>(session: Session, work: () => T): Promise<T> => {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof LockPause)) throw error;
      await session.lock(error.attempt, error.noWait);
    }
  }
};
