/** Every way worth weighing to apply one payment to open items: what it names, whose it may be, what has its amount. */
import { convertMinor, type Minor } from '../../shared/money.ts';
import { accountOf } from './account.ts';
import { fitItems, type Proposed } from './fits.ts';
import { FIRM, isStranger, payerWeight } from './identity.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { MOST_EXACT, proposeForPayer } from './payer-proposals.ts';
import type { Hypothesis, Payment } from './payment.ts';
import { Scorer } from './scoring.ts';
import { empty } from './scratch.ts';
import { creditsThatLeave, namedSets, payerSets } from './sets.ts';
import type { Named } from './text-reader.ts';
import type { Weights } from './weights.ts';

const KEPT = 6;
const MOST_SAME_AMOUNT = 6;
const MOST_SCANNED_FOR_SLIPS = 60;
const MOST_PAYERS = 3;
const MOST_INSERTED = 12;

const NONE: readonly Hypothesis[] = [];

export class HypothesisBuilder {
  private readonly found: Hypothesis[] = [];
  private readonly index: OpenItemIndex;
  private readonly remaining: Float64Array;
  private readonly scorer: Scorer;
  private readonly weights: Weights;

  /** `remaining` is read at each call: what is left of each balance. */
  constructor(index: OpenItemIndex, remaining: Float64Array, weights: Weights) {
    this.index = index;
    this.remaining = remaining;
    this.weights = weights;
    this.scorer = new Scorer(index, remaining, weights);
  }

  /** Fills in the payment's hypotheses, best first, and the weight of "none of them". */
  weigh(payment: Payment): void {
    const { found } = this;
    empty(found);
    const add = (proposed: Proposed) => keep(found, this.scorer.score(payment, proposed));
    payment.nullScore = this.scorer.nullScore(payment);
    if (payment.it.amountMinor > 0) {
      this.fromNames(payment, add);
      if (this.index.rules.exchanges.length > 0) this.fromForeign(payment, add);
      if (!hasWhole(found) || this.contradicted(payment)) {
        this.fromPayers(payment, add, found);
        this.fromAmount(payment, add, found);
      }
    }
    if (found.length > 1) bestFirst(found);
    payment.hypotheses = found.length === 0 ? NONE : found.slice(0, KEPT);
  }

  private contradicted(payment: Payment): boolean {
    const { reading, identity } = payment;
    if (reading.loose.length > 0 && reading.named.length === 0) return true;
    let customer = -1;
    for (const it of reading.named) {
      if (it.level < 2) continue;
      const owner = this.index.customerOf[it.item] as number;
      if (customer >= 0 && owner !== customer) return true;
      customer = owner;
      if (isStranger(identity, owner)) return true;
    }
    return false;
  }

  private open(item: number): number {
    return this.remaining[item] as number;
  }

  private isOpenFor(payment: Payment, named: Named): boolean {
    return (
      named.level >= 2 &&
      this.open(named.item) !== 0 &&
      this.index.currencyOf[named.item] === payment.currency
    );
  }

  private fromNames(payment: Payment, add: (proposed: Proposed) => void): void {
    let count = 0;
    let only = -1;
    for (const named of payment.reading.named) {
      if (!this.isOpenFor(payment, named)) continue;
      count++;
      only = named.item;
    }
    if (count === 0) return;
    if (count === 1) {
      this.fromNamed(payment, this.index.customerOf[only] as number, [only], add);
      return;
    }
    const byCustomer = new Map<number, number[]>();
    for (const named of payment.reading.named) {
      if (!this.isOpenFor(payment, named)) continue;
      const customer = this.index.customerOf[named.item] as number;
      const items = byCustomer.get(customer);
      if (items) items.push(named.item);
      else byCustomer.set(customer, [named.item]);
    }
    const all: number[] = [];
    for (const [customer, items] of byCustomer) {
      items.sort((a, b) => a - b);
      all.push(...items);
      this.fromNamed(payment, customer, items, add);
    }
    if (byCustomer.size > 1 && all.length <= 50) {
      all.sort((a, b) => a - b);
      const whole = all.reduce((sum, item) => sum + this.open(item), 0);
      if (whole === payment.it.amountMinor) {
        add({ items: all, fit: 'sum', searched: 0, rivals: 0, remaining: this.remaining });
      }
    }
  }

  /** An item in another currency that is named, if a rule gives the rate and the amount agrees with it. */
  private fromForeign(payment: Payment, add: (proposed: Proposed) => void): void {
    const { it } = payment;
    for (const named of payment.reading.named) {
      const item = this.index.items[named.item];
      const balance = this.open(named.item);
      if (!item || named.level < 2 || balance <= 0 || item.currency === it.currency) continue;
      const rule = this.index.rules.exchange(it.currency, item.currency);
      if (!rule) continue;
      const converted = convertMinor(it.amountMinor, it.currency, item.currency, rule.rate);
      if (Math.abs(converted - balance) * 10_000 <= balance * rule.toleranceBasisPoints) {
        add({ items: [named.item], fit: 'rate', searched: 0, rivals: 0, remaining: this.remaining });
      }
    }
  }

