/**
 * WooshPay's objects: Stripe's in small. Fields of the payment intent, the refund and the dispute from
 * https://docs.wooshpay.com (List all PaymentIntents, Retrieve a refund, List all disputes); ids are a prefix and a
 * 19-digit number. Not confirmed: the fields of the charge, among them how it shows its refunds.
 */

import type { DemoDispute, DemoPayment, DemoRefund } from '../company/index.ts';
import { createRandom, DIGITS } from '../company/random.ts';

export type WooshPayPrefix = 'pi' | 'ch' | 're' | 'dp' | 'cus' | 'cs' | 'pm';

export function wooshPayId(seed: number, prefix: WooshPayPrefix, name: string): string {
  return `${prefix}_1${createRandom(`wooshpay/${seed}/${prefix}/${name}`).text(18, DIGITS)}`;
}

export interface WooshPayObject {
  readonly id: string;
  readonly object: string;
  readonly created: number;
  readonly [field: string]: unknown;
}

export interface Made {
  readonly seed: number;
  readonly payment: DemoPayment;
}

/** The merchant's own number for the order: where a shop that uses WooshPay puts its invoice number. */
function merchantOrderId({ references }: DemoPayment): string | null {
  const [named] = Object.values(references.metadata);
  return references.orderId ?? named ?? references.transferGroup ?? null;
}

function customerOf({ seed, payment }: Made): string | null {
  return payment.gatewayCustomer ? wooshPayId(seed, 'cus', payment.gatewayCustomer.custno) : null;
}

export function paymentIntentOf(made: Made): WooshPayObject {
  const { seed, payment } = made;
  const paid = payment.declined === null;
  return {
    id: wooshPayId(seed, 'pi', payment.key),
    object: 'payment_intent',
    created: payment.at,
    currency: payment.currency,
    customer: customerOf(made),
    amount: payment.amountMinor,
    amount_received: paid ? payment.amountMinor : 0,
    status: paid ? 'succeeded' : 'requires_payment_method',
    description: payment.references.description,
    metadata: payment.references.metadata,
    livemode: false,
    shipping: null,
    merchant_order_id: merchantOrderId(payment),
    client_secret: null,
    latest_charge: wooshPayId(seed, 'ch', payment.key),
    payment_method: wooshPayId(seed, 'pm', payment.key),
    payment_method_types: ['card'],
    last_payment_error: paid ? null : { code: payment.declined, message: 'The card was declined.' },
    receipt_email: payment.payer.email,
  };
}

export function chargeOf(made: Made): WooshPayObject {
  const { seed, payment } = made;
  const paid = payment.declined === null;
  const id = wooshPayId(seed, 'ch', payment.key);
  return {
    id,
    object: 'charge',
    created: payment.at,
    amount: payment.amountMinor,
    amount_captured: paid ? payment.amountMinor : 0,
    amount_refunded: 0,
    billing_details: { email: payment.payer.email, name: payment.payer.name, phone: null, address: null },
    captured: paid,
    currency: payment.currency,
    customer: customerOf(made),
    description: payment.references.description,
    disputed: false,
    failure_code: payment.declined,
    failure_message: paid ? null : 'The card was declined.',
    livemode: false,
    merchant_order_id: merchantOrderId(payment),
    metadata: payment.references.metadata,
    paid,
    payment_intent: wooshPayId(seed, 'pi', payment.key),
    payment_method: wooshPayId(seed, 'pm', payment.key),
    payment_method_details: {
      type: 'card',
      card: {
        brand: payment.card.brand,
        country: payment.card.country,
        exp_month: payment.card.expMonth,
        exp_year: payment.card.expYear,
        fingerprint: payment.card.fingerprint,
        last4: payment.card.last4,
      },
    },
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/charges/${id}/refunds` },
    status: paid ? 'succeeded' : 'failed',
  };
}

export function refundOf({ seed, payment }: Made, refund: DemoRefund, name: string): WooshPayObject {
  return {
    id: wooshPayId(seed, 're', name),
    object: 'refund',
    amount: refund.amountMinor,
    created: refund.at,
    currency: payment.currency,
    metadata: {},
    payment_intent: wooshPayId(seed, 'pi', payment.key),
    reason: refund.reason,
    receipt_number: null,
    status: 'succeeded',
  };
}

export function disputeOf({ seed, payment }: Made, dispute: DemoDispute): WooshPayObject {
  return {
    id: wooshPayId(seed, 'dp', payment.key),
    object: 'dispute',
    amount: dispute.amountMinor,
    balance_transactions: [],
    charge: wooshPayId(seed, 'ch', payment.key),
    created: dispute.at,
    currency: payment.currency,
    evidence: {},
    evidence_details: {
      due_by: dispute.at + 9 * 86_400,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: wooshPayId(seed, 'pi', payment.key),
    reason: dispute.reason,
    status: 'needs_response',
  };
}

export function sessionOf(made: Made): WooshPayObject {
  const { seed, payment } = made;
  return {
    id: wooshPayId(seed, 'cs', payment.key),
    object: 'checkout.session',
    amount_subtotal: payment.amountMinor,
    amount_total: payment.amountMinor,
    client_reference_id: payment.references.orderId,
    created: payment.at - 60,
    currency: payment.currency,
    customer: customerOf(made),
    customer_details: { email: payment.payer.email, name: payment.payer.name },
    livemode: false,
    metadata: payment.references.metadata,
    mode: 'payment',
    payment_intent: wooshPayId(seed, 'pi', payment.key),
    payment_status: payment.declined === null ? 'paid' : 'unpaid',
    status: payment.declined === null ? 'complete' : 'open',
  };
}
