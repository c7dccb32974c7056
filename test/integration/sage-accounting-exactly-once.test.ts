import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import type { HttpRequest, Misbehaviour } from '../../src-main/demo/http/index.ts';
import {
  changePayment,
  createPayment,
  deletePayment,
  type SageBooks,
} from '../../src-main/demo/sage-accounting/index.ts';
import type { Ledger, LedgerEntry, PostOutcome } from '../../src-main/ledgers/port.ts';
import { journal, onAccount, receipt, reversalOf } from '../support/ledger-entries.ts';
import {
  type SageAccountingCompany,
  startSageAccountingCompany,
} from '../support/sage-accounting-company.ts';

let company: SageAccountingCompany;
let books: SageBooks;
let ledger: Ledger;
/** Requests to the API since the last look, as "POST contact_payments". */
let seen: string[] = [];
beforeEach(async () => {
  company = await startSageAccountingCompany();
  ({ books } = company);
  ledger = company.ledger();
  company.simulator.control.onRequest = ({ method, path }) => {
    if (path.startsWith('/v3.1/')) seen.push(`${method} ${path.split('/')[2]}`);
  };
  await ledger.preflight(new AbortController().signal);
  seen = [];
});
afterEach(() => company.close());

const post = (...entries: LedgerEntry[]): Promise<PostOutcome> => ledger.post({ entries });
const kindOf = (outcome: PostOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);
const item = (number: string) => {
  const found = [...books.artefacts.values()].find(
    (it) => it.number === number && it.kind !== 'payment_on_account',
  );
  if (!found) throw new Error(`There is no ${number}.`);
  return found;
};
const open = (number: string): number => books.outstandingMinor(item(number));
const owed = (): number => books.balanceMinor(item('10423').contactId);
const ours = () =>
  [...books.payments.values()].filter(
    ({ reference, deletedAt }) => reference.startsWith('MB') && deletedAt === null,
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
const strike = (misbehaviour: Misbehaviour, times: number, which: (request: HttpRequest) => boolean): void =>
  company.simulator.control.faults.next(
    misbehaviour,
    times,
    (request) => request.path.startsWith('/v3.1/') && which(request),
  );
const isWrite = ({ method }: HttpRequest): boolean => method !== 'GET';

const whole = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
const second = receipt({ itemNumber: '10424', expectedBalanceMinor: 20_000 });
const refund = receipt({
  kind: 'refund',
  of: 're_1',
  itemNumber: '10424',
  itemKind: 'invoice',
  amountMinor: -6_000,
  expectedBalanceMinor: 20_000,
});

describe('a write whose outcome is not known', () => {
  it.each<[string, Misbehaviour, number]>([
    ['the connection breaks before it', { kind: 'dropped' }, 0],
    ['the connection breaks after it', { kind: 'answer_lost' }, 1],
    ['half of the answer comes', { kind: 'truncated' }, 1],
    ['Sage has a fault of its own', { kind: 'status', status: 500 }, 0],
    ['a proxy answers', { kind: 'html' }, 0],
  ])('%s: it is looked for, and stands once', async (_what, misbehaviour, written) => {
    strike(misbehaviour, 1, isWrite);
    const error = await failure(post(whole));
    expect([error.transient, error.outcomeUnknown]).toEqual([true, true]);
    expect((await ledger.find([whole.marker])).size).toBe(written);
    expect(kindOf(await post(whole))).toBe(written === 1 ? 'already_posted' : 'posted');
    expect(ours()).toHaveLength(1);
    expect(open('10423')).toBe(0);
  });

  it('written only after Matchbook had stopped waiting, and sent again meanwhile, it stands once', async () => {
    const hasty = company.ledger({ timeoutMs: 1_000 });
    const { faults } = company.simulator.control;
    let slow = 1;
    strike({ kind: 'dropped' }, 1, (request) => {
      // Looked at before the wait: only the first write is held up.
      faults.latencyMs = isWrite(request) && slow > 0 ? 1_600 : 0;
      slow -= isWrite(request) ? 1 : 0;
      return false;
    });
    const error = await failure(hasty.post({ entries: [whole] }));
    expect([error.code, error.transient, error.outcomeUnknown]).toEqual(['LEDGER_TIMEOUT', true, true]);
    expect(ours()).toHaveLength(0);
    expect(kindOf(await post(whole))).toBe('posted');
    const writes = () => seen.filter((request) => request === 'POST contact_payments').length;
    await expect.poll(writes, { timeout: 5_000 }).toBe(2);
    expect(ours()).toHaveLength(1);
    expect(open('10423')).toBe(0);
  });

  it('is remembered by Sage itself: sent twice at once by two computers, it is written once', async () => {
    const other = company.ledger({
      apiUrl: `${company.simulator.url.replace('127.0.0.1', 'localhost')}/v3.1`,
    });
    const outcomes = await Promise.all([post(whole), other.post({ entries: [whole] })]);
    expect(outcomes.every(({ kind }) => kind !== 'refused')).toBe(true);
    expect(ours()).toHaveLength(1);
    expect(open('10423')).toBe(0);
  });

  it('deleted by somebody since, it is written once more', async () => {
    await post(whole);
    const [made] = ours();
    deletePayment(books, made?.id ?? '');
    expect(open('10423')).toBe(12_550);
    expect(await ledger.find([whole.marker])).toEqual(new Map());
    expect(kindOf(await post(whole))).toBe('posted');
    expect(ours()).toHaveLength(1);
    expect(open('10423')).toBe(0);
  });
});

describe('a posting of several entries without a transaction', () => {
  it('is completed by posting again, wherever it stopped', async () => {
    const three = [whole, second, onAccount({ amountMinor: 1_000 })];
    strike({ kind: 'dropped' }, 1, (request) => isWrite(request) && ours().length === 1);
    expect(await failure(post(...three))).toMatchObject({ outcomeUnknown: true });
    expect(ours()).toHaveLength(1);
    expect((await ledger.find(three.map(({ marker }) => marker))).size).toBe(1);
    expect(kindOf(await post(...three))).toBe('posted');
    expect(kindOf(await post(...three))).toBe('already_posted');
    expect(ours()).toHaveLength(3);
    expect([open('10423'), open('10424')]).toEqual([0, 0]);
  });

  it('says what is there and what is not when somebody changed the books in between, and completes it later', async () => {
    strike({ kind: 'answer_lost' }, 1, isWrite);
    await failure(post(whole, second));
    const bank = [...books.accounts.values()].find(({ nominalCode }) => nominalCode === 1010)?.bankAccountId;
    const theirs = createPayment(books, {
      transaction_type_id: 'CUSTOMER_RECEIPT',
      contact_id: item('10424').contactId,
      bank_account_id: bank,
      date: '2026-03-10',
      total_amount: 50,
      reference: 'CASH',
      allocated_artefacts: [{ artefact_id: item('10424').id, amount: 50 }],
    });
    const error = await failure(post(whole, second));
    expect([error.code, error.transient, error.outcomeUnknown]).toEqual([
      'LEDGER_POSTING_INCOMPLETE',
      false,
      true,
    ]);
    expect(error.message).toContain('There already: the receipt for 10423');
    expect(error.message).toContain('10424 has 150.00 USD open now, not 200.00 USD');
    deletePayment(books, theirs.id);
    expect(kindOf(await post(whole, second))).toBe('posted');
    expect([open('10423'), open('10424')]).toEqual([0, 0]);
  });

  it('does not let an approval be taken back while it cannot be known what is there', async () => {
    strike({ kind: 'answer_lost' }, 1, isWrite);
    await failure(post(whole, second));
    strike({ kind: 'status', status: 503 }, 9, () => true);
    expect(await failure(post(whole, second))).toMatchObject({
      code: 'LEDGER_SITE_FAILED',
      outcomeUnknown: true,
    });
  });
});

describe('opening an invoice again', () => {
  it('takes the receipt off it, pays the money back and matches the two: nothing is deleted', async () => {
    const before = owed();
    expect(await post(refund)).toMatchObject({
      kind: 'posted',
      entries: [{ itemNumber: '10424', amountMinor: -6_000, balanceAfterMinor: 26_000 }],
    });
    expect(open('10424')).toBe(26_000);
    expect(owed()).toBe(before + 6_000);
    const [made] = ours();
    expect(made?.reference).toBe(`${refund.marker.slice(0, 12)}+10424`);
    const cheque = [...books.payments.values()].find(({ reference }) => reference === 'CK 4711');
    expect([cheque?.totalMinor, cheque?.deletedAt, cheque?.lines[0]?.amountMinor]).toEqual([
      10_000,
      null,
      4_000,
    ]);
    const held = [...books.artefacts.values()].filter(({ kind }) => kind === 'payment_on_account');
    expect(held.map((it) => books.outstandingMinor(it))).toEqual([0, 0]);
    const undo = reversalOf(refund.marker);
    expect(kindOf(await post(undo))).toBe('posted');
    expect([open('10424'), owed()]).toEqual([20_000, before]);
  });

  it('stopped at any request, it goes on from there and stands once', async () => {
    const calm = [];
    seen = [];
    await post(refund);
    calm.push(...seen);
    await post(reversalOf(refund.marker));
    expect(calm.filter((request) => !request.startsWith('GET'))).toEqual([
      'POST contact_payments',
      'PUT contact_payments',
      'POST contact_allocations',
    ]);
    for (const lost of ['dropped', 'answer_lost'] as const) {
      for (let at = 1; at <= calm.length; at += 1) {
        const { marker } = receipt({
          kind: 'refund',
          of: `re_${lost}_${at}`,
          itemNumber: '10424',
          expectedBalanceMinor: 1,
        });
        const entry = { ...refund, marker };
        let left = at;
        const before = { open: open('10424'), owed: owed(), payments: ours().length };
        strike({ kind: lost }, 3, () => {
          left -= 1;
          return left <= 0 && left > -3;
        });
        await post(entry).catch((error: unknown) => expect(error).toBeInstanceOf(ConnectionError));
        company.simulator.control.faults.clear();
        expect(kindOf(await post(entry))).toMatch(/posted$/);
        expect(open('10424')).toBe(before.open + 6_000);
        expect(owed()).toBe(before.owed + 6_000);
        expect(ours()).toHaveLength(before.payments + 1);
        expect((await ledger.find([entry.marker])).size).toBe(1);
        const undo = reversalOf(entry.marker);
        expect(kindOf(await post(undo))).toBe('posted');
        expect(open('10424')).toBe(before.open);
      }
    }
  });

  it('done by two computers at the same moment, it is done once', async () => {
    const other = company.ledger({
      apiUrl: `${company.simulator.url.replace('127.0.0.1', 'localhost')}/v3.1`,
    });
    for (let at = 1; at <= 10; at += 1) {
      const { marker } = receipt({
        kind: 'refund',
        of: `re_${at}`,
        itemNumber: '10424',
        expectedBalanceMinor: 1,
      });
      const entry = { ...refund, marker, amountMinor: -500, expectedBalanceMinor: 20_000 + (at - 1) * 500 };
      await Promise.all([post(entry), other.post({ entries: [entry] })]);
      expect(open('10424')).toBe(20_000 + at * 500);
      expect(ours()).toHaveLength(at);
    }
  });

  it('leaves the matching to a person when somebody changed the invoice in the middle, and says so', async () => {
    strike({ kind: 'dropped' }, 1, ({ method }) => method === 'PUT');
    await failure(post(refund));
    const cheque = [...books.payments.values()].find(({ reference }) => reference === 'CK 4711');
    changePayment(books, cheque?.id ?? '', { allocated_artefacts: [] });
    const outcome = await post(refund);
    expect(outcome).toMatchObject({ kind: 'posted' });
    expect(outcome.kind === 'posted' && outcome.differences?.[0]).toMatch(
      /stands on the customer’s account.*Match it there\./,
    );
    expect(ours()).toHaveLength(1);
  });

  it('refuses beforehand when the receipts cannot be changed any more', async () => {
    const cheque = [...books.payments.values()].find(({ reference }) => reference === 'CK 4711');
    if (cheque) cheque.reconciled = true;
    expect(kindOf(await post(refund))).toBe('AMOUNT_EXCEEDS_BALANCE');
    expect(ours()).toHaveLength(0);
  });

  it('undoes a receipt with a discount, a receipt for a credit, money on account and a journal', async () => {
    const before = { open: open('10423'), credit: open('900'), owed: owed() };
    const entries = [
      receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, discountMinor: 250 }),
      receipt({ itemNumber: '900', expectedBalanceMinor: -4_000 }),
      onAccount({ amountMinor: 3_000 }),
    ];
    expect(kindOf(await post(...entries))).toBe('posted');
    expect([open('10423'), open('900')]).toEqual([0, 0]);
    expect(kindOf(await post(...entries.map(({ marker }) => reversalOf(marker))))).toBe('posted');
    expect({ open: open('10423'), credit: open('900'), owed: owed() }).toEqual(before);
    const payout = journal({
      lines: [
        { account: '1010', amountMinor: 9_700, description: 'bank' },
        { account: '6050', amountMinor: 300, description: 'fees' },
        { account: '1015', amountMinor: -10_000, description: 'clearing' },
      ],
    });
    await post(payout);
    expect(kindOf(await post(reversalOf(payout.marker)))).toBe('posted');
    const clearing = [...books.accounts.values()].find(
      ({ nominalCode }) => nominalCode === 1015,
    )?.bankAccountId;
    expect(books.bankMinor(clearing ?? '')).toBe(0);
  });
});

describe('what Sage limits', () => {
  it('waits as long as it asks when its limit is reached, and posts then', async () => {
    strike({ kind: 'status', status: 429, retryAfterSeconds: 1 }, 2, () => true);
    expect(kindOf(await post(whole))).toBe('posted');
    expect(ours()).toHaveLength(1);
  });

  it('comes back later when the limit lasts: nothing was written, and it is not an unknown outcome', async () => {
    strike({ kind: 'status', status: 429, retryAfterSeconds: 3_600 }, 1, isWrite);
    expect(await failure(post(whole))).toMatchObject({
      code: 'LEDGER_BUSY',
      transient: true,
      retryAfterMs: 3_600_000,
    });
    expect(ours()).toHaveLength(0);
  });

  it('needs five requests for a receipt', async () => {
    await post(onAccount({ amountMinor: 100 }));
    seen = [];
    await post(whole);
    expect(seen).toHaveLength(5);
  });
});
