/** Turns decided payments into proposals. */
import type { Proposal, Remainder } from '../../shared/model.ts';
import { explain } from './explanation.ts';
import { FIRM } from './identity.ts';
import { judge } from './judgement.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import type { Hypothesis, Payment } from './payment.ts';
import { allocationsOf, runnerUpOf, wouldSettle } from './runner-up.ts';
import { BASE } from './weights.ts';

/** Once a payment is proposed, only what it chose is asked for. */
const FORGOTTEN: readonly Hypothesis[] = [];

export class Proposer {
  private readonly index: OpenItemIndex;
  private readonly alternatives: boolean;
  /** By the place in the order of date. */
  private readonly paymentAt: (at: number) => Payment;
  /** The place of the payment that got an item's money last, per item; -1 for none. */
  private readonly holders: Int32Array;
  private readonly used: Float64Array;
  /** Per item, the first payment that fitted it exactly, did not get it, and got nothing else: its place, -1 for none. */
  private readonly missedBy: Int32Array;
  /** How surely a payment holds what it got, by its place; not a number until it is asked for. */
  private readonly sureness: Float64Array;

  /**
   * `payments` are all that were assigned, in any order, and `paymentAt` gives them by their place.
   * `alternatives`: whether the runner-up, and what would settle it, are worded.
   */
  constructor(
    index: OpenItemIndex,
    payments: readonly Payment[],
    paymentAt: (at: number) => Payment,
    alternatives: boolean,
  ) {
    this.index = index;
    this.alternatives = alternatives;
    this.paymentAt = paymentAt;
    this.holders = new Int32Array(index.items.length).fill(-1);
    this.missedBy = new Int32Array(index.items.length).fill(-1);
    this.used = new Float64Array(index.items.length);
    this.sureness = new Float64Array(payments.length).fill(Number.NaN);
    const parts: Payment[] = [];
    for (const payment of payments) {
      const { chosen, missed, at } = payment;
      if (!chosen) {
        const first = this.missedBy[missed] as number;
        if (missed >= 0 && (first === -1 || at < first)) this.missedBy[missed] = at;
        continue;
      }
      const { items, taken } = chosen;
      for (let i = 0; i < items.length; i++) {
        const item = items[i] as number;
        this.holders[item] = Math.max(this.holders[item] as number, at);
        this.used[item] = (this.used[item] as number) + (taken[i] as number);
      }
      if (chosen.fit === 'part' && items.length === 1) parts.push(payment);
    }
    for (const payment of parts) this.completeInstalment(payment);
  }

  /** Once for each payment, in any order. */
  propose(payment: Payment): Proposal {
    const { index } = this;
    const { repeats } = payment;
    const takenBy = (item: number) => {
      const holder = this.holder(item);
      return holder && holder !== payment ? `payment ${holder.it.id}` : null;
    };
    const { flags, band, confidence, rival, doubts } = judge(
      index,
      payment,
      repeats,
      (it) => this.held(payment, it),
      this.wantedBefore(payment),
    );
    const { chosen } = payment;
    const proposal: Proposal = {
      transactionId: payment.it.id,
      band,
      confidence: Math.round(confidence * 10_000) / 10_000,
      customerNo: this.customerOf(payment),
      allocations: chosen ? allocationsOf(index, chosen) : [],
      remainder: chosen ? chosen.remainder : this.unapplied(payment),
      flags,
      evidence: explain(index, payment, flags, doubts, repeats, takenBy),
      runnerUp: this.alternatives ? runnerUpOf(index, payment, rival, confidence) : null,
      wouldSettle:
        this.alternatives && band !== 'ready' ? wouldSettle(index, payment, flags, doubts, rival) : null,
    };
    this.surenessOf(payment);
    payment.hypotheses = FORGOTTEN;
    return proposal;
  }

  /** The last part, after which nothing of the item is open, closes it: it fits exactly what earlier ones left. */
  private completeInstalment(payment: Payment): void {
    const chosen = payment.chosen as Hypothesis;
    const item = chosen.items[0] as number;
    const used = this.used[item] as number;
    const isLast = this.holders[item] === payment.at && used !== chosen.taken[0];
    if (!isLast || used !== this.index.balance[item]) return;
    this.surenessOf(payment);
    const named = payment.reading.named.some((it) => it.item === item && it.level >= 2);
    const exact: Hypothesis = {
      ...chosen,
      fit: 'exact',
      shape: named ? 'named' : 'payer_and_amount',
      score: chosen.score + BASE,
    };
    payment.hypotheses = payment.hypotheses.map((it) => (it === chosen ? exact : it));
    payment.chosen = exact;
  }

  /** An earlier payment to which the chosen item would have gone, had this one not named it better. */
  private wantedBefore(payment: Payment): boolean {
    const { chosen } = payment;
    if (!chosen) return false;
    for (const item of chosen.items) {
      const at = this.missedBy[item] as number;
      if (at >= 0 && at < payment.at) return true;
    }
    return false;
  }

  private holder(item: number): Payment | undefined {
    const at = this.holders[item] as number;
    return at < 0 ? undefined : this.paymentAt(at);
  }

  /** How surely someone else holds what a hypothesis would need, 0 when it is free. */
  private held(payment: Payment, hypothesis: Hypothesis): number {
    let surest = 0;
    for (const item of hypothesis.items) {
      const at = this.holders[item] as number;
      if (at >= 0 && at !== payment.at) surest = Math.max(surest, this.surenessOf(this.paymentAt(at)));
    }
    return surest;
  }

  /** Kept from the first time that it is asked for: a completed instalment is as sure as it was before. */
  private surenessOf(payment: Payment): number {
    const known = this.sureness[payment.at] as number;
    const { chosen } = payment;
    if (!chosen || !Number.isNaN(known)) return known;
    let others = Math.exp(payment.nullScore - chosen.score);
    for (const it of payment.hypotheses) others += Math.exp(it.score - chosen.score);
    this.sureness[payment.at] = 1 / others;
    return 1 / others;
  }

  private customerOf(payment: Payment): string | null {
    const first = payment.chosen?.items[0];
    if (first !== undefined) return this.index.items[first]?.customerNo ?? null;
    const firm = payment.identity.suspects[0];
    if (firm && firm.weight + firm.also >= FIRM) return this.index.customers.numbers[firm.customer] ?? null;
    const named = payment.reading.named.find((it) => it.level >= 2);
    return named ? (this.index.items[named.item]?.customerNo ?? null) : null;
  }

  private unapplied(payment: Payment): Remainder {
    const kind = this.customerOf(payment) === null ? 'none' : 'on_account';
    return { kind, amountMinor: payment.it.amountMinor };
  }
}
