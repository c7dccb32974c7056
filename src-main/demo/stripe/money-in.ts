/** What happens to a payment: it is made or declined, refunded, disputed. Each booking and each event as Stripe has them. */
import type Stripe from 'stripe';
import type { Minor } from '../../../shared/money.ts';
import { addBusinessDays, dayOf, secondsOf } from '../company/calendar.ts';
import type { DemoPayment } from '../company/index.ts';
import { createRandom } from '../company/random.ts';
import { book, customerRecord, recordEvent, type StripeBooks } from './books.ts';
import { chargeIdOf, stripeId } from './ids.ts';
import { createDispute, createRefund } from './objects/aftermath.ts';
import { DISPUTE_FEE, processingFee, settle } from './objects/balance-transaction.ts';
import { basketProducts } from './objects/basket.ts';
import { createCharge } from './objects/charge.ts';
import { createCheckoutSession } from './objects/checkout.ts';
import { createPaymentIntent } from './objects/payment-intent.ts';

/** US accounts: two business days until the money can be paid out. */
function availableOn(at: number): number {
  return secondsOf(addBusinessDays(dayOf(at), 2));
}

export function makePayment(books: StripeBooks, payment: DemoPayment): Stripe.Charge {
  const { seed } = books;
  const id = chargeIdOf(seed, payment.key);
  const paymentIntent = stripeId(seed, 'pi', payment.key);
  const paymentMethod = stripeId(seed, 'pm', `${payment.card.fingerprint}/${payment.key}`);
  const customer = payment.gatewayCustomer ? customerRecord(books, payment.gatewayCustomer).id : null;
  const paid = payment.declined === null;
  let balanceTransaction: string | null = null;
  if (paid) {
    const settled = settle(payment.amountMinor, payment.currency);
    balanceTransaction = book(books, {
      name: payment.key,
      type: 'charge',
      reportingCategory: 'charge',
      amountMinor: settled.amountMinor,
      feeMinor: processingFee(settled.amountMinor, payment.card.country, settled.exchangeRate !== null),
      feeDescription: 'Stripe processing fees',
      exchangeRate: settled.exchangeRate,
      description: payment.references.description,
      source: id,
      created: payment.at,
      availableOn: availableOn(payment.at),
    }).id;
  }
  const riskScore = createRandom(id).whole(1, 44);
  const { references } = payment;
  // A hosted page keeps its reference in the session alone: the charge behind it says nothing.
  const onCharge = references.hostedPage
    ? { ...payment, references: { ...references, metadata: {} } }
    : payment;
  const facts = { payment: onCharge, paymentIntent, paymentMethod, customer };
  const charge = books.charges.add(createCharge({ ...facts, id, balanceTransaction, riskScore }));
  const intent = books.paymentIntents.add(createPaymentIntent({ ...facts, id: paymentIntent, charge: id }));
  recordEvent(books, paid ? 'charge.succeeded' : 'charge.failed', payment.at, charge);
  recordEvent(books, paid ? 'payment_intent.succeeded' : 'payment_intent.payment_failed', payment.at, intent);
  if (references.hostedPage) {
    const session = createCheckoutSession({
      id: stripeId(seed, 'cs_test_a1', payment.key),
      payment,
      paymentIntent,
      customer,
    });
    books.sessions.add(session);
    if (payment.basket) {
      books.baskets.set(session.id, payment.basket);
      for (const product of basketProducts(seed, payment.basket, payment.at))
        books.products.set(product.id, product);
    }
    if (paid) recordEvent(books, 'checkout.session.completed', payment.at + 1, session);
  }
  return charge;
}

export interface RefundWish {
  readonly name: string;
  readonly at: number;
  readonly amountMinor: Minor;
  readonly reason: Stripe.Refund.Reason | null;
  readonly metadata?: Stripe.Metadata;
}

