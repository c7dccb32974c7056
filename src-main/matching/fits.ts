/** Ways in which a payment that is not the items' exact sum can still be for them: discount, tolerance, fee, part, over. */
import type { Remainder } from '../../shared/model.ts';
import type { Minor } from '../../shared/money.ts';
import { dayNumber } from './calendar.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import type { Fit, Payment } from './payment.ts';

/** A hypothesis before it is weighed. `remaining` is what is left of each item's balance. */
export type Proposed = {
  readonly items: readonly number[];
  readonly fit: Fit;
  readonly searched: number;
  readonly rivals: number;
  readonly remaining: Float64Array;
};

/** Ways to apply the payment to exactly these items (ascending), when their sum is not the amount. */
export function fitItems(
  index: OpenItemIndex,
  payment: Payment,
  items: readonly number[],
  remaining: Float64Array,
): Proposed[] {
  const amount = payment.it.amountMinor;
  const sum = items.reduce((total, item) => total + (remaining[item] as number), 0);
  const first = index.items[items[0] as number];
  if (!first || sum <= 0 || sum === amount) return [];
  const proposed = (fit: Fit): Proposed => ({ items, fit, searched: 0, rivals: 0, remaining });
  const { currency } = payment.it;
  if (amount > sum) return [proposed('over')];
  const found: Proposed[] = [];
  const short = sum - amount;
  if (short === termsDiscount(index, payment, items)) found.push(proposed('terms'));
  else if (isCustomary(index, payment, items, sum, short)) found.push(proposed('customary'));
  if (short === payment.it.feeMinor) found.push(proposed('fee'));
  if (short <= index.rules.tolerance('short', currency, first.customerNo, sum))
    found.push(proposed('tolerance'));
  found.push(proposed('part'));
  return found;
}

/** Discount by the invoices' own terms that was still open on the payment's day. */
function termsDiscount(index: OpenItemIndex, payment: Payment, items: readonly number[]): Minor {
  let total = 0;
  for (const item of items) {
    const discount = index.items[item]?.discount;
    if (discount && dayNumber(discount.until) >= payment.day) total += discount.amountMinor;
  }
  return total;
}

function isCustomary(
  index: OpenItemIndex,
  payment: Payment,
  items: readonly number[],
  sum: Minor,
  short: Minor,
): boolean {
  const oldest = Math.min(...items.map((item) => index.day[item] as number));
  const customerNo = index.items[items[0] as number]?.customerNo;
  return index.rules.discounts.some((rule) => {
    if (rule.customerNo !== null && rule.customerNo !== customerNo) return false;
    if (payment.day - oldest > rule.withinDays || payment.day < oldest - 1) return false;
    return Math.abs(short - Math.round((sum * rule.percentBasisPoints) / 10_000)) <= items.length - 1;
  });
}

const NOTHING_LEFT: Remainder = Object.freeze({ kind: 'none', amountMinor: 0 });

/** What each item gets and what is left over. Allocations + remainder = the payment's amount. */
export function settle(payment: Payment, proposed: Proposed): { amounts: Minor[]; remainder: Remainder } {
  const amount = payment.it.amountMinor;
  const balances = balancesOf(proposed);
  let sum = 0;
  for (let i = 0; i < balances.length; i++) sum += balances[i] as number;
  switch (proposed.fit) {
    case 'exact':
    case 'sum':
    case 'credits':
      return { amounts: balances, remainder: NOTHING_LEFT };
    case 'terms':
    case 'customary':
      return { amounts: balances, remainder: { kind: 'discount', amountMinor: amount - sum } };
    case 'tolerance':
    case 'fee':
      return { amounts: balances, remainder: { kind: 'write_off', amountMinor: amount - sum } };
    case 'over':
      return { amounts: balances, remainder: { kind: 'overpayment', amountMinor: amount - sum } };
    case 'rate':
      return { amounts: [amount], remainder: NOTHING_LEFT };
    case 'part':
      return { amounts: oldestFirst(balances, amount), remainder: NOTHING_LEFT };
  }
}

/** Without a call for the most usual case, one item. */
function balancesOf({ items, remaining }: Proposed): Minor[] {
  if (items.length === 1) return [remaining[items[0] as number] as number];
  return items.map((item) => remaining[item] as number);
}

/** Credits are used whole; then the money closes the items in order until it is spent. */
function oldestFirst(balances: readonly Minor[], amount: Minor): Minor[] {
  let left = amount;
  for (const balance of balances) if (balance < 0) left -= balance;
  return balances.map((balance) => {
    if (balance < 0) return balance;
    const part = Math.min(balance, left);
    left -= part;
    return part;
  });
}
