/** From an entry to its plan, or to the reason why the books forbid it. Reads; writes nothing. */
import { formatMinor, type Minor } from '../../../../shared/money.ts';
import type { JournalEntry, OnAccountEntry, ReceiptEntry } from '../../port.ts';
import { numberOf, Refusal } from '../../web/index.ts';
import type { Books } from '../books.ts';
import type { KnownContact } from '../reading/contacts.ts';
import { unappliedOf } from '../reading/on-account.ts';
import { heldBy, takeable } from './held.ts';
import { type CurrentItem, findItem } from './items.ts';
import { checkPeriod, contactOf, paymentPlan } from './payment-plan.ts';
import type { JournalPlan, PaymentPlan, Reopening } from './plan.ts';
import { referenceFor } from './references.ts';

/** The item as it must be for the entry. Throws Refusal. */
async function itemFor(
  books: Books,
  entry: ReceiptEntry,
  contact: KnownContact,
  signal: AbortSignal,
): Promise<CurrentItem> {
  const { marker, itemNumber, itemKind, currency } = entry;
  const refuse = (code: ConstructorParameters<typeof Refusal>[1], message: string): never => {
    throw new Refusal(marker, code, message);
  };
  const item = await findItem(books, itemKind, itemNumber, signal);
  if (!item) return refuse('ITEM_NOT_FOUND', `${itemNumber} is not in Sage.`);
  if (item.void) return refuse('ITEM_VOID', `${itemNumber} was cancelled in Sage.`);
  if (item.draft) return refuse('ITEM_NOT_FOUND', `${itemNumber} is a draft in Sage; issue it first.`);
  if (item.contactId !== contact.id)
    return refuse('CUSTOMER_MISMATCH', `${itemNumber} is not an item of ${contact.name}.`);
  if (item.currency !== currency)
    return refuse('CURRENCY_MISMATCH', `${itemNumber} is in ${item.currency}, and the money in ${currency}.`);
  return item;
}

export async function receiptPlan(
  books: Books,
  entry: ReceiptEntry,
  signal: AbortSignal,
): Promise<PaymentPlan> {
  const { marker, itemNumber, itemKind, currency, amountMinor } = entry;
  const contact = await contactOf(books, marker, entry.customerNo, signal);
  const item = await itemFor(books, entry, contact, signal);
  const money = (minor: Minor) => `${formatMinor(minor, currency)} ${currency}`;
  if (item.balanceMinor === 0 && entry.expectedBalanceMinor !== 0) {
    throw new Refusal(
      marker,
      'ITEM_IN_HISTORY',
      `${itemNumber} is settled in Sage already; nothing is open on it.`,
    );
  }
  if (item.balanceMinor !== entry.expectedBalanceMinor) {
    throw new Refusal(
      marker,
      'BALANCE_MOVED',
      `${itemNumber} has ${money(item.balanceMinor)} open now, not ${money(entry.expectedBalanceMinor)}.`,
    );
  }
  const discountMinor = entry.discountMinor + entry.writeOffMinor;
  const cashMinor = amountMinor - discountMinor;
  const closes = Math.sign(amountMinor) === (itemKind === 'credit' ? -1 : 1);
  if (cashMinor === 0 || Math.sign(cashMinor) !== Math.sign(amountMinor)) {
    throw new Refusal(
      marker,
      'NOT_SUPPORTED',
      `${itemNumber} cannot be written off without a payment in Sage; enter a credit note there.`,
    );
  }
  if (discountMinor !== 0 && (!closes || itemKind === 'credit' || discountMinor < 0)) {
    throw new Refusal(
      marker,
      'NOT_SUPPORTED',
      `Sage takes a discount with a receipt for an invoice only, and ${itemNumber} is something else here.`,
    );
  }
  await checkPeriod(books, marker, entry.date, signal);
  const base = { marker, date: entry.date, currency, contactId: contact.id, cashMinor };
  if (closes) {
    if (Math.abs(amountMinor) > Math.abs(item.balanceMinor)) {
      throw new Refusal(
        marker,
        'AMOUNT_EXCEEDS_BALANCE',
        `${itemNumber} has ${money(item.balanceMinor)} open, less than ${money(amountMinor)}.`,
      );
    }
    const line = { artefactId: item.id, amountMinor: Math.abs(cashMinor), discountMinor };
    return paymentPlan(books, { ...base, lines: [line], reopened: null, reopening: null }, signal);
  }
  const available = await takeable(books, item, signal);
  const held = available.reduce((sum, { amountMinor: there }) => sum + there, 0);
  if (Math.abs(amountMinor) > held) {
    throw new Refusal(
      marker,
      'AMOUNT_EXCEEDS_BALANCE',
      `Of what is paid on ${itemNumber}, receipts that can still be changed in Sage make up ${money(held)}, less than ${money(Math.abs(amountMinor))}.`,
    );
  }
  const reopening: Reopening = {
    by: 'item',
    kind: itemKind,
    itemId: item.id,
    before: entry.expectedBalanceMinor,
    amountMinor: Math.abs(amountMinor),
  };
  const reopened = { kind: itemKind, number: item.number };
  return paymentPlan(books, { ...base, lines: [], reopened, reopening }, signal);
}

