/**
 * Gives invoices, credits and orders their numbers once all of them are known: one series each, in date order, so that
 * neighbours in time have neighbouring numbers, as in real books.
 */
import type { DemoInvoice, DemoOrder } from './types.ts';

const FIRST_INVOICE = 7_404;
const FIRST_ORDER = 50_117;

function byDate<T extends { readonly date: string }>(list: readonly T[]): T[] {
  return list
    .map((entry, at) => ({ entry, at }))
    .sort((a, b) => (a.entry.date < b.entry.date ? -1 : a.entry.date > b.entry.date ? 1 : a.at - b.at))
    .map(({ entry }) => entry);
}

export interface Numbered {
  readonly invoices: readonly DemoInvoice[];
  readonly orders: readonly DemoOrder[];
}

/** Both lists come back in the order of their numbers. */
export function numberBooks(invoices: readonly DemoInvoice[], orders: readonly DemoOrder[]): Numbered {
  const numberedInvoices = byDate(invoices);
  numberedInvoices.forEach((invoice, at) => {
    invoice.number = String(FIRST_INVOICE + at);
  });
  const numberedOrders = byDate(orders);
  numberedOrders.forEach((order, at) => {
    order.number = String(FIRST_ORDER + at);
  });
  return { invoices: numberedInvoices, orders: numberedOrders };
}
