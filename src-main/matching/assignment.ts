/**
 * Decides over all payments at once which explanation each gets, so that no balance is used twice and the sum of the
 * log-odds is greatest. Payments that compete for no item keep their best; the others fall into connected components,
 * small ones solved exactly by branch and bound, large ones greedily with exchanges and a bound on what is missed.
 */
import { competingOf, Demand, gainOf, LEAST_GAIN } from './demand.ts';
import type { HypothesisBuilder } from './hypotheses.ts';
import type { Hypothesis, Payment } from './payment.ts';

/** Beyond these, more evidence does not outrank the earlier payment: who paid first is the one who paid. */
const MOST_NAMED = 7;
const MOST_EXACT = 6;
const MOST_INEXACT = 5;
const EXACT_PAYMENTS = 14;
const EXACT_NODES = 20_000;
const ROUNDS = 4;

/** An explanation that competes for its items, and what choosing it adds to the total. */
type Option = { readonly hypothesis: Hypothesis; readonly gain: number };

/**
 * Sets each payment's `chosen`, and takes what is chosen off `remaining`. All payments were weighed against `remaining`
 * as it is, and put into the demand, in whatever order.
 */
export function assign(demand: Demand, remaining: Float64Array, builder: HypothesisBuilder): void {
  let open = demand;
  for (let round = 0; round < ROUNDS; round++) {
    const losers: Payment[] = [];
    for (const group of open.settleAlone(losers)) {
      const chosen = solve(group.map(optionsOf), remaining);
      group.forEach((payment, i) => {
        payment.chosen = chosen[i] ?? null;
        if (payment.chosen) take(payment.chosen, remaining, 1);
        else losers.push(payment);
      });
    }
    if (losers.length === 0) return;
    losers.sort((a, b) => a.at - b.at);
    open = new Demand(remaining);
    for (const payment of losers) {
      payment.lost++;
      const best = payment.hypotheses[0];
      if (best?.fit === 'exact' && payment.missed < 0) payment.missed = best.items[0] as number;
      builder.weigh(payment);
      open.add(payment);
    }
  }
}

function mostGain({ fit, shape }: Hypothesis): number {
  if (fit !== 'exact' && fit !== 'sum' && fit !== 'credits') return MOST_INEXACT;
  return shape === 'named' || shape === 'named_set' || shape === 'credit_netted' ? MOST_NAMED : MOST_EXACT;
}

/** The explanations of a payment that compete for items, best first. */
function optionsOf(payment: Payment): Option[] {
  return competingOf(payment).map((hypothesis) => ({
    hypothesis,
    gain: Math.min(gainOf(payment, hypothesis), mostGain(hypothesis)) - LEAST_GAIN,
  }));
}

function take(hypothesis: Hypothesis, remaining: Float64Array, sign: 1 | -1): void {
  const { items, taken } = hypothesis;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as number;
    remaining[item] = (remaining[item] as number) - sign * (taken[i] as number);
  }
}

function fitsIn(hypothesis: Hypothesis, remaining: Float64Array): boolean {
  const { items, taken } = hypothesis;
  for (let i = 0; i < items.length; i++) {
    const amount = taken[i] as number;
    const left = remaining[items[i] as number] as number;
    if (amount >= 0 ? amount > left : amount < left) return false;
  }
  return true;
}

function solve(options: readonly (readonly Option[])[], remaining: Float64Array): (Hypothesis | null)[] {
  if (options.length <= EXACT_PAYMENTS) {
    const exact = branchAndBound(options, remaining);
    if (exact) return exact;
  }
  return greedy(options, remaining);
}

/** The best total; of equal totals the one that gives earlier payments their earlier choice. Null when cut off. */
function branchAndBound(
  options: readonly (readonly Option[])[],
  remaining: Float64Array,
): (Hypothesis | null)[] | null {
  const bound = new Float64Array(options.length + 1);
  for (let i = options.length - 1; i >= 0; i--)
    bound[i] = (bound[i + 1] as number) + (options[i]?.[0]?.gain ?? 0);
  const current: (Hypothesis | null)[] = options.map(() => null);
  let best: (Hypothesis | null)[] = [...current];
  let bestGain = -1;
  let nodes = 0;
  const descend = (at: number, gain: number): boolean => {
    if (++nodes > EXACT_NODES) return false;
    if (at === options.length) {
      if (gain > bestGain + 1e-9) {
        bestGain = gain;
        best = [...current];
      }
      return true;
    }
    if (gain + (bound[at] as number) <= bestGain + 1e-9) return true;
    for (const option of options[at] ?? []) {
      if (!fitsIn(option.hypothesis, remaining)) continue;
      take(option.hypothesis, remaining, 1);
      current[at] = option.hypothesis;
      const finished = descend(at + 1, gain + option.gain);
      take(option.hypothesis, remaining, -1);
      if (!finished) return false;
    }
    current[at] = null;
    return descend(at + 1, gain);
  };
  return descend(0, 0) ? best : null;
}

/** Largest gain first, then one pass in which a payment without an item may move another to its next choice. */
function greedy(options: readonly (readonly Option[])[], remaining: Float64Array): (Hypothesis | null)[] {
  const offers = options.flatMap((list, at) => list.map((option, rank) => ({ ...option, at, rank })));
  offers.sort((a, b) => b.gain - a.gain || a.at - b.at || a.rank - b.rank);
  const chosen: (Hypothesis | null)[] = options.map(() => null);
  const holder = new Map<number, number>();
  for (const offer of offers) {
    if (chosen[offer.at] || !fitsIn(offer.hypothesis, remaining)) continue;
    chosen[offer.at] = offer.hypothesis;
    take(offer.hypothesis, remaining, 1);
    for (const item of offer.hypothesis.items) holder.set(item, offer.at);
  }
  for (let at = 0; at < options.length; at++) {
    if (chosen[at]) continue;
    for (const option of options[at] ?? []) {
      const blocker = option.hypothesis.items.map((item) => holder.get(item)).find((it) => it !== undefined);
      const held = blocker === undefined ? null : (chosen[blocker] ?? null);
      if (blocker === undefined || !held) continue;
      take(held, remaining, -1);
      if (fitsIn(option.hypothesis, remaining)) {
        take(option.hypothesis, remaining, 1);
        const heldGain = options[blocker]?.find((it) => it.hypothesis === held)?.gain ?? 0;
        const other = options[blocker]?.find((it) => fitsIn(it.hypothesis, remaining));
        if (other && option.gain + other.gain > heldGain + 1e-9) {
          take(other.hypothesis, remaining, 1);
          chosen[at] = option.hypothesis;
          chosen[blocker] = other.hypothesis;
          for (const item of other.hypothesis.items) holder.set(item, blocker);
          for (const item of option.hypothesis.items) holder.set(item, at);
          break;
        }
        take(option.hypothesis, remaining, -1);
      }
      take(held, remaining, 1);
    }
  }
  for (const hypothesis of chosen) if (hypothesis) take(hypothesis, remaining, -1);
  return chosen;
}
