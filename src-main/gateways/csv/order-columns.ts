/**
 * Which columns of an orders export mean what, by their names. Names: Shopify's own export (help.shopify.com, Exporting orders: one row
 * for each line, the order's columns filled on its first row alone), the exports of WooCommerce (woocommerce.com/document/
 * import-and-export-of-woocommerce-orders and the exporter's "one row per item"), and what other shops call the same.
 */

import { layoutFor } from './read-export.ts';
import type { CsvSettings } from './settings.ts';
import { plain } from './suggest.ts';
import type { Table } from './table.ts';

/** Best first. Compared without case, spaces and signs. */
const NAMES = {
  number: [
    /^order(number|no|nr|name)$/,
    /^salesorder(number|no)?$/,
    /^order(id|ref|reference)?$/,
    /^bestellnummer$/,
  ],
  externalId: [/^(orderid|id)$/],
  lineSku: [/^(lineitem|line|item|product|variant)?sku$/, /^(item|article|product|part)(code|number|no)$/],
  lineName: [
    /^(lineitem|line|item|product|article)(name|title|description)$/,
    /^(product|item|article)$/,
    /^description$/,
  ],
  lineQuantity: [/^(lineitem|line|item|product)?(quantity|qty)(ordered)?$/, /^(anzahl|menge)$/],
  linePrice: [/^(lineitem|line|item|product)?(unit)?(price|cost)(each)?$/, /^einzelpreis$/],
  lineTotal: [/^(line|lineitem|item|row)(total|amount|subtotal|net)$/, /^extend(ed)?(price|amount)$/],
  lineDiscount: [/^(line|lineitem|item)discount(amount)?$/],
  lineTax: [/^(line|lineitem|item)(tax|vat)(amount)?$/],
  date: [
    /^(createdat|orderdate|orderedat|placedat|purchasedate|datecreated|dateordered)$/,
    /^(date|created)$/,
  ],
  paidAt: [/^(paidat|datepaid|paiddate|paymentdate)$/],
  cancelledAt: [/^(cancell?edat|cancell?eddate|datecancell?ed|cancell?ed)$/],
  status: [/^(financial|payment)status$/, /^(orderstatus|status)$/],
  currency: [/^(order)?currency(code)?$/, /^ccy$/],
  shipping: [/^(order)?(shipping|postage|freight|delivery)(amount|total|cost|price|charge)?$/],
  tax: [/^(order)?(total)?(tax|taxes|vat|salestax)(amount|total)?$/],
  total: [/^(order)?(grand)?total(amount|price)?$/, /^orderamount$/],
  discount: [/^(order|cart)?(total)?discount(amount|total)?$/],
  refunded: [/^(order)?(refunded|refund)(amount|total)$/, /^(amount|total)refunded$/],
  email: [/^(customer|buyer|billing)?email(address)?(billing)?$/],
  phone: [/^(customer|buyer)?phone(number)?$/, /^(billingphone|phonebilling)$/],
  buyerName: [/^(customer|buyer)(name)?$/],
  customerRef: [/^(customer|account)(id|no|number)$/],
  note: [/^(order|customer)?(note|notes|comment|comments)$/],
} as const satisfies Record<string, readonly RegExp[]>;
export type OrderField = keyof typeof NAMES;

const PAYMENT_IDS = /^(payment(id|reference|references|intent|intentid)|transactionid|chargeid)$/;
/** What exports of payments have beside articles, as PayPal's do, and exports of orders have not. */
const OF_PAYMENTS = /^(fee|fees|net|netamount|gross|grossamount|balance|payout|payoutid|transferid)$/;

const PARTS = {
  name: [/^name$/],
  firstName: [/^firstname$/],
  lastName: [/^lastname$/],
  company: [/^company(name)?$/],
  line1: [/^address(line)?1$/, /^(street|address|address12)$/],
  line2: [/^address(line)?2$/],
  city: [/^(city|town)$/],
  state: [/^(province|state)(code)?$/, /^(county|region)$/],
  postalCode: [/^(zip|postcode|postalcode|zipcode)$/],
  country: [/^country(code)?$/],
} as const satisfies Record<string, readonly RegExp[]>;
export type AddressPart = keyof typeof PARTS;

const SIDES = {
  billing: /^(?:billing|billto|bill)(.+)$|^(.+)billing$/,
  shipping: /^(?:shipping|shipto|ship|delivery)(.+)$|^(.+)shipping$/,
} as const;
export type AddressSide = keyof typeof SIDES;

/** Places in a row, by what stands there. */
export interface OrderColumns {
  readonly fields: ReadonlyMap<OrderField, number>;
  readonly paymentIds: readonly number[];
  readonly addresses: Readonly<Record<AddressSide, ReadonlyMap<AddressPart, number>>>;
}

/** Null where the table has no column for an order's number or none for its lines, and for what a gateway exports of payments. */
export function orderColumnsOf(headers: readonly string[]): OrderColumns | null {
  const names = headers.map(plain);
  if (names.some((name) => OF_PAYMENTS.test(name))) return null;
  const isShopifys = names.some((name) => name.startsWith('lineitem'));
  const fields = new Map<OrderField, number>();
  const taken = new Set<number>();
  for (const field of Object.keys(NAMES) as OrderField[]) {
    const at = firstOf(names, NAMES[field], taken);
    if (at < 0) continue;
    fields.set(field, at);
    taken.add(at);
  }
  // Shopify calls an order's number its name.
  const named = names.indexOf('name');
  if (isShopifys && named >= 0) fields.set('number', named);
  const has = (field: OrderField) => fields.has(field);
  const hasLines =
    has('lineQuantity') && (has('lineSku') || has('lineName')) && (has('linePrice') || has('lineTotal'));
  if (!has('number') || !hasLines) return null;
  return {
    fields,
    paymentIds: names.flatMap((name, at) => (PAYMENT_IDS.test(name) ? [at] : [])),
    addresses: { billing: partsOf(names, 'billing'), shipping: partsOf(names, 'shipping') },
  };
}

/** A layout that was saved for these columns says that they are payments. */
export const isOrdersExport = (table: Table, { layouts }: Pick<CsvSettings, 'layouts'>): boolean =>
  orderColumnsOf(table.headers) !== null && layoutFor(table, layouts) === null;

function firstOf(names: readonly string[], patterns: readonly RegExp[], taken: ReadonlySet<number>): number {
  for (const pattern of patterns) {
    const at = names.findIndex((name, place) => !taken.has(place) && pattern.test(name));
    if (at >= 0) return at;
  }
  return -1;
}

function partsOf(names: readonly string[], side: AddressSide): Map<AddressPart, number> {
  const parts = names.map((name) => {
    const [, after, before] = SIDES[side].exec(name) ?? [];
    return after ?? before ?? '';
  });
  const found = (Object.keys(PARTS) as AddressPart[]).map(
    (part) => [part, firstOf(parts, PARTS[part], new Set())] as const,
  );
  return new Map(found.filter(([, at]) => at >= 0));
}
