/** A written entry as the port reports it, read back from the books. */
import type { Marker } from '../../../../shared/model.ts';
import type { Minor } from '../../../../shared/money.ts';
import type { PostedEntry } from '../../port.ts';
import { minorOf } from '../../web/index.ts';
import type { Books } from '../books.ts';
import { readInvoice } from '../reading/invoice.ts';
import { movedMinor } from '../reading/on-account.ts';
import type { WrittenEntry, WrittenJournal, WrittenPayment } from './written.ts';

/** A payment whose every part is there. */
export function isWhole(written: WrittenEntry): boolean {
  return written.kind !== 'payment' || missingParts(written).length === 0;
}

export function missingParts({ lines }: WrittenPayment): number[] {
  const of = Math.max(1, ...lines.map(({ note }) => note.of));
  return Array.from({ length: of }, (_, at) => at + 1).filter(
    (part) => !lines.some(({ note }) => note.part === part),
  );
}

export function paidMinor({ lines, invoice }: WrittenPayment): Minor {
  return lines.reduce((sum, { row }) => sum + minorOf(row.Amount, invoice.currency), 0);
}

export function debitsOf(books: Books, { journal }: WrittenJournal): Minor {
  const { baseCurrency } = books.settings;
  return (journal.Lines ?? []).reduce((sum, { Debit }) => sum + minorOf(Debit ?? 0, baseCurrency), 0);
}

export async function describeEntry(
  books: Books,
  marker: Marker,
  written: WrittenEntry,
  signal: AbortSignal,
): Promise<PostedEntry> {
  const { baseCurrency } = books.settings;
  switch (written.kind) {
    case 'payment': {
      // It moved since it was looked for, where another entry of the posting is for the same invoice.
      const now = await readInvoice(books.api, baseCurrency, written.invoice.number, signal);
      return {
        marker,
        customerNo: written.invoice.customerCode,
        itemNumber: String(written.invoice.number),
        currency: written.invoice.currency,
        amountMinor: paidMinor(written),
        balanceAfterMinor: now?.balanceMinor ?? null,
      };
    }
    case 'transaction':
      return {
        marker,
        customerNo: written.transaction.CustomerCode?.trim() || null,
        itemNumber: null,
        currency: baseCurrency,
        amountMinor: movedMinor(written.transaction, baseCurrency),
        balanceAfterMinor: null,
      };
    case 'journal': {
      const { refunded } = written.note;
      const item = refunded === null ? null : await readInvoice(books.api, baseCurrency, refunded, signal);
      const debits = debitsOf(books, written);
      return {
        marker,
        customerNo: item?.customerCode ?? null,
        itemNumber: item ? String(item.number) : null,
        currency: baseCurrency,
        amountMinor: refunded === null ? debits : item?.kind === 'credit' ? debits : -debits,
        balanceAfterMinor: item?.balanceMinor ?? null,
      };
    }
  }
}
