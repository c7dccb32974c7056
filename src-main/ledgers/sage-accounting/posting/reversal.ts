/**
 * The plan of an undo. Nothing is deleted or voided: money goes the other way. What was applied to an invoice or credit is
 * taken off it first, which leaves it as money on account, and the two payments are then matched with each other.
 */
import { type Currency, currency } from '../../../../shared/money.ts';
import type { ReversalEntry } from '../../port.ts';
import { minorOf, numberOf } from '../../web/amounts.ts';
import { Refusal } from '../../web/refusal.ts';
import type { Books } from '../books.ts';
import { unappliedOf } from '../reading/on-account.ts';
import { findItem, linesOf } from './items.ts';
import { checkPeriod, paymentPlan } from './payment-plan.ts';
import type { Plan } from './plan.ts';
import { referenceFor } from './references.ts';
import type { WrittenEntry, WrittenJournal, WrittenPayment } from './written.ts';

export async function reversalPlan(
  books: Books,
  entry: ReversalEntry,
  original: WrittenEntry | null,
  signal: AbortSignal,
): Promise<Plan> {
  if (original === null) {
    throw new Refusal(entry.marker, 'ENTRY_NOT_FOUND', `${entry.of} is not in Sage, or was deleted there.`);
  }
  await checkPeriod(books, entry.marker, entry.date, signal);
  return original.kind === 'journal'
    ? reversedJournal(books.settings.baseCurrency, entry, original)
    : reversedPayment(books, entry, original, signal);
}

function reversedJournal(code: Currency, entry: ReversalEntry, { journal }: WrittenJournal): Plan {
  const lines = (journal.journal_lines ?? []).map((line) => ({
    ledger_account_id: line.ledger_account.id,
    debit: numberOf(minorOf(line.credit, code), code),
    credit: numberOf(minorOf(line.debit, code), code),
    details: line.details ?? '',
  }));
  const description = `Reversal of ${journal.reference ?? 'a journal'}`;
  const body = {
    date: entry.date,
    reference: referenceFor(entry.marker, null),
    description,
    journal_lines: lines,
  };
  return { kind: 'journal', marker: entry.marker, body };
}

async function reversedPayment(
  books: Books,
  entry: ReversalEntry,
  { payment, reopened }: WrittenPayment,
  signal: AbortSignal,
): Promise<Plan> {
  const { marker, date } = entry;
  const refuse = (code: ConstructorParameters<typeof Refusal>[1], message: string): never => {
    throw new Refusal(marker, code, message);
  };
  const code = currency(payment.currency.id);
  const totalMinor = minorOf(payment.total_amount, code);
  const cashMinor = payment.transaction_type.id === 'CUSTOMER_REFUND' ? totalMinor : -totalMinor;
  const base = { marker, date, currency: code, contactId: payment.contact?.id ?? '', cashMinor };
  const lines = linesOf(payment);
  const applied = lines.filter(({ kind }) => kind !== null);
  const unapplied = unappliedOf(payment);
  const onAccountMinor = totalMinor - lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const [first] = applied;

  if (first?.kind != null) {
    if (payment.editable === false) {
      return refuse(
        'NOT_SUPPORTED',
        `The payment ${payment.reference} is reconciled or locked in Sage and cannot be taken off ${first.number}.`,
      );
    }
    await checkPeriod(books, marker, payment.date, signal);
    if (unapplied < onAccountMinor) return refuse('AMOUNT_EXCEEDS_BALANCE', used(payment.reference));
    const again = { kind: first.kind, number: applied.length === 1 ? first.number : '' };
    const reopening = { by: 'payment', paymentId: payment.id } as const;
    return paymentPlan(books, { ...base, lines: [], reopened: again, reopening }, signal);
  }
  if (reopened !== null && unapplied === 0) {
    // The undo of a refund: the invoice is paid again.
    const item =
      reopened.number === '' ? null : await findItem(books, reopened.kind, reopened.number, signal);
    if (!item || item.void) {
      return refuse(
        'NOT_SUPPORTED',
        `Which item ${payment.reference} opened again is not known in Sage any more; undo it there.`,
      );
    }
    if (Math.abs(item.balanceMinor) < totalMinor) {
      return refuse('AMOUNT_EXCEEDS_BALANCE', `${item.number} has less open than the refund was.`);
    }
    const line = { artefactId: item.id, amountMinor: totalMinor };
    return paymentPlan(books, { ...base, lines: [line], reopened: null, reopening: null }, signal);
  }
  const held = payment.payment_on_account;
  if (held && onAccountMinor === totalMinor) {
    if (unapplied < totalMinor) return refuse('AMOUNT_EXCEEDS_BALANCE', used(payment.reference));
    const line = { artefactId: held.id, amountMinor: totalMinor };
    return paymentPlan(books, { ...base, lines: [line], reopened: null, reopening: null }, signal);
  }
  // Money taken from the account: it goes back to it.
  return paymentPlan(books, { ...base, lines: [], reopened: null, reopening: null }, signal);
}

const used = (reference: string | null | undefined): string =>
  `The money of ${reference ?? 'this payment'} was used for something else in Sage since.`;
