/** What a web order is proposed to become, and everything that keeps it from being brought in by one click. */

import type { AccountingDate, TransactionId } from '../../shared/model.ts';
import { exponentOf, formatMinor } from '../../shared/money.ts';
import type { LedgerItem, OrderProposal, SalesOrder, WebOrder } from '../../shared/orders.ts';
import type { CustomerPair } from '../customers/index.ts';

export interface OrderKnowledge {
  readonly itemsByNumber: ReadonlyMap<string, LedgerItem>;
  /** By folded description; two with the same one are in neither. */
  readonly itemsByDescription: ReadonlyMap<string, LedgerItem>;
  /** What a person said: by sku, or by description where there is none. */
  readonly linkedItem: (sku: string | null, description: string) => string | null;
  readonly buyer: (order: WebOrder) => CustomerPair;
  readonly payment: (
    order: WebOrder,
  ) => { readonly id: TransactionId; readonly amountMinor: number; readonly currency: string } | null;
  readonly dateOf: (order: WebOrder) => AccountingDate;
  readonly numberOf: (order: WebOrder) => string;
  readonly location: string;
  readonly itemLength: number;
  /** A shipping article is not needed where the order has a field for it. */
  readonly baseCurrency: string;
}

export const foldDescription = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export function proposeOrder(order: WebOrder, known: OrderKnowledge): OrderProposal {
  const problems: string[] = [];
  const evidence: string[] = [];
  const items = order.lines.map((line) => itemFor(line, known));
  items.forEach((item, at) => {
    const line = order.lines[at];
    if (item === null && line) {
      problems.push(
        `The article ${line.sku ? `${line.sku} (${line.description})` : line.description} is not known in the ledger.`,
      );
    }
  });
  const pair = known.buyer(order);
  const customer =
    pair.ledger !== null && pair.certainty !== 'likely' && pair.certainty !== 'open' ? pair.ledger : null;
  if (customer === null) {
    problems.push(
      pair.ledger === null
        ? `The buyer ${nameOf(order)} is not known in the ledger.`
        : `The buyer ${nameOf(order)} may be ${pair.ledger.customerNo}; confirm it.`,
    );
  }
  evidence.push(...pair.evidence);
  const payment = known.payment(order);
  if (payment === null) problems.push('Its payment has not come in from the gateway yet.');
  else if (payment.amountMinor !== order.totalMinor || payment.currency !== order.currency) {
    problems.push(
      `Its payment is ${formatMinor(payment.amountMinor, order.currency)}, and the order ${formatMinor(order.totalMinor, order.currency)}.`,
    );
  } else evidence.push('Its payment came in with the same amount.');
  if (order.currency !== known.baseCurrency) {
    problems.push(`It is in ${order.currency}; sales orders are written in ${known.baseCurrency} only.`);
  }
  if (order.status !== 'paid') problems.push(STATUS_WORDS[order.status]);
  return {
    salesOrder:
      problems.length === 0 && customer ? salesOrder(order, customer.customerNo, items, known) : null,
    customerNo: pair.ledger?.customerNo ?? null,
    customerName: pair.ledger?.values.name ?? null,
    items,
    payment: payment?.id ?? null,
    evidence,
    problems,
  };
}

const STATUS_WORDS = {
  part_refunded: 'Part of it was refunded in the shop: enter what is left of it in the ledger by hand.',
  refunded: 'It was refunded in the shop.',
  cancelled: 'It was cancelled in the shop.',
} as const;

const nameOf = ({ buyer }: WebOrder): string => buyer.name ?? buyer.email ?? 'of this order';

function itemFor(line: WebOrder['lines'][number], known: OrderKnowledge): OrderProposal['items'][number] {
  const linked = known.linkedItem(line.sku, line.description);
  const of = (item: LedgerItem | undefined, reason: string) => (item ? { ...item, reason } : null);
  return (
    (linked === null ? null : of(known.itemsByNumber.get(linked.toLowerCase()), 'You said so.')) ??
    (line.sku === null
      ? null
      : of(
          known.itemsByNumber.get(line.sku.trim().toLowerCase()),
          `It has the article number ${line.sku}.`,
        )) ??
    of(
      known.itemsByDescription.get(foldDescription(line.description)),
      'It is described the same, and only this one.',
    )
  );
}

function salesOrder(
  order: WebOrder,
  customerNo: string,
  items: OrderProposal['items'],
  known: OrderKnowledge,
): SalesOrder {
  return {
    number: known.numberOf(order),
    reference: order.name,
    customerNo,
    date: known.dateOf(order),
    currency: order.currency,
    lines: order.lines.map((line, at) => ({
      item: items[at]?.item ?? '',
      description: items[at]?.description || line.description,
      quantity: line.quantity,
      unitPrice: unitPrice(line.amountMinor, line.quantity, exponentOf(order.currency)),
      amountMinor: line.amountMinor,
    })),
    shippingMinor: order.shippingMinor,
    taxMinor: order.taxMinor,
    discountMinor: order.discountMinor,
    totalMinor: order.totalMinor,
    location: known.location,
    shipTo: order.shipping ?? order.billing,
  };
}

/** amount ÷ quantity to four decimals of the currency's unit, half away from zero, in whole numbers. */
export function unitPrice(amountMinor: number, quantity: string, exponent: number): string {
  const [whole = '0', fraction = ''] = quantity.split('.');
  const scaled = BigInt(`${whole}${fraction.padEnd(4, '0')}`);
  if (scaled === 0n) return '0';
  const negative = amountMinor < 0;
  const numerator = BigInt(Math.abs(amountMinor)) * 10n ** BigInt(4 + 4 - exponent);
  const price = (numerator * 2n + scaled) / (scaled * 2n);
  const digits = price.toString().padStart(5, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
