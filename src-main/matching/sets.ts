/** Sets of items for one payment: among those it names, among the payer's open items, and with credits netted. */
import type { Minor } from '../../shared/money.ts';
import type { Account } from './account.ts';
import type { Proposed } from './fits.ts';
import { setsThatSumTo } from './subset-sum.ts';

const MOST_CREDITS = 10;
const MOST_CREDITS_ALONE = 4;
const MOST_SINGLES = 6;

/** Parts of what is named that add up to the amount: one of the named invoices was paid by something else. */
export function namedSets(items: readonly number[], amount: Minor, remaining: Float64Array): Proposed[] {
  const positive = items.filter((item) => (remaining[item] as number) > 0);
  const sets = setsThatSumTo(
    positive.map((item) => remaining[item] as number),
    amount,
  );
  const rivals = sets.found.length - 1 + (sets.complete ? 0 : 1);
  return sets.found.map((set) => ({
    items: set.members.map((at) => positive[at] as number),
    fit: 'sum',
    searched: 0,
    rivals,
    remaining,
  }));
}

/**
 * Sets of a customer's open items that add up to the amount and hold all of `fixed` (which may be empty). A single
 * further item is a set, too, when something is fixed.
 */
export function payerSets(
  account: Account,
  amount: Minor,
  remaining: Float64Array,
  fixed: readonly number[],
): Proposed[] {
  const pool = fixed.length === 0 ? account.open : account.open.filter((item) => !fixed.includes(item));
  const target = amount - totalOf(fixed, remaining);
  const balances = pool.map((item) => remaining[item] as number);
  const sets = setsThatSumTo(balances, target);
  const singles = fixed.length > 0 ? pool.filter((_, i) => balances[i] === target) : [];
  const rivals = sets.found.length + singles.length - 1 + (sets.complete ? 0 : 1);
  const propose = (members: readonly number[]): Proposed => ({
    items: [...fixed, ...members].sort((a, b) => a - b),
    fit: 'sum',
    searched: pool.length,
    rivals,
    remaining,
  });
  return [
    ...singles.slice(0, MOST_SINGLES).map((item) => propose([item])),
    ...sets.found.map((set) => propose(set.members.map((at) => pool[at] as number))),
  ];
}

/** Credits of the customer that, netted against the items, leave exactly the amount. */
export function creditsThatLeave(
  account: Account,
  items: readonly number[],
  amount: Minor,
  remaining: Float64Array,
): Proposed[] {
  const excess = totalOf(items, remaining) - amount;
  if (excess <= 0 || account.credits.length === 0) return [];
  const credits = account.credits.filter((item) => !items.includes(item)).slice(0, MOST_CREDITS);
  if (credits.length === 0) return [];
  const sizes = credits.map((item) => -(remaining[item] as number));
  const sets = setsThatSumTo(sizes, excess);
  const members = [
    ...credits.filter((_, i) => sizes[i] === excess).map((item) => [item]),
    ...sets.found.map((set) => set.members.map((at) => credits[at] as number)),
  ];
  return members.map((set) => ({
    items: [...items, ...set].sort((a, b) => a - b),
    fit: 'credits',
    searched: credits.length,
    rivals: members.length - 1,
    remaining,
  }));
}

/** Sets of a customer's invoices that, less one open credit, leave exactly the amount. */
export function setsLessCredit(account: Account, amount: Minor, remaining: Float64Array): Proposed[] {
  const found: Proposed[] = [];
  for (const credit of account.credits.slice(0, MOST_CREDITS_ALONE)) {
    for (const set of payerSets(account, amount - (remaining[credit] as number), remaining, [])) {
      const items = [...set.items, credit].sort((a, b) => a - b);
      found.push({ ...set, items, fit: 'credits', searched: set.searched * set.searched });
    }
  }
  return found;
}

function totalOf(items: readonly number[], remaining: Float64Array): Minor {
  let total = 0;
  for (const item of items) total += remaining[item] as number;
  return total;
}
