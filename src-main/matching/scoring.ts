/** Adds up the evidence for one way to apply a payment: log-odds against "none of the open items". */
import { type Proposed, settle } from './fits.ts';
import { isFirm, payerWeight } from './identity.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { type Fit, type Hypothesis, namingOf, type Payment } from './payment.ts';
import { Names } from './reference-postings.ts';
import type { Shape } from './rules.ts';
import { oneSlipApart } from './slips.ts';
import { logChoose } from './subset-sum.ts';
import type { Named } from './text-reader.ts';
import { BASE, exactAmount, type Weights } from './weights.ts';

const LATE_DAYS = 400;
const ROUND_PARTS = [0.5, 0.25, 0.75, 0.1, 0.2, 0.3, 0.4, 1 / 3, 2 / 3];
const MINUTES_A_DAY = 1_440;

const NOT_NAMED = { weight: 0, all: false };

export class Scorer {
  private readonly index: OpenItemIndex;
  private readonly remaining: Float64Array;
  private readonly weights: Weights;
  private readonly earlyDays: number;

  constructor(index: OpenItemIndex, remaining: Float64Array, weights: Weights) {
    this.index = index;
    this.remaining = remaining;
    this.weights = weights;
    this.earlyDays = index.rules.minutes('early') / MINUTES_A_DAY;
  }

  score(payment: Payment, proposed: Proposed): Hypothesis {
    const { amounts, remainder } = settle(payment, proposed);
    const { items, fit, searched, rivals } = proposed;
    const customer = this.index.customerOf[items[0] as number] as number;
    const naming = this.naming(payment, items);
    const score =
      -BASE +
      naming.weight +
      this.amountWeight(payment, proposed) +
      payerWeight(payment.identity, customer, this.weights) +
      this.dateWeight(payment, items);
    const shape = shapeOf(fit, items.length, naming.all, isFirm(payment.identity, customer));
    const taken = fit === 'rate' ? items.map((item) => this.remaining[item] as number) : amounts;
    return { items, amounts, taken, shape, fit, remainder, score, searched, rivals };
  }

  /** Evidence that the payment is for none of the open items. */
  nullScore(payment: Payment): number {
    let score = 0;
    for (const named of payment.reading.named) {
      if (named.level < 2 || this.remaining[named.item] !== 0) continue;
      const item = this.index.items[named.item];
      const sameAmount = Math.abs(item?.originalMinor ?? 0) === payment.it.amountMinor;
      const { closedNamed, closedForThisAmount, closedForAnother } = this.weights;
      score = Math.max(score, closedNamed + (sameAmount ? closedForThisAmount : closedForAnother));
    }
    const unknown = payment.reading.loose.some((it) => it.asInvoice);
    return unknown ? Math.max(score, this.weights.unknownNumberNamed) : score;
  }

  /** True when a number of the payment that leads nowhere, or to an item that is closed, is one slip away from this item's. */
  nearestNumber(payment: Payment, item: number): boolean {
    const { loose, named } = payment.reading;
    if (loose.length === 0 && named.length === 0) return false;
    const digits = this.digitsOf(item);
    if (digits < 0) return false;
    for (const it of loose) if (oneSlipApart(it.value, digits)) return true;
    for (const it of named) {
      if (this.remaining[it.item] !== 0 || it.names !== Names.number) continue;
      if (oneSlipApart(this.digitsOf(it.item), digits)) return true;
    }
    return false;
  }

  digitsOf(item: number): number {
    return this.index.references.digits[item] as number;
  }

