/** What a test, or a curious user, can make happen at Stripe while the app is running. */
import type Stripe from 'stripe';
import { secondsOf } from '../company/calendar.ts';
import type { DemoPayment } from '../company/index.ts';
import type { Faults } from '../http/index.ts';
import type { StripeBooks } from './books.ts';
import { type Happening, happen, type Journal } from './journal.ts';
import { runDue } from './payouts.ts';

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
  /** Runs the daily payouts up to the end of a day, 'YYYY-MM-DD', as if the days had gone by. Not kept in the journal. */
  runPayoutsUntil(day: string): void;
  /** Changes an object without an event, as Stripe's own background work does. Not kept in the journal. */
  changeCharge(chargeId: string, change: Partial<Stripe.Charge>): Stripe.Charge;
  /** To read what Stripe holds, beside the API. */
  readonly books: StripeBooks;
}

export function createControl(
  books: StripeBooks,
  faults: Faults,
  journal: Journal,
  now: () => number,
): StripeControl {
  const name = (what: string): string => {
    books.counter += 1;
    return `live/${what}/${now()}/${books.counter}`;
  };
  function make(happening: Happening): object {
    const made = happen(books, happening);
    journal.keep(happening);
    return made;
  }
  return {
    faults,
    books,
    pay(payment, like) {
      const whole = {
        ...like,
        refunds: [],
        dispute: null,
        at: now(),
        ...payment,
        gateway: 'stripe' as const,
      };
      return make({ what: 'pay', payment: whole }) as Stripe.Charge;
    },
    refund(charge, amountMinor, at = now()) {
      return make({
        what: 'refund',
        charge,
        wish: { name: name('refund'), at, amountMinor },
      }) as Stripe.Refund;
    },
    openDispute(charge, at = now()) {
      const wish = { name: name('dispute'), at, amountMinor: books.charges.must(charge).amount };
      return make({ what: 'openDispute', charge, wish }) as Stripe.Dispute;
    },
    closeDispute: (dispute, outcome, at = now()) =>
      make({ what: 'closeDispute', dispute, outcome, at }) as Stripe.Dispute,
    payPayout: (payout, at = now()) => make({ what: 'payPayout', payout, at }) as Stripe.Payout,
    failPayout: (payout, at = now()) => make({ what: 'failPayout', payout, at }) as Stripe.Payout,
    runPayoutsUntil: (day) => runDue(books, secondsOf(day) + 86_399),
    changeCharge: (chargeId, change) => books.charges.update(chargeId, change),
  };
}
