/** A business on the Sage Accounting simulator, signed in to as the window does it, and ledgers opened on it. */
import { setTimeout as wait } from 'node:timers/promises';
import { currency } from '../../shared/money.ts';
import {
  addAccounts,
  addContact,
  addInvoice,
  createPayment,
  type SageAccountingSimulator,
  type SageBooks,
  startSageAccounting,
  voidArtefact,
} from '../../src-main/demo/sage-accounting/index.ts';
import type { Ledger, LedgerDeps } from '../../src-main/ledgers/port.ts';
import { sageAccounting } from '../../src-main/ledgers/sage-accounting/index.ts';
import type { ContractCompany } from './ledger-contract.ts';

export const BUSINESS = 'b0000000000000000000000000000001';
export const OTHER_BUSINESS = 'b0000000000000000000000000000002';
const CALLBACK = 'http://127.0.0.1:1/signed-in';

export interface SageAccountingCompany {
  readonly simulator: SageAccountingSimulator;
  readonly books: SageBooks;
  /** As the keychain holds them; every ledger that is opened renews the one refresh token. */
  readonly kept: Map<string, string>;
  settings(more?: Record<string, unknown>): Record<string, unknown>;
  /** Opened with what is kept now. */
  ledger(more?: Record<string, unknown>, deps?: Partial<LedgerDeps>): Ledger;
  close(): Promise<void>;
}

export interface SageAccountingCompanyOptions {
  readonly clock?: () => Date;
  readonly country?: 'us' | 'gb';
  readonly fill?: (books: SageBooks) => void;
}

export async function startSageAccountingCompany(
  options: SageAccountingCompanyOptions = {},
): Promise<SageAccountingCompany> {
  const clock = options.clock ?? (() => new Date());
  const country = options.country ?? 'us';
  const baseCurrency = currency(country === 'us' ? 'USD' : 'GBP');
  const facts = { country: country.toUpperCase(), baseCurrency, multiCurrency: true };
  const simulator = await startSageAccounting({
    clock,
    businesses: [
      { id: BUSINESS, name: 'Harbour Supplies', ...facts },
      { id: OTHER_BUSINESS, name: 'Harbour Estates', ...facts },
    ],
  });
  const { control, client, url } = simulator;
  control.oauth.country = country;
  const books = control.books.get(BUSINESS);
  if (!books) throw new Error('The simulator has no such business.');
  (options.fill ?? fillContractBooks)(books);
  const kept = new Map([
    ['clientId', client.id],
    ['clientSecret', client.secret],
    ['refreshToken', await signInTo(simulator)],
  ]);
  const settings = (more: Record<string, unknown> = {}) => ({
    country,
    business: BUSINESS,
    baseCurrency,
    timeZone: 'UTC',
    accounts: { clearing: '1015', bank: '1010', fees: '6050' },
    redirectPort: 0,
    requestsPerMinute: 100_000,
    timeoutMs: 5_000,
    apiUrl: `${url}/v3.1`,
    authorizeUrl: `${url}/oauth2/auth/central`,
    tokenUrl: `${url}/token`,
    revokeUrl: `${url}/revoke`,
    ...more,
  });
  const opened: Ledger[] = [];
  return {
    simulator,
    books,
    kept,
    settings,
    ledger: (more = {}, deps = {}) => {
      const ledger = sageAccounting.open(settings(more), Object.fromEntries(kept), {
        now: clock,
        sleep: async (ms, signal) => {
          await wait(Math.min(ms, 5), undefined, { signal });
        },
        keep: async (name, value) => void kept.set(name, value),
        kept: async (name) => kept.get(name) ?? null,
        ...deps,
      });
      opened.push(ledger);
      return ledger;
    },
    close: async () => {
      for (const ledger of opened) await ledger.close();
      await simulator.close();
    },
  };
}

/** A refresh token, by the pages that a browser would go through. */
export async function signInTo({ url, client, control }: SageAccountingSimulator): Promise<string> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: CALLBACK,
    country: control.oauth.country,
    state: 's',
  });
  const page = await fetch(`${url}/oauth2/auth/central?${query}`, { redirect: 'manual' });
  const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: client.id,
    client_secret: client.secret,
    redirect_uri: CALLBACK,
    code,
  });
  const answer = (await (await fetch(`${url}/token`, { method: 'POST', body })).json()) as {
    refresh_token: string;
  };
  return answer.refresh_token;
}

/** What `ContractCompany` says. 10424 was paid in part by a cheque that somebody entered in Sage. */
export function fillContractBooks(books: SageBooks): void {
  addAccounts(
    books,
    { 1010: 'Bank', 1015: 'Gateway clearing', 6050: 'Card fees', 4000: 'Sales' },
    [1010, 1015],
  );
  const blue = addContact(books, 'BLUE01', 'Blue Heron Marine', 'ap@blueheron.example.com');
  const pine = addContact(books, 'PINE02', 'Pine Street Hardware', null);
  const contact = books.contacts.get(pine);
  if (contact) contact.creditLimitMinor = 5_000;
  const invoice = (number: string, totalMinor: number, contactId = blue, credit = false) =>
    addInvoice(books, { number, totalMinor, contactId, credit, date: '2026-03-02' });
  invoice('10423', 12_550);
  const partPaid = invoice('10424', 30_000);
  invoice('900', 4_000, blue, true);
  invoice('10500', 8_000, pine);
  voidArtefact(books, invoice('10400', 5_000), 'Entered twice');
  const history = invoice('10300', 5_000);
  const bank = [...books.accounts.values()].find(({ nominalCode }) => nominalCode === 1010)?.bankAccountId;
  const pay = (artefact: string, amount: number, reference: string) =>
    createPayment(books, {
      transaction_type_id: 'CUSTOMER_RECEIPT',
      contact_id: blue,
      bank_account_id: bank,
      date: '2026-03-05',
      total_amount: amount,
      reference,
      allocated_artefacts: [{ artefact_id: artefact, amount }],
    });
  pay(partPaid.id, 100, 'CK 4711');
  pay(history.id, 50, 'CK 4712');
  books.lockedThrough = '2025-12-31';
}

export async function startContractBusiness(): Promise<ContractCompany> {
  const company = await startSageAccountingCompany();
  return {
    ledger: company.ledger(),
    second: () => company.ledger(),
    closedBefore: '2026-01-01',
    close: () => company.close(),
  };
}
