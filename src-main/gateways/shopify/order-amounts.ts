/**
 * What an order's lines, shipping, tax and total are, so that they add up. Facts: shopify.dev/docs/api/admin-graphql/2026-10:
 * LineItem.quantity counts what was ordered, currentQuantity what is left after removals and returns; discountAllocations and taxLines
 * are of the whole quantity, and every discount of the order is among the allocations of its lines (those on shipping are in
 * discountedPriceSet). With taxesIncluded, prices of lines and shipping contain their tax. totalPriceSet is before returns,
 * currentTotalPriceSet after them.
 *
 * Uncertain: how a refund of money without goods moves currentTotalPriceSet; so, where what is left does not add up, what was ordered
 * is taken. Tips and duties have no line everywhere: they become one where just they are missing from the total.
 */
import { type Currency, currency, parseMinor, splitMinor, sumMinor } from '../../../shared/money.ts';
import type { OrderLine } from '../../../shared/orders.ts';
import { RecordRefused } from '../record.ts';
import type { Money, ShopifyLine, ShopifyOrder } from './queries.ts';

export interface OrderAmounts {
  readonly lines: readonly OrderLine[];
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

/** In whose place the amounts are read: of what was ordered, or of what is left of it. */
type Reading = 'ordered' | 'left';

/** `isOver`: refunded or cancelled, so that little or nothing is left. Amounts that add up neither way are those of the first. */
export function amountsOf(order: ShopifyOrder, isOver: boolean): OrderAmounts {
  const isEmpty = order.lineItems.nodes.every(({ currentQuantity }) => currentQuantity === 0);
  const readings: readonly Reading[] = isOver || isEmpty ? ['ordered'] : ['left', 'ordered'];
  const read = readings.map((reading) => amountsRead(order, reading));
  const [first] = read;
  if (!first) throw new RecordRefused('The order has no amounts.');
  return read.find((amounts) => missing(amounts) === 0) ?? first;
}

function amountsRead(order: ShopifyOrder, reading: Reading): OrderAmounts {
  const unit = currency(order.presentmentCurrencyCode);
  const of = (money: Money | null | undefined) => (money ? minorOf(money, unit) : 0);
  const isLeft = reading === 'left';
  const lines = order.lineItems.nodes
    .map((line) => ({ line, count: isLeft ? line.currentQuantity : line.quantity }))
    .filter(({ count }) => count > 0);
  const shipping = order.shippingLines.nodes.map((it) => {
    const [left, ordered] = [of(it.currentDiscountedPriceSet), of(it.discountedPriceSet)];
    const price = isLeft ? left : ordered;
    // A shipping line that was refunded has no tax left in it.
    return order.taxesIncluded && price > 0 ? price - taxIn(it.taxLines, unit) : price;
  });
  const amounts = {
    lines: lines.map(({ line, count }) => lineOf(line, count, order.taxesIncluded, unit)),
    shippingMinor: sumMinor(shipping),
    taxMinor: of(isLeft ? order.currentTotalTaxSet : order.totalTaxSet),
    totalMinor: of(isLeft ? order.currentTotalPriceSet : order.totalPriceSet),
  };
  const cut = lines.flatMap(({ line, count }, at) => (count < line.quantity ? [at] : []));
  return withExtras(rounded(amounts, cut), [
    { description: 'Tip', amountMinor: of(order.totalTipReceivedSet) },
    {
      description: 'Duties',
      amountMinor: of(isLeft ? order.currentTotalDutiesSet : order.originalTotalDutiesSet),
    },
  ]);
}

function lineOf(line: ShopifyLine, count: number, taxesIncluded: boolean, unit: Currency): OrderLine {
  const discounts = sumMinor(
    line.discountAllocations.map(({ allocatedAmountSet }) => minorOf(allocatedAmountSet, unit)),
  );
  const tax = taxesIncluded ? taxIn(line.taxLines, unit) : 0;
  const whole = minorOf(line.originalUnitPriceSet, unit) * line.quantity - discounts - tax;
  const [share] = count === line.quantity ? [whole] : splitMinor(whole, [count, line.quantity - count]);
  return { sku: line.sku || null, description: line.name, quantity: String(count), amountMinor: share ?? 0 };
}

const taxIn = (lines: readonly { readonly priceSet: Money }[], unit: Currency): number =>
  sumMinor(lines.map(({ priceSet }) => minorOf(priceSet, unit)));

/** What the total has beyond its parts; below zero where it is less. */
const missing = ({ lines, shippingMinor, taxMinor, totalMinor }: OrderAmounts): number =>
  totalMinor - taxMinor - shippingMinor - sumMinor(lines.map(({ amountMinor }) => amountMinor));

/** Shares of discounts and taxes of lines that were cut are rounded here as there; at most a minor unit of each per line. */
function rounded(amounts: OrderAmounts, cut: readonly number[]): OrderAmounts {
  const left = missing(amounts);
  const [first] = cut;
  if (left === 0 || first === undefined || Math.abs(left) > 2 * cut.length) return amounts;
  const lines = amounts.lines.map((line, at) =>
    at === first ? { ...line, amountMinor: line.amountMinor + left } : line,
  );
  return { ...amounts, lines };
}

type Extra = Pick<OrderLine, 'description' | 'amountMinor'>;

function withExtras(amounts: OrderAmounts, extras: readonly [Extra, Extra]): OrderAmounts {
  const left = missing(amounts);
  const [first, second] = extras;
  const added = [[first], [second], [first, second]].find(
    (some) => left > 0 && sumMinor(some.map(({ amountMinor }) => amountMinor)) === left,
  );
  if (!added) return amounts;
  const lines = added
    .filter(({ amountMinor }) => amountMinor > 0)
    .map((extra): OrderLine => ({ sku: null, quantity: '1', ...extra }));
  return { ...amounts, lines: [...amounts.lines, ...lines] };
}

/** Throws RecordRefused for an amount in another currency than the order's. */
function minorOf({ presentmentMoney }: Money, unit: Currency): number {
  if (presentmentMoney.currencyCode !== unit) {
    throw new RecordRefused(
      `The order is in ${unit}, but one of its amounts is in ${presentmentMoney.currencyCode}.`,
    );
  }
  return parseMinor(presentmentMoney.amount, unit);
}
