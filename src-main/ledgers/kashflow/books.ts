/** One account as the other files need it: its API, its settings, and what is read once and kept for a while. */
import type { LedgerDeps } from '../port.ts';
import { createLedgerWeb } from '../web/index.ts';
import { KashFlowApi } from './api/client.ts';
import { KashFlowBankAccount, Nominal } from './api/shapes.ts';
import { KASHFLOW } from './failures.ts';
import { Customers } from './reading/customers.ts';
import { createSession } from './session.ts';
import type { KashFlowSettings } from './settings.ts';

export interface BankAccount {
  readonly id: number;
  /** Its nominal code; the name where there is none. */
  readonly number: string;
  readonly name: string;
  /** Days up to and with it are locked; null: none. */
  readonly lockedThrough: string | null;
}

/** How long accounts and their locks are believed before they are read again. */
const FRESH_MS = 5 * 60_000;

export class Books {
  readonly settings: KashFlowSettings;
  readonly api: KashFlowApi;
  readonly customers: Customers;
  readonly deps: LedgerDeps;
  readonly #kept = new Map<string, { at: number; value: Promise<unknown> }>();

  constructor(settings: KashFlowSettings, credentials: Readonly<Record<string, string>>, deps: LedgerDeps) {
    const { timeoutMs, requestsPerMinute } = settings;
    const web = createLedgerWeb({ ledger: KASHFLOW, timeoutMs, requestsPerMinute }, deps);
    this.settings = settings;
    this.deps = deps;
    this.api = new KashFlowApi(settings.apiUrl, web, createSession(settings, credentials, web, deps));
    this.customers = new Customers(this.api, settings.holdTickBox);
  }

  banks(signal: AbortSignal): Promise<readonly BankAccount[]> {
    return this.#once('banks', async () => {
      const rows = await this.api.list('bankaccounts', KashFlowBankAccount, signal);
      return rows
        .filter(({ IsArchived }) => IsArchived !== true)
        .map((row) => ({
          id: row.Id,
          number: row.Code == null ? row.AccountName : String(row.Code),
          name: row.AccountName,
          lockedThrough: row.TransactionLockEnabled === true ? (row.TransactionLockDate ?? null) : null,
        }));
    });
  }

  /** Nominals, and the bank accounts among or beside them. */
  chart(signal: AbortSignal): Promise<readonly { readonly number: string; readonly name: string }[]> {
    return this.#once('chart', async () => {
      const rows = await this.api.list('nominals', Nominal, signal);
      const nominals = rows
        .filter(({ Archived }) => Archived !== true)
        .map(({ Code, Name }) => ({ number: String(Code), name: Name ?? '' }));
      const known = new Set(nominals.map(({ number }) => number));
      const banks = (await this.banks(signal)).filter(({ number }) => !known.has(number));
      return [...nominals, ...banks.map(({ number, name }) => ({ number, name }))];
    });
  }

  /** Undefined when KashFlow has no bank account of that number. */
  async bank(number: string, signal: AbortSignal): Promise<BankAccount | undefined> {
    return (await this.banks(signal)).find((bank) => bank.number === number);
  }

  /** Those that Matchbook writes payments to. */
  async ownBanks(signal: AbortSignal): Promise<readonly BankAccount[]> {
    const { clearing, writeOff } = this.settings.accounts;
    return (await this.banks(signal)).filter(({ number }) => number === clearing || number === writeOff);
  }

  forget(): void {
    this.#kept.clear();
  }

  #once<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    const now = this.deps.now().getTime();
    const kept = this.#kept.get(key);
    if (kept && now - kept.at < FRESH_MS) return kept.value as Promise<Value>;
    const value = read();
    this.#kept.set(key, { at: now, value });
    // What could not be read is read again the next time.
    value.catch(() => this.#kept.delete(key));
    return value;
  }
}
