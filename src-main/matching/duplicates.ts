/** The same payment twice: a double click, a re-try, one order paid through two gateways. */
import { NumberTable } from './number-table.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { itemsNamed, type Reading } from './reference-reader.ts';
import { empty } from './scratch.ts';
import type { MatchableTransaction } from './types.ts';

export type Earlier = {
  readonly it: MatchableTransaction;
  readonly minute: number;
  readonly reading: Reading;
  /** The earlier payment that this one repeats, if any. */
  repeats: Earlier | null;
};

const MOST_NAMED = 4;
/** Payments of one payer and amount that are looked back at. */
const MOST_LOOKED_AT = 64;
const AMOUNTS = 1 << 20;
/** Keys that payments have on average. */
const KEYS_EACH = 4;

/** Cells of the table of neighbours for each payment: with fewer, more that have no neighbour would seem to have one. */
const CELLS_EACH = 32;
const MOST_CELLS = 1 << 22;
/** Stretches of time in a window; a neighbour is at most so many stretches away. */
const STRETCHES = 2;

/**
 * Which payments have others of their amount near them in time: most have none, and are no duplicates. It counts the
 * payments of each amount in each stretch of time. Amounts and stretches may share a cell by chance, so `has` may be
 * wrongly true, never wrongly false.
 */
export class Neighbours {
  private readonly counts: Uint8Array;
  private readonly stretch: number;

  constructor(index: OpenItemIndex, payments: number) {
    this.stretch = Math.max(1, Math.ceil(index.rules.minutes('duplicate') / STRETCHES));
    let cells = CELLS_EACH;
    while (cells < payments * CELLS_EACH && cells < MOST_CELLS) cells *= 2;
    this.counts = new Uint8Array(cells);
  }

  /** Call for all payments that arrived, in any order, before asking. */
  count({ amountMinor }: MatchableTransaction, minute: number): void {
    const cell = this.cellOf(amountMinor, Math.floor(minute / this.stretch));
    if ((this.counts[cell] as number) < 2) this.counts[cell] = (this.counts[cell] as number) + 1;
  }

  /** For a payment that was counted. */
  has({ amountMinor }: MatchableTransaction, minute: number): boolean {
    const stretch = Math.floor(minute / this.stretch);
    if (this.counts[this.cellOf(amountMinor, stretch)] === 2) return true;
    for (let away = 1; away <= STRETCHES; away++) {
      if (this.counts[this.cellOf(amountMinor, stretch - away)] !== 0) return true;
      if (this.counts[this.cellOf(amountMinor, stretch + away)] !== 0) return true;
    }
    return false;
  }

  private cellOf(amount: number, stretch: number): number {
    const hash = Math.imul(amount % AMOUNTS, 0x9e3779b1) ^ Math.imul(stretch, 0x85ebca6b);
    return (hash ^ (hash >>> 15)) & (this.counts.length - 1);
  }
}

/**
 * Finds what each payment repeats. Payments of the same payer that name different items are not the same, nor are those
 * further apart than the window: a subscription is no duplicate.
 */
export class RepeatFinder {
  private readonly retryMinutes: number;
  private readonly duplicateMinutes: number;
  private readonly payments: readonly Earlier[];
  /** Places of those that came before, by payer and amount, order and amount, item and amount. */
  private readonly byKey: NumberTable;
  private readonly keys: number[] = [];

  /** `payments` are all that arrived, in order of date; those without neighbours may be left out. */
  constructor(index: OpenItemIndex, payments: readonly Earlier[]) {
    this.retryMinutes = index.rules.minutes('retry');
    this.duplicateMinutes = index.rules.minutes('duplicate');
    this.payments = payments;
    this.byKey = new NumberTable(payments.length * KEYS_EACH);
  }

  /** Fills in the latest earlier payment that each one repeats. */
  run(): void {
    for (let own = 0; own < this.payments.length; own++) {
      const payment = this.payments[own] as Earlier;
      payment.repeats = this.latest(payment, own);
    }
  }

  private latest(payment: Earlier, own: number): Earlier | null {
    let latest = -1;
    this.readKeys(payment);
    for (const key of this.keys) {
      let entry = this.byKey.next(this.byKey.add(key, own));
      for (let seen = 0; entry >= 0 && seen < MOST_LOOKED_AT; seen++, entry = this.byKey.next(entry)) {
        const place = this.byKey.value(entry);
        const earlier = this.payments[place] as Earlier;
        if (payment.minute - earlier.minute > this.duplicateMinutes) break;
        if (place > latest && this.repeats(payment, earlier)) latest = place;
      }
    }
    return latest < 0 ? null : (this.payments[latest] as Earlier);
  }

  private readKeys({ it, reading }: Earlier): void {
    const { keys } = this;
    empty(keys);
    const amount = it.amountMinor % AMOUNTS;
    if (it.payerEmail !== null) keys.push(hashOf(it.payerEmail, 1) * AMOUNTS + amount);
    if (it.cardFingerprint !== null) keys.push(hashOf(it.cardFingerprint, 2) * AMOUNTS + amount);
    if (it.customerRef !== null) keys.push(hashOf(it.customerRef, 3) * AMOUNTS + amount);
    if (it.payerName !== null) keys.push(hashOf(it.payerName, 4) * AMOUNTS + amount);
    if (it.orderId !== null) keys.push(hashOf(it.orderId, 5) * AMOUNTS + amount);
    let named = 0;
    for (const { item, level } of reading.named) {
      if (level < 2) continue;
      if (named++ === MOST_NAMED) break;
      keys.push(item * AMOUNTS + amount);
    }
  }

  private repeats(payment: Earlier, earlier: Earlier): boolean {
    const { it } = payment;
    const apart = payment.minute - earlier.minute;
    if (apart < 0 || earlier.it.id === it.id) return false;
    if (earlier.it.amountMinor !== it.amountMinor || earlier.it.currency !== it.currency) return false;
    const named = itemsNamed(payment.reading);
    const namedBefore = itemsNamed(earlier.reading);
    if (named.length > 0 && namedBefore.length > 0) return named.some((item) => namedBefore.includes(item));
    const sameOrder = it.orderId !== null && it.orderId === earlier.it.orderId;
    if (sameOrder) return true;
    if (!samePayer(it, earlier.it)) return false;
    if (apart > (it.gateway === earlier.it.gateway ? this.retryMinutes : this.duplicateMinutes)) return false;
    const otherOrder = it.orderId !== null && earlier.it.orderId !== null;
    return !otherOrder || apart <= 60;
  }
}

function samePayer(one: MatchableTransaction, other: MatchableTransaction): boolean {
  const same = (a: string | null, b: string | null) =>
    a !== null && b !== null && hashOf(a, 0) === hashOf(b, 0);
  return (
    same(one.payerEmail, other.payerEmail) ||
    same(one.cardFingerprint, other.cardFingerprint) ||
    same(one.customerRef, other.customerRef) ||
    same(one.payerName, other.payerName)
  );
}

/** FNV-1a over letters, digits and other signs, without case, spaces, dots and commas; 32 bits. */
function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length && i < 200; i++) {
    let code = text.charCodeAt(i);
    if (code === 32 || code === 44 || code === 46) continue;
    if (code >= 65 && code <= 90) code += 32;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return hash >>> 0;
}
