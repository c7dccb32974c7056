/** An account on the KashFlow simulator, and ledgers opened on it. */
import { setTimeout as wait } from 'node:timers/promises';
import { currency } from '../../shared/money.ts';
import {
  addCustomer,
  addInvoice,
  addNominals,
  createPayment,
  type KashFlowBooks,
  type KashFlowSimulator,
  startKashFlow,
} from '../../src-main/demo/kashflow/index.ts';
import { kashFlow } from '../../src-main/ledgers/kashflow/index.ts';
import type { Ledger, LedgerDeps } from '../../src-main/ledgers/port.ts';
import type { ContractCompany } from './ledger-contract.ts';

export interface KashFlowCompany {
  readonly simulator: KashFlowSimulator;
  readonly books: KashFlowBooks;
  readonly credentials: Record<string, string>;
  settings(more?: Record<string, unknown>): Record<string, unknown>;
  ledger(
    more?: Record<string, unknown>,
    credentials?: Record<string, string>,
    deps?: Partial<LedgerDeps>,
  ): Ledger;
  close(): Promise<void>;
}

export interface KashFlowCompanyOptions {
  readonly clock?: () => Date;
  readonly fill?: (books: KashFlowBooks) => void;
}

export async function startKashFlowCompany(options: KashFlowCompanyOptions = {}): Promise<KashFlowCompany> {
  const clock = options.clock ?? (() => new Date());
  const simulator = await startKashFlow({
    clock,
    currency: currency('USD'),
    companyName: 'Harbour Supplies',
  });
  const { books, sessions } = simulator.control;
  (options.fill ?? fillContractBooks)(books);
  const { userName, password, memorableWord } = sessions.login;
  const own = { password, memorableWord };
  const settings = (more: Record<string, unknown> = {}) => ({
    username: userName,
    writer: 'AAAA',
    baseCurrency: 'USD',
    timeZone: 'UTC',
    accounts: { clearing: '1015', bank: '1010', fees: '6050', writeOff: '1018', refunds: '6060' },
    closedBefore: '2025-12-31',
    requestsPerMinute: 100_000,
    timeoutMs: 5_000,
    apiUrl: `${simulator.url}/v2`,
    ...more,
  });
  const opened: Ledger[] = [];
  return {
    simulator,
    books,
    credentials: own,
    settings,
    ledger: (more = {}, credentials = own, deps = {}) => {
      const ledger = kashFlow.open(settings(more), credentials, {
        now: clock,
        sleep: async (ms, signal) => {
          await wait(Math.min(ms, 5), undefined, { signal });
        },
        keep: async () => {},
        kept: async () => null,
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

/** What `ContractCompany` says. 10424 was paid in part by a cheque that somebody entered in KashFlow. */
export function fillContractBooks(books: KashFlowBooks): void {
  const nominals = {
    1010: 'Bank',
    1015: 'Gateway clearing',
    1018: 'Given up',
    4000: 'Sales',
    6050: 'Card fees',
    6060: 'Refunds given',
  };
  addNominals(books, nominals, [1010, 1015, 1018]);
  books.textBoxes.push('Fraud score', 'Gateway reference');
  books.checkBoxes.push('Trade customer', 'On hold');
  addCustomer(books, 'BLUE01', 'Blue Heron Marine', 'ap@blueheron.example.com');
  const pine = addCustomer(books, 'PINE02', 'Pine Street Hardware', '');
  pine.checkBoxes.set('On hold', 'true');
  const invoice = (number: number, grossMinor: number, customerCode = 'BLUE01') =>
    addInvoice(books, { number, grossMinor, customerCode, date: '2026-03-02' });
  invoice(10423, 12_550);
  invoice(10424, 30_000);
  invoice(900, -4_000);
  invoice(10500, 8_000, 'PINE02');
  invoice(10400, 5_000).archived = true;
  invoice(10300, 5_000);
  const AccountId = [...books.bankAccounts.values()].find(({ code }) => code === 1010)?.id;
  createPayment(books, 10424, { Date: '2026-03-05', Amount: 100, AccountId, Note: 'CK 4711' });
  createPayment(books, 10300, { Date: '2026-03-05', Amount: 50, AccountId, Note: 'CK 4712' });
}

export async function startContractAccount(): Promise<ContractCompany> {
  const company = await startKashFlowCompany();
  return {
    ledger: company.ledger(),
    second: () => company.ledger(),
    closedBefore: '2025-12-31',
    close: () => company.close(),
  };
}
