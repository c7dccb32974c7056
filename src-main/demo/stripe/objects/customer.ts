/** The Customer object. Shape: https://docs.stripe.com/api/customers/object. */
import type Stripe from 'stripe';
import { secondsOf } from '../../company/calendar.ts';
import type { DemoCustomer } from '../../company/index.ts';

export function createCustomer(id: string, customer: DemoCustomer): Stripe.Customer {
  return {
    ...blankCustomer(id, secondsOf(customer.entered) + 15 * 3600),
    address: {
      city: customer.city,
      country: customer.country,
      line1: customer.address1,
      line2: null,
      postal_code: customer.zip,
      state: customer.state === '' ? null : customer.state,
    },
    currency: customer.currency.toLowerCase(),
    email: customer.contact.email,
    metadata: customer.terr === 'NE' ? { custno: customer.custno } : {},
    name: customer.company,
    phone: customer.phone,
  };
}

/** A customer of whom nothing is known yet. */
export function blankCustomer(id: string, created: number): Stripe.Customer {
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    created,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
