/**
 * A movement: what one entry does to the books, worked out before anything is written. Receipt, refund, chargeback, money
 * on account and their reversals are all movements; they differ in their signs. Pure.
 */
import type { AccountingDate, Marker } from '../../../../shared/model.ts';
import { type Currency, convertMinor, type Minor } from '../../../../shared/money.ts';
import type { LockedCustomer, LockedItem } from './locked-rows.ts';

export interface Amounts {
  /** Above zero: money came in. */
  readonly cashMinor: Minor;
  readonly discountMinor: Minor;
  readonly writeOffMinor: Minor;
}

export interface Movement extends Amounts {
  readonly marker: Marker;
  readonly date: AccountingDate;
  readonly currency: Currency;
  readonly reference: string;
  readonly exchangeRate: string | null;
  readonly customer: LockedCustomer;
  /** null: money on account. */
  readonly item: ItemState | null;
  /** What the customer's debt in base currency goes down by. */
  readonly reliefBaseMinor: Minor;
  /** The cash at the gateway's rate. The difference to the relief is a gain or a loss by exchange. */
  readonly cashBaseMinor: Minor;
  /** Marker of the entry that this one reverses. */
  readonly reversalOf: Marker | null;
  /** What the firm's mapping fills, by the names of mappable fields. */
  readonly fields: Readonly<Record<string, string>>;
}

/** An item as it stands after the movements so far, beside how it was found. */
export interface ItemState {
  readonly found: LockedItem;
  paidMinor: Minor;
  balanceMinor: Minor;
  baseBalance: Minor | null;
  basePaid: Minor | null;
  lastPaid: AccountingDate | null;
}

export function itemState(found: LockedItem): ItemState {
  return {
    found,
    paidMinor: found.paidMinor,
    balanceMinor: found.balanceMinor,
    baseBalance: found.base.balance,
    basePaid: found.base.paid,
    lastPaid: null,
  };
}

/** What an item's balance moves by. */
export function totalOf({ cashMinor, discountMinor, writeOffMinor }: Amounts): Minor {
  return cashMinor + discountMinor + writeOffMinor;
}

/** `amount` × `part` / `whole`, to the nearest unit, halves away from zero. */
export function proportion(amount: Minor, part: Minor, whole: Minor): Minor {
  if (whole === 0) return 0;
  const numerator = BigInt(amount) * BigInt(part);
  const divisor = BigInt(whole);
  const negative = numerator < 0n !== divisor < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, divisor < 0n ? -divisor : divisor];
  const rounded = Number((n * 2n + d) / (d * 2n));
  return negative ? -rounded || 0 : rounded;
}

/**
 * What the balance in base currency (bbal) moves by when the balance moves by `amount`. It stays in proportion to the
 * balance and reaches zero with it. What re-opens an item goes by its original amounts: the few cents that may be left
 * of it would make a rounding of half a cent many cents.
 */
export function reliefInBase(state: ItemState, amount: Minor, base: Currency, rate: string | null): Minor {
  const { found } = state;
  const foreign = found.currency !== base;
  if (!foreign && (state.baseBalance === null || state.baseBalance === state.balanceMinor)) return amount;
  const closes = Math.sign(amount) === Math.sign(state.balanceMinor);
  if (closes && state.baseBalance !== null && state.balanceMinor !== 0 && state.baseBalance !== 0) {
    return proportion(state.baseBalance, amount, state.balanceMinor);
  }
  if (!foreign) return amount;
  if (found.base.invoiced !== null && found.base.invoiced !== 0 && found.invoicedMinor !== 0) {
    return proportion(found.base.invoiced, amount, found.invoicedMinor);
  }
  return convertMinor(amount, found.currency, base, rate ?? '1');
}

/**
 * What a reversal moves bbal by: back by what its original took, as the ledger's own lines have it, so that undoing leaves
 * nothing behind whatever has become of the rate. Only where the item is closed by it, all that is left goes.
 */
export function reliefOfReversal(state: ItemState, amount: Minor, original: Minor): Minor {
  return state.baseBalance !== null && state.balanceMinor === amount ? state.baseBalance : -original || 0;
}

/** Moves the item's running state; called once per movement, in order. */
export function applyTo(state: ItemState, amount: Minor, relief: Minor, date: AccountingDate): void {
  // A site without several currencies may leave bbal at zero: then it is not maintained, and is left alone.
  const maintained = state.baseBalance !== null && !(state.baseBalance === 0 && state.balanceMinor !== 0);
  state.balanceMinor -= amount;
  state.paidMinor += amount;
  if (maintained && state.baseBalance !== null) {
    const before = state.baseBalance;
    state.baseBalance = state.balanceMinor === 0 ? 0 : before - relief;
    if (state.basePaid !== null) state.basePaid += before - state.baseBalance;
  } else if (state.basePaid !== null && (state.basePaid !== 0 || (state.found.base.invoiced ?? 0) !== 0)) {
    state.basePaid += relief;
  }
  if (amount > 0 === state.found.invoicedMinor >= 0) state.lastPaid = date;
}
