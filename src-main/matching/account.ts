/** What one customer has open in one currency while payments are being assigned. */
import type { OpenItemIndex } from './open-item-index.ts';

export type Account = {
  /** Items with something left to pay, oldest first. */
  readonly open: readonly number[];
  /** Credits with something left to use, oldest first. */
  readonly credits: readonly number[];
};

const NONE: readonly number[] = [];

/** `remaining` is what is left of each item's balance. */
export function accountOf(
  index: OpenItemIndex,
  customer: number,
  currency: number,
  remaining: Float64Array,
): Account {
  const { customerItems, customerStart, currencyOf } = index;
  const open: number[] = [];
  let credits: number[] | null = null;
  const end = customerStart[customer + 1] as number;
  for (let i = customerStart[customer] as number; i < end; i++) {
    const item = customerItems[i] as number;
    const left = remaining[item] as number;
    if (left === 0 || currencyOf[item] !== currency) continue;
    if (left > 0) open.push(item);
    else if (credits) credits.push(item);
    else credits = [item];
  }
  return { open, credits: credits ?? NONE };
}
