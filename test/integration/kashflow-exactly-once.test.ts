import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import type { HttpRequest, Misbehaviour } from '../../src-main/demo/http/index.ts';
import { createPayment, deletePayment, type KashFlowBooks } from '../../src-main/demo/kashflow/index.ts';
import type { Ledger, LedgerEntry, PostOutcome } from '../../src-main/ledgers/port.ts';
import { type KashFlowCompany, startKashFlowCompany } from '../support/kashflow-company.ts';
import { journal, onAccount, receipt, reversalOf } from '../support/ledger-entries.ts';

let company: KashFlowCompany;
let books: KashFlowBooks;
let ledger: Ledger;
beforeEach(async () => {
  company = await startKashFlowCompany();
  ({ books } = company);
  ledger = company.ledger();
  await ledger.preflight(new AbortController().signal);
});
afterEach(() => company.close());

const post = (...entries: LedgerEntry[]): Promise<PostOutcome> => ledger.post({ entries });
const kindOf = (outcome: PostOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);
const invoice = (number: number) => {
  const found = books.invoices.get(number);
  if (!found) throw new Error(`There is no ${number}.`);
  return found;
};
const due = (number: number): number => books.dueMinor(invoice(number));
const account = (code: number): number => {
  const found = [...books.bankAccounts.values()].find((it) => it.code === code);
  if (!found) throw new Error(`There is no ${code}.`);
  return found.id;
};
const bank = (code: number): number => books.bankMinor(account(code));
const ours = () =>
  [...books.invoices.values()].flatMap(({ payments }) =>
    payments.filter(({ note }) => note.startsWith('MB')),
  );
async function failure(work: Promise<unknown>): Promise<ConnectionError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
  throw new Error('expected it to fail');
}
const isWrite = ({ method, path }: HttpRequest): boolean => method !== 'GET' && path !== '/v2/sessiontoken';
const strike = (misbehaviour: Misbehaviour, times: number, which: (request: HttpRequest) => boolean): void =>
  company.simulator.control.faults.next(misbehaviour, times, which);

const whole = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
const second = receipt({ itemNumber: '10424', expectedBalanceMinor: 20_000 });
const discounted = receipt({
  of: 'ch_9',
  itemNumber: '10424',
  expectedBalanceMinor: 20_000,
  discountMinor: 500,
});

describe('a write whose outcome is not known', () => {
  it.each<[string, Misbehaviour, number]>([
    ['the connection breaks before it', { kind: 'dropped' }, 0],
    ['the connection breaks after it', { kind: 'answer_lost' }, 1],
    ['half of the answer comes', { kind: 'truncated' }, 1],
    ['KashFlow has a fault of its own', { kind: 'status', status: 500 }, 0],
    ['a proxy answers', { kind: 'html' }, 0],
    ['a proxy answers that there is nothing', { kind: 'html', status: 404 }, 0],
  ])('%s: it is looked for, and stands once', async (_what, misbehaviour, written) => {
    strike(misbehaviour, 1, isWrite);
    const error = await failure(post(whole));
    expect([error.transient, error.outcomeUnknown]).toEqual([true, true]);
    expect((await ledger.find([whole.marker])).size).toBe(written);
    expect(kindOf(await post(whole))).toBe(written === 1 ? 'already_posted' : 'posted');
    expect(ours()).toHaveLength(1);
    expect(due(10423)).toBe(0);
  });

  it.each<[string, LedgerEntry, () => unknown, unknown]>([
    ['money on account', onAccount({ amountMinor: 6_000 }), () => books.advanceMinor('BLUE01'), 6_000],
    [
      'a payout',
      journal({
        lines: [
          { account: '1010', amountMinor: 9_700, description: 'bank' },
          { account: '6050', amountMinor: 300, description: 'fees' },
          { account: '1015', amountMinor: -10_000, description: 'clearing' },
        ],
      }),
      () => books.journals.size,
      1,
    ],
  ])('%s: written, the answer lost, and posted again by another ledger, it stands once', async (...given) => {
    const [, entry, read, expected] = given;
    strike({ kind: 'answer_lost' }, 1, isWrite);
    expect(await failure(post(entry))).toMatchObject({ outcomeUnknown: true });
    expect(kindOf(await company.ledger().post({ entries: [entry] }))).toBe('already_posted');
    expect(kindOf(await post(entry))).toBe('already_posted');
    expect(read()).toBe(expected);
  });

  it('deleted by somebody since, it is written once more', async () => {
    await post(whole);
    deletePayment(books, 10423, ours()[0]?.id ?? 0);
    expect(await ledger.find([whole.marker])).toEqual(new Map());
    expect(kindOf(await post(whole))).toBe('posted');
    expect(ours()).toHaveLength(1);
    expect(due(10423)).toBe(0);
  });

  it('is found on its invoice where the bank’s list leaves the note out', async () => {
    await post(whole);
    const other = company.ledger();
    company.simulator.control.faults.onPage(
      (rows) => rows.map((row) => ({ ...row, Comment: null })),
      Number.MAX_SAFE_INTEGER,
    );
    expect(kindOf(await other.post({ entries: [whole] }))).toBe('already_posted');
    expect(ours()).toHaveLength(1);
  });
});

