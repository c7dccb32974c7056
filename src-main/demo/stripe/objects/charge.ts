/** The Charge object. Shape: https://docs.stripe.com/api/charges/object, typed by the official client. */
import type Stripe from 'stripe';
import type { DemoPayment } from '../../company/index.ts';

export interface ChargeFacts {
  readonly id: string;
  readonly payment: DemoPayment;
  readonly paymentIntent: string;
  readonly paymentMethod: string;
  readonly customer: string | null;
  readonly balanceTransaction: string | null;
  readonly riskScore: number;
}

const DECLINES = {
  card_declined: 'The card was declined.',
  insufficient_funds: 'The card has insufficient funds.',
  expired_card: 'The card has expired.',
} as const;

export function declineMessage(declined: DemoPayment['declined']): string | null {
  return declined === null ? null : DECLINES[declined];
}

/** Stripe gives card_declined as the code, and the bank's reason as the network's; an expired card has its own code. */
export function failureCode(declined: DemoPayment['declined']): string | null {
  if (declined === null) return null;
  return declined === 'expired_card' ? 'expired_card' : 'card_declined';
}

function outcomeOf(payment: DemoPayment, riskScore: number): Stripe.Charge.Outcome {
  const paid = payment.declined === null;
  return {
    advice_code: paid ? null : 'try_again_later',
    network_advice_code: null,
    network_decline_code: payment.declined === 'insufficient_funds' ? '51' : paid ? null : '05',
    network_status: paid ? 'approved_by_network' : 'declined_by_network',
    reason: paid ? null : payment.declined,
    risk_level: 'normal',
    risk_score: riskScore,
    seller_message: paid
      ? 'Payment complete.'
      : 'The bank did not return any further details with this decline.',
    type: paid ? 'authorized' : 'issuer_declined',
  };
}

export function cardDetails(payment: DemoPayment): Stripe.Charge.PaymentMethodDetails {
  const { card } = payment;
  return {
    card: {
      amount_authorized: payment.declined === null ? payment.amountMinor : null,
      authorization_code: null,
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: 'pass', cvc_check: 'pass' },
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      extended_authorization: { status: 'disabled' },
      fingerprint: card.fingerprint,
      funding: 'credit',
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: card.last4,
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: payment.amountMinor, status: 'unavailable' },
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: 'card',
  };
}

export function createCharge(facts: ChargeFacts): Stripe.Charge {
  const { payment } = facts;
  const paid = payment.declined === null;
  return {
    id: facts.id,
    object: 'charge',
    amount: payment.amountMinor,
    amount_captured: paid ? payment.amountMinor : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: facts.balanceTransaction,
    billing_details: {
      address: {
        city: null,
        country: payment.card.country,
        line1: null,
        line2: null,
        postal_code: payment.gatewayCustomer?.zip ?? null,
        state: null,
      },
      email: payment.payer.email,
      name: payment.payer.name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'NORTHGATE SUPPLY',
    captured: paid,
    created: payment.at,
    currency: payment.currency.toLowerCase(),
    customer: facts.customer,
    description: payment.references.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failureCode(payment.declined),
    failure_message: declineMessage(payment.declined),
    fraud_details: {},
    livemode: false,
    metadata: { ...payment.references.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(payment, facts.riskScore),
    paid,
    payment_intent: facts.paymentIntent,
    payment_method: facts.paymentMethod,
    payment_method_details: cardDetails(payment),
    receipt_email: payment.references.hostedPage ? payment.payer.email : null,
    receipt_number: null,
    receipt_url: paid ? `https://pay.stripe.com/receipts/demo/${facts.id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: payment.references.statementSuffix,
    status: paid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: payment.references.transferGroup,
  };
}
