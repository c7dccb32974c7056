/** An invoice or credit note (an invoice with an amount below zero) as it stands, and as an open item. */
import { AccountingDate, type OpenItem, OpenItemId } from '../../../../shared/model.ts';
import { type Currency, currency, type Minor, MoneyError } from '../../../../shared/money.ts';
import { minorOf } from '../../web/index.ts';
import { type KashFlowApi, segment } from '../api/client.ts';
import { KashFlowInvoice, type KashFlowPayment } from '../api/shapes.ts';
import type { Customers } from './customers.ts';

export interface CurrentInvoice {
  readonly kind: 'invoice' | 'credit';
  readonly number: number;
  readonly customerCode: string;
  readonly currency: Currency;
  readonly archived: boolean;
  /** Below zero for a credit, as its balance is. */
  readonly totalMinor: Minor;
  readonly balanceMinor: Minor;
  readonly payments: readonly KashFlowPayment[];
}

/** By number; null when there is none. Throws MoneyError for amounts that are none. */
export async function readInvoice(
  api: KashFlowApi,
  base: Currency,
  number: string | number,
  signal: AbortSignal,
): Promise<CurrentInvoice | null> {
  const digits = String(number).trim();
  if (!/^\d{1,15}$/.test(digits)) return null;
  const row = await api.find(`invoices/${segment(Number(digits))}`, KashFlowInvoice, signal);
  if (row === null) return null;
  const code = row.Currency ? currency(row.Currency.Code) : base;
  const totalMinor = minorOf(row.GrossAmount, code);
  const payments = row.PaymentLines ?? [];
  const paid = payments.reduce((sum, { Amount }) => sum + minorOf(Amount, code), 0);
  return {
    kind: totalMinor < 0 ? 'credit' : 'invoice',
    number: row.Number,
    customerCode: row.CustomerCode.trim(),
    currency: code,
    archived: row.IsArchived === true,
    totalMinor,
    balanceMinor: totalMinor - paid,
    payments,
  };
}

export type ItemOutcome =
  | { readonly item: OpenItem | null }
  | { readonly rejected: { readonly key: string; readonly reason: string } };

/** From the list's summary. Null when nothing is open on it. `code`: its currency. */
export function openItemOf(row: KashFlowInvoice, code: Currency, customers: Customers): ItemOutcome {
  const number = String(row.Number);
  const date = AccountingDate.safeParse(row.IssuedDate);
  if (!date.success) return { rejected: { key: number, reason: 'It has no date.' } };
  const due = AccountingDate.safeParse(row.DueDate);
  try {
    if (row.DueAmount == null)
      return { rejected: { key: number, reason: 'KashFlow does not say what is due.' } };
    const originalMinor = minorOf(row.GrossAmount, code);
    const balanceMinor = minorOf(row.DueAmount, code);
    // Paid too much, it is money of the customer's; KashFlow gives that back as an overpayment, on its own page.
    const open = originalMinor < 0 ? balanceMinor < 0 : balanceMinor > 0;
    if (!open || row.IsArchived === true) return { item: null };
    const customerNo = row.CustomerCode.trim();
    const customer = customers.byCode(customerNo);
    const kind = originalMinor < 0 ? 'credit' : 'invoice';
    return {
      item: {
        id: OpenItemId.parse(`${kind}:${number}`),
        kind,
        number,
        customerNo,
        customerName: customer?.name ?? row.CustomerName ?? customerNo,
        customerEmail: customer?.email ?? null,
        poNumber: row.CustomerReference?.trim() || null,
        orderNo: null,
        date: date.data,
        dueDate: due.success ? due.data : null,
        currency: code,
        originalMinor,
        balanceMinor,
        discount: null,
      },
    };
  } catch (error) {
    if (error instanceof MoneyError) return { rejected: { key: number, reason: error.message } };
    throw error;
  }
}
