/** A paid cart in Stripe's shapes: docs.stripe.com/api/checkout/sessions/line_items, /prices/object, /products/object. */
import type Stripe from 'stripe';
import { sumMinor } from '../../../../shared/money.ts';
import type { DemoBasket, DemoBasketLine } from '../../company/index.ts';
import { stripeId } from '../ids.ts';

interface BasketTotals {
  readonly subtotal: number;
  readonly shippingCost: Stripe.Checkout.Session.ShippingCost | null;
  readonly details: Stripe.Checkout.Session.TotalDetails;
}

/** Of a session without a cart: the amount, and nothing else. */
export function basketTotals(basket: DemoBasket | undefined, amountMinor: number): BasketTotals {
  if (!basket) {
    const details = { amount_discount: 0, amount_shipping: 0, amount_tax: 0 };
    return { subtotal: amountMinor, shippingCost: null, details };
  }
  const sum = (of: (line: DemoBasketLine) => number) => sumMinor(basket.lines.map(of));
  const shipping = basket.shippingMinor;
  return {
    subtotal: sum(({ amountMinor }) => amountMinor),
    shippingCost:
      shipping === 0
        ? null
        : { amount_subtotal: shipping, amount_tax: 0, amount_total: shipping, shipping_rate: null },
    details: {
      amount_discount: sum(({ discountMinor }) => discountMinor),
      amount_shipping: shipping,
      amount_tax: sum(({ taxMinor }) => taxMinor),
    },
  };
}

export function shippingDetails(
  basket: DemoBasket | undefined,
): Stripe.Checkout.Session.CollectedInformation | null {
  const to = basket?.shipTo;
  if (!to) return null;
  return {
    business_name: null,
    individual_name: null,
    shipping_details: {
      name: to.contact.name,
      address: {
        line1: to.address1,
        line2: null,
        city: to.city,
        state: to.state,
        postal_code: to.zip,
        country: to.country,
      },
    },
  };
}

const productOf = (seed: number, line: DemoBasketLine): string =>
  stripeId(seed, 'prod', line.sku ?? line.description);

/** The article's number stands in the product's metadata, as shops put it there. */
export function basketProducts(seed: number, basket: DemoBasket, at: number): Stripe.Product[] {
  return basket.lines.map((line) => ({
    id: productOf(seed, line),
    object: 'product',
    active: true,
    created: at,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: line.sku === null ? {} : { sku: line.sku },
    name: line.description,
    package_dimensions: null,
    shippable: null,
    tax_code: null,
    tax_details: null,
    type: 'good',
    unit_label: null,
    updated: at,
    url: null,
  }));
}

export function basketLineItems(
  seed: number,
  session: Stripe.Checkout.Session,
  basket: DemoBasket,
): Stripe.LineItem[] {
  return basket.lines.map((line, at) => ({
    id: stripeId(seed, 'li', `${session.id}/${at}`),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: line.discountMinor,
    amount_subtotal: line.amountMinor,
    amount_tax: line.taxMinor,
    amount_total: line.amountMinor - line.discountMinor + line.taxMinor,
    currency: session.currency ?? 'usd',
    description: line.description,
    metadata: {},
    price: priceOf(seed, session, line),
    quantity: line.quantity,
  }));
}

function priceOf(seed: number, session: Stripe.Checkout.Session, line: DemoBasketLine): Stripe.Price {
  const each = line.amountMinor / line.quantity;
  return {
    id: stripeId(seed, 'price', `${line.sku ?? line.description}/${each}`),
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: session.created,
    currency: session.currency ?? 'usd',
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: productOf(seed, line),
    recurring: null,
    tax_behavior: 'exclusive',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: Number.isInteger(each) ? each : null,
    unit_amount_decimal: null,
  };
}
