/** All that one Stripe account holds, and the two things done with any of it: remember an event, book to the balance. */
import type Stripe from 'stripe';
import type { DemoBasket, DemoCustomer } from '../company/index.ts';
import { stripeId } from './ids.ts';
import { type BalanceTransactionFacts, createBalanceTransaction } from './objects/balance-transaction.ts';
import { createCustomer } from './objects/customer.ts';
import { Shelf } from './shelf.ts';

export interface StripeBooks {
  readonly seed: number;
  readonly accountId: string;
  readonly bankAccountId: string;
  readonly charges: Shelf<Stripe.Charge>;
  readonly paymentIntents: Shelf<Stripe.PaymentIntent>;
  readonly customers: Shelf<Stripe.Customer>;
  readonly sessions: Shelf<Stripe.Checkout.Session>;
  readonly refunds: Shelf<Stripe.Refund>;
  readonly disputes: Shelf<Stripe.Dispute>;
  readonly payouts: Shelf<Stripe.Payout>;
  readonly balanceTransactions: Shelf<Stripe.BalanceTransaction>;
  /** By Checkout session. */
  readonly baskets: Map<string, DemoBasket>;
  readonly products: Map<string, Stripe.Product>;
  readonly events: Shelf<Stripe.EventBase>;
  /** Booked, and in no payout yet. */
  readonly unpaid: Set<string>;
  /** Ids of the balance transactions of each payout, its own one included. */
  readonly compositions: Map<string, readonly string[]>;
  /** Midnight UTC, in Unix seconds, of the last day whose payouts have run; null before the first. */
  payoutsRunThrough: number | null;
  /** For ids of what happens after the seeded past. */
  counter: number;
}

export function createBooks(seed: number): StripeBooks {
  return {
    seed,
    accountId: stripeId(seed, 'acct', 'account'),
    bankAccountId: stripeId(seed, 'ba', 'bank'),
    charges: new Shelf(),
    paymentIntents: new Shelf(),
    customers: new Shelf(),
    sessions: new Shelf(),
    refunds: new Shelf(),
    disputes: new Shelf(),
    payouts: new Shelf(),
    balanceTransactions: new Shelf(),
    baskets: new Map(),
    products: new Map(),
    events: new Shelf(),
    unpaid: new Set(),
    compositions: new Map(),
    payoutsRunThrough: null,
    counter: 0,
  };
}

export const API_VERSION = '2026-10-28.endive';

/** `object` is kept as it is now: objects are replaced, never changed. */
export function recordEvent(
  books: StripeBooks,
  type: string,
  created: number,
  object: { readonly id: string },
  previous?: object,
): void {
  const name = `${type}/${object.id}/${created}/${books.events.size}`;
  const changed = previous === undefined ? {} : { previous_attributes: previous };
  books.events.add({
    id: stripeId(books.seed, 'evt', name),
    object: 'event',
    api_version: API_VERSION,
    created,
    data: { object, ...changed } as unknown as Stripe.Event.Data,
    livemode: false,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    type: type as Stripe.Event.Type,
  });
}

/** Books to the balance; the next payout after `availableOn` takes it along. */
export function book(
  books: StripeBooks,
  facts: Omit<BalanceTransactionFacts, 'id'> & { readonly name: string },
): Stripe.BalanceTransaction {
  const id = stripeId(books.seed, 'txn', facts.name);
  const booked = books.balanceTransactions.add(createBalanceTransaction({ ...facts, id }));
  if (facts.type !== 'payout') books.unpaid.add(booked.id);
  return booked;
}

/** The customer's record at Stripe, made the first time it is needed. */
export function customerRecord(books: StripeBooks, customer: DemoCustomer): Stripe.Customer {
  const id = stripeId(books.seed, 'cus', customer.custno);
  return books.customers.get(id) ?? books.customers.add(createCustomer(id, customer));
}

/** Anything by its id, as `expand` needs it. */
export function findObject(books: StripeBooks, id: string): object | undefined {
  switch (id.split('_')[0]) {
    case 'ch':
      return books.charges.get(id);
    case 'pi':
      return books.paymentIntents.get(id);
    case 'cus':
      return books.customers.get(id);
    case 'cs':
      return books.sessions.get(id);
    case 're':
      return books.refunds.get(id);
    case 'du':
      return books.disputes.get(id);
    case 'po':
      return books.payouts.get(id);
    case 'prod':
      return books.products.get(id);
    case 'txn':
      return books.balanceTransactions.get(id);
    default:
      return undefined;
  }
}
