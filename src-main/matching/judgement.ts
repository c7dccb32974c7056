/** From the chosen explanation to what a person is told: flags, band, confidence. */
import type { Band, Flag } from '../../shared/model.ts';
import { calibrated } from './calibration.ts';
import type { Earlier } from './duplicates.ts';
import { isFirm, isStranger } from './identity.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { type Hypothesis, namingOf, type Payment } from './payment.ts';
import { Names } from './reference-postings.ts';
import { oneSlipApart } from './slips.ts';

/**
 * Of some sixty numbers that a slip could have meant, so many may be open invoices of the same amount: with a slip in
 * one of a hundred numbers, that is one wrong invoice in a thousand.
 */
const MOST_LOOKALIKES = 6;
/** Two explanations closer than this (nats) are ambiguous. */
const CLOSE_CALL = 3;
/** What another payment holds with this confidence is gone. */
const HELD = 0.99;
/** An amount that nothing else speaks for is a guess, however rare it is; from this score on something does. */
const CORROBORATED = 2;
const MOST_BY_AMOUNT_ONLY = 0.6;
/** Below this confidence a proposal is an exception: there is nothing to check but the payment itself. */
const LEAST_TO_CHECK = 0.2;

export type Judgement = {
  readonly flags: Flag[];
  readonly band: Band;
  readonly confidence: number;
  /** The next best explanation with other items, if any. */
  readonly rival: Hypothesis | null;
  readonly doubts: Doubt[];
};
/** Reasons to look at a proposal that its flags do not say. */
export type Doubt =
  | 'by_elimination'
  | 'wanted_before'
  | 'slip'
  | 'same_amount_next_number'
  | 'unknown_number'
  | 'search_cut_off'
  | 'customer_rule';

/**
 * `wantedBefore`: an earlier payment fitted the chosen item exactly, too, and got nothing.
 * `heldBy`: with which confidence another payment holds what a hypothesis would need; 0 when it is free.
 */
export function judge(
  index: OpenItemIndex,
  payment: Payment,
  repeats: Earlier | null,
  heldBy: (hypothesis: Hypothesis) => number,
  wantedBefore: boolean,
): Judgement {
  const { chosen } = payment;
  const flags: Flag[] = [];
  const doubts: Doubt[] = [];
  const rival = rivalOf(payment, heldBy);
  const closed = namesClosed(index, payment);
  const confidence = chosen ? posterior(payment, chosen, heldBy) : nothingFits(payment, heldBy);
  if (repeats) flags.push('duplicate');
  if (closed && !chosen) flags.push('already_paid');
  if (otherCurrency(index, payment)) flags.push('currency_mismatch');
  if (conflicts(index, payment)) flags.push('reference_conflict');
  if (!chosen) {
    if (ambiguous(payment, payment.hypotheses[0] ?? null)) flags.push('ambiguous');
    const unknown =
      payment.identity.suspects.length === 0 && payment.reading.named.every((it) => it.level < 2);
    if (unknown) flags.push('unknown_payer');
    const band = flags.length === 0 && payment.identity.suspects.length > 0 ? 'check' : 'exception';
    return { flags, band, confidence, rival, doubts };
  }
  const rivalGap = rival ? chosen.score - rival.score : Number.POSITIVE_INFINITY;
  if (rivalGap < CLOSE_CALL || chosen.rivals > 0) flags.push('ambiguous');
  if (chosen.shape === 'amount_only') flags.push('unknown_payer');
  if (chosen.fit === 'part') flags.push('short_paid');
  if (chosen.fit === 'tolerance' || chosen.fit === 'fee') flags.push('short_paid');
  if (chosen.fit === 'over') flags.push('over_paid');
  if (wantedBefore) doubts.push('wanted_before');
  if (byElimination(payment, chosen, heldBy)) doubts.push('by_elimination');
  if (restsOnSlip(index, payment, chosen)) doubts.push('slip');
  if (sameAmountNextNumber(index, payment, chosen)) doubts.push('same_amount_next_number');
  if (namesUnknown(index, payment, chosen)) doubts.push('unknown_number');
  if (chosen.rivals > 0 && chosen.searched > 24) doubts.push('search_cut_off');
  if (isNeverReady(index, chosen)) doubts.push('customer_rule');
  const good = flags.length === 0 && doubts.length === 0 && confidence >= index.rules.readyFrom(chosen.shape);
  const band = good ? 'ready' : confidence >= LEAST_TO_CHECK ? 'check' : 'exception';
  return { flags, band, confidence, rival, doubts };
}

function isNeverReady({ rules, items }: OpenItemIndex, chosen: Hypothesis): boolean {
  if (rules.neverReady.size === 0) return false;
  return rules.neverReady.has(items[chosen.items[0] as number]?.customerNo ?? '');
}

/** Nothing is named, and an item that fits as well is out only because another payment has it. */
function byElimination(
  payment: Payment,
  chosen: Hypothesis,
  heldBy: (hypothesis: Hypothesis) => number,
): boolean {
  if (chosen.shape === 'named' || chosen.shape === 'named_set') return false;
  for (const it of payment.hypotheses) {
    if (it !== chosen && chosen.score - it.score < CLOSE_CALL && heldBy(it) > 0) return true;
  }
  return false;
}

