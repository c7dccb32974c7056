/** Invoices and credit notes as they stand now. */
import { type Currency, currency, type Minor } from '../../../../shared/money.ts';
import { minorOf } from '../../web/amounts.ts';
import { SageArtefact, type SagePayment } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { type ItemKind, RESOURCES, type Standing, standingOf } from '../reading/artefact.ts';

export interface CurrentItem extends Standing {
  readonly kind: ItemKind;
  readonly id: string;
  readonly number: string;
  readonly contactId: string;
  readonly status: string;
  /** Payments that settle a part of it; only when it was read with them. */
  readonly paidBy: readonly string[];
}

function currentOf(kind: ItemKind, artefact: SageArtefact): CurrentItem {
  return {
    ...standingOf(kind, artefact),
    kind,
    id: artefact.id,
    number: artefact.displayed_as.trim(),
    contactId: artefact.contact?.id ?? '',
    status: artefact.status.id,
    paidBy: (artefact.payments_allocations ?? []).flatMap((it) => it.contact_payment?.id ?? []),
  };
}

/** By number; null when there is none. The search of the API finds parts of numbers and names as well. */
export async function findItem(
  books: Books,
  kind: ItemKind,
  number: string,
  signal: AbortSignal,
): Promise<CurrentItem | null> {
  const wanted = number.trim().toUpperCase();
  const rows = await books.api.all(RESOURCES[kind], { search: number.trim() }, SageArtefact, signal);
  const row = rows.find(({ displayed_as }) => displayed_as.trim().toUpperCase() === wanted);
  return row ? currentOf(kind, row) : null;
}

export async function readItem(
  books: Books,
  kind: ItemKind,
  id: string,
  signal: AbortSignal,
): Promise<CurrentItem | null> {
  const query = { show_payments_allocations: 'true' };
  const row = await books.api.find(`${RESOURCES[kind]}/${id}`, query, SageArtefact, signal);
  return row ? currentOf(kind, row) : null;
}

export interface PaymentLine {
  readonly artefactId: string;
  /** Null for money on account. */
  readonly kind: ItemKind | null;
  readonly number: string;
  readonly amountMinor: Minor;
  readonly discountMinor: Minor;
}

/** What a payment is allocated to. */
export function linesOf(payment: SagePayment): PaymentLine[] {
  const code: Currency = currency(payment.currency.id);
  return (payment.allocated_artefacts ?? []).flatMap((line) => {
    if (!line.artefact) return [];
    const path = line.artefact.$path ?? '';
    const kind = path.includes('/sales_credit_notes/')
      ? ('credit' as const)
      : path.includes('/sales_invoices/')
        ? ('invoice' as const)
        : null;
    return [
      {
        artefactId: line.artefact.id,
        kind,
        number: line.artefact.displayed_as.trim(),
        amountMinor: minorOf(Math.abs(line.amount), code),
        discountMinor: minorOf(Math.abs(line.discount ?? 0), code),
      },
    ];
  });
}

/** Above zero for a receipt, below for a refund; discounts count as paid. */
export function signedMinor(payment: SagePayment): Minor {
  const code = currency(payment.currency.id);
  const discounts = linesOf(payment).reduce((sum, { discountMinor }) => sum + discountMinor, 0);
  const total = minorOf(payment.total_amount, code) + discounts;
  return payment.transaction_type.id === 'CUSTOMER_REFUND' ? -total : total;
}
