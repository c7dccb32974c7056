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
  /** The payment that got an item's money last, per item. */
  private readonly holders: Int32Array;
  private readonly used: Float64Array;
  /** Per item, the first payment that fitted it exactly, did not get it, and got nothing else: its place, -1 for none. */
  private readonly missedBy: Int32Array;
  private readonly payments: readonly Payment[];
  /** How surely a payment holds what it got, by its place. */
  private readonly sureness: Float64Array;
  private readonly alternatives: boolean;

  /** `alternatives`: whether the runner-up, and what would settle it, are worded. */
  constructor(index: OpenItemIndex, payments: readonly Payment[], alternatives: boolean) {
    this.alternatives = alternatives;
    this.index = index;
    this.payments = payments;
    this.holders = new Int32Array(index.items.length).fill(-1);
    this.missedBy = new Int32Array(index.items.length).fill(-1);
    this.used = new Float64Array(index.items.length);
    this.sureness = new Float64Array(payments.length);
    for (const payment of payments) {
      const { chosen, missed } = payment;
      if (!chosen) {
        if (missed >= 0 && this.missedBy[missed] === -1) this.missedBy[missed] = payment.at;
        continue;
      }
      const odds = Math.exp(payment.nullScore - chosen.score);
      let others = odds;
      for (const it of payment.hypotheses) others += Math.exp(it.score - chosen.score);
      this.sureness[payment.at] = 1 / others;
      for (const item of chosen.items) this.holders[item] = payment.at;
    }
  }

  /** Once all instalments are complete; in any order. */
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
    payment.hypotheses = FORGOTTEN;
    return proposal;
  }

  /** A part that is all that earlier instalments left open closes the item: it fits exactly. Call in date order. */
  completeInstalment(payment: Payment): void {
    const { chosen } = payment;
    if (!chosen) return;
    const item = chosen.items[0] as number;
    const before = this.used[item] as number;
    chosen.items.forEach((it, i) => {
      this.used[it] = (this.used[it] as number) + (chosen.taken[i] as number);
    });
    if (chosen.fit !== 'part' || chosen.items.length !== 1 || before === 0) return;
    if (before + payment.it.amountMinor !== this.index.balance[item]) return;
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
    return at < 0 ? undefined : this.payments[at];
  }

  /** How surely someone else holds what a hypothesis would need, 0 when it is free. */
  private held(payment: Payment, hypothesis: Hypothesis): number {
    let surest = 0;
    for (const item of hypothesis.items) {
      const at = this.holders[item] as number;
      if (at >= 0 && at !== payment.at) surest = Math.max(surest, this.sureness[at] as number);
    }
    return surest;
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
