/** Shopify's order to a web order. Amounts are those that the buyer saw and the payment gateway took (presentment). */
import { currency } from '../../../shared/money.ts';
import type { OrderAddress, OrderStatus } from '../../../shared/orders.ts';
import type { OrderDraft } from '../order-record.ts';
import { RecordRefused } from '../record.ts';
import { amountsOf } from './order-amounts.ts';
import type { ShopifyAddress, ShopifyOrder } from './queries.ts';

/** OrderDisplayFinancialStatus, shopify.dev: what is not here is not paid, or not wholly. */
const PAID: Readonly<Record<string, OrderStatus>> = {
  PAID: 'paid',
  PARTIALLY_REFUNDED: 'part_refunded',
  REFUNDED: 'refunded',
};
const TAKEN = new Set(['SALE', 'CAPTURE', 'AUTHORIZATION']);
/** Stripe's ids, as its receipt names them. */
const STRIPE_ID = /\b(?:pi|ch|py)_[A-Za-z0-9]{8,}\b/g;

/** Null for an order that is not paid, and for a test order of a real shop. */
export function shopifyDraft(order: ShopifyOrder, takesTestOrders: boolean): OrderDraft | null {
  const status = PAID[order.displayFinancialStatus ?? ''];
  if (status === undefined || (order.test && !takesTestOrders)) return null;
  const isCancelled = Boolean(order.cancelledAt);
  const { customer, billingAddress, shippingAddress } = order;
  return {
    externalId: order.id.split('/').at(-1) ?? order.id,
    name: order.name,
    placedAt: instantOf(order.processedAt ?? order.createdAt),
    status: isCancelled ? 'cancelled' : status,
    currency: currency(order.presentmentCurrencyCode),
    ...withLines(amountsOf(order, isCancelled || status === 'refunded')),
    discountMinor: 0,
    buyer: {
      name: customer?.displayName || billingAddress?.name || shippingAddress?.name || null,
      email: order.email ?? null,
      phone: order.phone ?? null,
      customerRef: customer?.id.split('/').at(-1) ?? null,
    },
    billing: addressOf(billingAddress),
    shipping: addressOf(shippingAddress),
    paymentIds: paymentIdsOf(order),
    note: order.note ?? null,
  };
}

const withLines = (amounts: ReturnType<typeof amountsOf>) => ({ ...amounts, lines: [...amounts.lines] });

function paymentIdsOf({ transactions }: ShopifyOrder): string[] {
  return transactions
    .filter(({ kind, status }) => TAKEN.has(kind) && status === 'SUCCESS')
    .flatMap(({ authorizationCode, paymentId, receiptJson }) => {
      const receipt = typeof receiptJson === 'string' ? receiptJson : JSON.stringify(receiptJson ?? null);
      return [authorizationCode, paymentId, ...(receipt.match(STRIPE_ID) ?? [])];
    })
    .flatMap((id) => id?.trim() || []);
}

function addressOf(address: ShopifyAddress): OrderAddress | null {
  if (!address) return null;
  return {
    name: address.name ?? '',
    company: address.company ?? '',
    line1: address.address1 ?? '',
    line2: address.address2 ?? '',
    city: address.city ?? '',
    state: address.provinceCode ?? address.province ?? '',
    postalCode: address.zip ?? '',
    country: address.countryCodeV2 ?? '',
  };
}

function instantOf(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new RecordRefused(`"${text}" is not a time that can be read.`);
  return new Date(at).toISOString();
}