/** `used`: what earlier entries of the same posting take from the same account. */
export async function onAccountPlan(
  books: Books,
  entry: OnAccountEntry,
  used: Map<string, Minor>,
  signal: AbortSignal,
): Promise<PaymentPlan> {
  const { marker, currency, amountMinor } = entry;
  const contact = await contactOf(books, marker, entry.customerNo, signal);
  await checkPeriod(books, marker, entry.date, signal);
  if (amountMinor === 0) throw new Refusal(marker, 'NOT_SUPPORTED', 'Sage takes no payment of nothing.');
  const base = {
    marker,
    date: entry.date,
    currency,
    contactId: contact.id,
    cashMinor: amountMinor,
    reopened: null,
    reopening: null,
  };
  if (amountMinor > 0) return paymentPlan(books, { ...base, lines: [] }, signal);
  const key = `${contact.id} ${currency}`;
  let skip = used.get(key) ?? 0;
  used.set(key, skip - amountMinor);
  let left = -amountMinor;
  const lines: { artefactId: string; amountMinor: Minor }[] = [];
  for (const payment of await heldBy(books, contact.id, currency, 'CUSTOMER_RECEIPT', signal)) {
    const there = unappliedOf(payment);
    const skipped = Math.min(skip, there);
    skip -= skipped;
    const taken = Math.min(left, there - skipped);
    if (taken > 0 && payment.payment_on_account) {
      lines.push({ artefactId: payment.payment_on_account.id, amountMinor: taken });
      left -= taken;
    }
  }
  if (left > 0) {
    const there = formatMinor(-amountMinor - left, currency);
    throw new Refusal(
      marker,
      'AMOUNT_EXCEEDS_BALANCE',
      `${contact.name} has ${there} ${currency} on account, less than ${formatMinor(-amountMinor, currency)}.`,
    );
  }
  return paymentPlan(books, { ...base, lines }, signal);
}

export async function journalPlan(
  books: Books,
  entry: JournalEntry,
  signal: AbortSignal,
): Promise<JournalPlan> {
  const { marker, currency } = entry;
  if (currency !== books.settings.baseCurrency) {
    throw new Refusal(
      marker,
      'NOT_SUPPORTED',
      `Journals in Sage are in ${books.settings.baseCurrency}, and this one is in ${currency}.`,
    );
  }
  const chart = await books.chart(signal);
  const lines = entry.lines.map((line) => {
    const account = chart.find(({ number }) => number === line.account);
    if (!account)
      throw new Refusal(marker, 'ACCOUNT_NOT_FOUND', `There is no account ${line.account} in Sage.`);
    return {
      ledger_account_id: account.id,
      debit: numberOf(Math.max(0, line.amountMinor), currency),
      credit: numberOf(Math.max(0, -line.amountMinor), currency),
      details: line.description.slice(0, 200),
    };
  });
  await checkPeriod(books, marker, entry.date, signal);
  const description = `${entry.description} ${entry.reference}`.slice(0, 200);
  return {
    kind: 'journal',
    marker,
    body: { date: entry.date, reference: referenceFor(marker, null), description, journal_lines: lines },
  };
}
