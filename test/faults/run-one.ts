/** One run from one number: plan, books, day, evening, judgement. */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { idOf } from '../support/posting-fixture.ts';
import { chanceOf } from './chance.ts';
import { type Case, type CheckedAccounts, check, readStore, type Violation } from './check/index.ts';
import type { DayPlan } from './plan/acts.ts';
import { BASE_CURRENCY, type PlannedCompany, planCompany } from './plan/company.ts';
import { planDay } from './plan/day.ts';
import { type FaultProfile, NO_FAULTS, planProfile } from './plan/profile.ts';
import { runClock } from './work/clock.ts';
import { type DayOutcome, liveThroughDay, removeFolder } from './work/day.ts';
import type { Books } from './world/books.ts';

export interface RunPlan {
  readonly seed: number;
  readonly company: PlannedCompany;
  readonly profile: FaultProfile;
  readonly day: DayPlan;
}

export interface RunReport {
  readonly seed: number;
  readonly profile: FaultProfile;
  readonly violations: readonly Violation[];
  readonly struck: Readonly<Record<string, number>>;
  readonly kills: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly decisions: number;
  readonly receipts: number;
  readonly deadLetters: number;
  readonly clockJumps: number;
  readonly elapsedMs: number;
}

export type OpenBooks = (
  plan: RunPlan,
  folder: string,
  now: () => Date,
) => Promise<{
  readonly books: Books;
  readonly accounts: CheckedAccounts;
  /** Whether receipts come with general-ledger lines. */
  readonly distributes: boolean;
}>;

export function planRun(
  seed: number,
  options: { readonly hasServer: boolean; readonly realProcess?: boolean },
): RunPlan {
  const chance = chanceOf(`matchbook ${seed}`);
  const company = planCompany(chance.fork('company'));
  const profile = planProfile(chance.fork('profile'), options.realProcess ?? false);
  const day = planDay(chance.fork('day'), company, profile.shape, options.hasServer);
  return { seed, company, profile, day };
}

/** A day without faults, on one computer, to see what the checker says of books that are right, or spoilt on purpose. */
export function planCalmDay(seed: number, hasServer: boolean): RunPlan {
  const plan = planRun(seed, { hasServer });
  const calm = { rates: NO_FAULTS, killAtStep: 0, killWhilePosting: 0 };
  return { ...plan, profile: { ...plan.profile, ...calm, shape: 'one program' } };
}

export interface LivedRun {
  readonly case: Case;
  readonly books: Books;
  readonly outcome: DayOutcome;
}

/** The day and its evening, without the judgement. */
export async function live(plan: RunPlan, openBooks: OpenBooks): Promise<LivedRun> {
  const folder = mkdtempSync(join(scratch(), 'matchbook-faults-'));
  const clock = runClock();
  const { books, accounts, distributes } = await openBooks(plan, folder, clock.now);
  try {
    const before = await books.read();
    const { company, profile, day } = plan;
    const chance = chanceOf(`matchbook ${plan.seed} day`);
    const outcome = await liveThroughDay({
      folder,
      clock,
      company,
      plan: day,
      profile,
      books,
      chance,
      accounts,
    });
    const after = await books.read();
    const stores = outcome.storeFiles.map((file) => readStore(storeName(file), file));
    const confirmed = outcome.confirmed.map(({ program, payment, what }) => ({
      store: stores.length > 1 ? program : 'A',
      transactionId: idOf(payment),
      what,
    }));
    const { deeds } = books;
    const facts = {
      before,
      after,
      stores,
      deeds,
      confirmed,
      accounts,
      baseCurrency: BASE_CURRENCY,
      distributes,
    };
    return { case: facts, books, outcome };
  } finally {
    await books.close();
    removeFolder(folder);
  }
}

export async function run(plan: RunPlan, openBooks: OpenBooks): Promise<RunReport> {
  const startedAt = performance.now();
  const lived = await live(plan, openBooks);
  const { stores } = lived.case;
  return {
    seed: plan.seed,
    profile: plan.profile,
    violations: check(lived.case),
    ...figures(lived.books, lived.outcome),
    decisions: stores.reduce((sum, store) => sum + store.approvals.length, 0),
    receipts: stores.reduce((sum, store) => sum + store.receipts.length, 0),
    deadLetters: stores.reduce((sum, store) => sum + store.deadLetters.size, 0),
    elapsedMs: performance.now() - startedAt,
  };
}

const storeName = (file: string): string => basename(file, '.matchbook');

/** In memory where the machine offers it: what is tested here are ends of processes, not of the power. */
function scratch(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

function figures(books: Books, { kills, refusals, clockJumps }: DayOutcome) {
  return {
    struck: Object.fromEntries(books.struck),
    kills: Object.fromEntries(kills),
    refusals: Object.fromEntries(refusals),
    clockJumps,
  };
}
