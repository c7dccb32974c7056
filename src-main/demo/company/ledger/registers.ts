/** Customers, orders, items, the chart of accounts and the code lists as rows. */
import { sumMinor } from '../../../../shared/money.ts';
import { SALESPEOPLE } from '../customers.ts';
import { COMMODITIES, type Stock } from '../stock.ts';
import type { DemoCustomer, DemoInvoice, DemoOrder } from '../types.ts';
import { CHART } from './accounts.ts';
import { dollars, keyed, midnight, owedInBase, stamps } from './receivables.ts';
import { type LedgerRow, NO_DATE } from './table.ts';

const COUNTRIES = { US: 'USA', CA: 'Canada', GB: 'United Kingdom' } as const;

export function customerRow(
  customer: DemoCustomer,
  invoices: readonly DemoInvoice[],
  orders: readonly DemoOrder[],
): LedgerRow {
  const last = invoices.at(-1);
  const receipts = invoices.flatMap((invoice) => invoice.receipts);
  const latest = receipts.reduce<(typeof receipts)[number] | null>(
    (found, receipt) => (found === null || receipt.date >= found.date ? receipt : found),
    null,
  );
  return {
    custno: customer.custno,
    company: customer.company.slice(0, 35),
    contact: customer.contact.name,
    address1: customer.address1,
    city: customer.city,
    state: customer.state,
    zip: customer.zip,
    country: COUNTRIES[customer.country],
    phone: customer.phone,
    email: customer.contact.email,
    type: customer.type,
    code: customer.code,
    terr: customer.terr,
    salesmn: customer.salesmn,
    pterms: customer.terms.label,
    pdisc: `${customer.terms.discountPercent}.00`,
    pdays: customer.terms.discountDays,
    pnet: customer.terms.netDays,
    limit: dollars(customer.limitMinor),
    credstat: customer.creditHold ? 'H' : '',
    currency: customer.currency,
    balance: dollars(owedInBase(invoices)),
    onorder: dollars(sumMinor(orders.filter((it) => it.status === 'open').map((it) => it.totalMinor))),
    ldate: last === undefined ? NO_DATE : midnight(last.date),
    lastpay: latest === null ? NO_DATE : midnight(latest.date),
    lpymt: dollars(latest?.amountMinor ?? 0),
    entered: midnight(customer.entered),
    arnotes: customer.creditHold ? 'On hold: call before shipping.' : '',
    ...stamps(customer.entered, 'DKIM'),
  };
}

const ORDER_STATUS = { open: '', closed: 'C', void: 'V', bid: '' } as const;

export function orderRow(order: DemoOrder): LedgerRow {
  const billed = order.status === 'closed' ? order.totalMinor : 0;
  return {
    sono: keyed(order.number),
    custno: order.customer.custno,
    ordate: midnight(order.date),
    sostat: ORDER_STATUS[order.status],
    sotype: order.status === 'bid' ? 'B' : '',
    ponum: order.purchaseOrder,
    ordamt: dollars(order.totalMinor),
    shpamt: dollars(billed),
    invamt: dollars(billed),
    salesmn: order.customer.salesmn,
    terr: order.customer.terr,
    pterms: order.customer.terms.label,
    pnet: order.customer.terms.netDays,
    ...stamps(order.date, 'DKIM'),
  };
}

export function orderLineRows(order: DemoOrder): LedgerRow[] {
  return order.lines.map((line, at) => ({
    sono: keyed(order.number),
    custno: order.customer.custno,
    tranlineno: at + 1,
    item: line.item.item,
    descrip: line.item.description,
    loctid: 'MAIN',
    umeasur: 'EA',
    sostat: ORDER_STATUS[order.status],
    rqdate: midnight(order.date),
    qtyord: order.status === 'closed' ? '0' : String(line.quantity),
    origqtyord: String(line.quantity),
    qtyshp: order.status === 'closed' ? String(line.quantity) : '0',
    cost: dollars(line.item.costMinor),
    price: dollars(line.priceMinor),
    extprice: dollars(line.extendedMinor),
  }));
}

export function addressRow(order: DemoOrder): LedgerRow {
  const { customer } = order;
  return {
    sono: keyed(order.number),
    custno: customer.custno,
    adtype: 'S',
    company: customer.company.slice(0, 35),
    address1: customer.address1,
    city: customer.city,
    state: customer.state,
    zip: customer.zip,
    country: COUNTRIES[customer.country],
  };
}

export function itemRows(stock: Stock, entered: string): LedgerRow[] {
  return [...stock.goods, ...stock.plans].map((item) => ({
    item: item.item,
    itmdesc: item.description,
    comcode: item.comcode,
    itmclss: item.comcode,
    umeasur: 'EA',
    price: dollars(item.priceMinor),
    cost: dollars(item.costMinor),
    entered: midnight(entered),
  }));
}

export function locationRows(stock: Stock): LedgerRow[] {
  return stock.goods.map((item) => ({
    item: item.item,
    loctid: 'MAIN',
    lonhand: String(item.onHand),
    lsoaloc: String(Math.floor(item.onHand / 9)),
  }));
}

export const accountRows = (): LedgerRow[] =>
  CHART.map(([glacnt, gldesc, gltype]) => ({ glacnt, gldesc, gltype }));

const ORDER_STATES = [
  ['', 'Open'],
  ['C', 'Closed'],
  ['V', 'Void'],
] as const;

export function codeListRows(companyId: string): LedgerRow[] {
  const list = (ruleid: string, codes: readonly (readonly [string, string])[]): LedgerRow[] =>
    codes.map(([chrvl, descrip]) => ({ compid: companyId, ruleid, chrvl, descrip }));
  return [
    ...list('SLSPERS', SALESPEOPLE),
    ...list('ORDRSTAT', ORDER_STATES),
    ...list('COMCODE', COMMODITIES),
  ];
}
