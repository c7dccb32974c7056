/** Which kinds of objects can be read, under which path, with which filters and by whom. */
import type Stripe from 'stripe';
import type { StripeBooks } from './books.ts';
import { missing } from './errors.ts';
import { type Parameters, rangeOf } from './query.ts';
import type { Shelf, StripeObject } from './shelf.ts';

const EVENT_DAYS = 30;

type Test<T> = (object: T) => boolean;

export interface Reading<T extends StripeObject> {
  readonly path: string;
  /** As Stripe names it in "No such charge". */
  readonly kind: string;
  readonly permission: string;
  readonly shelf: (books: StripeBooks) => Shelf<T>;
  readonly filters: readonly string[];
  readonly test: (parameters: Parameters, books: StripeBooks, now: number) => Test<T>;
}

type Reference = string | { readonly id: string } | null | undefined;
const idOf = (reference: Reference): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);

/** Keeps what equals the parameter, or everything when the parameter is not given. */
function equal<T>(parameters: Parameters, name: string, read: (object: T) => string | null): Test<T> {
  const wanted = parameters.text(name);
  return (object) => wanted === undefined || read(object) === wanted;
}

function created<T extends StripeObject>(parameters: Parameters): Test<T> {
  const inRange = rangeOf(parameters, 'created');
  return (object) => inRange(object.created);
}

const all =
  <T>(...tests: Test<T>[]): Test<T> =>
  (object) =>
    tests.every((test) => test(object));

const balanceTransactions: Reading<Stripe.BalanceTransaction> = {
  path: '/v1/balance_transactions',
  kind: 'balance_transaction',
  permission: 'rak_balance_transaction_source_read',
  shelf: (books) => books.balanceTransactions,
  filters: ['created', 'currency', 'payout', 'source', 'type'],
  test(parameters, books) {
    const payout = parameters.text('payout');
    if (payout !== undefined && !books.payouts.get(payout)) throw missing('payout', payout, 'payout', 400);
    const parts = new Set(payout === undefined ? [] : books.compositions.get(payout));
    return all(
      created(parameters),
      equal(parameters, 'currency', (it) => it.currency),
      equal(parameters, 'source', (it) => idOf(it.source)),
      equal(parameters, 'type', (it) => it.type),
      (it) => payout === undefined || parts.has(it.id),
    );
  },
};

const charges: Reading<Stripe.Charge> = {
  path: '/v1/charges',
  kind: 'charge',
  permission: 'rak_charge_read',
  shelf: (books) => books.charges,
  filters: ['created', 'customer', 'payment_intent', 'transfer_group'],
  test: (parameters) =>
    all(
      created(parameters),
      equal(parameters, 'customer', (it) => idOf(it.customer)),
      equal(parameters, 'payment_intent', (it) => idOf(it.payment_intent)),
      equal(parameters, 'transfer_group', (it) => it.transfer_group),
    ),
};

const paymentIntents: Reading<Stripe.PaymentIntent> = {
  path: '/v1/payment_intents',
  kind: 'payment_intent',
  permission: 'rak_payment_intent_read',
  shelf: (books) => books.paymentIntents,
  filters: ['created', 'customer', 'customer_account'],
  test: (parameters) =>
    all(
      created(parameters),
      equal(parameters, 'customer', (it) => idOf(it.customer)),
    ),
};

const refunds: Reading<Stripe.Refund> = {
  path: '/v1/refunds',
  kind: 'refund',
  permission: 'rak_charge_read',
  shelf: (books) => books.refunds,
  filters: ['charge', 'created', 'payment_intent'],
  test: (parameters) =>
    all(
      created(parameters),
      equal(parameters, 'charge', (it) => idOf(it.charge)),
      equal(parameters, 'payment_intent', (it) => idOf(it.payment_intent)),
    ),
};

const disputes: Reading<Stripe.Dispute> = {
  path: '/v1/disputes',
  kind: 'dispute',
  permission: 'rak_dispute_read',
  shelf: (books) => books.disputes,
  filters: ['charge', 'created', 'payment_intent'],
  test: (parameters) =>
    all(
      created(parameters),
      equal(parameters, 'charge', (it) => idOf(it.charge)),
      equal(parameters, 'payment_intent', (it) => idOf(it.payment_intent)),
    ),
};

const payouts: Reading<Stripe.Payout> = {
  path: '/v1/payouts',
  kind: 'payout',
  permission: 'rak_payout_read',
  shelf: (books) => books.payouts,
  filters: ['arrival_date', 'created', 'destination', 'status'],
  test(parameters) {
    const arrives = rangeOf(parameters, 'arrival_date');
    return all(
      created(parameters),
      equal(parameters, 'status', (it) => it.status),
      equal(parameters, 'destination', (it) => idOf(it.destination)),
      (it) => arrives(it.arrival_date),
    );
  },
};

const customers: Reading<Stripe.Customer> = {
  path: '/v1/customers',
  kind: 'customer',
  permission: 'rak_customer_read',
  shelf: (books) => books.customers,
  filters: ['created', 'email', 'test_clock'],
  test: (parameters) =>
    all(
      created(parameters),
      equal(parameters, 'email', (it) => it.email),
    ),
};

const sessions: Reading<Stripe.Checkout.Session> = {
  path: '/v1/checkout/sessions',
  kind: 'checkout.session',
  permission: 'rak_checkout_session_read',
  shelf: (books) => books.sessions,
  filters: [
    'created',
    'customer',
    'customer_account',
    'customer_details',
    'payment_intent',
    'payment_link',
    'status',
    'subscription',
  ],
  test(parameters) {
    const { email } = parameters.group('customer_details');
    return all(
      created(parameters),
      equal(parameters, 'customer', (it) => idOf(it.customer)),
      equal(parameters, 'payment_intent', (it) => idOf(it.payment_intent)),
      equal(parameters, 'payment_link', (it) => idOf(it.payment_link)),
      equal(parameters, 'status', (it) => it.status),
      (it) => email === undefined || it.customer_details?.email === email,
    );
  },
};

const events: Reading<Stripe.EventBase> = {
  path: '/v1/events',
  kind: 'event',
  permission: 'rak_event_read',
  shelf: (books) => books.events,
  filters: ['created', 'delivery_success', 'type', 'types'],
  test(parameters, _, now) {
    const wanted = [...parameters.list('types'), ...[parameters.text('type') ?? []].flat()];
    const fits = (type: string) =>
      wanted.length === 0 ||
      wanted.some((it) => (it.endsWith('*') ? type.startsWith(it.slice(0, -1)) : type === it));
    const since = now - EVENT_DAYS * 86_400;
    return all(created(parameters), (it) => it.created >= since && fits(it.type));
  },
};

/** Hides the type of the objects from what handles all kinds alike. */
export interface AnyReading extends Omit<Reading<StripeObject>, 'shelf' | 'test'> {
  use<R>(with_: <T extends StripeObject>(reading: Reading<T>) => R): R;
}

function any<T extends StripeObject>(reading: Reading<T>): AnyReading {
  return { ...reading, use: (with_) => with_(reading) };
}

export const READINGS: readonly AnyReading[] = [
  any(balanceTransactions),
  any(charges),
  any(paymentIntents),
  any(refunds),
  any(disputes),
  any(payouts),
  any(customers),
  any(sessions),
  any(events),
];
