/**
 * The BalanceTransaction object, and what Stripe takes. Shape: https://docs.stripe.com/api/balance_transactions/object;
 * categories: https://docs.stripe.com/reports/reporting-categories. US card pricing: 2.9% + 30 cents, 1.5% more for a
 * card from abroad, 1% more for a conversion; a dispute costs 15.00 and the fee is not given back
 * (https://stripe.com/pricing, https://support.stripe.com/questions/dispute-fees).
 */
import type Stripe from 'stripe';
import { convertMinor, currency, type Minor } from '../../../../shared/money.ts';

const USD = currency('USD');
export const DISPUTE_FEE: Minor = 1500;
const RATES: Readonly<Record<string, string>> = { CAD: '0.7291', GBP: '1.2684' };

export interface Settled {
  readonly amountMinor: Minor;
  readonly exchangeRate: number | null;
}

/** What a presentment amount is in the account's US dollars. */
export function settle(amountMinor: Minor, code: string): Settled {
  const from = currency(code);
  if (from === USD) return { amountMinor, exchangeRate: null };
  const rate = RATES[from];
  if (rate === undefined) throw new RangeError(`The demo's Stripe account does not convert ${code}.`);
  return { amountMinor: convertMinor(amountMinor, from, USD, rate), exchangeRate: Number(rate) };
}

/** Per mille in tenths, so that the fee stays whole: 290 is 2.9%. */
export function processingFee(settledMinor: Minor, cardCountry: string, converted: boolean): Minor {
  const share = 290 + (cardCountry === 'US' ? 0 : 150) + (converted ? 100 : 0);
  return Math.round((settledMinor * share) / 10_000) + 30;
}

export interface BalanceTransactionFacts {
  readonly id: string;
  readonly type: Stripe.BalanceTransaction.Type;
  readonly reportingCategory: string;
  readonly amountMinor: Minor;
  readonly feeMinor: Minor;
  readonly feeDescription: string;
  readonly exchangeRate: number | null;
  readonly description: string | null;
  readonly source: string | null;
  readonly created: number;
  readonly availableOn: number;
}

/** `status` is as of now and is set when it is shown. */
export function createBalanceTransaction(facts: BalanceTransactionFacts): Stripe.BalanceTransaction {
  return {
    id: facts.id,
    object: 'balance_transaction',
    amount: facts.amountMinor,
    available_on: facts.availableOn,
    balance_type: 'payments',
    created: facts.created,
    currency: 'usd',
    description: facts.description,
    exchange_rate: facts.exchangeRate,
    fee: facts.feeMinor,
    fee_details:
      facts.feeMinor === 0
        ? []
        : [
            {
              amount: facts.feeMinor,
              application: null,
              currency: 'usd',
              description: facts.feeDescription,
              type: 'stripe_fee',
            },
          ],
    net: facts.amountMinor - facts.feeMinor,
    reporting_category: facts.reportingCategory,
    source: facts.source,
    status: 'pending',
    type: facts.type,
  };
}
