/** Which faults a run has, and how often each strikes. */
import type { Chance } from '../chance.ts';

export type Shape = 'one program' | 'two programs, one store' | 'two computers';

/** Probabilities at each chance to strike. */
export interface FaultRates {
  readonly dropBeforeCommit: number;
  readonly dropAfterCommit: number;
  readonly dropMidRow: number;
  readonly dropAnyRequest: number;
  readonly refuseConnection: number;
  readonly loginFailure: number;
  readonly slowAnswer: number;
  readonly slowCommit: number;
  /** Longer than the driver waits: error -2 on Windows, ETIMEOUT in this driver. */
  readonly timeOut: number;
  readonly deadlock1205: number;
  readonly lockTimeout1222: number;
  readonly logFull9002: number;
  readonly diskFull1105: number;
  /** The SQL server's process ends at a write, with transactions open, and starts again. */
  readonly serverKilled: number;
}

export interface FaultProfile {
  readonly shape: Shape;
  readonly rates: FaultRates;
  /** At each step of approving and posting. */
  readonly killAtStep: number;
  /** While posting, at any millisecond of it. */
  readonly killWhilePosting: number;
  /** The same with a real process and a real SIGKILL. */
  readonly realProcess: boolean;
}

export const NO_FAULTS: FaultRates = {
  dropBeforeCommit: 0,
  dropAfterCommit: 0,
  dropMidRow: 0,
  dropAnyRequest: 0,
  refuseConnection: 0,
  loginFailure: 0,
  slowAnswer: 0,
  slowCommit: 0,
  timeOut: 0,
  deadlock1205: 0,
  lockTimeout1222: 0,
  logFull9002: 0,
  diskFull1105: 0,
  serverKilled: 0,
};

/** Rates of a day on which that kind of fault is about; each day has some of them. */
const BAD_DAY: FaultRates = {
  dropBeforeCommit: 0.12,
  dropAfterCommit: 0.15,
  dropMidRow: 0.02,
  dropAnyRequest: 0.015,
  refuseConnection: 0.2,
  loginFailure: 0.2,
  slowAnswer: 0.03,
  slowCommit: 0.1,
  timeOut: 0.004,
  deadlock1205: 0.02,
  lockTimeout1222: 0.02,
  logFull9002: 0.015,
  diskFull1105: 0.015,
  serverKilled: 0.008,
};

export function planProfile(chance: Chance, realProcess: boolean): FaultProfile {
  const kinds = Object.keys(BAD_DAY) as (keyof FaultRates)[];
  const rates = { ...NO_FAULTS };
  for (const kind of chance.pickSome(kinds, chance.between(2, 6))) rates[kind] = BAD_DAY[kind];
  // A real process takes a second to start, and a time-out a second to run out: the one or the other.
  if (realProcess || !chance.rolls(0.25)) rates.timeOut = 0;
  const shape = chance.next();
  return {
    shape:
      realProcess || shape < 0.6 ? 'one program' : shape < 0.8 ? 'two programs, one store' : 'two computers',
    rates,
    killAtStep: chance.rolls(0.8) ? (realProcess ? 0.02 : 0.06) : 0,
    killWhilePosting: chance.rolls(0.5) ? 0.2 : 0,
    realProcess,
  };
}
