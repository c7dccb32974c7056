/** Makes invoices, credits and the sales orders behind them, as the demo company's order desk would have. */
import { convertMinor, currency, type Minor, sumMinor } from '../../../shared/money.ts';
import { addDays } from './calendar.ts';
import { DIGITS, type Random } from './random.ts';
import type { Stock } from './stock.ts';
import type { DemoCustomer, DemoInvoice, DemoLine, DemoOrder } from './types.ts';

const USD = currency('USD');
/** US dollars per unit, within a percent or two of each other from day to day. */
const RATES = { USD: 10_000, CAD: 7_290, GBP: 12_680 } as const;

export interface InvoiceWish {
  /** A service plan at its fixed price, where the same amount as another invoice is wanted. */
  readonly plan?: boolean;
  readonly lines?: readonly DemoLine[];
  readonly isVoid?: boolean;
  /** Made from a sales order; left out: mostly. */
  readonly ordered?: boolean;
}

export interface OrderDesk {
  readonly invoices: DemoInvoice[];
  readonly orders: DemoOrder[];
  invoice(customer: DemoCustomer, date: string, wish?: InvoiceWish): DemoInvoice;
  /** A credit for some of the invoice's goods. */
  credit(against: DemoInvoice, date: string): DemoInvoice;
  /** An order that has not become an invoice: open, a bid, or void. */
  order(customer: DemoCustomer, date: string, status: DemoOrder['status']): DemoOrder;
}

/** Settlement rate of the day, US dollars per unit with four decimals, e.g. "1.2712". */
export function rateOf(code: string, random: Random): string {
  if (code === 'USD') return '1';
  const middle = code === 'GBP' ? RATES.GBP : RATES.CAD;
  const points = String(middle + random.whole(-120, 120)).padStart(5, '0');
  return `${points.slice(0, -4)}.${points.slice(-4)}`;
}

/** What is left to pay; below zero for a credit that is not used up. */
export function balanceOf(invoice: DemoInvoice): Minor {
  if (invoice.isVoid) return 0;
  return invoice.totalMinor - sumMinor(invoice.receipts.map((it) => it.amountMinor + it.discountMinor));
}

export function inBaseCurrency(invoice: DemoInvoice, minor: Minor): Minor {
  return invoice.currency === USD ? minor : convertMinor(minor, invoice.currency, USD, invoice.exchangeRate);
}

function purchaseOrder(customer: DemoCustomer, random: Random): string {
  if (!customer.usesPurchaseOrders) return '';
  return random.weighted([
    [`PO-${random.whole(10_000, 99_999)}`, 5],
    [`45${random.text(8, DIGITS)}`, 2],
    [`${customer.custno.slice(0, 2)}-${random.whole(1000, 9999)}`, 2],
    [String(random.whole(20_000, 99_999)), 1],
  ]);
}

export function createOrderDesk(stock: Stock, random: Random): OrderDesk {
  const invoices: DemoInvoice[] = [];
  const orders: DemoOrder[] = [];

  function lineOf(item: DemoLine['item'], quantity: number): DemoLine {
    return { item, quantity, priceMinor: item.priceMinor, extendedMinor: item.priceMinor * quantity };
  }

  function drawLines(plan: boolean): DemoLine[] {
    if (plan) return [lineOf(random.pick(stock.plans), 1)];
    const count = random.weighted([
      [1, 5],
      [2, 3],
      [3, 2],
    ] as const);
    return Array.from({ length: count }, () => lineOf(random.pick(stock.goods), random.whole(1, 24)));
  }

  function order(customer: DemoCustomer, date: string, status: DemoOrder['status'], lines?: DemoLine[]) {
    const ordered = lines ?? drawLines(false);
    const made: DemoOrder = {
      customer,
      date,
      lines: ordered,
      totalMinor: sumMinor(ordered.map((line) => line.extendedMinor)),
      purchaseOrder: purchaseOrder(customer, random),
      status,
      number: '',
    };
    orders.push(made);
    return made;
  }

  function add(made: DemoInvoice): DemoInvoice {
    invoices.push(made);
    return made;
  }

  return {
    invoices,
    orders,
    order: (customer, date, status) => order(customer, date, status),
    invoice(customer, date, wish = {}) {
      const lines = wish.lines ? [...wish.lines] : drawLines(wish.plan ?? random.chance(0.12));
      const total = sumMinor(lines.map((line) => line.extendedMinor));
      const from =
        (wish.ordered ?? random.chance(0.85))
          ? order(customer, addDays(date, -random.whole(0, 9)), 'closed', lines)
          : null;
      const { discountDays, discountPercent } = customer.terms;
      return add({
        kind: 'invoice',
        customer,
        date,
        currency: customer.currency,
        exchangeRate: rateOf(customer.currency, random),
        lines,
        totalMinor: total,
        purchaseOrder: from?.purchaseOrder ?? purchaseOrder(customer, random),
        order: from,
        isVoid: wish.isVoid ?? false,
        discount:
          discountPercent === 0
            ? null
            : {
                until: addDays(date, discountDays),
                amountMinor: Math.round((total * discountPercent) / 100),
              },
        receipts: [],
        number: '',
      });
    },
    credit(against, date) {
      const [first] = against.lines;
      if (!first) throw new RangeError('An invoice without lines cannot be credited.');
      const quantity = Math.max(1, Math.floor(first.quantity / random.whole(3, 6)));
      const returned = { ...first, quantity: -quantity, extendedMinor: -first.priceMinor * quantity };
      return add({
        ...against,
        kind: 'credit',
        date,
        lines: [returned],
        totalMinor: returned.extendedMinor,
        order: null,
        isVoid: false,
        discount: null,
        receipts: [],
        number: '',
      });
    },
  };
}
