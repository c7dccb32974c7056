/** What a test, or a curious user, can make happen at Stripe while the app is running. */
import type Stripe from 'stripe';
import { secondsOf } from '../company/calendar.ts';
import type { DemoPayment } from '../company/index.ts';
import type { Faults } from '../http/index.ts';
import type { StripeBooks } from './books.ts';
import { closeDispute, makePayment, openDispute, refundCharge } from './money-in.ts';
import { failPayout, payPayout, runDue } from './payouts.ts';

/** Times are Unix seconds, `now` of the simulator's clock where they are left out. Amounts are minor units. */
export interface StripeControl {
  readonly faults: Faults;
  /** A payment arrives; what is left out is taken over from `like`, a payment of the world. Its key must be new. */
  pay(payment: Partial<DemoPayment> & { readonly key: string }, like: DemoPayment): Stripe.Charge;
  refund(chargeId: string, amountMinor: number, at?: number): Stripe.Refund;
  openDispute(chargeId: string, at?: number): Stripe.Dispute;
  closeDispute(disputeId: string, outcome: 'won' | 'lost', at?: number): Stripe.Dispute;
  payPayout(payoutId: string, at?: number): Stripe.Payout;
  failPayout(payoutId: string, at?: number): Stripe.Payout;
  /** Runs the daily payouts up to a time, as if the days had gone by. */
  runPayoutsUntil(day: string): void;
  /** Changes an object without an event, as Stripe's own background work does. */
  changeCharge(chargeId: string, change: Partial<Stripe.Charge>): Stripe.Charge;
  /** To read what Stripe holds, beside the API. */
  readonly books: StripeBooks;
}

export function createControl(books: StripeBooks, faults: Faults, now: () => number): StripeControl {
  const name = (what: string): string => {
    books.counter += 1;
    return `live/${what}/${books.counter}`;
  };
  return {
    faults,
    books,
    pay: (payment, like) =>
      makePayment(books, { ...like, refunds: [], dispute: null, at: now(), ...payment, gateway: 'stripe' }),
    refund: (chargeId, amountMinor, at = now()) =>
      refundCharge(books, chargeId, {
        name: name('refund'),
        at,
        amountMinor,
        reason: 'requested_by_customer',
      }),
    openDispute: (chargeId, at = now()) =>
      openDispute(books, chargeId, {
        name: name('dispute'),
        at,
        amountMinor: books.charges.must(chargeId).amount,
        reason: 'fraudulent',
      }),
    closeDispute: (disputeId, outcome, at = now()) => closeDispute(books, disputeId, outcome, at),
    payPayout: (payoutId, at = now()) => payPayout(books, payoutId, at),
    failPayout: (payoutId, at = now()) => failPayout(books, payoutId, at),
    runPayoutsUntil: (day) => runDue(books, secondsOf(day) + 86_399),
    changeCharge: (chargeId, change) => books.charges.update(chargeId, change),
  };
}
