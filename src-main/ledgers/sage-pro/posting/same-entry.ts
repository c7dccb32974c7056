/** An entry whose marker is in the ledger already: is what stands there the same entry? Pure. */
import { type Currency, formatMinor, type Minor, sumMinor } from '../../../../shared/money.ts';
import type { LedgerEntry } from '../../port.ts';
import type { FoundEntry, FoundReceipt } from './found-entries.ts';
import type { Participants } from './participants.ts';
import { Refusal } from './refusal.ts';

/** Throws Refusal MARKER_CONFLICT, with what differs, when it is another. */
export function checkSame(entry: LedgerEntry, found: FoundEntry, there: Participants, base: Currency): void {
  const difference =
    found.kind === 'journal'
      ? journalDiffers(entry, found.debitMinor, base)
      : receiptDiffers(entry, found, there, base);
  if (difference === null) return;
  throw new Refusal(
    entry.marker,
    'MARKER_CONFLICT',
    `Sage Pro holds another entry with the same marker ${entry.marker}: ${difference}.`,
  );
}

function amountDiffers(is: Minor, expected: Minor, currency: Currency): string | null {
  return is === expected
    ? null
    : `its amount is ${formatMinor(is, currency)}, not ${formatMinor(expected, currency)}`;
}

function journalDiffers(entry: LedgerEntry, debitMinor: Minor, base: Currency): string | null {
  if (entry.kind === 'reversal') return null;
  const expected =
    entry.kind === 'journal'
      ? sumMinor(entry.lines.map(({ amountMinor }) => Math.max(amountMinor, 0)))
      : Math.abs(entry.amountMinor);
  return amountDiffers(debitMinor, expected, base);
}

const upper = (text: string): string => text.trim().toUpperCase();

function receiptDiffers(
  entry: LedgerEntry,
  found: FoundReceipt,
  there: Participants,
  base: Currency,
): string | null {
  if (found.count > 1) return `${found.count} receipts carry it`;
  if (entry.kind === 'journal') return 'it is a receipt';
  const number = found.rawNumber.trim();
  const currency = found.currency ?? there.items.get(number)?.[0]?.currency ?? base;
  const { cashMinor, discountMinor } = found.amounts(currency);
  const total = cashMinor + discountMinor;
  if (entry.kind === 'reversal') {
    const original = there.originals.get(entry.of);
    if (original?.kind !== 'receipt') return null;
    const before = original.amounts(currency);
    return amountDiffers(total, -(before.cashMinor + before.discountMinor), currency);
  }
  const itemNumber = entry.kind === 'on_account' ? '' : entry.itemNumber;
  if (upper(number) !== upper(itemNumber)) return `it is for ${number || 'no invoice'}`;
  if (upper(found.rawCustomerNo) !== upper(entry.customerNo))
    return `it is for customer ${found.rawCustomerNo.trim()}`;
  if (found.currency !== null && found.currency !== entry.currency) return `it is in ${currency}`;
  return amountDiffers(total, entry.amountMinor, currency);
}
