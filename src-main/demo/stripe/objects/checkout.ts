/** The Checkout Session and its line items. Shape: https://docs.stripe.com/api/checkout/sessions/object. */
import type Stripe from 'stripe';
import { COMPANY, type DemoPayment } from '../../company/index.ts';
import { basketTotals, shippingDetails } from './basket.ts';

export interface CheckoutFacts {
  readonly id: string;
  readonly payment: DemoPayment;
  readonly paymentIntent: string;
  readonly customer: string | null;
}

export function createCheckoutSession(facts: CheckoutFacts): Stripe.Checkout.Session {
  const { payment } = facts;
  const paid = payment.declined === null;
  const created = payment.at - 95;
  const totals = basketTotals(payment.basket, payment.amountMinor);
  return {
    id: facts.id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: totals.subtotal,
    amount_total: payment.amountMinor,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: `${COMPANY.website}/pay/cancelled`,
    client_reference_id: payment.references.orderId,
    client_secret: null,
    collected_information: shippingDetails(payment.basket),
    consent: null,
    consent_collection: null,
    created,
    currency: payment.currency.toLowerCase(),
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: facts.customer,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: {
      address: {
        city: null,
        country: payment.card.country,
        line1: null,
        line2: null,
        postal_code: null,
        state: null,
      },
      business_name: null,
      email: payment.payer.email,
      individual_name: null,
      name: payment.payer.name,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    customer_email: null,
    discounts: [],
    expires_at: created + 86_400,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: null,
    managed_payments: { enabled: false },
    metadata: { ...payment.references.metadata },
    mode: 'payment',
    origin_context: null,
    payment_intent: facts.paymentIntent,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: paid ? 'paid' : 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: totals.shippingCost,
    shipping_options: [],
    status: paid ? 'complete' : 'open',
    submit_type: 'pay',
    subscription: null,
    success_url: `${COMPANY.website}/pay/thank-you`,
    total_details: totals.details,
    ui_mode: 'hosted_page',
    url: paid ? null : `https://checkout.stripe.com/c/pay/${facts.id}`,
    wallet_options: null,
  };
}

export function createLineItem(id: string, session: Stripe.Checkout.Session): Stripe.LineItem {
  return {
    id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: session.amount_subtotal ?? 0,
    amount_tax: 0,
    amount_total: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    description: 'Invoice payment',
    metadata: {},
    price: null,
    quantity: 1,
  };
}
