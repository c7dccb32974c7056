/** One business as the other files need it: its API, its settings, and what is read once and kept: contacts, accounts, facts. */
import { type Currency, currency } from '../../../shared/money.ts';
import type { LedgerDeps } from '../port.ts';
import { createLedgerWeb } from '../web/index.ts';
import { SageApi } from './api/client.ts';
import { FinancialSettings, SageBankAccount, SageLedgerAccount } from './api/shapes.ts';
import { SAGE } from './failures.ts';
import { Contacts } from './reading/contacts.ts';
import type { SageAccountingSettings } from './settings.ts';
import { createTokens } from './tokens.ts';

export interface ChartAccount {
  readonly id: string;
  /** Nominal code; the name where there is none. */
  readonly number: string;
  readonly name: string;
}

export interface BankAccount extends ChartAccount {
  readonly currency: Currency;
}

/** How long accounts, banks and the lock date are believed before they are read again. */
const FRESH_MS = 5 * 60_000;

export class Books {
  readonly settings: SageAccountingSettings;
  readonly api: SageApi;
  readonly contacts: Contacts;
  readonly deps: LedgerDeps;
  readonly #kept = new Map<string, { at: number; value: Promise<unknown> }>();

  constructor(
    settings: SageAccountingSettings,
    credentials: Readonly<Record<string, string>>,
    deps: LedgerDeps,
  ) {
    const { timeoutMs, requestsPerMinute } = settings;
    const web = createLedgerWeb({ ledger: SAGE, timeoutMs, requestsPerMinute }, deps);
    this.settings = settings;
    this.deps = deps;
    this.api = new SageApi(
      settings.apiUrl,
      settings.business,
      web,
      createTokens(settings, credentials, web, deps),
    );
    this.contacts = new Contacts(this.api, settings.baseCurrency);
  }

  financial(signal: AbortSignal): Promise<FinancialSettings> {
    return this.#once('financial', () => this.api.get('financial_settings', {}, FinancialSettings, signal));
  }

  chart(signal: AbortSignal): Promise<readonly ChartAccount[]> {
    return this.#once('chart', async () => {
      const rows = await this.api.all('ledger_accounts', {}, SageLedgerAccount, signal);
      return rows.map((row) => ({
        id: row.id,
        number: row.nominal_code ? String(row.nominal_code) : row.displayed_as,
        name: row.display_name ?? row.name ?? row.displayed_as,
      }));
    });
  }

  banks(signal: AbortSignal): Promise<readonly BankAccount[]> {
    return this.#once('banks', async () => {
      const chart = await this.chart(signal);
      const rows = await this.api.all('bank_accounts', {}, SageBankAccount, signal);
      return rows
        .filter(({ is_active }) => is_active !== false)
        .map((row) => ({
          id: row.id,
          number:
            chart.find(({ id }) => id === row.ledger_account?.id)?.number ??
            (row.nominal_code ? String(row.nominal_code) : row.displayed_as),
          name: row.displayed_as,
          currency: row.currency ? currency(row.currency.id) : this.settings.baseCurrency,
        }));
    });
  }

  /** The bank account that receipts go to; undefined when Sage has none of that number. */
  async clearing(signal: AbortSignal): Promise<BankAccount | undefined> {
    const { clearing } = this.settings.accounts;
    return (await this.banks(signal)).find(({ number }) => number === clearing);
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
