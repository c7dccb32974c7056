/** A written entry as the port reports it, read back from the books. */
import type { Marker } from '../../../../shared/model.ts';
import { currency } from '../../../../shared/money.ts';
import type { PostedEntry } from '../../port.ts';
import { minorOf } from '../../web/amounts.ts';
import type { Books } from '../books.ts';
import { unappliedOf } from '../reading/on-account.ts';
import { findItem, linesOf, readItem, signedMinor } from './items.ts';
import type { WrittenEntry } from './written.ts';

/** A payment that opens something again is whole once it is matched with what was taken off it. */
export function isWhole(written: WrittenEntry): boolean {
  return written.kind === 'journal' || written.reopened === null || unappliedOf(written.payment) === 0;
}

export async function describeEntry(
  books: Books,
  marker: Marker,
  written: WrittenEntry,
  signal: AbortSignal,
): Promise<PostedEntry> {
  const { baseCurrency } = books.settings;
  if (written.kind === 'journal') {
    const debits = (written.journal.journal_lines ?? []).reduce(
      (sum, line) => sum + minorOf(line.debit, baseCurrency),
      0,
    );
    const none = { customerNo: null, itemNumber: null, balanceAfterMinor: null };
    return { marker, ...none, currency: baseCurrency, amountMinor: debits };
  }
  const { payment, reopened } = written;
  const line = linesOf(payment).find(({ kind }) => kind !== null);
  const item =
    line?.kind != null
      ? await readItem(books, line.kind, line.artefactId, signal)
      : reopened !== null && reopened.number !== ''
        ? await findItem(books, reopened.kind, reopened.number, signal)
        : null;
  return {
    marker,
    customerNo: books.contacts.byId(payment.contact?.id ?? '')?.customerNo ?? null,
    itemNumber: item?.number ?? line?.number ?? null,
    currency: currency(payment.currency.id),
    amountMinor: signedMinor(payment),
    balanceAfterMinor: item?.balanceMinor ?? null,
  };
}
