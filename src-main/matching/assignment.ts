/**
 * Decides over all payments at once which explanation each gets, so that no balance is used twice and the sum of the
 * log-odds is greatest. Payments that compete for no item keep their best; the others fall into connected components,
 * small ones solved exactly by branch and bound, large ones greedily with exchanges and a bound on what is missed.
 */
import type { HypothesisBuilder } from './hypotheses.ts';
import { type Hypothesis, NO_OPTIONS, type Option, type Payment } from './payment.ts';

/** A hypothesis less likely than half of "none of them" is not proposed. */
const LEAST_GAIN = -0.7;
/** Explanations this much less likely than the best (nats) do not compete for items. */
const WITHIN = 7;
/** Beyond these, more evidence does not outrank the earlier payment: who paid first is the one who paid. */
const MOST_NAMED = 7;
const MOST_EXACT = 6;
const MOST_INEXACT = 5;
const EXACT_PAYMENTS = 14;
const EXACT_NODES = 20_000;
const ROUNDS = 4;

/**
 * Sets each payment's `chosen`, and takes what is chosen off `remaining`. Payments come in order of date, then id, with
 * their options.
 */
export function assign(
  payments: readonly Payment[],
  remaining: Float64Array,
  builder: HypothesisBuilder,
): void {
  let open = payments;
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    const losers: Payment[] = [];
    const options = open.map((payment) => payment.options);
    const { alone, groups } = components(options, remaining);
    for (let at = 0; at < open.length; at++) {
      if (alone[at] === 0) continue;
      const payment = open[at] as Payment;
      payment.chosen = payment.options.find((it) => fitsIn(it.hypothesis, remaining))?.hypothesis ?? null;
      if (payment.chosen) take(payment.chosen, remaining, 1);
      else if (payment.options.length > 0) losers.push(payment);
    }
    for (const group of groups) {
      const members = group.map((at) => open[at] as Payment);
      const wants = members.map((payment) => payment.options);
      const chosen = solve(wants, remaining);
      members.forEach((payment, i) => {
        payment.chosen = chosen[i] ?? null;
        if (payment.chosen) take(payment.chosen, remaining, 1);
        else if (payment.options.length > 0) losers.push(payment);
      });
    }
    losers.sort((a, b) => a.at - b.at);
    for (const payment of losers) {
      payment.lost++;
      const best = payment.hypotheses[0];
      if (best?.fit === 'exact' && payment.missed < 0) payment.missed = best.items[0] as number;
      builder.weigh(payment);
      payment.options = optionsOf(payment);
    }
    open = losers;
  }
}

function mostGain({ fit, shape }: Hypothesis): number {
  if (fit !== 'exact' && fit !== 'sum' && fit !== 'credits') return MOST_INEXACT;
  return shape === 'named' || shape === 'named_set' || shape === 'credit_netted' ? MOST_NAMED : MOST_EXACT;
}

/** The explanations that compete for items, best first. */
export function optionsOf(payment: Payment): readonly Option[] {
  const best = payment.hypotheses[0]?.score ?? 0;
  if (payment.hypotheses.length === 0) return NO_OPTIONS;
  const options: Option[] = [];
  for (const hypothesis of payment.hypotheses) {
    const gain = hypothesis.score - payment.nullScore;
    if (gain <= LEAST_GAIN || hypothesis.score < best - WITHIN) continue;
    options.push({ hypothesis, gain: Math.min(gain, mostGain(hypothesis)) - LEAST_GAIN });
  }
  // A list that grew keeps room for sixteen more: a hundred thousand of them would be a lot of memory.
  return options.length === 0 ? NO_OPTIONS : options.slice();
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

/** Places of payments: those that compete with nobody (marked 1), and groups that want the same items, in date order. */
function components(
  options: readonly (readonly Option[])[],
  remaining: Float64Array,
): { alone: Uint8Array; groups: number[][] } {
  const firstWanting = new Int32Array(remaining.length).fill(-1);
  const demand = new Float64Array(remaining.length);
  const want = (at: number, item: number, amount: number) => {
    if (firstWanting[item] === -1) firstWanting[item] = at;
    demand[item] = (demand[item] as number) + Math.abs(amount);
  };
  const most = new Float64Array(remaining.length);
  for (let at = 0; at < options.length; at++) {
    const list = options[at] as readonly Option[];
    const [only] = list;
    if (only && list.length === 1) {
      const { items, taken } = only.hypothesis;
      for (let i = 0; i < items.length; i++) want(at, items[i] as number, taken[i] as number);
      continue;
    }
    for (const { hypothesis } of list) {
      hypothesis.items.forEach((item, i) => {
        most[item] = Math.max(most[item] as number, Math.abs(hypothesis.taken[i] as number));
      });
    }
    for (const { hypothesis } of list) {
      for (const item of hypothesis.items) {
        want(at, item, most[item] as number);
        most[item] = 0;
      }
    }
  }
  const parent = new Int32Array(options.length);
  for (let at = 0; at < parent.length; at++) parent[at] = at;
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top] as number;
    parent[at] = top;
    return top;
  };
  for (let at = 0; at < options.length; at++) {
    for (const { hypothesis } of options[at] as readonly Option[]) {
      for (const item of hypothesis.items) {
        const first = firstWanting[item] as number;
        if (first === at || (demand[item] as number) <= Math.abs(remaining[item] as number)) continue;
        const [one, other] = [root(first), root(at)];
        parent[Math.max(one, other)] = Math.min(one, other);
      }
    }
  }
  const alone = new Uint8Array(options.length).fill(1);
  for (let at = 0; at < options.length; at++) {
    const top = root(at);
    if (top !== at) alone[at] = alone[top] = 0;
  }
  const groups: number[][] = [];
  const groupOf = new Int32Array(options.length).fill(-1);
  for (let at = 0; at < options.length; at++) {
    if (alone[at] === 1) continue;
    const top = root(at);
    const group = groups[groupOf[top] as number];
    if (group) group.push(at);
    else groupOf[top] = groups.push([at]) - 1;
  }
  return { alone, groups };
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
