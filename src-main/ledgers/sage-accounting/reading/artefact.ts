/** A sales invoice or credit note as an open item. Pure. */
import { AccountingDate, type OpenItem, OpenItemId } from '../../../../shared/model.ts';
import { type Currency, currency, type Minor, MoneyError } from '../../../../shared/money.ts';
import { minorOf } from '../../web/amounts.ts';
import type { SageArtefact } from '../api/shapes.ts';
import type { Contacts } from './contacts.ts';

export type ItemKind = 'invoice' | 'credit';
export const RESOURCES = { invoice: 'sales_invoices', credit: 'sales_credit_notes' } as const;

export interface Standing {
  readonly currency: Currency;
  readonly totalMinor: Minor;
  /** Below zero for a credit; zero when it is void, deleted or a draft. */
  readonly balanceMinor: Minor;
  readonly void: boolean;
  readonly draft: boolean;
}

/** Throws MoneyError for amounts that are none. */
export function standingOf(kind: ItemKind, artefact: SageArtefact): Standing {
  const code = currency(artefact.currency.id);
  const sign = kind === 'credit' ? -1 : 1;
  const isVoid = artefact.status.id === 'VOID' || typeof artefact.deleted_at === 'string';
  const draft = artefact.status.id === 'DRAFT';
  const outstanding = minorOf(Math.abs(artefact.outstanding_amount), code);
  return {
    currency: code,
    totalMinor: sign * minorOf(Math.abs(artefact.total_amount), code),
    balanceMinor: isVoid || draft || outstanding === 0 ? 0 : sign * outstanding,
    void: isVoid,
    draft,
  };
}

export type ItemOutcome =
  | { readonly item: OpenItem }
  | { readonly rejected: { readonly key: string; readonly reason: string } };

export function openItemOf(kind: ItemKind, artefact: SageArtefact, contacts: Contacts): ItemOutcome {
  const number = artefact.displayed_as.trim();
  const key = number === '' ? artefact.id : number;
  const contact = contacts.byId(artefact.contact?.id ?? '');
  if (number === '') return { rejected: { key, reason: 'It has no number.' } };
  if (!contact) return { rejected: { key, reason: 'Its customer is not among the contacts.' } };
  const date = AccountingDate.safeParse(artefact.date);
  if (!date.success) return { rejected: { key, reason: 'It has no date.' } };
  const due = AccountingDate.safeParse(artefact.due_date);
  try {
    const standing = standingOf(kind, artefact);
    return {
      item: {
        id: OpenItemId.parse(`${kind}:${number}`),
        kind,
        number,
        customerNo: contact.customerNo,
        customerName: contact.name,
        customerEmail: contact.email,
        poNumber: artefact.reference?.trim() || null,
        orderNo: null,
        date: date.data,
        dueDate: due.success ? due.data : null,
        currency: standing.currency,
        originalMinor: standing.totalMinor,
        balanceMinor: standing.balanceMinor,
        discount: null,
      },
    };
  } catch (error) {
    if (error instanceof MoneyError) return { rejected: { key, reason: error.message } };
    throw error;
  }
}
