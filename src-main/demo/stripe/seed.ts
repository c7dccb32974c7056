/** Replays what the demo company's customers did at Stripe, in the order in which it happened. */
import { secondsOf } from '../company/calendar.ts';
import type { DemoPayment, DemoWorld } from '../company/index.ts';
import { book, createBooks, type StripeBooks } from './books.ts';
import { chargeIdOf, stripeId } from './ids.ts';
import { closeDispute, makePayment, openDispute, refundCharge } from './money-in.ts';
import { runDue } from './payouts.ts';

interface Happening {
  readonly at: number;
  readonly run: (books: StripeBooks) => void;
}

/** Stripe's charge for its fraud screening: 5 cents for each attempt of the month before. */
const SCREENING_FEE = 5;

function happeningsOf(payment: DemoPayment, seed: number): Happening[] {
  const charge = chargeIdOf(seed, payment.key);
  const list: Happening[] = [{ at: payment.at, run: (books) => makePayment(books, payment) }];
  payment.refunds.forEach((refund, at) => {
    const wish = { ...refund, name: `${payment.key}/refund/${at}` };
    list.push({ at: refund.at, run: (books) => refundCharge(books, charge, wish) });
  });
  const { dispute } = payment;
  if (dispute) {
    const name = `${payment.key}/dispute`;
    const id = stripeId(seed, 'du', name);
    list.push({ at: dispute.at, run: (books) => openDispute(books, charge, { ...dispute, name }) });
    const { outcome, closedAt } = dispute;
    if (outcome !== 'open' && closedAt !== null) {
      list.push({ at: closedAt, run: (books) => closeDispute(books, id, outcome, closedAt) });
    }
  }
  return list;
}

function screeningFees(payments: readonly DemoPayment[], end: number): Happening[] {
  const attempts = new Map<string, number>();
  for (const payment of payments) {
    const month = new Date(payment.at * 1000).toISOString().slice(0, 7);
    attempts.set(month, (attempts.get(month) ?? 0) + 1);
  }
  return [...attempts].flatMap(([month, count]) => {
    const next = new Date(`${month}-01T00:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + 1);
    const at = next.getTime() / 1000 + 5 * 3600;
    if (at >= end) return [];
    const run = (books: StripeBooks) => {
      book(books, {
        name: `screening/${month}`,
        type: 'stripe_fee',
        reportingCategory: 'fee',
        amountMinor: -SCREENING_FEE * count,
        feeMinor: 0,
        feeDescription: '',
        exchangeRate: null,
        description: `Radar (${month}): ${count} transactions`,
        source: null,
        created: at,
        availableOn: at,
      });
    };
    return [{ at, run }];
  });
}

/** The account as it stood at the end of the world's last day. */
export function seedBooks(world: DemoWorld): StripeBooks {
  const books = createBooks(world.seed);
  const payments = world.payments.filter((payment) => payment.gateway === 'stripe');
  const happenings = [
    ...payments.flatMap((payment) => happeningsOf(payment, world.seed)),
    ...screeningFees(payments, secondsOf(world.today)),
  ].sort((a, b) => a.at - b.at);
  for (const { at, run } of happenings) {
    runDue(books, at);
    run(books);
  }
  runDue(books, secondsOf(world.today));
  return books;
}
