/** Refunds, disputes and their reversals go where their payment went: to the same items, in the same parts. */
import type { Allocation, Remainder } from '../../shared/model.ts';
import type { Minor } from '../../shared/money.ts';
import { setsThatSumTo } from './subset-sum.ts';

export type Returned = {
  readonly allocations: Allocation[];
  readonly remainder: Remainder;
  /** all: the whole payment; item: exactly some of its items; part: of its only item; spread: newest item first, a guess. */
  readonly how: 'all' | 'item' | 'part' | 'spread' | 'nothing';
};

/**
 * Splits a returned amount over its payment's allocations, less what earlier refunds took back. What the payment left
 * unapplied (overpayment, on account) is given back after the items, and first when it is exactly the amount.
 */
export function returnTo(paid: readonly Allocation[], unapplied: Minor, amount: Minor): Returned {
  const total = paid.reduce((sum, it) => sum + it.amountMinor, 0);
  const none: Remainder = { kind: 'none', amountMinor: 0 };
  const onAccount = (left: Minor): Remainder =>
    left === 0 ? none : { kind: 'on_account', amountMinor: left };
  if (paid.length === 0 || total <= 0) {
    return { allocations: [], remainder: onAccount(amount), how: 'nothing' };
  }
  if (amount >= total) {
    if (unapplied > 0 && amount === unapplied)
      return { allocations: [], remainder: onAccount(amount), how: 'item' };
    return { allocations: [...paid], remainder: onAccount(amount - total), how: 'all' };
  }
  if (unapplied > 0 && amount === unapplied) {
    return { allocations: [], remainder: onAccount(amount), how: 'item' };
  }
  const single = paid.filter((it) => it.amountMinor === amount);
  if (single.length === 1) return { allocations: single, remainder: none, how: 'item' };
  if (paid.length === 1) {
    const only = paid[0] as Allocation;
    return { allocations: [{ ...only, amountMinor: amount }], remainder: none, how: 'part' };
  }
  const positive = paid.filter((it) => it.amountMinor > 0);
  const sets = setsThatSumTo(
    positive.map((it) => it.amountMinor),
    amount,
  );
  const set = sets.found[0];
  if (single.length === 0 && set && sets.found.length === 1 && sets.complete) {
    const allocations = set.members.map((at) => positive[at] as Allocation);
    return { allocations, remainder: none, how: 'item' };
  }
  const allocations: Allocation[] = [];
  let left = amount;
  for (const it of [...positive].reverse()) {
    if (left === 0) break;
    const part = Math.min(left, it.amountMinor);
    allocations.push({ ...it, amountMinor: part });
    left -= part;
  }
  return { allocations: allocations.reverse(), remainder: onAccount(left), how: 'spread' };
}

/** What a payment's allocations still hold after a refund took its part. */
export function lessReturned(paid: readonly Allocation[], returned: readonly Allocation[]): Allocation[] {
  const left: Allocation[] = [];
  for (const it of paid) {
    const back = returned.find((other) => other.openItemId === it.openItemId)?.amountMinor ?? 0;
    if (it.amountMinor !== back) left.push({ ...it, amountMinor: it.amountMinor - back });
  }
  return left;
}
