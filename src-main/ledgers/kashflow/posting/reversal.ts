/** The plan of an undo: the same once more, the other way. Nothing is deleted. Each throws Refusal. */
import { type Currency, formatMinor } from '../../../../shared/money.ts';
import type { ReversalEntry } from '../../port.ts';
import { minorOf, Refusal } from '../../web/index.ts';
import type { KashFlowJournal } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { movedMinor, readHeld } from '../reading/on-account.ts';
import { checkOpen } from './checks.ts';
import { isWhole, paidMinor } from './described.ts';
import { noteFor, WHOLE } from './note.ts';
import type { JournalPlan, Plan, WritePlan } from './plan.ts';
import type { WrittenEntry, WrittenJournal, WrittenPayment, WrittenTransaction } from './written.ts';

export async function reversalPlan(
  books: Books,
  entry: ReversalEntry,
  original: WrittenEntry | null,
  signal: AbortSignal,
): Promise<Plan> {
  if (original === null || !isWhole(original)) {
    const why =
      original === null ? 'is not in KashFlow, or was deleted there' : 'is in KashFlow only in part';
    throw new Refusal(entry.marker, 'ENTRY_NOT_FOUND', `${entry.of} ${why}.`);
  }
  checkOpen(books, entry.marker, entry.date);
  const write =
    original.kind === 'payment'
      ? await reversedPayment(books, entry, original, signal)
      : original.kind === 'transaction'
        ? await reversedTransaction(books, entry, original, signal)
        : reversedJournal(books, entry, original);
  return { write, customerFields: null };
}

async function reversedPayment(
  books: Books,
  entry: ReversalEntry,
  original: WrittenPayment,
  signal: AbortSignal,
): Promise<WritePlan> {
  const { marker, date } = entry;
  const { invoice } = original;
  const amountMinor = -paidMinor(original);
  // Of what is paid when it takes payment off, of what is open when it puts it on again.
  const takesOff = Math.sign(amountMinor) !== Math.sign(invoice.totalMinor);
  const most = Math.abs(takesOff ? invoice.totalMinor - invoice.balanceMinor : invoice.balanceMinor);
  if (Math.abs(amountMinor) > most) {
    const message = `${invoice.number} has ${formatMinor(most, invoice.currency)} ${invoice.currency} ${takesOff ? 'paid on it' : 'open'} now, less than the payment was.`;
    throw new Refusal(marker, 'AMOUNT_EXCEEDS_BALANCE', message);
  }
  const banks = await books.banks(signal);
  const of = original.lines.length;
  const parts = original.lines.map(({ row, note }) => {
    const bank = banks.find(({ id }) => id === row.AccountId);
    if (!bank) {
      const message = `The bank account of the payment on ${invoice.number} is not in KashFlow any more.`;
      throw new Refusal(marker, 'ACCOUNT_NOT_FOUND', message);
    }
    if (bank.lockedThrough !== null && date <= bank.lockedThrough) {
      const message = `${date} is in a closed period: ${bank.name} is locked through ${bank.lockedThrough} in KashFlow.`;
      throw new Refusal(marker, 'PERIOD_CLOSED', message);
    }
    return {
      part: note.part,
      of,
      accountId: bank.id,
      amountMinor: -minorOf(row.Amount, invoice.currency),
      note: noteFor(
        marker,
        { ...WHOLE, part: note.part, of },
        books.settings.writer,
        `reversal of ${entry.of}`,
      ),
    };
  });
  return { kind: 'payment', marker, date, invoice: invoice.number, parts };
}

async function reversedTransaction(
  books: Books,
  entry: ReversalEntry,
  { transaction }: WrittenTransaction,
  signal: AbortSignal,
): Promise<WritePlan> {
  const { marker, date } = entry;
  const { baseCurrency } = books.settings;
  const amountMinor = -movedMinor(transaction, baseCurrency);
  const customerCode = transaction.CustomerCode?.trim() ?? '';
  const there = (await readHeld(books, signal)).get(customerCode)?.minor ?? 0;
  if (amountMinor < 0 && there < -amountMinor) {
    const message = `The money on account of ${customerCode} was used for something else in KashFlow since.`;
    throw new Refusal(marker, 'AMOUNT_EXCEEDS_BALANCE', message);
  }
  const bank = (await books.ownBanks(signal)).find(({ id }) => id === transaction.AccountId);
  if (!bank) {
    const message = `The bank account of the money on account of ${customerCode} is not among yours any more.`;
    throw new Refusal(marker, 'ACCOUNT_NOT_FOUND', message);
  }
  if (bank.lockedThrough !== null && date <= bank.lockedThrough) {
    const message = `${date} is in a closed period: ${bank.name} is locked through ${bank.lockedThrough} in KashFlow.`;
    throw new Refusal(marker, 'PERIOD_CLOSED', message);
  }
  const comment = noteFor(marker, WHOLE, books.settings.writer, `reversal of ${entry.of}`);
  return { kind: 'transaction', marker, date, accountId: bank.id, customerCode, amountMinor, comment };
}

function reversedJournal(books: Books, entry: ReversalEntry, { journal }: WrittenJournal): WritePlan {
  const { marker, date } = entry;
  const { baseCurrency, writer } = books.settings;
  return {
    kind: 'journal',
    marker,
    date,
    description: noteFor(marker, WHOLE, writer, `reversal of ${entry.of}`),
    lines: reversedLines(journal, baseCurrency),
  };
}

export function reversedLines(journal: KashFlowJournal, base: Currency): JournalPlan['lines'] {
  return (journal.Lines ?? []).map((line) => ({
    nominalCode: line.NominalCode,
    amountMinor: minorOf(line.Credit ?? 0, base) - minorOf(line.Debit ?? 0, base),
    comment: line.Comment ?? '',
  }));
}
