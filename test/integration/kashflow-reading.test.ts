import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenItem } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import {
  addCustomer,
  addInvoice,
  createPayment,
  type KashFlowBooks,
} from '../../src-main/demo/kashflow/index.ts';
import type { Ledger, LedgerCustomerBook, PostOutcome } from '../../src-main/ledgers/port.ts';
import { type KashFlowCompany, startKashFlowCompany } from '../support/kashflow-company.ts';
import { onAccount, receipt } from '../support/ledger-entries.ts';

let company: KashFlowCompany;
let books: KashFlowBooks;
let ledger: Ledger;
beforeEach(async () => {
  company = await startKashFlowCompany();
  ({ books } = company);
  ledger = company.ledger();
});
afterEach(() => company.close());

const never = new AbortController().signal;
const kindOf = (outcome: PostOutcome): string => (outcome.kind === 'refused' ? outcome.code : outcome.kind);
async function read(from: Ledger = ledger): Promise<{ items: OpenItem[]; rejected: unknown[] }> {
  const items: OpenItem[] = [];
  const rejected: unknown[] = [];
  for await (const page of from.openItems(null, never)) {
    items.push(...page.items);
    rejected.push(...page.rejected);
  }
  return { items, rejected };
}
const account = (code: number) => [...books.bankAccounts.values()].find((it) => it.code === code)?.id;

describe('reading the open items', () => {
  it('gives every one of many pages once, also when one is settled while they are read', async () => {
    for (let number = 20_001; number <= 20_350; number += 1) {
      addInvoice(books, { number, grossMinor: 100, customerCode: 'BLUE01', date: '2026-03-02' });
    }
    company.simulator.control.faults.betweenPages(() => books.invoices.delete(20_001));
    const numbers = (await read()).items.map((it) => it.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (let number = 20_002; number <= 20_350; number += 1) expect(numbers).toContain(String(number));
  });

  it('leaves out archived, settled and overpaid ones', async () => {
    createPayment(books, 10423, { Date: '2026-03-05', Amount: 200, AccountId: account(1010) });
    expect((await read()).items.map(({ number }) => number).sort()).toEqual(['10424', '10500', '900']);
  });

  it('knows the currency of a foreign invoice, and has its payment entered in KashFlow', async () => {
    const facts = { number: 10600, customerCode: 'BLUE01', date: '2026-03-02' };
    addInvoice(books, { ...facts, grossMinor: 9_000, currency: currency('EUR'), exchangeRate: 0.9 });
    const found = (await read()).items.find(({ number }) => number === '10600');
    expect(found).toMatchObject({ currency: 'EUR', balanceMinor: 9_000 });
    const entry = receipt({ itemNumber: '10600', money: 'EUR', expectedBalanceMinor: 9_000 });
    const outcome = await ledger.post({ entries: [entry] });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'NOT_SUPPORTED' });
  });

  it('gives money on account as far as it was not given back', async () => {
    await ledger.post({ entries: [onAccount({ amountMinor: 6_000 })] });
    await ledger.post({ entries: [onAccount({ of: 'ch_2', amountMinor: -1_500 })] });
    const held = (await read()).items.filter(({ kind }) => kind === 'on_account');
    expect(held.map(({ number, balanceMinor }) => [number, balanceMinor])).toEqual([['BLUE01', -4_500]]);
  });

  it('asks for the tick boxes of those alone who owe something, and of nobody where none means a hold', async () => {
    addCustomer(books, 'GREEN03', 'Green Lane', '');
    const asked: string[] = [];
    company.simulator.control.onRequest = ({ path }) => void asked.push(path);
    const holds = async (of: Ledger) => {
      const found: [string, boolean][] = [];
      for await (const page of of.customers(never)) {
        found.push(...page.map((it): [string, boolean] => [it.customerNo, it.onCreditHold]));
      }
      return found;
    };
    expect(await holds(ledger)).toEqual([
      ['BLUE01', false],
      ['GREEN03', false],
      ['PINE02', true],
    ]);
    expect(asked.filter((path) => path.startsWith('/v2/customers/'))).toHaveLength(2);
    expect((await holds(company.ledger({ holdTickBox: '' }))).some(([, held]) => held)).toBe(false);
  });
});

describe('the preflight', () => {
  it('names a clearing account that is none', async () => {
    const preflight = await company
      .ledger({ accounts: { clearing: '6050', writeOff: '4000' } })
      .preflight(never);
    expect(preflight).toMatchObject({ canRead: true, canPost: false });
    expect(preflight.findings.map(({ code }) => code)).toEqual([
      'KASHFLOW_CLEARING_NO_BANK',
      'KASHFLOW_WRITE_OFF_NO_BANK',
    ]);
    expect(preflight.findings[0]?.message).toContain('1015 Gateway clearing');
  });
});

