/**
 * One exported order to a web order. Exports differ in what their discount covers (the lines' own discounts with it or without), and
 * do not say so: of the ways to read it, the one is taken by which the order adds up.
 */
import { type Currency, currency, type Minor, sumMinor } from '../../../shared/money.ts';
import type { OrderAddress, OrderLine, OrderStatus } from '../../../shared/orders.ts';
import type { OrderDraft } from '../order-record.ts';
import { RecordRefused } from '../record.ts';
import type { AddressSide, OrderColumns, OrderField } from './order-columns.ts';
import { cellOf, type ExportedOrder, type OrderReader, orderReader } from './order-rows.ts';
import type { TableRow } from './table.ts';
import { type DecimalMark, parseWritten } from './written-amount.ts';
import { type DateOrder, parseWrittenDate } from './written-date.ts';

/** How a whole file is written. */
export interface OrdersDialect {
  readonly columns: OrderColumns;
  readonly decimalMark: DecimalMark;
  readonly dateOrder: DateOrder;
  readonly timeZone: string;
  /** Where no column says it. */
  readonly currency: string | null;
}

interface ReadLine {
  readonly line: Omit<OrderLine, 'amountMinor'>;
  readonly grossMinor: Minor;
  readonly discountMinor: Minor;
  readonly taxMinor: Minor;
}

interface Amounts {
  readonly lines: readonly OrderLine[];
  readonly discountMinor: Minor;
}

/** Null for an order that is not paid. Throws RecordRefused or MoneyError with a sentence. */
export function csvOrderDraft(order: ExportedOrder, dialect: OrdersDialect): OrderDraft | null {
  const fault = order.rows.find((row) => row.fault !== null);
  if (fault) throw new RecordRefused(`On line ${fault.line}: ${fault.fault}`);
  const read = orderReader(order, dialect.columns);
  const unit = currency(read.value('currency') || (dialect.currency ?? ''));
  const amount = (field: OrderField) => writtenOr0(read.value(field), dialect, unit);
  if (read.value('total') === '') throw new RecordRefused('The order has no total.');
  const totalMinor = amount('total');
  const status = statusOf(read, Math.abs(amount('refunded')), totalMinor);
  if (status === null) return null;
  const placed = read.value('date') || read.value('paidAt');
  if (placed === '') throw new RecordRefused('The order has no date.');
  const fixed = { shippingMinor: amount('shipping'), taxMinor: amount('tax'), totalMinor };
  const lines = order.rows.flatMap((row) => lineOf(row, dialect, unit) ?? []);
  const billing = addressOf(read, 'billing');
  const shipping = addressOf(read, 'shipping');
  return {
    externalId: read.value('externalId') || order.number,
    name: order.number,
    placedAt: parseWrittenDate(placed, dialect.dateOrder, dialect.timeZone),
    status,
    currency: unit,
    ...fixed,
    ...chosen(lines, Math.abs(amount('discount')), fixed),
    buyer: {
      name: read.value('buyerName') || billing?.name || shipping?.name || null,
      email: read.value('email') || null,
      phone: read.value('phone') || null,
      customerRef: read.value('customerRef') || null,
    },
    billing,
    shipping,
    paymentIds: [...read.paymentIds],
    note: read.value('note') || null,
  };
}

function writtenOr0(text: string, dialect: OrdersDialect, unit: Currency): Minor {
  return text === '' ? 0 : parseWritten(text, dialect.decimalMark, unit);
}

/** Null for a row without a line: some exports close an order with one. */
function lineOf(row: TableRow, dialect: OrdersDialect, unit: Currency): ReadLine | null {
  const of = (field: OrderField) => cellOf(row, dialect.columns.fields.get(field));
  const description = of('lineName') || of('lineSku');
  const quantity = of('lineQuantity').replace(',', '.');
  if (description === '' && quantity === '') return null;
  if (!/^\d{1,9}(\.\d{1,4})?$/.test(quantity)) {
    throw new RecordRefused(`On line ${row.line}: "${of('lineQuantity')}" is not a quantity.`);
  }
  if (Number(quantity) === 0) return null;
  const total = of('lineTotal');
  const grossMinor =
    total === ''
      ? times(parseWritten(of('linePrice'), dialect.decimalMark, unit), quantity)
      : parseWritten(total, dialect.decimalMark, unit);
  return {
    line: { sku: of('lineSku') || null, description, quantity },
    grossMinor,
    discountMinor: Math.abs(writtenOr0(of('lineDiscount'), dialect, unit)),
    taxMinor: writtenOr0(of('lineTax'), dialect, unit),
  };
}

