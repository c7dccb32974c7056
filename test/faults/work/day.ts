/** A run: the planned day with its faults, then the evening, when all is calm and whatever is left gets settled. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StepName } from '../../../src-main/posting/index.ts';
import type { Chance } from '../chance.ts';
import type { Act, DayPlan, ProgramName } from '../plan/acts.ts';
import type { PlannedCompany } from '../plan/company.ts';
import type { FaultProfile } from '../plan/profile.ts';
import type { Books } from '../world/books.ts';
import type { RunClock } from './clock.ts';
import { type Desk, openDesk } from './desk.ts';
import { settleDay } from './evening.ts';
import { openProcessDesk } from './process-desk.ts';

export interface Confirmed {
  readonly program: ProgramName;
  readonly payment: string;
  readonly what: 'approve' | 'undo';
}

export interface DayOutcome {
  readonly storeFiles: readonly string[];
  readonly kills: ReadonlyMap<StepName | 'while posting', number>;
  /** Decisions that a person saw go through. */
  readonly confirmed: readonly Confirmed[];
  readonly refusals: ReadonlyMap<string, number>;
  readonly clockJumps: number;
}

export interface DayOptions {
  readonly folder: string;
  readonly company: PlannedCompany;
  readonly plan: DayPlan;
  readonly profile: FaultProfile;
  readonly books: Books;
  readonly clock: RunClock;
  readonly chance: Chance;
  readonly accounts: { readonly bank: string; readonly fees: string; readonly clearing: string };
}

export async function liveThroughDay(options: DayOptions): Promise<DayOutcome> {
  const { folder, plan, profile, books, chance, clock } = options;
  const kills = new Map<StepName | 'while posting', number>();
  const refusals = new Map<string, number>();
  const confirmed: Confirmed[] = [];
  let calm = true;
  let clockJumps = 0;

  const deskOf = (name: ProgramName): Desk => {
    const ownStore = profile.shape === 'two computers' ? name : 'A';
    return (profile.realProcess ? openProcessDesk : openDesk)({
      name,
      storeFile: join(folder, `${ownStore}.matchbook`),
      books,
      clock,
      chance: chance.fork(`desk ${name}`),
      profile,
      plan,
      accounts: options.accounts,
      isCalm: () => calm,
      kills,
      told: {
        decided: (payment, what) => confirmed.push({ program: name, payment, what }),
        refused: (what, reason) =>
          refusals.set(`${what}: ${reason}`, (refusals.get(`${what}: ${reason}`) ?? 0) + 1),
      },
    });
  };
  const names: readonly ProgramName[] = profile.shape === 'one program' ? ['A'] : ['A', 'B'];
  const desks = new Map(names.map((name) => [name, deskOf(name)]));

  const happens = async (act: Act): Promise<void> => {
    switch (act.does) {
      case 'clock':
        clockJumps += 1;
        clock.advance(act.byMs);
        return;
      case 'restart the SQL server':
        return books.restartServer();
      case 'user pays':
      case 'user locks':
      case 'user edits':
      case 'user voids':
        return books.userActs(act);
      default:
        await desks.get(act.program)?.perform(act);
    }
  };

  for (const desk of desks.values()) await desk.perform({ does: 'read the ledger', program: desk.name });
  calm = false;
  books.storm();
  for (const moment of plan.moments) {
    await Promise.all(moment.map(happens));
    clock.advance(chance.between(500, 90_000));
  }
  calm = true;
  await books.calm();
  await settleDay({
    desks: [...desks.values()],
    plan,
    clock,
    canReallocate: profile.shape !== 'two computers',
  });
  for (const desk of desks.values()) await desk.close();
  return {
    storeFiles: [...new Set([...desks.values()].map(({ storeFile }) => storeFile))],
    kills,
    confirmed,
    refusals,
    clockJumps,
  };
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
