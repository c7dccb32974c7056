/** A proposal in the words of an accountant. */
import type { ReviewRow } from '../../shared/api.ts';
import type { Allocation, Flag, Remainder, TransactionKind } from '../../shared/model.ts';
import type { Currency } from '../../shared/money.ts';
import { amount } from '../format/index.ts';

export const FLAG_WORDS: Readonly<Record<Flag, string>> = {
  duplicate: 'Duplicate',
  already_paid: 'Already paid',
  ambiguous: 'More than one fits',
  currency_mismatch: 'Other currency',
  unknown_payer: 'Unknown payer',
  reference_conflict: 'References disagree',
  short_paid: 'Part payment',
  over_paid: 'Too much paid',
  failed: 'Failed',
  pending: 'Pending',
};

export const KIND_WORDS: Readonly<Record<TransactionKind, string>> = {
  payment: 'Payment',
  refund: 'Refund',
  dispute: 'Chargeback',
  dispute_reversal: 'Chargeback won',
  payout: 'Payout',
  fee: 'Fee',
  adjustment: 'Adjustment',
};

const NOUNS: Readonly<Record<string, string>> = {
  invoice: 'Invoice',
  credit: 'Credit',
  on_account: 'On account',
};

export function itemName(allocation: Allocation): string {
  const kind = allocation.openItemId.split(':', 1)[0] ?? 'invoice';
  return `${NOUNS[kind] ?? 'Item'} ${allocation.number}`;
}

/** "Invoice 10423, in full", "3 items: 10423, 10424, CR77". */
export function whereItGoes(
  row: Pick<ReviewRow, 'allocations' | 'remainder' | 'flags' | 'currency' | 'kind'>,
): string {
  const { allocations, remainder, flags } = row;
  const rest = remainderWords(remainder, row.currency);
  const [only, ...others] = allocations;
  if (only === undefined) return rest ?? 'Nothing proposed';
  const places =
    others.length === 0
      ? itemName(only)
      : `${allocations.length} items: ${allocations.map(({ number }) => number).join(', ')}`;
  if (rest !== null) return `${places}, ${rest}`;
  if (flags.includes('short_paid')) return `${places}, in part`;
  return row.kind === 'payment' && others.length === 0 ? `${places}, in full` : places;
}

export function remainderWords(remainder: Remainder, currency: Currency): string | null {
  const { kind, amountMinor } = remainder;
  if (amountMinor === 0) return null;
  const money = amount(Math.abs(amountMinor), currency);
  switch (kind) {
    case 'none':
      return null;
    case 'on_account':
      return `${money} on account`;
    case 'overpayment':
      return `${money} too much`;
    case 'write_off':
      return `${money} written off`;
    case 'discount':
      return `${money} discount`;
  }
}

export function payerOf(row: Pick<ReviewRow, 'payerName' | 'payerEmail' | 'externalId'>): string {
  return row.payerName ?? row.payerEmail ?? row.externalId;
}
