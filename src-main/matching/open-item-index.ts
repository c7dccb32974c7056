/**
 * The open items, indexed by everything that a payment could name or resemble. Built once per ledger reading; matching
 * only reads it. Items are numbered by date, then number, then id, whatever the order they came in.
 */
import type { OpenItem } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { dayNumber } from './calendar.ts';
import { CompiledRules } from './compiled-rules.ts';
import { CustomerTable } from './customer-table.ts';
import { type Learned, nothingLearned } from './learned.ts';
import { NumberTable } from './number-table.ts';
import { compareTexts, sortedByKey } from './ordering.ts';
import { ReferencePostings } from './reference-postings.ts';
import { defaultRules } from './rules.ts';
import type { IndexOptions } from './types.ts';

/** Room for 64 currencies beside an amount in one number. */
const CURRENCIES = 64;

export class OpenItemIndex {
  readonly items: readonly OpenItem[];
  readonly balance: Float64Array;
  readonly day: Int32Array;
  readonly dueDay: Int32Array;
  readonly customerOf: Int32Array;
  readonly currencyOf: Uint8Array;
  readonly customers = new CustomerTable();
  readonly references: ReferencePostings;
  readonly rules: CompiledRules;
  readonly learned: Learned;
  private readonly currencyCodes = new Map<Currency, number>();
  private readonly amounts: NumberTable;
  private readonly customerStart: Int32Array;
  private readonly customerItems: Int32Array;
  private byId: Map<string, number> | null = null;

  constructor(items: Iterable<OpenItem>, options: IndexOptions) {
    this.items = sortItems(items);
    this.rules = new CompiledRules(options.rules ?? defaultRules);
    this.learned = options.learned ?? nothingLearned;
    const count = this.items.length;
    this.balance = new Float64Array(count);
    this.day = new Int32Array(count);
    this.dueDay = new Int32Array(count);
    this.customerOf = new Int32Array(count);
    this.currencyOf = new Uint8Array(count);
    this.amounts = new NumberTable(count);
    this.references = new ReferencePostings(this.items);
    this.items.forEach((it, item) => {
      this.balance[item] = it.balanceMinor;
      this.day[item] = dayNumber(it.date);
      this.dueDay[item] = it.dueDate === null ? (this.day[item] as number) : dayNumber(it.dueDate);
      this.customerOf[item] = this.customers.learnItem(it);
      this.currencyOf[item] = this.currencyCode(it.currency);
    });
    for (let item = count - 1; item >= 0; item--) {
      const balance = this.balance[item] as number;
      if (balance > 0) this.amounts.add(balance * CURRENCIES + (this.currencyOf[item] as number), item);
    }
    for (const customer of options.customers ?? []) this.customers.learnCustomer(customer);
    this.customerStart = new Int32Array(this.customers.numbers.length + 1);
    this.customerItems = this.groupByCustomer();
  }

  private groupByCustomer(): Int32Array {
    const { customerStart: start, customerOf, balance } = this;
    for (let item = 0; item < balance.length; item++) {
      if (balance[item] !== 0) add(start, (customerOf[item] as number) + 1, 1);
    }
    for (let code = 1; code < start.length; code++) add(start, code, start[code - 1] as number);
    const grouped = new Int32Array(start.at(-1) ?? 0);
    const filled = start.slice();
    for (let item = 0; item < balance.length; item++) {
      if (balance[item] === 0) continue;
      const code = customerOf[item] as number;
      grouped[filled[code] as number] = item;
      add(filled, code, 1);
    }
    return grouped;
  }

  /** Number of a currency, or a new one; currencies beyond the 63rd share one that matches nothing. */
  private currencyCode(code: Currency): number {
    const known = this.currencyCodes.get(code);
    if (known !== undefined) return known;
    const next = Math.min(this.currencyCodes.size + 1, CURRENCIES - 1);
    this.currencyCodes.set(code, next);
    return next;
  }

  /** 0 for a currency that no item is in. */
  codeOfCurrency(code: Currency): number {
    return this.currencyCodes.get(code) ?? 0;
  }

  /** Open items of a customer (credits included), oldest first. */
  itemsOf(customer: number): Int32Array {
    return this.customerItems.subarray(
      this.customerStart[customer] ?? 0,
      this.customerStart[customer + 1] ?? 0,
    );
  }

  /** How many open invoices have exactly this balance. */
  countWithAmount(amount: Minor, currency: number): number {
    return this.amounts.count(amount * CURRENCIES + currency);
  }

  /** Open invoices with exactly this balance, oldest first, at most `most`. */
  withAmount(amount: Minor, currency: number, most: number): number[] {
    const found: number[] = [];
    let entry = this.amounts.first(amount * CURRENCIES + currency);
    while (entry >= 0 && found.length < most) {
      found.push(this.amounts.value(entry));
      entry = this.amounts.next(entry);
    }
    return found;
  }

  /** Open invoices with exactly this balance in whatever currency; null when they are more than `most`. */
  withBalance(balance: Minor, most: number): number[] | null {
    const found: number[] = [];
    for (let currency = 1; currency <= this.currencyCodes.size; currency++) {
      let entry = this.amounts.first(balance * CURRENCIES + currency);
      for (; entry >= 0; entry = this.amounts.next(entry)) {
        if (found.push(this.amounts.value(entry)) > most) return null;
      }
    }
    return found;
  }

  /** Number of an item by its id, -1 when it is not in the ledger reading. */
  itemById(id: string): number {
    this.byId ??= new Map(this.items.map((it, item) => [it.id, item]));
    return this.byId.get(id) ?? -1;
  }
}

function add(array: Int32Array, at: number, amount: number): void {
  array[at] = (array[at] as number) + amount;
}

/** By date, then number, then id. */
function sortItems(items: Iterable<OpenItem>): OpenItem[] {
  return sortedByKey(
    [...items],
    (it) => dayNumber(it.date),
    (a, b) => compareTexts(a.number, b.number) || compareTexts(a.id, b.id),
  );
}

/** Builds the index; items with a balance of zero are known but closed: a payment that names one is already paid. */
export function indexOpenItems(items: Iterable<OpenItem>, options: IndexOptions = {}): OpenItemIndex {
  return new OpenItemIndex(items, options);
}
