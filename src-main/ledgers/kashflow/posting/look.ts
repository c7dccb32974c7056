/** An entry as it stands in the books now, with what this computer wrote second taken back. */
import type { LedgerEntry } from '../../port.ts';
import { KashFlowRefusal } from '../api/refusal.ts';
import type { Books } from '../books.ts';
import { readNote } from './note.ts';
import { takeBackOwn } from './take-back.ts';
import type { WrittenEntries, WrittenEntry } from './written.ts';

const invoiceOf = (entry: LedgerEntry): string | null => ('itemNumber' in entry ? entry.itemNumber : null);

export function mayBeJournal({ settings }: Books, { kind }: LedgerEntry): boolean {
  if (kind === 'journal' || kind === 'reversal') return true;
  const { refundsAs, chargebacksAs, journalTypes } = settings;
  const asJournals = refundsAs === 'journal' || chargebacksAs === 'journal' || journalTypes.trim() !== '';
  return asJournals && (kind === 'refund' || kind === 'chargeback');
}

/** Null when nothing of it is there. `invoice`: where else to look. */
export async function look(
  books: Books,
  written: WrittenEntries,
  entry: LedgerEntry,
  signal: AbortSignal,
  invoice = invoiceOf(entry),
): Promise<WrittenEntry | null> {
  const found = await written.find(entry.marker, invoice, signal);
  if (found === null) return null;
  try {
    if (!(await takeBackOwn(books, entry.marker, found, signal))) return found;
  } catch (error) {
    // It stays, and is said.
    if (error instanceof KashFlowRefusal) return found;
    throw error;
  }
  return lookAnew(books, written, entry, signal, invoice);
}

export async function lookAnew(
  books: Books,
  written: WrittenEntries,
  entry: LedgerEntry,
  signal: AbortSignal,
  invoice = invoiceOf(entry),
): Promise<WrittenEntry | null> {
  await written.refreshTransactions(signal);
  if (mayBeJournal(books, entry)) await written.refreshJournals(signal);
  return written.find(entry.marker, invoice, signal);
}

/** Whether what stands there, the first that was written, is of this computer. */
export function writtenHere({ settings }: Books, made: WrittenEntry): boolean {
  if (made.kind === 'payment') return made.lines.some(({ note }) => note.writer === settings.writer);
  const note = made.kind === 'journal' ? made.note : readNote(made.transaction.Comment);
  return note?.writer === settings.writer;
}