/** A price by a quantity with decimals, to the nearest minor unit. */
function times(price: Minor, quantity: string): Minor {
  const [whole = '0', decimals = ''] = quantity.split('.');
  const scale = 10n ** BigInt(decimals.length);
  const product = BigInt(price) * BigInt(`${whole}${decimals}`);
  return Number((product * 2n + scale) / (scale * 2n));
}

type Fixed = Pick<OrderDraft, 'shippingMinor' | 'taxMinor' | 'totalMinor'>;

function chosen(
  lines: readonly ReadLine[],
  discount: Minor,
  fixed: Fixed,
): { lines: OrderLine[]; discountMinor: Minor } {
  const own = sumMinor(lines.map(({ discountMinor }) => discountMinor));
  const after = (of: (line: ReadLine) => Minor) =>
    lines.map((it): OrderLine => ({ ...it.line, amountMinor: of(it) }));
  const discounted = ({ grossMinor, discountMinor }: ReadLine) => grossMinor - discountMinor;
  const ways: Amounts[] = [
    { lines: after(discounted), discountMinor: discount },
    { lines: after(discounted), discountMinor: Math.max(0, discount - own) },
    { lines: after(({ grossMinor }) => grossMinor), discountMinor: discount },
    // Prices with their tax, where the export says how much of it is in each line.
    { lines: after((it) => discounted(it) - it.taxMinor), discountMinor: discount },
    { lines: after((it) => discounted(it) - it.taxMinor), discountMinor: Math.max(0, discount - own) },
  ];
  const sum = (way: Amounts) =>
    sumMinor(way.lines.map(({ amountMinor }) => amountMinor)) + fixed.shippingMinor - way.discountMinor;
  const right = ways.find((way) => sum(way) + fixed.taxMinor === fixed.totalMinor);
  if (!right && fixed.taxMinor > 0 && ways.some((way) => sum(way) === fixed.totalMinor)) {
    throw new RecordRefused(
      'The prices include their tax, and the export does not say how much of it is in each line. Add a column "Line tax", or read the shop itself.',
    );
  }
  const [usual = { lines: [], discountMinor: 0 }] = ways;
  const { lines: taken, discountMinor } = right ?? usual;
  return { lines: [...taken], discountMinor };
}

const STATUSES: readonly (readonly [RegExp, OrderStatus | null])[] = [
  [/part\w*[ _-]?refund/, 'part_refunded'],
  [/refund/, 'refunded'],
  [/cancel|abort/, 'cancelled'],
  // Voided: the buyer's card was never charged.
  [
    /unpaid|not ?paid|part\w*[ _-]?paid|pending|await|authori|hold|fail|declin|draft|expire|void|checkout/,
    null,
  ],
  [/paid|complet|process|captur|fulfil|shipped|deliver|closed|success/, 'paid'],
];

/** Null: not paid. Without a column that says so, an order is paid. */
function statusOf(read: OrderReader, refunded: Minor, total: Minor): OrderStatus | null {
  if (/[^0\s]/.test(read.value('cancelledAt')) && !/^(no|false)$/i.test(read.value('cancelledAt'))) {
    return /void/i.test(read.value('status')) ? null : 'cancelled';
  }
  const word = read.value('status').toLowerCase();
  const found = word === '' ? 'paid' : STATUSES.find(([pattern]) => pattern.test(word))?.[1];
  if (found === undefined)
    throw new RecordRefused(`The order's status is "${word}", which is not known here.`);
  if (found !== 'paid' || refunded === 0) return found;
  return refunded >= total ? 'refunded' : 'part_refunded';
}

function addressOf(read: OrderReader, side: AddressSide): OrderAddress | null {
  const of = (part: Parameters<OrderReader['part']>[1]) => read.part(side, part);
  const address: OrderAddress = {
    name: of('name') || [of('firstName'), of('lastName')].filter((it) => it !== '').join(' '),
    company: of('company'),
    line1: of('line1'),
    line2: of('line2'),
    city: of('city'),
    state: of('state'),
    postalCode: of('postalCode'),
    country: of('country'),
  };
  return Object.values(address).some((text) => text !== '') ? address : null;
}
