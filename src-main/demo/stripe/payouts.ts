/**
 * Automatic daily payouts: each business day at 02:00 UTC everything that has become available goes to the bank in one
 * payout, and arrives the next business day. https://docs.stripe.com/payouts
 */
import type Stripe from 'stripe';
import { sumMinor } from '../../../shared/money.ts';
import { addBusinessDays, addDays, DAY_SECONDS, dayOf, isWeekend, secondsOf } from '../company/calendar.ts';
import { book, recordEvent, type StripeBooks } from './books.ts';
import { stripeId } from './ids.ts';
import { createPayout } from './objects/aftermath.ts';

const PAYOUT_HOUR = 2 * 3600;
const ARRIVAL_HOUR = 11 * 3600;

export function failPayout(books: StripeBooks, payoutId: string, at: number): Stripe.Payout {
  const payout = books.payouts.must(payoutId);
  if (payout.status === 'failed') throw new RangeError(`The payout ${payoutId} has failed already.`);
  const returned = book(books, {
    name: `${payoutId}/failed`,
    type: 'payout_failure',
    reportingCategory: 'payout_reversal',
    amountMinor: payout.amount,
    feeMinor: 0,
    feeDescription: '',
    exchangeRate: null,
    description: 'STRIPE PAYOUT',
    source: payoutId,
    created: at,
    availableOn: at,
  });
  const failed = books.payouts.update(payoutId, {
    status: 'failed',
    failure_balance_transaction: returned.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed',
  });
  recordEvent(books, 'payout.failed', at, failed, { status: payout.status });
  return failed;
}

export function payPayout(books: StripeBooks, payoutId: string, at: number): Stripe.Payout {
  const payout = books.payouts.must(payoutId);
  if (payout.status !== 'in_transit') throw new RangeError(`The payout ${payoutId} is ${payout.status}.`);
  const paid = books.payouts.update(payoutId, {
    status: 'paid',
    reconciliation_status: 'completed',
    trace_id: { status: 'supported', value: payoutId.slice(-15).toUpperCase() },
  });
  recordEvent(books, 'payout.paid', at, paid, { status: 'in_transit' });
  return paid;
}

/** Pays out what is available at `at`; null when that is nothing, or less. */
export function runPayout(books: StripeBooks, at: number): Stripe.Payout | null {
  const parts = [...books.unpaid].filter((id) => books.balanceTransactions.must(id).available_on <= at);
  const amount = sumMinor(parts.map((id) => books.balanceTransactions.must(id).net));
  if (amount <= 0) return null;
  const id = stripeId(books.seed, 'po', String(at));
  const arrival = secondsOf(addBusinessDays(dayOf(at), 1));
  const own = book(books, {
    name: id,
    type: 'payout',
    reportingCategory: 'payout',
    amountMinor: -amount,
    feeMinor: 0,
    feeDescription: '',
    exchangeRate: null,
    description: 'STRIPE PAYOUT',
    source: id,
    created: at,
    availableOn: arrival,
  });
  const payout = books.payouts.add(
    createPayout({
      id,
      amountMinor: amount,
      created: at,
      arrival,
      balanceTransaction: own.id,
      destination: books.bankAccountId,
    }),
  );
  for (const part of parts) books.unpaid.delete(part);
  books.compositions.set(id, [...parts, own.id]);
  recordEvent(books, 'payout.created', at, payout);
  books.payouts.update(id, { reconciliation_status: 'completed' });
  recordEvent(books, 'payout.reconciliation_completed', at + 60, books.payouts.must(id));
  return payout;
}

/** Everything that falls due up to `now`, day by day. Calling it again for the same time changes nothing. */
export function runDue(books: StripeBooks, now: number): void {
  const oldest = books.balanceTransactions.oldest();
  if (!oldest) return;
  const first = books.payoutsRunThrough ?? secondsOf(dayOf(oldest.created)) - DAY_SECONDS;
  if (now < first + DAY_SECONDS + ARRIVAL_HOUR) return;
  for (let day = addDays(dayOf(first), 1); secondsOf(day) + ARRIVAL_HOUR <= now; day = addDays(day, 1)) {
    if (!isWeekend(day)) runPayout(books, secondsOf(day) + PAYOUT_HOUR);
    for (const payout of books.payouts.newestFirst().slice(0, 10)) {
      const due = payout.arrival_date + ARRIVAL_HOUR <= secondsOf(day) + ARRIVAL_HOUR;
      if (payout.status === 'in_transit' && due) payPayout(books, payout.id, secondsOf(day) + ARRIVAL_HOUR);
    }
    books.payoutsRunThrough = secondsOf(day);
  }
}
