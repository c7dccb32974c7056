/** The plan for what an earlier attempt left out: the second payment of an entry that has two. Each throws Refusal. */
import { formatMinor } from '../../../../shared/money.ts';
import type { LedgerEntry, ReversalEntry } from '../../port.ts';
import { Refusal } from '../../web/index.ts';
import type { Books } from '../books.ts';
import { missingParts } from './described.ts';
import { partsOf } from './judge.ts';
import type { Plan } from './plan.ts';
import { reversalPlan } from './reversal.ts';
import type { WrittenEntries, WrittenEntry, WrittenPayment } from './written.ts';

/** The rest of a payment of which a part is there: as far as the invoice still has room for it. */
export async function resume(
  books: Books,
  written: WrittenEntries,
  entry: LedgerEntry,
  there: WrittenPayment,
  signal: AbortSignal,
): Promise<Plan> {
  const { invoice } = there;
  if (entry.kind === 'reversal') {
    const original = await written.find(entry.of, null, signal);
    return reversalPlanRest(books, entry, original, there, signal);
  }
  if (entry.kind === 'journal' || entry.kind === 'on_account') {
    throw new Refusal(
      entry.marker,
      'MARKER_CONFLICT',
      `The marker is that of a payment of ${invoice.number}.`,
    );
  }
  const parts = await partsOf(books, entry, signal);
  const missing = missingParts(there);
  const rest = parts
    .filter(({ part }) => missing.includes(part))
    .reduce((sum, it) => sum + it.amountMinor, 0);
  const room = Math.sign(rest) === Math.sign(invoice.totalMinor) ? invoice.balanceMinor : rest;
  if (Math.abs(rest) > Math.abs(room)) {
    const open = `${formatMinor(invoice.balanceMinor, invoice.currency)} ${invoice.currency}`;
    const message = `${invoice.number} has only ${open} open now, less than what is left to record.`;
    throw new Refusal(entry.marker, 'BALANCE_MOVED', message);
  }
  return {
    write: { kind: 'payment', marker: entry.marker, date: entry.date, invoice: invoice.number, parts },
    customerFields: null,
  };
}

async function reversalPlanRest(
  books: Books,
  entry: ReversalEntry,
  original: WrittenEntry | null,
  there: WrittenPayment,
  signal: AbortSignal,
): Promise<Plan> {
  if (original?.kind !== 'payment') return reversalPlan(books, entry, original, signal);
  // What is reversed already is not to be reversed again: only the lines of the other parts count.
  const done = new Set(there.lines.map(({ note }) => note.part));
  const lines = original.lines.filter(({ note }) => !done.has(note.part));
  const single = lines.map((line) => ({ ...line, note: { ...line.note, of: 1, part: 1 } }));
  const plan = await reversalPlan(books, entry, { ...original, lines: single }, signal);
  if (plan.write.kind !== 'payment') return plan;
  const of = original.lines.length;
  const parts = plan.write.parts.map((part, at) => ({
    ...part,
    part: lines[at]?.note.part ?? part.part,
    of,
    note: part.note.replace(entry.marker, `${entry.marker} ${lines[at]?.note.part ?? part.part}/${of}`),
  }));
  return { ...plan, write: { ...plan.write, parts } };
}
