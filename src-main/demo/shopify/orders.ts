/** Orders as Shopify holds them: shopify.dev/docs/api/admin-graphql/2026-10/objects/Order and the objects in it. */

import type { Currency, Minor } from '../../../shared/money.ts';
import { formatMinor, splitMinor, sumMinor } from '../../../shared/money.ts';
import type { DemoCustomer, DemoItem } from '../company/index.ts';

export interface ShopLine {
  readonly item: DemoItem;
  readonly quantity: number;
  /** Left after removals and returns. */
  current: number;
  readonly priceMinor: Minor;
  readonly discountMinor: Minor;
  readonly taxMinor: Minor;
}

export type FinancialStatus =
  | 'PENDING'
  | 'AUTHORIZED'
  | 'PAID'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'VOIDED';

/** Changed in place: `updatedAt` says when. Times are Unix milliseconds. */
export interface ShopOrder {
  readonly number: number;
  readonly customer: DemoCustomer;
  readonly currency: Currency;
  readonly taxesIncluded: boolean;
  readonly isTest: boolean;
  readonly lines: readonly ShopLine[];
  readonly shippingMinor: Minor;
  readonly tipMinor: Minor;
  /** Id of the payment at its gateway; '' for none. */
  readonly payment: string;
  readonly createdAt: number;
  updatedAt: number;
  cancelledAt: number | null;
  status: FinancialStatus;
  /** Refunded without goods coming back. */
  goodwillMinor: Minor;
  isShippingRefunded: boolean;
  /** Added to the totals, to make them wrong. */
  errorMinor: Minor;
}

const FIRST_ID = 5_800_000_000_000;

export const orderIdOf = (order: Pick<ShopOrder, 'number'>): string =>
  String(FIRST_ID + order.number * 32_768);
export const orderGidOf = (order: Pick<ShopOrder, 'number'>): string =>
  `gid://shopify/Order/${orderIdOf(order)}`;

/** What is left of a line's amount: its share, rounded. */
const shareOf = (line: ShopLine, amount: Minor, count: number): Minor =>
  count === line.quantity ? amount : (splitMinor(amount, [count, line.quantity - count])[0] ?? 0);

interface Totals {
  readonly tax: Minor;
  readonly total: Minor;
}

export function totalsOf(order: ShopOrder, which: 'ordered' | 'left'): Totals {
  const isLeft = which === 'left';
  const count = (line: ShopLine) => (isLeft ? line.current : line.quantity);
  const tax = sumMinor(order.lines.map((line) => shareOf(line, line.taxMinor, count(line))));
  const goods = order.lines.map((line) =>
    shareOf(line, line.priceMinor * line.quantity - line.discountMinor, count(line)),
  );
  const shipping = isLeft && order.isShippingRefunded ? 0 : order.shippingMinor;
  const extra = order.tipMinor + order.errorMinor - (isLeft ? order.goodwillMinor : 0);
  return { tax, total: sumMinor(goods) + shipping + extra + (order.taxesIncluded ? 0 : tax) };
}

/** "12.5" and "10.0": a decimal with at least one place, as Shopify writes them. */
function decimal(minor: Minor, unit: Currency): string {
  const text = formatMinor(minor, unit);
  return text.includes('.') ? text.replace(/0$/, '') : `${text}.0`;
}

function money(minor: Minor, unit: Currency): object {
  const one = { amount: decimal(minor, unit), currencyCode: unit };
  return { presentmentMoney: one, shopMoney: one };
}

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

function addressOf(customer: DemoCustomer): object {
  return {
    name: customer.contact.name,
    company: customer.company,
    address1: customer.address1,
    address2: null,
    city: customer.city,
    province: customer.state,
    provinceCode: customer.state || null,
    zip: customer.zip,
    countryCodeV2: customer.country,
    phone: customer.phone,
  };
}

export function lineObject(order: ShopOrder, line: ShopLine, at: number): { readonly id: string } {
  const unit = order.currency;
  return Object.assign(
    { id: `gid://shopify/LineItem/${FIRST_ID + order.number * 1_000 + at}` },
    {
      sku: line.item.item,
      name: line.item.description,
      title: line.item.description,
      quantity: line.quantity,
      currentQuantity: line.current,
      originalUnitPriceSet: money(line.priceMinor, unit),
      discountAllocations:
        line.discountMinor === 0 ? [] : [{ allocatedAmountSet: money(line.discountMinor, unit) }],
      taxLines: line.taxMinor === 0 ? [] : [{ title: 'Tax', priceSet: money(line.taxMinor, unit) }],
    },
  );
}

/** `listLines` gives a page of the lines. */
export function orderObject(
  order: ShopOrder,
  listLines: (args: Readonly<Record<string, unknown>>) => object,
): object {
  const unit = order.currency;
  const [ordered, left] = [totalsOf(order, 'ordered'), totalsOf(order, 'left')];
  const isCaptured = order.payment !== '' && !['PENDING', 'VOIDED'].includes(order.status);
  return {
    id: orderGidOf(order),
    name: `#${order.number}`,
    test: order.isTest,
    createdAt: iso(order.createdAt),
    processedAt: iso(order.createdAt),
    updatedAt: iso(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : iso(order.cancelledAt),
    displayFinancialStatus: order.status,
    currencyCode: unit,
    presentmentCurrencyCode: unit,
    taxesIncluded: order.taxesIncluded,
    email: order.customer.contact.email,
    phone: null,
    note: null,
    customer: {
      id: `gid://shopify/Customer/${customerNumber(order.customer)}`,
      displayName: order.customer.contact.name,
    },
    billingAddress: addressOf(order.customer),
    shippingAddress: addressOf(order.customer),
    totalPriceSet: money(ordered.total, unit),
    currentTotalPriceSet: money(left.total, unit),
    totalTaxSet: money(ordered.tax, unit),
    currentTotalTaxSet: money(left.tax, unit),
    totalTipReceivedSet: money(order.tipMinor, unit),
    originalTotalDutiesSet: null,
    currentTotalDutiesSet: null,
    lineItems: listLines,
    shippingLines: () => ({
      nodes:
        order.shippingMinor === 0
          ? []
          : [
              {
                title: 'Standard',
                discountedPriceSet: money(order.shippingMinor, unit),
                currentDiscountedPriceSet: money(order.isShippingRefunded ? 0 : order.shippingMinor, unit),
                taxLines: [],
              },
            ],
    }),
    transactions: () =>
      isCaptured
        ? [
            {
              kind: order.status === 'AUTHORIZED' ? 'AUTHORIZATION' : 'SALE',
              status: 'SUCCESS',
              gateway: 'stripe',
              authorizationCode: order.payment,
              paymentId: `${order.number}.1`,
              receiptJson: JSON.stringify({ id: order.payment, object: 'charge' }),
            },
          ]
        : [],
  };
}

/** The same for the same customer, whatever was ordered. */
function customerNumber({ custno }: DemoCustomer): number {
  return [...custno].reduce((sum, sign) => (sum * 37 + sign.charCodeAt(0)) % 1_000_000_007, 7_000_000);
}
