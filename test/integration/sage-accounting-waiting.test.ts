/** What was approved while nobody is signed in to Sage: the real store and poster, with the connector over HTTP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../../src-main/demo/sage-accounting/index.ts';
import type { Ledger } from '../../src-main/ledgers/port.ts';
import { chanceOf } from '../faults/chance.ts';
import { runClock } from '../faults/work/clock.ts';
import { type Program, startProgram, USER } from '../faults/work/program.ts';
import { idOf, proposal, transaction } from '../support/posting-fixture.ts';
import {
  type SageAccountingCompany,
  signInTo,
  startSageAccountingCompany,
} from '../support/sage-accounting-company.ts';

let company: SageAccountingCompany;
let program: Program;
let folder: string;
let held: Ledger;
const clock = runClock();

beforeEach(async () => {
  company = await startSageAccountingCompany();
  folder = await mkdtemp(join(tmpdir(), 'matchbook-waiting-'));
  held = company.ledger();
  const now = (): Ledger => held;
  const reconnected: Ledger = {
    preflight: (signal) => now().preflight(signal),
    openItems: (since, signal) => now().openItems(since, signal),
    customers: (signal) => now().customers(signal),
    accounts: (signal) => now().accounts(signal),
    post: (posting) => now().post(posting),
    find: (markers) => now().find(markers),
    close: () => now().close(),
  };
  program = startProgram({
    storeFile: join(folder, 'A.matchbook'),
    life: 'A',
    ledger: reconnected,
    now: clock.now,
    chance: chanceOf('waiting'),
    onStep: () => undefined,
    accounts: { bank: '1010', fees: '6050', clearing: '1015' },
  });
  await program.readLedger();
  program.store.transactions.upsert(transaction('ch_1', 12_550));
  program.store.proposals.save(proposal('ch_1', [['10423', 12_550]], { customerNo: 'BLUE01' }), 'matching');
});
afterEach(async () => {
  program.close();
  await company.close();
  await rm(folder, { recursive: true, force: true });
});

const drain = () => program.poster.drain(AbortSignal.timeout(30_000));
const stateOf = () => program.store.transactions.get(idOf('ch_1')).state;
const invoice = () => [...company.books.artefacts.values()].find(({ number }) => number === '10423');

describe('access that was revoked in Sage', () => {
  it('leaves what is approved in the outbox, for days, and it is posted after signing in again', async () => {
    company.simulator.control.oauth.revokeAll();
    await program.posting.approve([{ transactionId: idOf('ch_1') }], USER);
    for (let hours = 0; hours < 72; hours += 6) {
      await drain();
      clock.advance(6 * 3_600_000);
    }
    expect(stateOf()).toBe('approved');
    expect(program.store.deadLetters.page(['open'], null, 10)).toEqual([]);

    company.kept.set('refreshToken', await signInTo(company.simulator));
    held = company.ledger();
    await drain();
    expect(stateOf()).toBe('posted');
    const paid = invoice();
    expect(paid && statusOf(company.books, paid)).toBe('PAID');
  });
});
