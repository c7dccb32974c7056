/** The PaymentIntent object. Shape: https://docs.stripe.com/api/payment_intents/object. */
import type Stripe from 'stripe';
import type { DemoPayment } from '../../company/index.ts';
import { declineMessage, failureCode } from './charge.ts';

export interface PaymentIntentFacts {
  readonly id: string;
  readonly payment: DemoPayment;
  readonly charge: string;
  readonly paymentMethod: string;
  readonly customer: string | null;
}

export function createPaymentIntent(facts: PaymentIntentFacts): Stripe.PaymentIntent {
  const { payment } = facts;
  const paid = payment.declined === null;
  const code = failureCode(payment.declined);
  return {
    id: facts.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: payment.amountMinor,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: paid ? payment.amountMinor : 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: null,
    confirmation_method: 'automatic',
    created: payment.at - 2,
    currency: payment.currency.toLowerCase(),
    customer: facts.customer,
    customer_account: null,
    description: payment.references.description,
    excluded_payment_method_types: null,
    last_payment_error:
      code === null
        ? null
        : {
            charge: facts.charge,
            code: code === 'expired_card' ? 'expired_card' : 'card_declined',
            decline_code: payment.declined === 'card_declined' ? 'generic_decline' : (payment.declined ?? ''),
            message: declineMessage(payment.declined) ?? '',
            type: 'card_error',
          },
    latest_charge: facts.charge,
    livemode: false,
    managed_payments: null,
    metadata: { ...payment.references.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: paid ? facts.paymentMethod : null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: payment.references.hostedPage ? payment.payer.email : null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: payment.references.statementSuffix,
    status: paid ? 'succeeded' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: payment.references.transferGroup,
  };
}
