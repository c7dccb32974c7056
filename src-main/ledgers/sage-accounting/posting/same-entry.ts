/** An entry whose marker is in the books already: is what stands there the same entry? Pure. */
import { formatMinor } from '../../../../shared/money.ts';
import type { LedgerEntry } from '../../port.ts';
import { minorOf } from '../../web/amounts.ts';
import { Refusal } from '../../web/refusal.ts';
import type { Books } from '../books.ts';
import { linesOf, signedMinor } from './items.ts';
import type { WrittenEntry, WrittenPayment } from './written.ts';

/** Throws Refusal MARKER_CONFLICT, with what differs, when it is another. */
export function checkSame(books: Books, entry: LedgerEntry, written: WrittenEntry): void {
  const difference =
    written.kind === 'journal'
      ? journalDiffers(books, entry, written)
      : paymentDiffers(books, entry, written);
  if (difference === null) return;
  throw new Refusal(
    entry.marker,
    'MARKER_CONFLICT',
    `Sage holds another entry with the same marker ${entry.marker}: ${difference}.`,
  );
}

function journalDiffers(
  { settings }: Books,
  entry: LedgerEntry,
  written: WrittenEntry & { kind: 'journal' },
): string | null {
  if (written.others > 0) return `${written.others + 1} journals carry it`;
  if (entry.kind === 'reversal') return null;
  if (entry.kind !== 'journal') return 'it is a journal';
  const code = settings.baseCurrency;
  const is = (written.journal.journal_lines ?? []).reduce((sum, line) => sum + minorOf(line.debit, code), 0);
  const should = entry.lines.reduce((sum, line) => sum + Math.max(0, line.amountMinor), 0);
  return is === should ? null : `its amount is ${formatMinor(is, code)}, not ${formatMinor(should, code)}`;
}

function paymentDiffers({ contacts }: Books, entry: LedgerEntry, written: WrittenPayment): string | null {
  if (written.others > 0) return `${written.others + 1} payments carry it`;
  if (entry.kind === 'reversal') return null;
  if (entry.kind === 'journal') return 'it is a payment';
  const { payment, reopened } = written;
  const contact = contacts.byId(payment.contact?.id ?? '');
  if (contact && contact.customerNo !== entry.customerNo) return `it is for customer ${contact.customerNo}`;
  if (payment.currency.id !== entry.currency) return `it is in ${payment.currency.id}`;
  const is = signedMinor(payment);
  const cash =
    entry.kind === 'on_account'
      ? entry.amountMinor
      : entry.amountMinor - entry.discountMinor - entry.writeOffMinor;
  // Taken off its invoice by somebody, a receipt has lost its discount; its money is what it was.
  if (is !== entry.amountMinor && is !== cash) {
    return `its amount is ${formatMinor(is, entry.currency)}, not ${formatMinor(entry.amountMinor, entry.currency)}`;
  }
  if (entry.kind === 'on_account') return reopened === null ? null : 'it is a refund of an invoice';
  const numbers = linesOf(payment).flatMap(({ kind, number }) => (kind === null ? [] : [number]));
  if (reopened !== null && reopened.number !== '') numbers.push(reopened.number);
  const wanted = entry.itemNumber.trim().toUpperCase();
  if (numbers.length > 0 && !numbers.some((number) => number.toUpperCase() === wanted)) {
    return `it is for ${numbers.join(', ')}`;
  }
  return null;
}
