/**
 * Stripe's amounts to minor units, and a balance transaction to a settlement.
 *
 * Amounts are in the smallest unit that the API uses for the currency (docs.stripe.com/currencies). ISK has no minor
 * unit, but the API writes it with two decimals that are always 00. Uncertain: UGX stands both in the list of
 * zero-decimal currencies and among the special cases; it is read as zero-decimal here.
 */
import { type Currency, currency, type Minor, MoneyError } from '../../../shared/money.ts';
import { fromUnix, type SettlementDraft } from '../record.ts';
import type { BalanceTransactionShape } from './shapes.ts';

const WRITTEN_WITH_TWO_DECIMALS = new Set<string>(['ISK']);

export interface StripeAmount {
  readonly currency: Currency;
  readonly minor: Minor;
}

/** Throws MoneyError for a currency that is none, and for a fraction of a currency without one. */
export function stripeAmount(amount: number, code: string): StripeAmount {
  const unit = currency(code);
  if (!WRITTEN_WITH_TWO_DECIMALS.has(unit)) return { currency: unit, minor: amount };
  if (amount % 100 !== 0) throw new MoneyError(`${amount} is not a whole amount of ${unit}.`);
  return { currency: unit, minor: amount / 100 || 0 };
}

/**
 * Settlement of a balance transaction. `exchange_rate` is settlement units per unit of the source's currency. The
 * invariant gross − fee = net is left to the record's own check, which rejects; so is the sum of the fee's parts.
 */
export function settlementOf(bt: BalanceTransactionShape): SettlementDraft {
  const inCurrency = (amount: number) => stripeAmount(amount, bt.currency).minor;
  const parts = bt.fee_details.reduce((sum, part) => sum + part.amount, 0);
  if (bt.fee_details.length > 0 && parts !== bt.fee) {
    throw new MoneyError(`The fee's parts add up to ${parts}, but the fee is ${bt.fee} (${bt.id}).`);
  }
  return {
    currency: currency(bt.currency),
    grossMinor: inCurrency(bt.amount),
    feeMinor: inCurrency(bt.fee),
    netMinor: inCurrency(bt.net),
    fees: bt.fee_details.map((part) => ({
      kind: part.type,
      amountMinor: inCurrency(part.amount),
      description: part.description ?? null,
    })),
    exchangeRate: typeof bt.exchange_rate === 'number' ? plainDecimal(bt.exchange_rate) : null,
    availableAt: fromUnix(bt.available_on),
  };
}

/** A rate as Stripe wrote it, never in exponent notation: 1e-7 is "0.0000001". */
export function plainDecimal(rate: number): string {
  const text = String(rate);
  return text.includes('e') ? rate.toFixed(18).replace(/0+$/, '').replace(/\.$/, '') : text;
}
