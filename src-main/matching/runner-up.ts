/** The next best explanation and why it lost, and what would settle an unsure case. */
import type { Allocation, Flag, OpenItem, RunnerUp } from '../../shared/model.ts';
import { amountSentence } from './explanation.ts';
import { isFirm } from './identity.ts';
import type { Doubt } from './judgement.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import type { Hypothesis, Payment } from './payment.ts';
import { lowerFirst, money, nameOf, nameOfAll } from './wording.ts';

export function allocationsOf(index: OpenItemIndex, hypothesis: Hypothesis): Allocation[] {
  const allocations: Allocation[] = [];
  const { items, amounts } = hypothesis;
  for (let i = 0; i < items.length; i++) {
    const amountMinor = amounts[i] as number;
    const it = index.items[items[i] as number] as OpenItem;
    if (amountMinor !== 0) allocations.push({ openItemId: it.id, number: it.number, amountMinor });
  }
  return allocations;
}

export function runnerUpOf(
  index: OpenItemIndex,
  payment: Payment,
  rival: Hypothesis | null,
  confidence: number,
): RunnerUp | null {
  if (!rival) return null;
  const { chosen } = payment;
  const odds = Math.exp(Math.max(-30, rival.score - (chosen?.score ?? payment.nullScore)));
  return {
    allocations: allocationsOf(index, rival),
    remainder: rival.remainder,
    confidence: Math.min(1 - confidence, confidence * odds),
    reason: whyItLost(index, payment, rival, chosen),
  };
}

function whyItLost(
  index: OpenItemIndex,
  payment: Payment,
  rival: Hypothesis,
  chosen: Hypothesis | null,
): string {
  const name = nameOfAll(rival.items.map((item) => index.items[item] as OpenItem));
  if (!chosen) return `${name}: too little speaks for it. ${amountSentence(index, payment, rival)}.`;
  const named = (it: Hypothesis) =>
    it.items.filter((item) => payment.reading.named.some((hit) => hit.item === item && hit.level >= 2))
      .length;
  if (named(rival) < named(chosen)) return `${name} is not named in the payment.`;
  if (rival.fit !== chosen.fit)
    return `${name} fits the amount less well. ${amountSentence(index, payment, rival)}.`;
  const owner = (it: Hypothesis) => index.customerOf[it.items[0] as number] as number;
  if (isFirm(payment.identity, owner(chosen)) && !isFirm(payment.identity, owner(rival))) {
    return `${name} is not the payer's.`;
  }
  const dayOf = (it: Hypothesis) => index.day[it.items[0] as number] as number;
  if (dayOf(rival) > payment.day && dayOf(chosen) <= payment.day)
    return `${name} is dated after the payment.`;
  if (Math.abs(rival.score - chosen.score) < 0.01) return `${name} fits as well, but is not the oldest.`;
  return `${name}: less speaks for it.`;
}

export function wouldSettle(
  index: OpenItemIndex,
  payment: Payment,
  flags: readonly Flag[],
  doubts: readonly Doubt[],
  rival: Hypothesis | null,
): string | null {
  const { chosen } = payment;
  const first = chosen ? lowerFirst(nameOf(index.items[chosen.items[0] as number] as OpenItem)) : '';
  if (flags.includes('duplicate'))
    return 'Ask the payer whether both payments were meant; if not, refund this one.';
  if (flags.includes('currency_mismatch'))
    return 'A rule with the exchange rate, or an item in the currency paid.';
  if (flags.includes('already_paid')) return 'Ask the payer what it is for, or leave it on account.';
  if (flags.includes('ambiguous') && chosen && rival) {
    const other = nameOfAll(rival.items.map((item) => index.items[item] as OpenItem));
    return `An invoice number from the payer: ${first} and ${lowerFirst(other)} fit alike.`;
  }
  if (flags.includes('reference_conflict'))
    return 'The payer’s confirmation which invoice was meant, and whose it is.';
  if (flags.includes('short_paid') && chosen) {
    return `Whether the rest of ${first} is still owed, or to be written off.`;
  }
  if (flags.includes('over_paid')) {
    return `Whether the ${money(chosen?.remainder.amountMinor ?? 0, payment.it.currency)} too much stay on account or go back.`;
  }
  if (flags.includes('unknown_payer')) return 'Who the payer is: once approved, this is remembered.';
  if (doubts.length > 0) return 'The payer’s confirmation of the invoice number.';
  return chosen ? null : 'An invoice number from the payer.';
}
