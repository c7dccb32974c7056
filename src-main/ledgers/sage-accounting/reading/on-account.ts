/**
 * Money on account, one item per customer and currency: what receipts hold unapplied, less refunds that are not matched with
 * anything yet.
 */
import { AccountingDate, type OpenItem, OpenItemId } from '../../../../shared/model.ts';
import { type Currency, currency, type Minor, MoneyError } from '../../../../shared/money.ts';
import type { OpenItemsPage } from '../../port.ts';
import { minorOf } from '../../web/amounts.ts';
import type { SageApi } from '../api/client.ts';
import { SageAllocation, SagePayment } from '../api/shapes.ts';
import type { Contacts } from './contacts.ts';

export function unappliedOf(payment: SagePayment): Minor {
  const held = payment.payment_on_account;
  if (!held || typeof payment.deleted_at === 'string') return 0;
  return minorOf(Math.abs(held.outstanding_amount), currency(payment.currency.id));
}

/** Of all customers, or of those for whom a payment or an allocation changed since: settled ones come with balance 0. */
export async function readOnAccount(
  api: SageApi,
  contacts: Contacts,
  base: Currency,
  since: string | null,
  signal: AbortSignal,
): Promise<Pick<OpenItemsPage, 'items' | 'rejected'>> {
  if (since === null) {
    const all = await api.all('contact_payments', {}, SagePayment, signal);
    return itemsOf(all, contacts, base, false);
  }
  const changed = new Set<string>();
  for (const query of [{ updated_or_created_since: since }, { deleted_since: since }]) {
    for (const { contact } of await api.all('contact_payments', query, SagePayment, signal)) {
      if (contact) changed.add(contact.id);
    }
    for (const { contact } of await api.all('contact_allocations', query, SageAllocation, signal)) {
      if (contact) changed.add(contact.id);
    }
  }
  const items: OpenItem[] = [];
  const rejected: { key: string; reason: string }[] = [];
  for (const id of changed) {
    const payments = await api.all('contact_payments', { contact_id: id }, SagePayment, signal);
    const read = itemsOf(payments, contacts, base, true);
    items.push(...read.items);
    rejected.push(...read.rejected);
  }
  return { items, rejected };
}

function itemsOf(
  payments: readonly SagePayment[],
  contacts: Contacts,
  base: Currency,
  includeSettled: boolean,
): { items: OpenItem[]; rejected: { key: string; reason: string }[] } {
  const held = new Map<string, { contactId: string; code: Currency; minor: Minor; date: string }>();
  const rejected: { key: string; reason: string }[] = [];
  for (const payment of payments) {
    const contactId = payment.contact?.id;
    const sign = SIGNS[payment.transaction_type.id];
    if (contactId === undefined || sign === undefined) continue;
    try {
      const code = currency(payment.currency.id);
      const key = `${contactId} ${code}`;
      const before = held.get(key) ?? { contactId, code, minor: 0, date: payment.date };
      const date = [payment.date, before.date].sort().at(-1) ?? payment.date;
      held.set(key, { ...before, date, minor: before.minor + sign * unappliedOf(payment) });
    } catch (error) {
      if (!(error instanceof MoneyError)) throw error;
      rejected.push({
        key: `on account ${payment.contact?.displayed_as ?? payment.id}`,
        reason: error.message,
      });
    }
  }
  const items: OpenItem[] = [];
  for (const { contactId, code, minor, date } of held.values()) {
    const contact = contacts.byId(contactId);
    if (!contact || (minor <= 0 && !includeSettled)) continue;
    const balanceMinor = minor > 0 ? -minor : 0;
    items.push({
      id: OpenItemId.parse(`on_account:${contact.customerNo}${code === base ? '' : `:${code}`}`),
      kind: 'on_account',
      number: contact.customerNo,
      customerNo: contact.customerNo,
      customerName: contact.name,
      customerEmail: contact.email,
      poNumber: null,
      orderNo: null,
      date: AccountingDate.parse(date),
      dueDate: null,
      currency: code,
      originalMinor: balanceMinor,
      balanceMinor,
      discount: null,
    });
  }
  return { items, rejected };
}

const SIGNS: Readonly<Record<string, 1 | -1>> = { CUSTOMER_RECEIPT: 1, CUSTOMER_REFUND: -1 };
