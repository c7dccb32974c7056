/** An entry whose marker is in the books already: is what stands there the same entry? Pure. */
import { formatMinor } from '../../../../shared/money.ts';
import type { LedgerEntry } from '../../port.ts';
import { minorOf, Refusal } from '../../web/index.ts';
import type { Books } from '../books.ts';
import { movedMinor } from '../reading/on-account.ts';
import { debitsOf, isWhole, paidMinor } from './described.ts';
import type { WrittenEntry, WrittenPayment } from './written.ts';

/** Throws Refusal MARKER_CONFLICT, with what differs, when it is another. */
export function checkSame(books: Books, entry: LedgerEntry, written: WrittenEntry): void {
  const difference = differs(books, entry, written);
  if (difference === null) return;
  throw new Refusal(
    entry.marker,
    'MARKER_CONFLICT',
    `KashFlow holds another entry with the same marker ${entry.marker}: ${difference}.`,
  );
}

function differs(books: Books, entry: LedgerEntry, written: WrittenEntry): string | null {
  const { baseCurrency } = books.settings;
  if (written.kind === 'payment') return paymentDiffers(entry, written);
  if (entry.kind === 'reversal') return null;
  if (written.kind === 'transaction') {
    if (entry.kind !== 'on_account') return 'it is money on account';
    const code = written.transaction.CustomerCode?.trim() ?? '';
    if (code !== entry.customerNo) return `it is for customer ${code}`;
    const is = movedMinor(written.transaction, baseCurrency);
    if (entry.currency !== baseCurrency) return `it is in ${baseCurrency}`;
    return amountDiffers(is, entry.amountMinor, entry.currency);
  }
  const debits = debitsOf(books, written);
  const { refunded } = written.note;
  if (entry.kind === 'journal') {
    if (refunded !== null) return `it is a refund of ${refunded}`;
    const should = entry.lines.reduce((sum, line) => sum + Math.max(0, line.amountMinor), 0);
    return amountDiffers(debits, should, baseCurrency);
  }
  if (entry.kind === 'on_account' || refunded === null) return 'it is a journal';
  if (String(refunded) !== entry.itemNumber.trim()) return `it is for ${refunded}`;
  return amountDiffers(debits, Math.abs(entry.amountMinor), baseCurrency);
}

function paymentDiffers(entry: LedgerEntry, written: WrittenPayment): string | null {
  const { invoice, lines } = written;
  if (entry.kind === 'reversal') return null;
  if (entry.kind === 'journal' || entry.kind === 'on_account') return `it is a payment of ${invoice.number}`;
  if (invoice.customerCode !== entry.customerNo) return `it is for customer ${invoice.customerCode}`;
  if (String(invoice.number) !== entry.itemNumber.trim()) return `it is for ${invoice.number}`;
  if (invoice.currency !== entry.currency) return `it is in ${invoice.currency}`;
  if (isWhole(written)) return amountDiffers(paidMinor(written), entry.amountMinor, entry.currency);
  const given = entry.discountMinor + entry.writeOffMinor;
  for (const { row, note } of lines) {
    const should = note.part === 1 ? entry.amountMinor - given : given;
    const difference = amountDiffers(minorOf(row.Amount, entry.currency), should, entry.currency);
    if (difference !== null) return difference;
  }
  return null;
}

function amountDiffers(is: number, should: number, currency: LedgerEntry['currency']): string | null {
  return is === should
    ? null
    : `its amount is ${formatMinor(is, currency)}, not ${formatMinor(should, currency)}`;
}
