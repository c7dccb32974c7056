/** What can be taken off an item, and what stands on a customer's account. */
import type { Currency, Minor } from '../../../../shared/money.ts';
import { SagePayment } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { unappliedOf } from '../reading/on-account.ts';
import { type CurrentItem, linesOf, readItem } from './items.ts';

export interface Takeable {
  readonly payment: SagePayment;
  readonly amountMinor: Minor;
}

/** Payments that can be taken off an item: changeable ones, without a discount on it; newest first. */
export async function takeable(books: Books, item: CurrentItem, signal: AbortSignal): Promise<Takeable[]> {
  const whole = await readItem(books, item.kind, item.id, signal);
  const lock = (await books.financial(signal)).year_end_lockdown_date ?? '';
  const found: Takeable[] = [];
  for (const id of new Set(whole?.paidBy ?? [])) {
    const payment = await books.api.find(`contact_payments/${id}`, {}, SagePayment, signal);
    if (!payment || payment.editable === false || payment.date <= lock) continue;
    const lines = linesOf(payment).filter(({ artefactId }) => artefactId === item.id);
    if (lines.some(({ discountMinor }) => discountMinor !== 0)) continue;
    const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
    if (amountMinor > 0) found.push({ payment, amountMinor });
  }
  const age = ({ payment }: Takeable) => `${payment.date} ${payment.created_at ?? ''} ${payment.id}`;
  return found.sort((a, b) => (age(a) < age(b) ? 1 : -1));
}

/** What a customer's payments of one side hold unapplied; oldest first. */
export async function heldBy(
  books: Books,
  contactId: string,
  currency: Currency,
  type: 'CUSTOMER_RECEIPT' | 'CUSTOMER_REFUND',
  signal: AbortSignal,
): Promise<SagePayment[]> {
  const payments = await books.api.all('contact_payments', { contact_id: contactId }, SagePayment, signal);
  const age = (payment: SagePayment) => `${payment.date} ${payment.created_at ?? ''} ${payment.id}`;
  return payments
    .filter((it) => it.transaction_type.id === type && it.currency.id === currency && unappliedOf(it) > 0)
    .sort((a, b) => (age(a) < age(b) ? -1 : 1));
}
