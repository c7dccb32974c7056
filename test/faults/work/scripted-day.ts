/** A short day with one payment and one payout, for kills at chosen places: approved, posted, undone, approved again, posted. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepName } from '../../../src-main/posting/index.ts';
import { chanceOf } from '../chance.ts';
import { type Case, readStore } from '../check/index.ts';
import type { Act, DayPlan, PlannedDecision } from '../plan/acts.ts';
import { BASE_CURRENCY, type PlannedCompany } from '../plan/company.ts';
import { type FaultRates, NO_FAULTS } from '../plan/profile.ts';
import { ACCOUNTS } from '../world/company-rows.ts';
import { sqlBooks } from '../world/sql-books.ts';
import { runClock } from './clock.ts';
import { removeFolder } from './day.ts';
import { type Desk, openDesk } from './desk.ts';
import { settleDay } from './evening.ts';
import { openProcessDesk } from './process-desk.ts';

const COMPANY: PlannedCompany = {
  customers: [{ custno: 'C001', company: 'Acme Tools', currency: BASE_CURRENCY }],
  items: ['101', '102'].map((number) => ({
    kind: 'invoice',
    number,
    custno: 'C001',
    date: '2026-02-11',
    currency: BASE_CURRENCY,
    exchangeRate: '1.000000',
    totalMinor: 10_000,
    paidMinor: 0,
    discount: null,
  })),
};

const DECISION: PlannedDecision = {
  payment: 'tx_1',
  customerNo: 'C001',
  allocations: [
    { kind: 'invoice', number: '101', amountMinor: 10_000 },
    { kind: 'invoice', number: '102', amountMinor: 4_000 },
  ],
  remainder: { kind: 'on_account', amountMinor: 1_000 },
};

const A = 'A' as const;
const POST: Act = { does: 'post', program: A };
const PLAN: DayPlan = {
  payments: [
    {
      externalId: 'tx_1',
      kind: 'payment',
      amountMinor: 15_000,
      currency: BASE_CURRENCY,
      occurredAt: '2026-03-09T15:00:00.000Z',
      relatedTo: null,
      payout: 'po_1',
      grossMinor: 15_000,
      feeMinor: 465,
      exchangeRate: null,
    },
    {
      externalId: 'po_1',
      kind: 'payout',
      amountMinor: 14_535,
      currency: BASE_CURRENCY,
      occurredAt: '2026-03-10T06:00:00.000Z',
      relatedTo: null,
      payout: null,
      grossMinor: -14_535,
      feeMinor: 0,
      exchangeRate: null,
    },
  ],
  moments: [
    [{ does: 'approve', program: A, decision: DECISION }],
    [POST],
    [{ does: 'undo', program: A, payment: 'tx_1' }],
    [POST],
    [{ does: 'approve again', program: A, payment: 'tx_1' }],
    [POST],
    [{ does: 'post journal', program: A, payout: 'po_1' }],
    [POST],
  ],
};

export interface Script {
  /** Where each life of a real process ends in turn, by SIGKILL; null: the program is in this process. */
  readonly steps: readonly StepName[] | null;
  /** The program is ended before its statement of this number runs at the server, counted from the morning on. */
  readonly beforeStatement?: number;
  /** How many acts of the day: 2, until it is posted; 4, until that is undone; all when left out. */
  readonly acts?: number;
  readonly rates?: Partial<FaultRates>;
}

export interface ScriptedDay {
  readonly case: Case;
  readonly kills: ReadonlyMap<string, number>;
  /** Statements that the program had run at the server. */
  readonly statements: number;
}

export async function liveScriptedDay(script: Script): Promise<ScriptedDay> {
  const folder = mkdtempSync(join(tmpdir(), 'matchbook-steps-'));
  const clock = runClock();
  const plan = { ...PLAN, moments: PLAN.moments.slice(0, script.acts) };
  const kills = new Map<StepName | 'while posting', number>();
  let calm = true;
  let statements = 0;
  let desk: Desk | null = null;
  const books = await sqlBooks({
    company: COMPANY,
    rates: { ...NO_FAULTS, ...script.rates },
    chance: chanceOf('script'),
    folder: null,
    now: clock.now,
    onProgramStatement: async () => {
      statements += 1;
      if (statements !== script.beforeStatement) return;
      desk?.kill();
      // Long enough for the cut to arrive: the statement meets a client that is gone.
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  });
  try {
    const before = await books.read();
    const storeFile = join(folder, 'A.matchbook');
    const options = {
      name: A,
      storeFile,
      books,
      clock,
      chance: chanceOf('script desk'),
      profile: { killAtStep: 0, killWhilePosting: 0 },
      plan,
      accounts: ACCOUNTS,
      isCalm: () => calm,
      kills,
      told: { decided: () => {}, refused: () => {} },
    };
    desk = script.steps === null ? openDesk(options) : openProcessDesk(options, script.steps);
    await desk.perform({ does: 'read the ledger', program: A });
    calm = false;
    books.storm();
    for (const [act] of plan.moments) {
      if (!act || !('program' in act)) continue;
      // Again beyond the lease of each life that was ended: the next one could not post before.
      for (let times = act.does === 'post' ? 3 : 1; times > 0; times -= 1) {
        await desk.perform(act);
        clock.advance(5 * 60_000);
      }
    }
    calm = true;
    await books.calm();
    await settleDay({ desks: [desk], plan, clock, canReallocate: true });
    await desk.close();
    const after = await books.read();
    const stores = [readStore('A', storeFile)];
    const accounts = ACCOUNTS;
    const facts = { before, after, stores, deeds: [], confirmed: [], accounts, baseCurrency: BASE_CURRENCY };
    return { case: { ...facts, distributes: true }, kills, statements };
  } finally {
    await books.close();
    removeFolder(folder);
  }
}