describe('a posting of several entries without a transaction', () => {
  const three = [whole, second, onAccount({ amountMinor: 1_000 })];

  it.each([1, 2, 3])(
    'is completed by posting again, whether it stopped before write %i or after it',
    async (at) => {
      for (const kind of ['dropped', 'answer_lost'] as const) {
        const fresh = await startKashFlowCompany();
        let writes = 0;
        fresh.simulator.control.faults.next({ kind }, 1, (request) => {
          if (!isWrite(request)) return false;
          writes += 1;
          return writes === at;
        });
        expect(await failure(fresh.ledger().post({ entries: three }))).toMatchObject({
          outcomeUnknown: true,
        });
        const again = kindOf(await fresh.ledger().post({ entries: three }));
        expect(again).toBe(kind === 'answer_lost' && at === 3 ? 'already_posted' : 'posted');
        expect(kindOf(await fresh.ledger().post({ entries: three }))).toBe('already_posted');
        const numbers = [10423, 10424].map((it) => fresh.books.invoices.get(it)?.payments.length);
        expect(numbers).toEqual([1, 2]);
        expect(fresh.books.advanceMinor('BLUE01')).toBe(1_000);
        await fresh.close();
      }
    },
  );

  it('names both halves when the books were changed in between, and Retry completes it', async () => {
    strike({ kind: 'dropped' }, 1, (request) => isWrite(request) && ours().length === 1);
    await failure(post(whole, second));
    const paid = createPayment(books, 10424, { Date: '2026-03-09', Amount: 50, AccountId: account(1010) });
    const error = await failure(post(whole, second));
    expect(error).toMatchObject({
      code: 'LEDGER_POSTING_INCOMPLETE',
      transient: false,
      outcomeUnknown: true,
    });
    expect(error.explanation.kept).toContain('10423');
    deletePayment(books, 10424, paid.id);
    expect(kindOf(await post(whole, second))).toBe('posted');
    expect([due(10423), due(10424)]).toEqual([0, 0]);
  });
});

describe('a discount or write-off', () => {
  it('is a second payment, in the account for it; both are one entry', async () => {
    expect(await post(discounted)).toMatchObject({
      kind: 'posted',
      entries: [{ amountMinor: 20_000, balanceAfterMinor: 0 }],
    });
    expect([bank(1015), bank(1018)]).toEqual([19_500, 500]);
    expect(ours()).toHaveLength(2);
  });

  it.each(['dropped', 'answer_lost'] as const)(
    'is completed when its second payment was %s',
    async (kind) => {
      let writes = 0;
      strike({ kind }, 1, (request) => {
        writes += isWrite(request) ? 1 : 0;
        return isWrite(request) && writes === 2;
      });
      await failure(post(discounted));
      expect((await ledger.find([discounted.marker])).size).toBe(kind === 'dropped' ? 0 : 1);
      expect(kindOf(await post(discounted))).toBe(kind === 'dropped' ? 'posted' : 'already_posted');
      expect(ours()).toHaveLength(2);
      expect(due(10424)).toBe(0);
    },
  );

  it('is undone in both accounts, also when the undo stops half-way', async () => {
    await post(discounted);
    const undo = reversalOf(discounted.marker);
    let writes = 0;
    strike({ kind: 'dropped' }, 1, (request) => {
      writes += isWrite(request) ? 1 : 0;
      return isWrite(request) && writes === 2;
    });
    await failure(post(undo));
    expect(kindOf(await post(undo))).toBe('posted');
    expect(kindOf(await post(undo))).toBe('already_posted');
    expect([bank(1015), bank(1018), due(10424)]).toEqual([0, 0, 20_000]);
    expect(ours()).toHaveLength(4);
  });

  it('is refused, with nothing written, where there is no account for it', async () => {
    const without = company.ledger({ accounts: { clearing: '1015', bank: '1010', fees: '6050' } });
    const outcome = await without.post({ entries: [discounted] });
    expect(kindOf(outcome)).toBe('NOT_SUPPORTED');
    expect(ours()).toEqual([]);
  });
});

