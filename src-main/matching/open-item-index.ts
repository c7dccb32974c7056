/**
 * The open items, indexed by everything that a payment could name or resemble. Built once per ledger reading; matching
 * only reads it. Items are numbered by date, then number, then id, whatever the order they came in.
 */
import type { OpenItem } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { dayNumber } from './calendar.ts';
import { CompiledRules } from './compiled-rules.ts';
import { CustomerTable } from './customer-table.ts';
import { ItemCustomers } from './item-customers.ts';
import { type Learned, nothingLearned } from './learned.ts';
import { Lookalikes } from './lookalikes.ts';
import { NumberTable } from './number-table.ts';
import { compareTexts, digitsOfNumbers, digitsOfTexts, picked, sortedPlaces } from './ordering.ts';
import { ReferencePostings } from './reference-postings.ts';
import { defaultRules } from './rules.ts';
import { TextCodes } from './text-codes.ts';
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
  readonly lookalikes = new Lookalikes(this);
  readonly references: ReferencePostings;
  readonly rules: CompiledRules;
  readonly learned: Learned;
  private readonly currencyCodes = new Map<Currency, number>();
  private readonly amounts: NumberTable;
  /** Open items (credits included), customer after customer, each one's oldest first. */
  readonly customerItems: Int32Array;
  /** Where each customer's items begin among them; one place more than there are customers. */
  readonly customerStart: Int32Array;
  private byId: Map<string, number> | null = null;
  /** One payment asks for the same amount many times. */
  private lastCounted = Number.NaN;
  private lastCount = 0;

  constructor(items: Iterable<OpenItem>, options: IndexOptions) {
    const given = [...items];
    const count = given.length;
    const days = new Float64Array(count);
    for (let place = 0; place < count; place++) days[place] = dayNumber((given[place] as OpenItem).date);
    const places = placesInOrder(given, days);
    this.items = picked(given, places);
    this.rules = new CompiledRules(options.rules ?? defaultRules);
    this.learned = options.learned ?? nothingLearned;
    this.balance = new Float64Array(count);
    this.day = new Int32Array(count);
    this.dueDay = new Int32Array(count);
    this.customerOf = new Int32Array(count);
    this.currencyOf = new Uint8Array(count);
    this.amounts = new NumberTable(count);
    const numbers = new Int32Array(count);
    for (let item = 0; item < count; item++) numbers[places[item] as number] = item;
    // What is read out of the items is read in the order given, in which they lie in memory one after the other.
    this.references = new ReferencePostings(given, numbers);
    const currencies = new TextCodes(count);
    const customers = new ItemCustomers(count);
    given.forEach((it, place) => {
      const item = numbers[place] as number;
      this.balance[item] = it.balanceMinor;
      this.day[item] = days[place] as number;
      this.dueDay[item] = it.dueDate === null ? (this.day[item] as number) : dayNumber(it.dueDate);
      currencies.put(item, it.currency);
      customers.note(item, it);
    });
    customers.learnInto(this.customers, this.items, this.customerOf);
    for (let item = 0; item < count; item++) {
      this.currencyOf[item] = this.currencyCode(currencies.texts[currencies.of(item)] as Currency);
    }
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

  /** How many open invoices have exactly this balance. */
  countWithAmount(amount: Minor, currency: number): number {
    const key = amount * CURRENCIES + currency;
    if (key !== this.lastCounted) {
      this.lastCounted = key;
      this.lastCount = this.amounts.count(key);
    }
    return this.lastCount;
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

/** The places of the items by date, then number, then id: so they are numbered. */
function placesInOrder(items: readonly OpenItem[], days: Float64Array): Int32Array {
  const at = (place: number) => items[place] as OpenItem;
  return sortedPlaces(
    items.length,
    [...digitsOfNumbers(days), ...digitsOfTexts(items.map((it) => it.number))],
    (a, b) => compareTexts(at(a).number, at(b).number) || compareTexts(at(a).id, at(b).id),
  );
}

/** Builds the index; items with a balance of zero are known but closed: a payment that names one is already paid. */
export function indexOpenItems(items: Iterable<OpenItem>, options: IndexOptions = {}): OpenItemIndex {
  return new OpenItemIndex(items, options);
}
