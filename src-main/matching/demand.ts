/**
 * Who wants which open items: every payment's explanations that come into question, and what each would take. It is
 * filled while the payments are weighed, into flat lists, because what a hundred thousand explanations point to is
 * spread over the memory by the time that all are weighed.
 */
import type { Hypothesis, Payment } from './payment.ts';

/** A hypothesis less likely than half of "none of them" is not proposed. */
export const LEAST_GAIN = -0.7;
/** Explanations this much less likely than the best (nats) do not compete for items. */
const WITHIN = 7;

/** How much likelier it is than "none of them", in nats. */
export function gainOf(payment: Payment, hypothesis: Hypothesis): number {
  return hypothesis.score - payment.nullScore;
}

function competes(payment: Payment, hypothesis: Hypothesis): boolean {
  const best = payment.hypotheses[0] as Hypothesis;
  return gainOf(payment, hypothesis) > LEAST_GAIN && hypothesis.score >= best.score - WITHIN;
}

/** The explanations that compete for items, best first. */
export function competingOf(payment: Payment): Hypothesis[] {
  return payment.hypotheses.filter((it) => competes(payment, it));
}

export class Demand {
  readonly payments: Payment[] = [];
  private readonly remaining: Float64Array;
  /** Per item, the first that was added of the payments that want it, -1 for none, and how much all want of it. */
  private readonly firstWanting: Int32Array;
  private readonly wanted: Float64Array;
  /** Per item, the most that one payment wants of it; zero but while that payment is added. */
  private readonly most: Float64Array;
  /** Per payment, where its explanations begin; per explanation, its rank and where its items begin. */
  private readonly options: number[] = [0];
  private readonly ranks: number[] = [];
  private readonly starts: number[] = [0];
  private readonly items: number[] = [];
  private readonly taken: number[] = [];

  /** `remaining` is what is left of each balance; `settleAlone` takes from it. */
  constructor(remaining: Float64Array) {
    this.remaining = remaining;
    this.firstWanting = new Int32Array(remaining.length).fill(-1);
    this.wanted = new Float64Array(remaining.length);
    this.most = new Float64Array(remaining.length);
  }

  /** Adds a payment with its hypotheses as they are now. */
  add(payment: Payment): void {
    const own = this.payments.push(payment) - 1;
    const from = this.items.length;
    const { hypotheses } = payment;
    for (let rank = 0; rank < hypotheses.length; rank++) {
      const hypothesis = hypotheses[rank] as Hypothesis;
      if (!competes(payment, hypothesis)) continue;
      this.ranks.push(rank);
      for (let i = 0; i < hypothesis.items.length; i++) {
        this.items.push(hypothesis.items[i] as number);
        this.taken.push(hypothesis.taken[i] as number);
      }
      this.starts.push(this.items.length);
    }
    this.options.push(this.ranks.length);
    this.want(own, from);
  }

  /** It gets one of its explanations, so of each item it wants the most that one of them takes. */
  private want(own: number, from: number): void {
    const { items, taken, most } = this;
    for (let i = from; i < items.length; i++) {
      const item = items[i] as number;
      most[item] = Math.max(most[item] as number, Math.abs(taken[i] as number));
    }
    for (let i = from; i < items.length; i++) {
      const item = items[i] as number;
      if (this.firstWanting[item] === -1) this.firstWanting[item] = own;
      this.wanted[item] = (this.wanted[item] as number) + (most[item] as number);
      most[item] = 0;
    }
  }

  /**
   * Gives every payment that competes with nobody the best of its explanations that the balances allow. Those that
   * want something and get nothing go to `losers`. Returns the others, in groups that want the same items: each group,
   * and the groups by their first payments, in order of date.
   */
  settleAlone(losers: Payment[]): Payment[][] {
    const parent = this.connected();
    const grouped = new Uint8Array(parent.length);
    for (let at = 0; at < parent.length; at++) {
      const top = rootOf(parent, at);
      if (top !== at) grouped[at] = grouped[top] = 1;
    }
    const competing: number[] = [];
    for (let at = 0; at < parent.length; at++) {
      if (grouped[at] === 1) competing.push(at);
      else if (this.options[at] !== this.options[at + 1]) this.settle(at, losers);
    }
    competing.sort((a, b) => this.placeOf(a) - this.placeOf(b));
    const groups = new Map<number, Payment[]>();
    for (const at of competing) {
      const payment = this.payments[at] as Payment;
      const group = groups.get(rootOf(parent, at));
      if (group) group.push(payment);
      else groups.set(rootOf(parent, at), [payment]);
    }
    return [...groups.values()];
  }

  /** Per payment another one, nearer to the root of those that it competes with for more than there is of an item. */
  private connected(): Int32Array {
    const parent = new Int32Array(this.payments.length);
    for (let at = 0; at < parent.length; at++) parent[at] = at;
    for (let at = 0; at < parent.length; at++) {
      const end = this.starts[this.options[at + 1] as number] as number;
      for (let i = this.starts[this.options[at] as number] as number; i < end; i++) {
        const item = this.items[i] as number;
        const first = this.firstWanting[item] as number;
        if (first === at || (this.wanted[item] as number) <= Math.abs(this.remaining[item] as number))
          continue;
        parent[rootOf(parent, at)] = rootOf(parent, first);
      }
    }
    return parent;
  }

  private settle(at: number, losers: Payment[]): void {
    const payment = this.payments[at] as Payment;
    const { remaining, items, taken } = this;
    for (let option = this.options[at] as number; option < (this.options[at + 1] as number); option++) {
      const from = this.starts[option] as number;
      const to = this.starts[option + 1] as number;
      let fits = true;
      for (let i = from; i < to; i++) {
        const left = remaining[items[i] as number] as number;
        const amount = taken[i] as number;
        if (amount >= 0 ? amount > left : amount < left) fits = false;
      }
      if (!fits) continue;
      for (let i = from; i < to; i++) {
        const item = items[i] as number;
        remaining[item] = (remaining[item] as number) - (taken[i] as number);
      }
      payment.chosen = payment.hypotheses[this.ranks[option] as number] as Hypothesis;
      return;
    }
    payment.chosen = null;
    losers.push(payment);
  }

  private placeOf(at: number): number {
    return (this.payments[at] as Payment).at;
  }
}

function rootOf(parent: Int32Array, at: number): number {
  let top = at;
  while (parent[top] !== top) top = parent[top] as number;
  parent[at] = top;
  return top;
}
