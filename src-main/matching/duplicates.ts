/** The same payment twice: a double click, a re-try, one order paid through two gateways. */

import { minuteNumber } from './calendar.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { payerKeys } from './payer-history.ts';
import type { MatchableTransaction } from './types.ts';

export type Earlier = {
  readonly it: MatchableTransaction;
  readonly minute: number;
  /** Numbers of the items that it names (level 2 or 3), when it was read in this run. */
  readonly named: readonly number[];
};

const MOST_NAMED = 4;

/** Earlier payments that arrived, by payer and amount and by order and amount. Filled in date order. */
export class EarlierPayments {
  private readonly retryMinutes: number;
  private readonly duplicateMinutes: number;
  private readonly byKey = new Map<string, Earlier[]>();

  constructor(index: OpenItemIndex) {
    this.retryMinutes = index.rules.minutes('retry');
    this.duplicateMinutes = index.rules.minutes('duplicate');
  }

  static of(it: MatchableTransaction): Earlier {
    return { it, minute: minuteNumber(it.occurredAt), named: [] };
  }

  add(payment: Earlier): void {
    for (const key of keysOf(payment)) {
      const same = this.byKey.get(key);
      if (same) same.push(payment);
      else this.byKey.set(key, [payment]);
    }
  }

  /**
   * The earlier payment that this one repeats, or null. Payments of the same payer that name different items are not
   * the same, nor are those further apart than the window: a subscription is no duplicate.
   */
  repeated(payment: Earlier): Earlier | null {
    let found: Earlier | null = null;
    for (const key of keysOf(payment)) {
      const same = this.byKey.get(key);
      if (!same) continue;
      for (let i = same.length - 1; i >= 0; i--) {
        const earlier = same[i] as Earlier;
        const apart = payment.minute - earlier.minute;
        if (apart > this.duplicateMinutes) break;
        if (earlier.it.id === payment.it.id || apart < 0) continue;
        if (!this.repeats(payment, earlier, apart)) continue;
        if (found === null || earlier.minute > found.minute) found = earlier;
        break;
      }
    }
    return found;
  }

  private repeats(payment: Earlier, earlier: Earlier, apart: number): boolean {
    if (payment.named.length > 0 && earlier.named.length > 0) {
      return payment.named.some((item) => earlier.named.includes(item));
    }
    if (payment.it.orderId !== null && payment.it.orderId === earlier.it.orderId) return true;
    const window = payment.it.gateway === earlier.it.gateway ? this.retryMinutes : this.duplicateMinutes;
    if (apart > window) return false;
    const apartByOrder = payment.it.orderId !== null && earlier.it.orderId !== null;
    return !(apartByOrder && payment.it.orderId !== earlier.it.orderId && apart > 60);
  }
}

function keysOf({ it, named }: Earlier): string[] {
  const money = `${it.currency}${it.amountMinor}|`;
  const keys = payerKeys(it).map((key) => money + key);
  if (it.orderId) keys.push(`${money}order|${it.orderId}`);
  for (const item of named.slice(0, MOST_NAMED)) keys.push(`${money}item|${item}`);
  return keys;
}
