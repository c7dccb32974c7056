/** Ways to apply a payment to the open items of one customer who may be its payer, when nothing is named. */
import { accountOf } from './account.ts';
import type { Proposed } from './fits.ts';
import { fitItems } from './fits.ts';
import { isFirm } from './identity.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import type { Payment } from './payment.ts';
import { creditsThatLeave, payerSets, setsLessCredit } from './sets.ts';

/** Items of just the amount that are proposed of one account. */
export const MOST_EXACT = 6;
const MOST_WITH_CREDITS = 60;

/** `setNamed`: a set of named items has the sum already, so that no other set is looked for. */
export function proposeForPayer(
  index: OpenItemIndex,
  remaining: Float64Array,
  payment: Payment,
  customer: number,
  setNamed: boolean,
  add: (proposed: Proposed) => void,
): void {
  const amount = payment.it.amountMinor;
  const account = accountOf(index, customer, payment.currency, remaining);
  const { open } = account;
  let exact = 0;
  for (let i = 0; i < open.length && exact < MOST_EXACT; i++) {
    const item = open[i] as number;
    if (remaining[item] !== amount) continue;
    exact++;
    add({ items: [item], fit: 'exact', searched: i + 1, rivals: 0, remaining });
  }
  if (exact > 0 || setNamed || !isFirm(payment.identity, customer)) return;
  for (const proposed of payerSets(account, amount, remaining, [])) add(proposed);
  nearAmounts(index, remaining, payment, open, add);
  if (account.credits.length === 0) return;
  for (const item of open.slice(0, MOST_WITH_CREDITS)) {
    const searched = open.length;
    for (const proposed of creditsThatLeave(account, [item], amount, remaining)) {
      add({ ...proposed, searched });
    }
  }
  for (const proposed of setsLessCredit(account, amount, remaining)) add(proposed);
}

/** A single item that the amount closes by discount, tolerance or fee; the customer's only item in part. */
function nearAmounts(
  index: OpenItemIndex,
  remaining: Float64Array,
  payment: Payment,
  open: readonly number[],
  add: (proposed: Proposed) => void,
): void {
  const amount = payment.it.amountMinor;
  for (const item of open) {
    const balance = remaining[item] as number;
    if (open.length > 1 && (balance * 0.9 > amount || balance * 1.1 < amount)) continue;
    for (const proposed of fitItems(index, payment, [item], remaining)) {
      if (open.length === 1 || (proposed.fit !== 'part' && proposed.fit !== 'over')) {
        add({ ...proposed, searched: open.length });
      }
    }
  }
}