describe('what KashFlow cannot prevent is seen and said', () => {
  /** Another computer: another lane, and other letters behind its markers. */
  const otherComputer = (): Ledger =>
    company.ledger({
      apiUrl: `${company.simulator.url.replace('127.0.0.1', 'localhost')}/v2`,
      writer: 'BBBB',
    });

  it.each<[string, LedgerEntry, () => number, number]>([
    ['a receipt', whole, () => bank(1015), 12_550],
    ['a receipt with a discount', discounted, () => bank(1015), 19_500],
    ['money on account', onAccount({ amountMinor: 6_000 }), () => books.advanceMinor('BLUE01'), 6_000],
    [
      'a journal',
      journal({
        lines: [
          { account: '1010', amountMinor: 9_700, description: 'bank' },
          { account: '1015', amountMinor: -9_700, description: 'clearing' },
        ],
      }),
      () => bank(1010),
      24_700,
    ],
  ])(
    'two computers at the very same moment, %s: the first stands, the other takes its own back',
    async (...given) => {
      const [, entry, read, expected] = given;
      const other = otherComputer();
      await other.preflight(new AbortController().signal);
      company.simulator.control.faults.latencyMs = 15;
      const outcomes = await Promise.all([post(entry), other.post({ entries: [entry] })]);
      company.simulator.control.faults.latencyMs = 0;
      expect(outcomes.every(({ kind }) => kind !== 'refused')).toBe(true);
      expect(kindOf(await post(entry))).toBe('already_posted');
      expect(kindOf(await other.post({ entries: [entry] }))).toBe('already_posted');
      expect(read()).toBe(expected);
    },
  );

  it('a second one that another computer has not taken back yet: said, and left to it', async () => {
    await post(whole);
    const [made] = ours();
    const note = `${made?.note.replace('~AAAA', '~BBBB')}`;
    createPayment(books, 10423, { Date: '2026-03-10', Amount: 125.5, AccountId: account(1015), Note: note });
    const outcome = await post(whole);
    expect(outcome).toMatchObject({ kind: 'already_posted', entries: [{ amountMinor: 12_550 }] });
    expect('differences' in outcome && outcome.differences?.[0]).toContain('another computer');
    expect(ours()).toHaveLength(2);
    expect(kindOf(await otherComputer().post({ entries: [whole] }))).toBe('already_posted');
    expect([ours().length, bank(1015), due(10423)]).toEqual([3, 12_550, 0]);
    expect(kindOf(await otherComputer().post({ entries: [whole] }))).toBe('already_posted');
    expect(ours()).toHaveLength(3);
  });

  it('somebody who records the same payment by hand meanwhile', async () => {
    company.simulator.control.onRequest = (request) => {
      if (!isWrite(request)) return;
      company.simulator.control.onRequest = null;
      createPayment(books, 10423, { Date: '2026-03-09', Amount: 125.5, AccountId: account(1010) });
    };
    const outcome = await post(whole);
    expect(outcome).toMatchObject({ kind: 'posted' });
    expect('differences' in outcome && outcome.differences?.[0]).toContain('overpaid by 125.50 USD');
  });
});

describe('a refund', () => {
  const refund = receipt({
    kind: 'refund',
    of: 're_1',
    itemNumber: '10424',
    itemKind: 'invoice',
    amountMinor: -6_000,
    expectedBalanceMinor: 20_000,
    fields: {},
  });

  it('is a payment below zero: the invoice is open again, and its undo pays it', async () => {
    expect(kindOf(await post(refund))).toBe('posted');
    expect([due(10424), bank(1015)]).toEqual([26_000, -6_000]);
    expect(kindOf(await post(reversalOf(refund.marker)))).toBe('posted');
    expect([due(10424), bank(1015)]).toEqual([20_000, 0]);
  });

  it('is a journal where the firm wants it so: the invoice stays as it was', async () => {
    const asJournals = company.ledger({ refundsAs: 'journal' });
    const outcome = await asJournals.post({ entries: [refund] });
    expect(outcome).toMatchObject({
      kind: 'posted',
      entries: [
        { amountMinor: -6_000, itemNumber: '10424', customerNo: 'BLUE01', balanceAfterMinor: 20_000 },
      ],
    });
    expect(kindOf(await asJournals.post({ entries: [refund] }))).toBe('already_posted');
    expect([due(10424), bank(1015), books.journals.size]).toEqual([20_000, -6_000, 1]);
    expect(kindOf(await asJournals.post({ entries: [{ ...refund, amountMinor: -5_000 }] }))).toBe(
      'MARKER_CONFLICT',
    );
    expect(kindOf(await asJournals.post({ entries: [reversalOf(refund.marker)] }))).toBe('posted');
    expect(bank(1015)).toBe(0);
  });

  it.each([
    ['VOID', 'VOID', 1],
    ['REFUND', 'VOID', 0],
    ['refund', 'VOID, REFUND', 1],
  ])('of Opayo’s type %s is a journal as far as %s says', async (type, journalTypes, journals) => {
    const typed = { ...refund, fields: { 'record.transactionType': type } };
    expect(kindOf(await company.ledger({ journalTypes }).post({ entries: [typed] }))).toBe('posted');
    expect(books.journals.size).toBe(journals);
  });
});

describe('days that are closed', () => {
  it('in KashFlow: the bank account’s lock, found before anything is written', async () => {
    const clearing = books.bankAccounts.get(account(1015));
    if (clearing) clearing.lockedThrough = '2026-03-10';
    const outcome = await company.ledger().post({ entries: [whole] });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'PERIOD_CLOSED' });
    expect(outcome.kind === 'refused' && outcome.message).toContain('locked through 2026-03-10');
  });

  it('in KashFlow, locked while it was posted: refused there, and told as it is', async () => {
    const clearing = books.bankAccounts.get(account(1015));
    company.simulator.control.onRequest = (request) => {
      if (isWrite(request) && clearing) clearing.lockedThrough = '2026-03-10';
    };
    expect(kindOf(await post(whole))).toBe('PERIOD_CLOSED');
    expect(ours()).toEqual([]);
  });
});
