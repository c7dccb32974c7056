/**
 * Where two computers wrote the same entry at the same moment, which KashFlow cannot prevent, the first one stands, and whoever
 * wrote the other takes it back by its opposite. Each computer knows its own by the letters behind the marker, so that only one
 * of them does it; what stopped half-way is done when it looks for the entry the next time.
 */
import type { Marker } from '../../../../shared/model.ts';
import { AccountingDate } from '../../../../shared/model.ts';
import { minorOf } from '../../web/index.ts';
import type { Books } from '../books.ts';
import { movedMinor } from '../reading/on-account.ts';
import { noteFor, WHOLE } from './note.ts';
import type { WritePlan } from './plan.ts';
import { reversedLines } from './reversal.ts';
import { writeEntry } from './write.ts';
import type { WrittenEntry } from './written.ts';

/** True when something was taken back. Throws KashFlowRefusal or ConnectionError. */
export async function takeBackOwn(
  books: Books,
  marker: Marker,
  written: WrittenEntry,
  signal: AbortSignal,
): Promise<boolean> {
  const plans = opposites(books, marker, written);
  for (const plan of plans) {
    const parts = plan.kind === 'payment' ? plan.parts.map(({ part }) => part) : [];
    await writeEntry(books, plan, parts, () => undefined, signal);
  }
  return plans.length > 0;
}

function opposites(books: Books, marker: Marker, written: WrittenEntry): WritePlan[] {
  const { writer, baseCurrency } = books.settings;
  const about = 'another computer was a moment earlier';
  switch (written.kind) {
    case 'payment':
      return written.extras
        .filter(({ note }) => note.writer === writer)
        .map(({ id, row, note: { part, of } }) => ({
          kind: 'payment',
          marker,
          date: AccountingDate.parse(row.Date),
          invoice: written.invoice.number,
          parts: [
            {
              part,
              of,
              accountId: row.AccountId ?? 0,
              amountMinor: -minorOf(row.Amount, written.invoice.currency),
              note: noteFor(marker, { ...WHOLE, part, of, back: id }, writer, about),
            },
          ],
        }));
    case 'transaction':
      return written.extras
        .filter(({ note }) => note.writer === writer)
        .map(({ id, row }) => ({
          kind: 'transaction',
          marker,
          date: AccountingDate.parse(row.Date),
          accountId: row.AccountId ?? 0,
          customerCode: row.CustomerCode?.trim() ?? '',
          amountMinor: -movedMinor(row, baseCurrency),
          comment: noteFor(marker, { ...WHOLE, back: id }, writer, about),
        }));
    case 'journal':
      return written.extras
        .filter(({ note }) => note.writer === writer)
        .map(({ id, row, note: { refunded } }) => ({
          kind: 'journal',
          marker,
          date: AccountingDate.parse(row.Date),
          description: noteFor(marker, { ...WHOLE, refunded, back: id }, writer, about),
          lines: reversedLines(row, baseCurrency),
        }));
  }
}