/** The processing fee stays with Stripe. Throws RangeError for more than is left of the charge. */
export function refundCharge(books: StripeBooks, chargeId: string, wish: RefundWish): Stripe.Refund {
  const charge = books.charges.must(chargeId);
  const left = charge.amount_captured - charge.amount_refunded;
  if (wish.amountMinor <= 0 || wish.amountMinor > left) {
    throw new RangeError(
      `Refund amount (${wish.amountMinor}) is greater than unrefunded amount on charge (${left})`,
    );
  }
  const id = stripeId(books.seed, 're', wish.name);
  const settled = settle(wish.amountMinor, charge.currency);
  const booked = book(books, {
    name: id,
    type: 'refund',
    reportingCategory: 'refund',
    amountMinor: -settled.amountMinor,
    feeMinor: 0,
    feeDescription: '',
    exchangeRate: settled.exchangeRate,
    description: `REFUND FOR CHARGE${charge.description === null ? '' : ` (${charge.description})`}`,
    source: id,
    created: wish.at,
    availableOn: wish.at,
  });
  const refund = books.refunds.add(
    createRefund({
      id,
      charge,
      amountMinor: wish.amountMinor,
      reason: wish.reason,
      balanceTransaction: booked.id,
      created: wish.at,
      metadata: wish.metadata ?? {},
    }),
  );
  const amountRefunded = charge.amount_refunded + wish.amountMinor;
  const changed = books.charges.update(chargeId, {
    amount_refunded: amountRefunded,
    refunded: amountRefunded === charge.amount_captured,
  });
  recordEvent(books, 'refund.created', wish.at, refund);
  recordEvent(books, 'charge.refunded', wish.at, changed, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  });
  return refund;
}

export interface DisputeWish {
  readonly name: string;
  readonly at: number;
  readonly amountMinor: Minor;
  readonly reason: string;
}

/** The bank takes the money back, with a fee, while the dispute lasts. */
export function openDispute(books: StripeBooks, chargeId: string, wish: DisputeWish): Stripe.Dispute {
  const charge = books.charges.must(chargeId);
  const id = stripeId(books.seed, 'du', wish.name);
  const settled = settle(wish.amountMinor, charge.currency);
  const withdrawn = book(books, {
    name: `${id}/withdrawn`,
    type: 'adjustment',
    reportingCategory: 'dispute',
    amountMinor: -settled.amountMinor,
    feeMinor: DISPUTE_FEE,
    feeDescription: 'Dispute fee',
    exchangeRate: settled.exchangeRate,
    description: `Chargeback withdrawal for ${charge.id}`,
    source: id,
    created: wish.at,
    availableOn: wish.at,
  });
  const dispute = books.disputes.add(
    createDispute({
      id,
      charge,
      amountMinor: wish.amountMinor,
      reason: wish.reason,
      created: wish.at,
      balanceTransactions: [withdrawn],
    }),
  );
  books.charges.update(chargeId, { disputed: true });
  recordEvent(books, 'charge.dispute.created', wish.at, dispute);
  recordEvent(books, 'charge.dispute.funds_withdrawn', wish.at, dispute);
  return dispute;
}

export function closeDispute(
  books: StripeBooks,
  disputeId: string,
  outcome: 'won' | 'lost',
  at: number,
): Stripe.Dispute {
  const dispute = books.disputes.must(disputeId);
  const [withdrawn] = dispute.balance_transactions;
  if (!withdrawn || (dispute.status !== 'needs_response' && dispute.status !== 'under_review')) {
    throw new RangeError(`The dispute ${disputeId} is ${dispute.status} and cannot be closed.`);
  }
  const transactions = [withdrawn];
  if (outcome === 'won') {
    transactions.push(
      book(books, {
        name: `${disputeId}/reinstated`,
        type: 'adjustment',
        reportingCategory: 'dispute_reversal',
        amountMinor: -withdrawn.amount,
        feeMinor: 0,
        feeDescription: '',
        exchangeRate: withdrawn.exchange_rate,
        description: `Chargeback reversal for ${String(dispute.charge)}`,
        source: disputeId,
        created: at,
        availableOn: at,
      }),
    );
  }
  const closed = books.disputes.update(disputeId, { status: outcome, balance_transactions: transactions });
  if (outcome === 'won') recordEvent(books, 'charge.dispute.funds_reinstated', at, closed);
  recordEvent(books, 'charge.dispute.closed', at, closed, { status: dispute.status });
  return closed;
}