  private fromNamed(
    payment: Payment,
    customer: number,
    items: number[],
    add: (proposed: Proposed) => void,
  ): void {
    const amount = payment.it.amountMinor;
    const { remaining } = this;
    const [first] = items;
    if (items.length === 1 && first !== undefined && this.open(first) === amount) {
      add({ items, fit: 'exact', searched: 0, rivals: 0, remaining });
      return;
    }
    for (const item of items) {
      if (this.open(item) === amount) add({ items: [item], fit: 'exact', searched: 0, rivals: 0, remaining });
    }
    const sum = items.reduce((total, item) => total + this.open(item), 0);
    if (items.length > 1) {
      if (sum === amount) add({ items, fit: 'sum', searched: 0, rivals: 0, remaining });
      else for (const proposed of namedSets(items, amount, remaining)) add(proposed);
    }
    if (sum === amount || sum <= 0) return;
    const account = accountOf(this.index, customer, payment.currency, remaining);
    const sets =
      sum > amount
        ? creditsThatLeave(account, items, amount, remaining)
        : payerSets(account, amount, remaining, items);
    for (const proposed of sets) add(proposed);
    for (const proposed of fitItems(this.index, payment, items, remaining)) add(proposed);
    if (items.length > 1 && items.length <= 8) {
      for (const item of items) {
        if (this.open(item) <= 0) continue;
        for (const proposed of fitItems(this.index, payment, [item], remaining)) {
          if (proposed.fit !== 'part' && proposed.fit !== 'over') add(proposed);
        }
      }
    }
  }

  private fromPayers(
    payment: Payment,
    add: (proposed: Proposed) => void,
    found: readonly Hypothesis[],
  ): void {
    const setNamed = found.some((it) => it.fit === 'sum' && it.searched === 0);
    let payers = 0;
    for (const { customer } of payment.identity.suspects) {
      if (payers++ === MOST_PAYERS) return;
      proposeForPayer(this.index, this.remaining, payment, customer, setNamed, add);
    }
  }

  /** Items of just this amount, whoever's they are; of many only those for which something else speaks. */
  private fromAmount(
    payment: Payment,
    add: (proposed: Proposed) => void,
    found: readonly Hypothesis[],
  ): void {
    const amount: Minor = payment.it.amountMinor;
    const count = this.index.countWithAmount(amount, payment.currency);
    if (count === 0) return;
    const { named, loose } = payment.reading;
    const { suspects } = payment.identity;
    const knownPayer = suspects.some((it) => it.weight >= FIRM);
    const mute = named.length === 0 && loose.length === 0;
    // Only the payer speaks, and all that is open on the account was looked at.
    if (mute && knownPayer && suspects.length <= MOST_PAYERS && found.length < MOST_EXACT) return;
    const scanned = this.index.withAmount(amount, payment.currency, MOST_SCANNED_FOR_SLIPS);
    let others = 0;
    for (const item of scanned) {
      if (this.open(item) !== amount) continue;
      if (mute && suspects.length === 0 && others === MOST_SAME_AMOUNT) return;
      const supported =
        this.isSuspects(payment, item) ||
        named.some((it) => it.item === item) ||
        this.scorer.nearestNumber(payment, item);
      if (!supported && (knownPayer || others++ >= MOST_SAME_AMOUNT)) continue;
      add({ items: [item], fit: 'exact', searched: count, rivals: 0, remaining: this.remaining });
    }
  }

  private isSuspects({ identity }: Payment, item: number): boolean {
    if (identity.suspects.length === 0) return false;
    const owner = this.index.customerOf[item] as number;
    if (!identity.suspects.some((it) => it.customer === owner)) return false;
    return payerWeight(identity, owner, this.weights) > 0;
  }
}

/** Highest score first, then by items. By insertion: it is mostly two or three. */
function bestFirst(found: Hypothesis[]): void {
  if (found.length > MOST_INSERTED) {
    found.sort((a, b) => b.score - a.score || compareItems(a.items, b.items));
    return;
  }
  for (let i = 1; i < found.length; i++) {
    const moving = found[i] as Hypothesis;
    let at = i;
    for (; at > 0; at--) {
      const before = found[at - 1] as Hypothesis;
      if (before.score > moving.score) break;
      if (before.score === moving.score && compareItems(before.items, moving.items) <= 0) break;
      found[at] = before;
    }
    found[at] = moving;
  }
}

function hasWhole(found: readonly Hypothesis[]): boolean {
  for (const { fit } of found) if (fit === 'exact' || fit === 'sum') return true;
  return false;
}

/** Of two ways to apply the payment to the same items the likelier one stays. */
function keep(found: Hypothesis[], hypothesis: Hypothesis): void {
  for (let i = 0; i < found.length; i++) {
    const known = found[i] as Hypothesis;
    if (!sameItems(known.items, hypothesis.items)) continue;
    if (known.score < hypothesis.score) found[i] = hypothesis;
    return;
  }
  found.push(hypothesis);
}

function sameItems(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

export function compareItems(one: readonly number[], other: readonly number[]): number {
  for (let i = 0; i < one.length && i < other.length; i++) {
    if (one[i] !== other[i]) return (one[i] as number) - (other[i] as number);
  }
  return one.length - other.length;
}