  /** What the references say for these items, and against them for what they leave out. */
  private naming(payment: Payment, items: readonly number[]): { weight: number; all: boolean } {
    const { weights } = this;
    const { named, loose } = payment.reading;
    if (named.length === 0 && loose.length === 0) return NOT_NAMED;
    let weakest = Number.POSITIVE_INFINITY;
    let unnamed = 0;
    let numbered = 0;
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as number;
      const weight = this.itemNaming(payment, item);
      if (weight === 0) {
        if ((this.remaining[item] as number) > 0) unnamed++;
        continue;
      }
      numbered++;
      weakest = Math.min(weakest, weight);
    }
    if (numbered === 0) weakest = 0;
    const against = named.length === 0 ? 0 : this.namingAgainst(named, items, numbered > 0);
    const additions = numbered > 0 ? unnamed * weights.unnamedAddition : 0;
    return { weight: weakest + against + additions, all: numbered > 0 && unnamed === 0 && weakest > 5 };
  }

  /** What the references say for one item; zero when they don't lead to it. */
  private itemNaming(payment: Payment, item: number): number {
    const { weights } = this;
    const named = namingOf(payment, item);
    const weight = named ? this.namedWeight(named) : 0;
    return weight < weights.oneSlipApart && this.nearestNumber(payment, item) ? weights.oneSlipApart : weight;
  }

  /** What is named beside the items speaks against them; `numbered`: whether any of them is named. */
  private namingAgainst(all: readonly Named[], items: readonly number[], numbered: boolean): number {
    const { weights, index } = this;
    const customer = index.customerOf[items[0] as number];
    let against = 0;
    for (const named of all) {
      if (named.level < 2 || items.includes(named.item) || this.remaining[named.item] === 0) continue;
      if (numbered && (named.names === Names.po || named.names === Names.order)) continue;
      if (index.customerOf[named.item] === customer) {
        against = numbered ? Math.min(against, -1) : Math.max(against, weights.siblingNamed);
        continue;
      }
      const slipped = oneSlipApart(this.digitsOf(named.item), this.digitsOf(items[0] as number));
      against = slipped ? weights.slippedOntoAnother : Math.min(against, weights.strangerNamed);
    }
    return against;
  }

  private namedWeight(named: Named): number {
    const { weights } = this;
    if (named.level === 1) return weights.occurs;
    const weight = named.level === 3 ? weights.namedBeyondDoubt : weights.named;
    if (named.slip) return weights.namedThroughSlip;
    return named.names === Names.number ? weight : weight - 1;
  }

  private amountWeight(payment: Payment, proposed: Proposed): number {
    const { weights, index, remaining } = this;
    const { items, fit, searched, rivals } = proposed;
    const amount = payment.it.amountMinor;
    switch (fit) {
      case 'exact':
        return exactAmount(index.countWithAmount(amount, payment.currency));
      case 'sum': {
        if (searched === 0) return BASE - Math.log(rivals + 1);
        return (
          BASE -
          logChoose(searched, Math.min(items.length, searched)) +
          this.setShape(items, searched) -
          rivals * 0.5
        );
      }
      case 'credits':
        return BASE - 1 - Math.log(searched) - Math.log(rivals + 1) * 2;
      case 'terms':
        return weights.discountByTerms;
      case 'customary':
        return weights.customaryDiscount;
      case 'tolerance':
        return weights.withinTolerance;
      case 'fee':
        return weights.lessFee;
      case 'rate':
        return weights.withinTolerance;
      case 'over': {
        const sum = items.reduce((total, item) => total + (remaining[item] as number), 0);
        const customerNo = index.items[items[0] as number]?.customerNo ?? '';
        const close = amount - sum <= index.rules.tolerance('over', payment.it.currency, customerNo, sum);
        return close ? weights.withinTolerance - 1 : weights.overpayment;
      }
      case 'part': {
        const sum = items.reduce((total, item) => total + (remaining[item] as number), 0);
        const share = amount / sum;
        const round = ROUND_PARTS.some((part) => Math.abs(share - part) < 0.0005);
        return (
          weights.partPayment + (round ? weights.roundPart : 0) + (searched === 1 ? weights.onlyItem : 0)
        );
      }
    }
  }

  private setShape(items: readonly number[], searched: number): number {
    const { weights, index } = this;
    if (items.length === searched) return weights.wholeAccount;
    const own = index.customerStart[index.customerOf[items[0] as number] as number] as number;
    const at = index.customerItems.indexOf(items[0] as number, own);
    const contiguous = items.every((item, i) => index.customerItems[at + i] === item);
    if (contiguous) return at === own ? weights.oldestFirst : weights.contiguous;
    const month = index.items[items[0] as number]?.date.slice(0, 7);
    return items.every((item) => index.items[item]?.date.slice(0, 7) === month) ? weights.sameMonth : 0;
  }

  private dateWeight(payment: Payment, items: readonly number[]): number {
    let worst = 0;
    for (const item of items) {
      if ((this.remaining[item] as number) < 0) continue;
      const after = payment.day - (this.index.day[item] as number);
      if (after < -this.earlyDays) worst = Math.min(worst, this.weights.beforeInvoice);
      else if (after > LATE_DAYS) worst = Math.min(worst, this.weights.longAfter);
    }
    return worst;
  }
}

function shapeOf(fit: Fit, count: number, named: boolean, payerFirm: boolean): Shape {
  switch (fit) {
    case 'exact':
      return named ? 'named' : payerFirm ? 'payer_and_amount' : 'amount_only';
    case 'sum':
      return named ? 'named_set' : count > 0 && payerFirm ? 'payer_and_set' : 'amount_only';
    case 'credits':
      return 'credit_netted';
    case 'terms':
    case 'customary':
      return 'discount';
    case 'tolerance':
    case 'fee':
      return 'write_off';
    case 'part':
      return 'part_payment';
    case 'over':
      return 'overpayment';
    case 'rate':
      return 'exchange';
  }
}
