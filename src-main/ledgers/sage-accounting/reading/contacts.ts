/**
 * The business's customers, read once and then only what changed. A contact's reference is its number here; one without a
 * reference goes by its id. Sage has no credit hold: a customer above the credit limit that somebody set counts as on hold.
 */
import type { Customer } from '../../../../shared/model.ts';
import { type Currency, MoneyError } from '../../../../shared/money.ts';
import { minorOf } from '../../web/amounts.ts';
import type { SageApi } from '../api/client.ts';
import { SageContact } from '../api/shapes.ts';

export interface KnownContact extends Customer {
  readonly id: string;
  readonly customer: boolean;
}

/** Their clock and ours, and changes still on their way when a list was read. */
const OVERLAP_MS = 10 * 60_000;

export class Contacts {
  readonly #api: SageApi;
  readonly #base: Currency;
  #byId = new Map<string, KnownContact>();
  #readAt: Date | null = null;

  constructor(api: SageApi, base: Currency) {
    this.#api = api;
    this.#base = base;
  }

  /** Everything the first time, then what changed since. */
  async refresh(signal: AbortSignal): Promise<void> {
    const since = this.#readAt;
    const query: Record<string, string> = { show_balance: 'true' };
    if (since !== null) query.updated_or_created_since = new Date(since.getTime() - OVERLAP_MS).toISOString();
    const rows = await this.#api.all('contacts', query, SageContact, signal);
    for (const row of rows) this.#byId.set(row.id, knownOf(row, this.#base));
    this.#readAt = this.#api.theirNow();
  }

  async *pages(signal: AbortSignal): AsyncGenerator<readonly Customer[]> {
    const seen = new Map<string, KnownContact>();
    for await (const rows of this.#api.pages('contacts', { show_balance: 'true' }, SageContact, signal)) {
      const known = rows.map((row) => knownOf(row, this.#base));
      for (const contact of known) seen.set(contact.id, contact);
      yield known.filter(({ customer }) => customer).map(({ id, customer, ...rest }): Customer => rest);
    }
    this.#byId = seen;
    this.#readAt = this.#api.theirNow();
  }

  byId(id: string): KnownContact | undefined {
    return this.#byId.get(id);
  }

  byNumber(customerNo: string): KnownContact | undefined {
    return [...this.#byId.values()].find((contact) => contact.customerNo === customerNo);
  }
}

function knownOf(row: SageContact, base: Currency): KnownContact {
  const reference = row.reference?.trim() ?? '';
  return {
    id: row.id,
    customer: row.contact_types?.some(({ id }) => id === 'CUSTOMER') ?? true,
    customerNo: reference === '' ? row.id : reference,
    name: row.name ?? row.displayed_as,
    email: (row.email || row.main_contact_person?.email) ?? null,
    phone: row.main_contact_person?.telephone ?? null,
    onCreditHold: isOverLimit(row, base),
  };
}

function isOverLimit({ credit_limit, balance }: SageContact, base: Currency): boolean {
  if (typeof credit_limit !== 'number' || typeof balance !== 'number' || credit_limit <= 0) return false;
  try {
    return minorOf(balance, base) > minorOf(credit_limit, base);
  } catch (error) {
    // A balance in fractions of a cent says nothing about the limit that could be shown.
    if (error instanceof MoneyError) return false;
    throw error;
  }
}
