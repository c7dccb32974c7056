/** The same payment twice: a double click, a re-try, one order paid through two gateways. */
import { NumberTable } from './number-table.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { empty } from './scratch.ts';
import type { MatchableTransaction } from './types.ts';

export type Earlier = {
  readonly it: MatchableTransaction;
  readonly minute: number;
  /** Items that it names (level 2 or 3), when it was read in this run. */
  readonly named: readonly number[];
};

const MOST_NAMED = 4;
/** Payments of one payer and amount that are looked back at. */
const MOST_LOOKED_AT = 64;
const AMOUNTS = 1 << 20;

/** Earlier payments that arrived, by payer and amount, order and amount, item and amount. Filled in date order. */
export class EarlierPayments {
  private readonly retryMinutes: number;
  private readonly duplicateMinutes: number;
  private readonly payments: Earlier[] = [];
  private readonly byKey: NumberTable;

  constructor(index: OpenItemIndex, expected: number) {
    this.retryMinutes = index.rules.minutes('retry');
    this.duplicateMinutes = index.rules.minutes('duplicate');
    this.byKey = new NumberTable(expected * 3);
  }

  /**
   * The latest earlier payment that this one repeats, or null. Payments of the same payer that name different items
   * are not the same, nor are those further apart than the window: a subscription is no duplicate. From then on the
   * payment is an earlier one itself.
   */
  add(payment: Earlier): Earlier | null {
    let latest = -1;
    const keys = keysOf(payment);
    for (const key of keys) {
      let entry = this.byKey.first(key);
      for (let seen = 0; entry >= 0 && seen < MOST_LOOKED_AT; seen++, entry = this.byKey.next(entry)) {
        const at = this.byKey.value(entry);
        const earlier = this.payments[at] as Earlier;
        if (payment.minute - earlier.minute > this.duplicateMinutes) break;
        if (at > latest && this.repeats(payment, earlier)) latest = at;
      }
    }
    const own = this.payments.push(payment) - 1;
    for (const key of keys) this.byKey.add(key, own);
    return latest < 0 ? null : (this.payments[latest] as Earlier);
  }

  private repeats(payment: Earlier, earlier: Earlier): boolean {
    const { it } = payment;
    const apart = payment.minute - earlier.minute;
    if (apart < 0 || earlier.it.id === it.id) return false;
    if (earlier.it.amountMinor !== it.amountMinor || earlier.it.currency !== it.currency) return false;
    if (payment.named.length > 0 && earlier.named.length > 0) {
      return payment.named.some((item) => earlier.named.includes(item));
    }
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

const keys: number[] = [];

/** The keys of a payment, in one array that the next call overwrites. */
function keysOf({ it, named }: Earlier): readonly number[] {
  empty(keys);
  const amount = it.amountMinor % AMOUNTS;
  const add = (text: string | null, seed: number) => {
    if (text !== null) keys.push(hashOf(text, seed) * AMOUNTS + amount);
  };
  add(it.payerEmail, 1);
  add(it.cardFingerprint, 2);
  add(it.customerRef, 3);
  add(it.payerName, 4);
  add(it.orderId, 5);
  for (let i = 0; i < named.length && i < MOST_NAMED; i++) keys.push((named[i] as number) * AMOUNTS + amount);
  return keys;
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
