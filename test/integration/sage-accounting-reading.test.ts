import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenItem } from '../../shared/model.ts';
import {
  addAccounts,
  addContact,
  addInvoice,
  createPayment,
  type SageBooks,
  statusOf,
  voidArtefact,
} from '../../src-main/demo/sage-accounting/index.ts';
import type { ChangeToken, Ledger, OpenItemsPage, PostOutcome } from '../../src-main/ledgers/port.ts';
import { onAccount, receipt } from '../support/ledger-entries.ts';
import {
  BUSINESS,
  fillContractBooks,
  type SageAccountingCompany,
  startSageAccountingCompany,
} from '../support/sage-accounting-company.ts';

const never = new AbortController().signal;
let company: SageAccountingCompany;
let books: SageBooks;
let ledger: Ledger;
/** The simulator's clock: a read that goes on from a token looks ten minutes back, and these tests look behind that. */
let now = Date.parse('2026-03-10T09:00:00Z');
const later = (minutes: number): void => {
  now += minutes * 60_000;
};

beforeEach(async () => {
  company = await startSageAccountingCompany({ clock: () => new Date(now), fill: fillContractBooks });
  ({ books } = company);
  ledger = company.ledger();
  later(60);
});
afterEach(() => company.close());

async function read(
  since: ChangeToken | null = null,
): Promise<{ items: Map<string, OpenItem>; pages: OpenItemsPage[] }> {
  const pages: OpenItemsPage[] = [];
  for await (const page of ledger.openItems(since, never)) pages.push(page);
  return {
    items: new Map(pages.flatMap(({ items }) => items.map((item) => [item.id, item] as const))),
    pages,
  };
}
const tokenOf = (pages: readonly OpenItemsPage[]): ChangeToken | null => pages.at(-1)?.token ?? null;
const kindOf = (outcome: PostOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);
const item = (number: string) => {
  const found = [...books.artefacts.values()].find((it) => it.number === number);
  if (!found) throw new Error(`There is no ${number}.`);
  return found;
};
const blue = (): string => item('10423').contactId;

describe('reading a business', () => {
  it('pages through more than one page, each item once', async () => {
    for (let at = 1; at <= 430; at += 1) {
      addInvoice(books, {
        number: `SI-${at}`,
        contactId: blue(),
        totalMinor: 1_000 + at,
        date: '2026-03-01',
      });
    }
    const { items } = await read();
    expect([...items.keys()].filter((id) => id.startsWith('invoice:SI-'))).toHaveLength(430);
    expect(items.get('invoice:SI-430')?.balanceMinor).toBe(1_430);
  });

  it('misses none when invoices are paid between two pages', async () => {
    for (let at = 1; at <= 250; at += 1) {
      addInvoice(books, { number: `SI-${at}`, contactId: blue(), totalMinor: 1_000, date: '2026-03-01' });
    }
    const bank = [...books.accounts.values()].find(({ nominalCode }) => nominalCode === 1010)?.bankAccountId;
    company.simulator.control.faults.betweenPages(() => {
      for (const number of ['SI-1', 'SI-2', 'SI-3']) {
        createPayment(books, {
          transaction_type_id: 'CUSTOMER_RECEIPT',
          contact_id: blue(),
          bank_account_id: bank,
          date: '2026-03-10',
          total_amount: 10,
          allocated_artefacts: [{ artefact_id: item(number).id, amount: 10 }],
        });
      }
    });
    const { items } = await read();
    const read250 = [...items.keys()].filter((id) => id.startsWith('invoice:SI-'));
    expect(read250.length).toBeGreaterThanOrEqual(247);
    for (const number of ['SI-201', 'SI-202', 'SI-203', 'SI-250'])
      expect(items.has(`invoice:${number}`), number).toBe(true);
  });

  it('tells since a token what was paid, cancelled, entered and put on account, and nothing else', async () => {
    const token = tokenOf((await read()).pages);
    later(60);
    expect((await read(token)).items.size).toBe(0);
    voidArtefact(books, item('10500'), 'Entered twice');
    addInvoice(books, { number: '10600', contactId: blue(), totalMinor: 7_700, date: '2026-03-10' });
    await ledger.post({ entries: [onAccount({ amountMinor: 2_500 })] });
    await ledger.post({ entries: [receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 })] });
    const { items, pages } = await read(token);
    expect(Object.fromEntries([...items].map(([id, it]) => [id, it.balanceMinor]))).toEqual({
      'invoice:10423': 0,
      'invoice:10500': 0,
      'invoice:10600': 7_700,
      'on_account:BLUE01': -2_500,
    });
    later(60);
    await ledger.post({ entries: [onAccount({ of: 'ch_2', amountMinor: -2_500 })] });
    expect((await read(tokenOf(pages))).items.get('on_account:BLUE01')?.balanceMinor).toBe(0);
  });

  it('reads everything when the token is another business’s', async () => {
    const other = JSON.stringify({ v: 1, business: 'another', at: '2026-03-10T08:00:00Z' }) as ChangeToken;
    expect((await read(other)).items.has('credit:900')).toBe(true);
  });

  it('takes a customer without a reference by its id', async () => {
    const id = addContact(books, '', 'Walk-in', 'walk@example.com');
    addInvoice(books, { number: '10700', contactId: id, totalMinor: 500, date: '2026-03-10' });
    expect((await read()).items.get('invoice:10700')).toMatchObject({
      customerNo: id,
      customerEmail: 'walk@example.com',
    });
    const entry = receipt({ itemNumber: '10700', customerNo: id, expectedBalanceMinor: 500 });
    expect(kindOf(await ledger.post({ entries: [entry] }))).toBe('posted');
  });
});

