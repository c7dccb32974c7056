/**
 * What is asked of Shopify, and the shapes of its answers. Names and meanings: shopify.dev/docs/api/admin-graphql/2026-10, objects
 * Order, LineItem, ShippingLine, OrderTransaction, MailingAddress, MoneyBag (amounts are decimal strings), AppInstallation.
 */
import * as z from 'zod';

const MONEY = '{ presentmentMoney { amount currencyCode } }';
const ADDRESS = '{ name company address1 address2 city provinceCode province zip countryCodeV2 }';

const LINE = `
  id sku name quantity currentQuantity
  originalUnitPriceSet ${MONEY}
  discountAllocations { allocatedAmountSet ${MONEY} }
  taxLines { priceSet ${MONEY} }`;

const ORDER = `
  id name test createdAt processedAt updatedAt cancelledAt
  displayFinancialStatus presentmentCurrencyCode taxesIncluded
  email phone note
  customer @include(if: $customers) { id displayName }
  billingAddress ${ADDRESS}
  shippingAddress ${ADDRESS}
  totalPriceSet ${MONEY}
  currentTotalPriceSet ${MONEY}
  totalTaxSet ${MONEY}
  currentTotalTaxSet ${MONEY}
  totalTipReceivedSet ${MONEY}
  originalTotalDutiesSet ${MONEY}
  currentTotalDutiesSet ${MONEY}
  lineItems(first: $lines) { pageInfo { hasNextPage endCursor } nodes { ${LINE} } }
  shippingLines(first: 5) {
    nodes { discountedPriceSet ${MONEY} currentDiscountedPriceSet ${MONEY} taxLines { priceSet ${MONEY} } }
  }
  transactions(first: 10) { kind status gateway authorizationCode paymentId receiptJson }`;

export const SHOP_QUERY = `query Shop {
  shop { id name plan { partnerDevelopment } }
  currentAppInstallation { accessScopes { handle } }
}`;

export const ANY_ORDER_QUERY = 'query AnyOrder { orders(first: 1) { nodes { id } } }';

export const ORDERS_QUERY = `query Orders($first: Int!, $lines: Int!, $after: String, $query: String!, $customers: Boolean!) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes { ${ORDER} }
  }
}`;

export const LINES_QUERY = `query Lines($id: ID!, $lines: Int!, $after: String) {
  order(id: $id) {
    lineItems(first: $lines, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${LINE} } }
  }
}`;

const Text = z.string().nullish();
const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const Money = z.object({ presentmentMoney: z.object({ amount: z.string(), currencyCode: z.string() }) });
export type Money = z.infer<typeof Money>;
const TaxLines = z.array(z.object({ priceSet: Money }));

const Address = z
  .object({
    name: Text,
    company: Text,
    address1: Text,
    address2: Text,
    city: Text,
    provinceCode: Text,
    province: Text,
    zip: Text,
    countryCodeV2: Text,
  })
  .nullish();
export type ShopifyAddress = z.infer<typeof Address>;

export const ShopifyLine = z.object({
  id: z.string(),
  sku: Text,
  name: z.string(),
  quantity: z.number().int(),
  currentQuantity: z.number().int(),
  originalUnitPriceSet: Money,
  discountAllocations: z.array(z.object({ allocatedAmountSet: Money })),
  taxLines: TaxLines,
});
export type ShopifyLine = z.infer<typeof ShopifyLine>;

export const ShopifyOrder = z.object({
  id: z.string().min(1),
  name: z.string(),
  test: z.boolean(),
  createdAt: z.string(),
  processedAt: Text,
  updatedAt: z.string(),
  cancelledAt: Text,
  displayFinancialStatus: Text,
  presentmentCurrencyCode: z.string(),
  taxesIncluded: z.boolean(),
  email: Text,
  phone: Text,
  note: Text,
  customer: z.object({ id: z.string(), displayName: Text }).nullish(),
  billingAddress: Address,
  shippingAddress: Address,
  totalPriceSet: Money,
  currentTotalPriceSet: Money,
  totalTaxSet: Money.nullish(),
  currentTotalTaxSet: Money,
  totalTipReceivedSet: Money.nullish(),
  originalTotalDutiesSet: Money.nullish(),
  currentTotalDutiesSet: Money.nullish(),
  lineItems: z.object({ pageInfo: PageInfo, nodes: z.array(ShopifyLine) }),
  shippingLines: z.object({
    nodes: z.array(
      z.object({ discountedPriceSet: Money, currentDiscountedPriceSet: Money, taxLines: TaxLines }),
    ),
  }),
  transactions: z.array(
    z.object({
      kind: z.string(),
      status: z.string(),
      gateway: Text,
      authorizationCode: Text,
      paymentId: Text,
      receiptJson: z.unknown(),
    }),
  ),
});
export type ShopifyOrder = z.infer<typeof ShopifyOrder>;

export const ShopAnswer = z.object({
  shop: z.object({
    id: z.string(),
    name: z.string(),
    plan: z.object({ partnerDevelopment: z.boolean() }).nullish(),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }).nullish(),
});

export const AnyOrderAnswer = z.object({
  orders: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
});

/** Orders are checked one by one, so that one that is not right rejects itself alone. */
export const OrdersAnswer = z.object({
  orders: z.object({ pageInfo: PageInfo, nodes: z.array(z.looseObject({ id: z.string() })) }),
});

export const LinesAnswer = z.object({
  order: z.object({ lineItems: z.object({ pageInfo: PageInfo, nodes: z.array(z.unknown()) }) }).nullish(),
});
