/** Sets of items for one payment: among those it names, among the payer's open items, and with credits netted. */
import type { Minor } from '../../shared/money.ts';
import type { Proposed } from './fits.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { setsThatSumTo } from './subset-sum.ts';

const MOST_CREDITS = 10;

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
  index: OpenItemIndex,
  own: Int32Array,
  amount: Minor,
  currency: number,
  remaining: Float64Array,
  fixed: readonly number[],
): Proposed[] {
  const pool: number[] = [];
  for (const item of own) {
    if ((remaining[item] as number) <= 0 || index.currencyOf[item] !== currency) continue;
    if (!fixed.includes(item)) pool.push(item);
  }
  const target = amount - fixed.reduce((sum, item) => sum + (remaining[item] as number), 0);
  const found: Proposed[] = [];
  const sets = setsThatSumTo(
    pool.map((item) => remaining[item] as number),
    target,
  );
  const singles = fixed.length > 0 ? pool.filter((item) => remaining[item] === target) : [];
  const rivals = sets.found.length + singles.length - 1 + (sets.complete ? 0 : 1);
  const propose = (members: readonly number[]): Proposed => ({
    items: [...fixed, ...members].sort((a, b) => a - b),
    fit: 'sum',
    searched: pool.length,
    rivals,
    remaining,
  });
  for (const item of singles.slice(0, 6)) found.push(propose([item]));
  for (const set of sets.found) found.push(propose(set.members.map((at) => pool[at] as number)));
  return found;
}

/** Credits of the customer that, netted against the items, leave exactly the amount. */
export function creditsThatLeave(
  index: OpenItemIndex,
  items: readonly number[],
  own: Int32Array,
  amount: Minor,
  currency: number,
  remaining: Float64Array,
): Proposed[] {
  const excess = items.reduce((sum, item) => sum + (remaining[item] as number), 0) - amount;
  if (excess <= 0) return [];
  const credits: number[] = [];
  for (const item of own) {
    if (credits.length === MOST_CREDITS) break;
    if ((remaining[item] as number) >= 0 || index.currencyOf[item] !== currency || items.includes(item))
      continue;
    credits.push(item);
  }
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

const MOST_CREDITS_ALONE = 4;

/** Sets of a customer's invoices that, less one open credit, leave exactly the amount. */
export function setsLessCredit(
  index: OpenItemIndex,
  own: Int32Array,
  amount: Minor,
  currency: number,
  remaining: Float64Array,
): Proposed[] {
  const found: Proposed[] = [];
  let credits = 0;
  for (const credit of own) {
    const balance = remaining[credit] as number;
    if (balance >= 0 || index.currencyOf[credit] !== currency) continue;
    if (credits++ === MOST_CREDITS_ALONE) break;
    for (const set of payerSets(index, own, amount - balance, currency, remaining, [])) {
      const items = [...set.items, credit].sort((a, b) => a - b);
      found.push({ ...set, items, fit: 'credits', searched: set.searched ** 2 });
    }
  }
  return found;
}
