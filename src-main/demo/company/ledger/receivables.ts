/** The world's invoices and receipts as rows of armast/arymst, artran/arytrn, arcash and ardist. */
import { currency, formatMinor, type Minor, splitMinor, sumMinor } from '../../../../shared/money.ts';
import { balanceOf, inBaseCurrency } from '../invoicing.ts';
import type { DemoInvoice } from '../types.ts';
import { ACCOUNTS } from './accounts.ts';
import { type LedgerRow, NO_DATE } from './table.ts';

const USD = currency('USD');
export const dollars = (minor: Minor): string => formatMinor(minor, USD);
export const midnight = (day: string): string => `${day}T00:00:00.000`;
/** Numbers stand at the right end of their ten characters. */
export const keyed = (number: string): string => number.padStart(10);

const periodOf = (day: string): string => day.slice(5, 7);
const sessionOf = (day: string): string => `${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}`;

export function stamps(day: string, user: string): LedgerRow {
  return { adduser: user, adddate: midnight(day), addtime: '09:15:00', lckdate: NO_DATE };
}

export function paidOn(invoice: DemoInvoice): string | null {
  return invoice.receipts.at(-1)?.date ?? null;
}

/** Paid in full before this month began: the period end has moved it to history. */
export function isHistory(invoice: DemoInvoice, today: string): boolean {
  const paid = paidOn(invoice);
  return !invoice.isVoid && balanceOf(invoice) === 0 && paid !== null && paid < `${today.slice(0, 7)}-01`;
}

export function headerRow(invoice: DemoInvoice): LedgerRow {
  const { customer, date } = invoice;
  // Voiding sets the status alone: the amounts stay, and whoever forgets the status counts them.
  const balance = invoice.isVoid ? invoice.totalMinor : balanceOf(invoice);
  const total = invoice.totalMinor;
  const base = inBaseCurrency(invoice, total);
  const baseBalance = inBaseCurrency(invoice, balance);
  const paid = paidOn(invoice);
  return {
    invno: keyed(invoice.number),
    custno: customer.custno,
    invdte: midnight(date),
    artype: invoice.kind === 'credit' ? 'C' : '',
    arstat: invoice.isVoid ? 'V' : '',
    ornum: invoice.order === null ? '' : keyed(invoice.order.number),
    ponum: invoice.purchaseOrder,
    pterms: customer.terms.label,
    pdisc: `${customer.terms.discountPercent}.00`,
    pdays: customer.terms.discountDays,
    pnet: customer.terms.netDays,
    disdate: invoice.discount ? midnight(invoice.discount.until) : NO_DATE,
    disamt: dollars(invoice.discount?.amountMinor ?? 0),
    salesmn: customer.salesmn,
    terr: customer.terr,
    invamt: dollars(total),
    binvamt: dollars(base),
    paidamt: dollars(total - balance),
    bpaid: dollars(base - baseBalance),
    balance: dollars(balance),
    bbal: dollars(baseBalance),
    dtepaid: paid === null ? NO_DATE : midnight(paid),
    currency: invoice.currency,
    exrat: invoice.exchangeRate,
    arperiod: periodOf(date),
    gllink: ACCOUNTS.receivable,
    glbatch: sessionOf(date),
    arsess: sessionOf(date),
    notes: invoice.isVoid ? 'Entered twice, voided.' : '',
    ...stamps(date, 'DKIM'),
  };
}

const salesAccount = (comcode: string): string =>
  comcode === 'SVC' ? ACCOUNTS.serviceSales : ACCOUNTS.sales;

export function lineRows(invoice: DemoInvoice): LedgerRow[] {
  return invoice.lines.map((line, at) => ({
    invno: keyed(invoice.number),
    custno: invoice.customer.custno,
    invdte: midnight(invoice.date),
    tranlineno: at + 1,
    artype: invoice.kind === 'credit' ? 'C' : '',
    arstat: invoice.isVoid ? 'V' : '',
    item: line.item.item,
    descrip: line.item.description,
    ponum: invoice.purchaseOrder,
    loctid: 'MAIN',
    cost: dollars(line.item.costMinor),
    price: dollars(line.priceMinor),
    qtyord: String(line.quantity),
    qtyshp: String(line.quantity),
    extprice: dollars(line.extendedMinor),
    glsale: salesAccount(line.item.comcode),
    salesmn: invoice.customer.salesmn,
    adduser: 'DKIM',
    adddate: midnight(invoice.date),
  }));
}

