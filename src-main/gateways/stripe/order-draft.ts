/**
 * A paid Checkout session with its line items as a web order. Names and meanings: docs.stripe.com/api/checkout/sessions/object
 * (total_details, shipping_cost, collected_information, customer_details) and docs.stripe.com/api/checkout/sessions/line_items. A
 * line's amount_total is after its discount and with its tax, whether the price included the tax or not, so that total less tax is the
 * amount before tax in both cases; a coupon on the session is spread over the lines by Stripe itself.
 *
 * A product has no article number of its own at Stripe: it stands in the metadata of the price or the product, or in the price's
 * lookup key.
 */
import * as z from 'zod';
import type { OrderAddress, OrderLine, OrderStatus } from '../../../shared/orders.ts';
import type { OrderDraft } from '../order-record.ts';
import { fromUnix, RecordRefused } from '../record.ts';
import { orderIdOf } from './payment-context.ts';
import { expanded, idOf, SessionShape } from './shapes.ts';
import { stripeAmount } from './stripe-money.ts';

const Text = z.string().nullish();
const Whole = z.number().int();
const Metadata = z.record(z.string(), z.string()).nullish();

const Address = z
  .looseObject({
    line1: Text,
    line2: Text,
    city: Text,
    state: Text,
    postal_code: Text,
    country: Text,
  })
  .nullish();
const Shipping = z.looseObject({ name: Text, address: Address }).nullish();

export const OrderLineShape = z.looseObject({
  id: z.string(),
  description: Text,
  quantity: Whole.nullish(),
  amount_discount: Whole.default(0),
  amount_tax: Whole.default(0),
  amount_total: Whole,
  price: z
    .looseObject({
      lookup_key: Text,
      metadata: Metadata,
      product: z
        .union([z.string(), z.looseObject({ id: z.string(), name: Text, metadata: Metadata })])
        .nullish(),
    })
    .nullish(),
});
export type OrderLineShape = z.infer<typeof OrderLineShape>;

const ChargeOfOrder = z.looseObject({
  id: z.string(),
  amount_captured: Whole.nullish(),
  amount: Whole,
  amount_refunded: Whole.default(0),
  shipping: Shipping,
});

export const PaidSessionShape = SessionShape.extend({
  mode: z.string(),
  status: Text,
  payment_status: z.string(),
  currency: z.string(),
  amount_total: Whole,
  customer: z.union([z.string(), z.looseObject({ id: z.string() })]).nullish(),
  total_details: z
    .looseObject({
      amount_discount: Whole.default(0),
      amount_shipping: Whole.nullish(),
      amount_tax: Whole.default(0),
    })
    .nullish(),
  shipping_cost: z.looseObject({ amount_tax: Whole.default(0), amount_total: Whole }).nullish(),
  customer_details: z
    .looseObject({ name: Text, email: Text, phone: Text, business_name: Text, address: Address })
    .nullish(),
  collected_information: z.looseObject({ shipping_details: Shipping }).nullish(),
  shipping_details: Shipping,
  payment_intent: z
    .union([
      z.string(),
      z.looseObject({
        id: z.string(),
        latest_charge: z.union([z.string(), ChargeOfOrder]).nullish(),
      }),
    ])
    .nullish(),
});
export type PaidSessionShape = z.infer<typeof PaidSessionShape>;

/** Bought and paid for at once; subscriptions and set-ups are no orders. */
export const isPaidOrder = (session: Pick<PaidSessionShape, 'mode' | 'status' | 'payment_status'>): boolean =>
  session.mode === 'payment' && session.status === 'complete' && session.payment_status === 'paid';

export function orderDraft(session: PaidSessionShape, lines: readonly OrderLineShape[]): OrderDraft {
  const { currency } = stripeAmount(0, session.currency);
  const minor = (amount: number) => stripeAmount(amount, session.currency).minor;
  const placedAt = fromUnix(session.created);
  if (placedAt === null) throw new RecordRefused('The session has no time.');
  const intent = expanded(session.payment_intent);
  const charge = expanded(intent?.latest_charge);
  const details = session.total_details;
  const cost = session.shipping_cost;
  const spread = lines.reduce((sum, line) => sum + line.amount_discount, 0);
  const { customer_details: buyer } = session;
  const shipTo =
    session.collected_information?.shipping_details ?? session.shipping_details ?? charge?.shipping;
  return {
    externalId: session.id,
    name: orderIdOf(session.metadata ?? {}, session)?.trim() || session.id.slice(-8),
    placedAt,
    status: statusOf(charge),
    currency,
    lines: lines.map((line): OrderLine => lineOf(line, minor)),
    shippingMinor: minor(cost ? cost.amount_total - cost.amount_tax : (details?.amount_shipping ?? 0)),
    taxMinor: minor(details?.amount_tax ?? 0),
    discountMinor: minor((details?.amount_discount ?? spread) - spread),
    totalMinor: minor(session.amount_total),
    buyer: {
      name: buyer?.name ?? buyer?.business_name ?? null,
      email: buyer?.email ?? null,
      phone: buyer?.phone ?? null,
      customerRef: idOf(session.customer),
    },
    billing: buyer ? addressOf(buyer.name, buyer.business_name, buyer.address) : null,
    shipping: shipTo ? addressOf(shipTo.name, null, shipTo.address) : null,
    paymentIds: [idOf(session.payment_intent), idOf(intent?.latest_charge)].flatMap((id) => id ?? []),
    note: noteOf(session),
  };
}

function statusOf(charge: z.infer<typeof ChargeOfOrder> | null): OrderStatus {
  if (charge === null || charge.amount_refunded === 0) return 'paid';
  return charge.amount_refunded >= (charge.amount_captured ?? charge.amount) ? 'refunded' : 'part_refunded';
}

function lineOf(line: OrderLineShape, minor: (amount: number) => number): OrderLine {
  const product = expanded(line.price?.product);
  if (!line.quantity) throw new RecordRefused(`The line "${line.description ?? line.id}" has no quantity.`);
  return {
    sku: skuIn(line.price?.metadata) ?? skuIn(product?.metadata) ?? (line.price?.lookup_key || null),
    description: line.description || product?.name || '',
    quantity: String(line.quantity),
    amountMinor: minor(line.amount_total - line.amount_tax),
  };
}

const SKU_FIELD = /^(sku|(item|article|part|stock)(_?(id|no|number|code|ref))?)$/i;

function skuIn(metadata: Readonly<Record<string, string>> | null | undefined): string | null {
  const named = Object.entries(metadata ?? {}).filter(
    ([name, value]) => SKU_FIELD.test(name.trim()) && value.trim() !== '',
  );
  const [first] = named.sort(
    ([a], [b]) => Number(b.toLowerCase() === 'sku') - Number(a.toLowerCase() === 'sku'),
  );
  return first?.[1].trim() ?? null;
}

function addressOf(
  name: string | null | undefined,
  company: string | null | undefined,
  address: z.infer<typeof Address>,
): OrderAddress {
  return {
    name: name ?? '',
    company: company ?? '',
    line1: address?.line1 ?? '',
    line2: address?.line2 ?? '',
    city: address?.city ?? '',
    state: address?.state ?? '',
    postalCode: address?.postal_code ?? '',
    country: address?.country ?? '',
  };
}

/** What the buyer filled in beside the usual. */
function noteOf(session: PaidSessionShape): string | null {
  const said = (session.custom_fields ?? []).flatMap((field) => {
    const value = field.text?.value ?? field.numeric?.value ?? field.dropdown?.value;
    return value ? [`${field.key}: ${value}`] : [];
  });
  return said.join('; ') || null;
}
