/**
 * The books as the bookkeeper left them: years of invoices paid by check, ACH and card, some open ones that nobody has
 * paid online, part-paid ones, credits, voids, bids and open orders.
 */
import { addDays, businessDayFrom, businessDayUpTo, isAfter } from './calendar.ts';
import { balanceOf, type OrderDesk } from './invoicing.ts';
import { DIGITS, type Random } from './random.ts';
import type { DemoCustomer, DemoInvoice, DemoReceipt } from './types.ts';

export interface HistorySize {
  readonly paid: number;
  readonly open: number;
  readonly voids: number;
}

export function historySize(payments: number): HistorySize {
  return {
    paid: Math.max(2_600, Math.min(8_000, payments)),
    open: Math.max(180, Math.floor(payments / 3)),
    voids: 6,
  };
}

/** A receipt for `amountMinor`, by the method that the customer would use. */
export function manualReceipt(
  date: string,
  amountMinor: number,
  discountMinor: number,
  random: Random,
): DemoReceipt {
  const method = random.weighted([
    ['CHECK', 6],
    ['ACH', 3],
    ['CARD', 1],
  ] as const);
  return {
    date,
    amountMinor,
    discountMinor,
    method,
    checkNo: method === 'CHECK' ? random.text(5, DIGITS) : '',
  };
}

function paidInFull(invoice: DemoInvoice, today: string, random: Random): readonly DemoReceipt[] {
  const latest = businessDayUpTo(addDays(today, -1));
  const usual = businessDayFrom(addDays(invoice.date, random.whole(4, invoice.customer.terms.netDays + 25)));
  const paidOn = isAfter(usual, latest) ? latest : usual;
  const takesDiscount = invoice.discount !== null && paidOn <= invoice.discount.until;
  const discountMinor = takesDiscount && invoice.discount ? invoice.discount.amountMinor : 0;
  const due = invoice.totalMinor - discountMinor;
  if (due > 50_000 && random.chance(0.06)) {
    const first = Math.floor(due / 2);
    return [
      manualReceipt(businessDayFrom(addDays(invoice.date, 3)), first, 0, random),
      manualReceipt(paidOn, due - first, discountMinor, random),
    ];
  }
  return [manualReceipt(paidOn, due, discountMinor, random)];
}

export function writeHistory(
  desk: OrderDesk,
  customers: readonly DemoCustomer[],
  size: HistorySize,
  today: string,
  random: Random,
): void {
  for (let at = 0; at < size.paid; at += 1) {
    const date = businessDayUpTo(addDays(today, -random.whole(35, 760)));
    const invoice = desk.invoice(random.pick(customers), date);
    invoice.receipts = paidInFull(invoice, today, random);
  }
  for (let at = 0; at < size.open; at += 1) {
    const age = random.chance(0.8) ? random.whole(1, 60) : random.whole(61, 200);
    const invoice = desk.invoice(random.pick(customers), businessDayUpTo(addDays(today, -age)));
    if (random.chance(0.08) && invoice.totalMinor > 10_000) {
      const part = Math.floor((invoice.totalMinor * random.whole(20, 60)) / 100);
      invoice.receipts = [manualReceipt(businessDayUpTo(addDays(today, -1)), part, 0, random)];
    }
    if (random.chance(0.05)) {
      const returned = businessDayUpTo(addDays(today, -random.whole(1, 25)));
      desk.credit(invoice, isAfter(invoice.date, returned) ? invoice.date : returned);
    }
    if (balanceOf(invoice) <= 0) throw new RangeError('An open invoice has nothing left to pay.');
  }
  for (let at = 0; at < size.voids; at += 1) {
    const date = businessDayUpTo(addDays(today, -random.whole(5, 300)));
    desk.invoice(random.pick(customers), date, { isVoid: true });
  }
  for (let at = 0; at < Math.ceil(size.open / 8); at += 1) {
    const status = random.weighted([
      ['open', 6],
      ['bid', 2],
      ['void', 1],
    ] as const);
    desk.order(random.pick(customers), businessDayUpTo(addDays(today, -random.whole(0, 40))), status);
  }
}