/** What each receipt moved the balance by, in US dollars: adds up to the header's bpaid whatever the rounding. */
function baseMovements(invoice: DemoInvoice): Minor[] {
  const moved = invoice.receipts.map((it) => it.amountMinor + it.discountMinor);
  if (moved.length === 0) return [];
  const base = inBaseCurrency(invoice, invoice.totalMinor) - inBaseCurrency(invoice, balanceOf(invoice));
  return splitMinor(base, moved);
}

export function receiptRows(invoice: DemoInvoice): LedgerRow[] {
  const base = baseMovements(invoice);
  return invoice.receipts.map((receipt, at) => ({
    custno: invoice.customer.custno,
    company: invoice.customer.company.slice(0, 35),
    invno: keyed(invoice.number),
    invdte: midnight(invoice.date),
    dtepaid: midnight(receipt.date),
    paidamt: dollars(receipt.amountMinor),
    bpaid: dollars((base[at] ?? 0) - inBaseCurrency(invoice, receipt.discountMinor)),
    disamt: dollars(receipt.discountMinor),
    salesmn: invoice.customer.salesmn,
    ponum: invoice.purchaseOrder,
    refno: receipt.checkNo === '' ? receipt.method : `CK ${receipt.checkNo}`,
    paytype: receipt.method,
    checkno: receipt.checkNo,
    currency: invoice.currency,
    exrat: invoice.exchangeRate,
    arsess: sessionOf(receipt.date),
    glbatch: sessionOf(receipt.date),
    arperiod: periodOf(receipt.date),
    adduser: 'MOSTER',
    adddate: midnight(receipt.date),
    addtime: '14:02:10',
  }));
}

/** Debits above zero, credits below; the entries of each invoice and of each receipt add up to zero. */
export function distributionRows(invoice: DemoInvoice): LedgerRow[] {
  if (invoice.isVoid) return [];
  const entry = (day: string, type: string, account: string, amount: Minor, text: string): LedgerRow => ({
    tranno: keyed(invoice.number),
    trandte: midnight(day),
    trantype: type,
    custno: invoice.customer.custno,
    glacnt: account,
    amount: dollars(amount),
    descrip: text,
    arsess: sessionOf(day),
    glbatch: sessionOf(day),
    arperiod: periodOf(day),
    adduser: type === 'I' ? 'DKIM' : 'MOSTER',
    adddate: midnight(day),
  });
  const total = inBaseCurrency(invoice, invoice.totalMinor);
  const [first] = invoice.lines;
  const text = invoice.kind === 'credit' ? 'Credit memo' : 'Invoice';
  const rows = [
    entry(invoice.date, 'I', ACCOUNTS.receivable, total, text),
    entry(invoice.date, 'I', salesAccount(first?.item.comcode ?? ''), -total, text),
  ];
  baseMovements(invoice).forEach((moved, at) => {
    const receipt = invoice.receipts[at];
    if (!receipt) return;
    const discount = inBaseCurrency(invoice, receipt.discountMinor);
    rows.push(entry(receipt.date, 'R', ACCOUNTS.bank, moved - discount, 'Cash receipt'));
    if (discount !== 0) rows.push(entry(receipt.date, 'R', ACCOUNTS.discounts, discount, 'Discount taken'));
    rows.push(entry(receipt.date, 'R', ACCOUNTS.receivable, -moved, 'Cash receipt'));
  });
  return rows;
}

/** What the customer owes in US dollars, credits taken off. */
export function owedInBase(invoices: readonly DemoInvoice[]): Minor {
  return sumMinor(invoices.map((invoice) => inBaseCurrency(invoice, balanceOf(invoice))));
}
