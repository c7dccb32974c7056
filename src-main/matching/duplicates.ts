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
};

const MOST_NAMED = 4;
/** Payments of one payer and amount that are looked back at. */
const MOST_LOOKED_AT = 64;
const AMOUNTS = 1 << 20;

const TEXTS = 5;

/**
 * Hashes of the texts that payments are told apart by. Made payment after payment in the order they were given, while
 * their texts are at hand, for duplicates are looked for in another order.
 */
export class PayerMarks {
  private readonly hashes: Uint32Array;

  constructor(payments: number) {
    this.hashes = new Uint32Array(payments * TEXTS);
  }

  note(at: number, it: MatchableTransaction): void {
    this.put(at, 0, it.payerEmail);
    this.put(at, 1, it.cardFingerprint);
    this.put(at, 2, it.customerRef);
    this.put(at, 3, it.payerName);
    this.put(at, 4, it.orderId);
  }

  private put(at: number, which: number, text: string | null): void {
    this.hashes[at * TEXTS + which] = text === null ? 0 : hashOf(text, which + 1);
  }

  /** Zero when the payment has no such text. */
  get(at: number, which: number): number {
    return this.hashes[at * TEXTS + which] as number;
  }
}

/** Earlier payments that arrived, by payer and amount, order and amount, item and amount. Filled in date order. */
export class EarlierPayments {
  private readonly retryMinutes: number;
  private readonly duplicateMinutes: number;
  private readonly payments: Earlier[] = [];
  private readonly byKey: NumberTable;
  private readonly keys: number[] = [];

  constructor(index: OpenItemIndex, expected: number) {
    this.retryMinutes = index.rules.minutes('retry');
    this.duplicateMinutes = index.rules.minutes('duplicate');
    this.byKey = new NumberTable(expected * 3);
  }

  /**
   * The latest earlier payment that this one repeats, or null. Payments of the same payer that name different items
   * are not the same, nor are those further apart than the window: a subscription is no duplicate. From then on the
   * payment is an earlier one itself. `marks` has its own at `at`.
   */
  add(payment: Earlier, marks: PayerMarks, at: number): Earlier | null {
    let latest = -1;
    const own = this.payments.push(payment) - 1;
    this.readKeys(payment, marks, at);
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

  private readKeys({ it, reading }: Earlier, marks: PayerMarks, at: number): void {
    const { keys } = this;
    empty(keys);
    const amount = it.amountMinor % AMOUNTS;
    for (let which = 0; which < TEXTS; which++) {
      const hash = marks.get(at, which);
      if (hash !== 0) keys.push(hash * AMOUNTS + amount);
    }
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