function rivalOf(payment: Payment, heldBy: (hypothesis: Hypothesis) => number): Hypothesis | null {
  for (const it of payment.hypotheses) if (it !== payment.chosen && heldBy(it) < HELD) return it;
  return null;
}

function posterior(payment: Payment, chosen: Hypothesis, heldBy: (hypothesis: Hypothesis) => number): number {
  let total = Math.exp(payment.nullScore - chosen.score) + 1;
  for (const other of payment.hypotheses) {
    if (other !== chosen) total += (1 - heldBy(other)) * Math.exp(other.score - chosen.score);
  }
  const guess = chosen.shape === 'amount_only' && chosen.score < CORROBORATED;
  return Math.min(calibrated(1 / total), guess ? MOST_BY_AMOUNT_ONLY : 1);
}

/** Confidence that leaving it unapplied is right. */
function nothingFits(payment: Payment, heldBy: (hypothesis: Hypothesis) => number): number {
  let others = 0;
  for (const it of payment.hypotheses) others += (1 - heldBy(it)) * Math.exp(it.score - payment.nullScore);
  return 1 / (1 + others);
}

function ambiguous(payment: Payment, best: Hypothesis | null): boolean {
  const second = payment.hypotheses[1];
  return best !== null && second !== undefined && best.score - second.score < CLOSE_CALL && best.score > -2;
}

/** It names an item that is paid already, in the ledger or by another payment. */
function namesClosed(index: OpenItemIndex, { reading, lost }: Payment): boolean {
  for (const it of reading.named)
    if (it.level >= 2 && (index.balance[it.item] === 0 || lost > 0)) return true;
  return false;
}

function otherCurrency(index: OpenItemIndex, payment: Payment): boolean {
  let foreign = false;
  for (const it of payment.reading.named) {
    if (it.level < 2 || index.balance[it.item] === 0) continue;
    if (index.currencyOf[it.item] === payment.currency) return false;
    foreign = true;
  }
  return foreign || (payment.chosen === null && owesAbroad(index, payment));
}

/** The payer has an open item of this very figure in another currency. */
function owesAbroad(index: OpenItemIndex, payment: Payment): boolean {
  const [payer] = payment.identity.suspects;
  if (!payer || !isFirm(payment.identity, payer.customer)) return false;
  const { customerItems, customerStart } = index;
  const end = customerStart[payer.customer + 1] as number;
  for (let i = customerStart[payer.customer] as number; i < end; i++) {
    const item = customerItems[i] as number;
    if (index.balance[item] === payment.it.amountMinor && index.currencyOf[item] !== payment.currency)
      return true;
  }
  return false;
}

/** A named item belongs to someone else than the payer, or the items proposed are not those named. */
function conflicts(index: OpenItemIndex, payment: Payment): boolean {
  const { chosen, reading, identity } = payment;
  for (const it of reading.named) {
    if (it.level < 2) continue;
    const customer = index.customerOf[it.item] as number;
    if (chosen?.items.includes(it.item)) {
      if (isStranger(identity, customer)) return true;
      continue;
    }
    if (it.names !== Names.number || index.balance[it.item] === 0 || payment.lost > 0) continue;
    if (chosen || isStranger(identity, customer)) return true;
  }
  return false;
}

function restsOnSlip(index: OpenItemIndex, payment: Payment, chosen: Hypothesis): boolean {
  const customer = index.customerOf[chosen.items[0] as number] as number;
  if (isFirm(payment.identity, customer)) return false;
  for (const item of chosen.items) if (namingOf(payment, item)?.slip) return true;
  return false;
}

/** Many other customers' invoices have the same amount and a number that one slip would turn into this one. */
function sameAmountNextNumber(index: OpenItemIndex, payment: Payment, chosen: Hypothesis): boolean {
  if (chosen.items.length !== 1 || chosen.fit !== 'exact') return false;
  const item = chosen.items[0] as number;
  const customer = index.customerOf[item] as number;
  for (const suspect of payment.identity.suspects) if (suspect.customer === customer) return false;
  const naming = namingOf(payment, item);
  if (naming?.level === 3 && naming.names !== Names.number) return false;
  const amount = payment.it.amountMinor;
  const same = index.countWithAmount(amount, payment.currency);
  const digits = index.references.digits[item] as number;
  if (same <= MOST_LOOKALIKES || digits < 0) return false;
  return index.lookalikes.areMany(item, MOST_LOOKALIKES);
}

/** It names an invoice that the ledger does not have: fine only as a slip in the number of the payer's own invoice. */
function namesUnknown(index: OpenItemIndex, payment: Payment, chosen: Hypothesis): boolean {
  if (chosen.shape === 'named' || chosen.shape === 'named_set' || chosen.shape === 'credit_netted')
    return false;
  if (payment.reading.loose.length === 0) return false;
  const unknown = payment.reading.loose.filter((it) => it.asInvoice);
  if (unknown.length === 0) return false;
  const numbers = chosen.items.map((item) => index.references.digits[item] as number);
  const explained = unknown.every((it) => numbers.some((digits) => oneSlipApart(it.value, digits)));
  return !explained || !isFirm(payment.identity, index.customerOf[chosen.items[0] as number] as number);
}