describe('fields of the firm’s own', () => {
  const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
  const withFields = (fields: Record<string, string>) => ({ entries: [{ ...entry, fields }] });

  it('are the note, Opayo’s type, and the customers’ custom fields of this account', async () => {
    expect((await ledger.mappable?.(never))?.map(({ name }) => name)).toEqual([
      'note.fraudScore',
      'note.gatewayReference',
      'note.text',
      'record.transactionType',
      'customer.Fraud score',
      'customer.Gateway reference',
    ]);
  });

  it('go into the payment’s note and the customer, whose other values stay', async () => {
    const customer = books.customers.get('BLUE01');
    customer?.textBoxes.set('Gateway reference', 'kept');
    const sent: string[] = [];
    company.simulator.control.onRequest = ({ method, body }) => void (method === 'PUT' && sent.push(body));
    const outcome = await ledger.post(
      withFields({
        'note.fraudScore': '12',
        'note.gatewayReference': 'VTX-10423',
        'customer.Fraud score': '12',
      }),
    );
    expect(kindOf(outcome)).toBe('posted');
    expect(books.invoices.get(10423)?.payments[0]?.note).toBe(
      `${entry.marker} ~AAAA stripe ch_1; Fraud score 12; Reference VTX-10423`,
    );
    const now = books.customers.get('BLUE01');
    expect(now?.textBoxes.get('Fraud score')).toBe('12');
    expect(now?.textBoxes.get('Gateway reference')).toBe('kept');
    expect(now?.email).toBe('ap@blueheron.example.com');
    expect(sent.join()).toContain('PaymentTerms');
    expect(kindOf(await ledger.post(withFields({ 'customer.Fraud score': '99' })))).toBe('already_posted');
  });

  it('that KashFlow has no more are named in one sentence, and nothing is written', async () => {
    const outcome = await ledger.post(withFields({ 'customer.Risk': '12' }));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'NOT_SUPPORTED' });
    expect(outcome.kind === 'refused' && outcome.message).toContain('no custom field of that name');
    expect(books.invoices.get(10423)?.payments).toEqual([]);
  });

  it('never cut the marker off, however long they are', async () => {
    const long = 'x'.repeat(400);
    expect(kindOf(await ledger.post(withFields({ 'note.text': long })))).toBe('posted');
    expect(books.invoices.get(10423)?.payments[0]?.note.startsWith(`${entry.marker} `)).toBe(true);
    expect(kindOf(await company.ledger().post({ entries: [entry] }))).toBe('already_posted');
  });
});

describe('customers', () => {
  let book: LedgerCustomerBook;
  beforeEach(() => {
    if (!ledger.customerBook) throw new Error('KashFlow lets its customers be written.');
    book = ledger.customerBook;
  });
  const values = {
    name: 'Quay Lamps Ltd',
    contact: 'Ann Mary Quay',
    email: 'ann@quay.example.com',
    phone: '020 7946 0000',
    address1: '1 Quay Street',
    address2: 'Old Dock',
    city: 'Bristol',
    state: 'Avon',
    postalCode: 'bs14tr',
    country: 'United Kingdom',
  };

  it('are created once, with the address in KashFlow’s four lines, postcode and country as it writes them', async () => {
    expect(await book.create('QUAY01', values)).toBe('created');
    expect(await book.create('QUAY01', values)).toBe('exists');
    expect(books.customers.get('QUAY01')).toMatchObject({
      name: 'Quay Lamps Ltd',
      firstName: 'Ann',
      lastName: 'Mary Quay',
      email: 'ann@quay.example.com',
      address: {
        Line1: '1 Quay Street',
        Line2: 'Old Dock',
        Line3: 'Bristol',
        Line4: 'Avon',
        PostCode: 'BS1 4TR',
        CountryCode: 'GB',
        CountryName: 'United Kingdom',
      },
    });
    for await (const page of book.read(never)) {
      const read = page.find(({ customerNo }) => customerNo === 'QUAY01');
      expect(read?.values).toEqual({ ...values, postalCode: 'BS1 4TR' });
    }
  });

  it('of Greece have the code EL there', async () => {
    await book.create('HELLAS', { name: 'Hellas', country: 'Greece' });
    expect(books.customers.get('HELLAS')?.address.CountryCode).toBe('EL');
  });

  it('are changed where they are as they were read, field by field', async () => {
    await book.create('QUAY01', values);
    const read = { ...values, postalCode: 'BS1 4TR' };
    expect(await book.update('QUAY01', { city: 'Bath' }, read)).toBe('updated');
    expect(books.customers.get('QUAY01')?.address).toMatchObject({ Line1: '1 Quay Street', Line3: 'Bath' });
    expect(await book.update('QUAY01', { city: 'Wells' }, read)).toBe('changed_meanwhile');
    expect(await book.update('NOBODY', { city: 'Wells' }, read)).toBe('not_found');
    expect(books.customers.get('QUAY01')?.address.Line3).toBe('Bath');
  });

  it('with an address that is too long are refused in one sentence', async () => {
    const refused = book.create('LONG01', { name: 'Long', address1: 'x'.repeat(61) });
    await expect(refused).rejects.toMatchObject({
      code: 'KASHFLOW_CUSTOMER_REFUSED',
      message: expect.stringContaining('address line 1 has 61 characters, and 60 fit'),
    });
    expect(books.customers.has('LONG01')).toBe(false);
  });

  it('that KashFlow refuses are told in its words', async () => {
    await expect(book.create('NAMELESS', { email: 'a@example.com' })).rejects.toMatchObject({
      code: 'KASHFLOW_CUSTOMER_REFUSED',
      message: expect.stringContaining('Name is required'),
    });
  });
});