describe('a payment compared with its invoice, as WooshPay’s own Sage connection treats it', () => {
  it('equal: the invoice is paid', async () => {
    await ledger.post({ entries: [receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 })] });
    expect(statusOf(books, item('10423'))).toBe('PAID');
  });

  it('below: it is paid in part', async () => {
    await ledger.post({
      entries: [receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 })],
    });
    expect(statusOf(books, item('10423'))).toBe('PART_PAID');
  });

  it('above: nothing is written, and the sentence names both amounts', async () => {
    const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 13_000 });
    const outcome = await ledger.post({ entries: [entry] });
    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'AMOUNT_EXCEEDS_BALANCE',
      message: '10423 has 125.50 USD open, less than 130.00 USD.',
    });
    expect(statusOf(books, item('10423'))).toBe('UNPAID');
  });
});

describe('what is not as it should be, in a sentence', () => {
  const failing = async (more: Record<string, unknown> = {}) =>
    company
      .ledger(more)
      .preflight(never)
      .then(
        ({ findings }) => findings.map(({ code, message }) => `${code}: ${message}`).join(' '),
        (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
      );

  it('the wrong country', async () => {
    expect(await failing({ country: 'gb' })).toMatch(
      /^SAGE_REGION_MISMATCH: The business that was signed in to is in United States, and United Kingdom was chosen\./,
    );
  });

  it('a business that the user is no longer invited to, at the check and while posting', async () => {
    company.simulator.control.forget(BUSINESS);
    expect(await failing()).toMatch(/^SAGE_BUSINESS_GONE: .* not among those of this Sage user any more\./);
    const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
    await expect(company.ledger().post({ entries: [entry] })).rejects.toMatchObject({
      code: 'SAGE_BUSINESS_GONE',
    });
  });

  it('a user who may only read', async () => {
    company.simulator.control.rights = 'read';
    const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
    await expect(ledger.post({ entries: [entry] })).rejects.toMatchObject({
      code: 'LEDGER_PERMISSION_DENIED',
      transient: false,
    });
    expect(statusOf(books, item('10423'))).toBe('UNPAID');
  });

  it('another base currency, and a clearing account that is no bank account', async () => {
    expect(await failing({ baseCurrency: 'GBP' })).toContain(
      'SAGE_BASE_CURRENCY: The business keeps its books in USD',
    );
    expect(await failing({ accounts: { clearing: '6050', bank: '1010', fees: '6050' } })).toMatch(
      /SAGE_CLEARING_NO_BANK: 6050 is not a bank account in Sage.*Gateway clearing \(1015\)/,
    );
  });

  it('an account that Sage does not have, a write-off without a payment, a foreign journal', async () => {
    addAccounts(books, { 7000: 'Rent' }, []);
    const writeOff = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, writeOffMinor: 12_550 });
    expect(await ledger.post({ entries: [writeOff] })).toMatchObject({
      code: 'NOT_SUPPORTED',
      message: '10423 cannot be written off without a payment in Sage; enter a credit note there.',
    });
    const dear = receipt({ itemNumber: '10423', money: 'EUR', expectedBalanceMinor: 12_550 });
    expect(await ledger.post({ entries: [dear] })).toMatchObject({ code: 'CURRENCY_MISMATCH' });
  });

  it('a site that is not there', async () => {
    const gone = await startSageAccountingCompany();
    await gone.close();
    const nowhere = company.ledger({ apiUrl: `${gone.simulator.url}/v3.1` });
    await expect(nowhere.preflight(never)).rejects.toMatchObject({
      code: 'LEDGER_UNREACHABLE',
      transient: true,
    });
  });
});
