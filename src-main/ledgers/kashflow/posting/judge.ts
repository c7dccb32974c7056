/** From an entry to its plan, or to the reason why the books forbid it. Reads; writes nothing. Each throws Refusal. */
import type { Marker } from '../../../../shared/model.ts';
import { formatMinor, type Minor } from '../../../../shared/money.ts';
import type { JournalEntry, OnAccountEntry, ReceiptEntry } from '../../port.ts';
import { Refusal } from '../../web/index.ts';
import type { Books } from '../books.ts';
import { type CurrentInvoice, readInvoice } from '../reading/invoice.ts';
import { readHeld } from '../reading/on-account.ts';
import { bankFor, checkBase, checkOpen, customerFor } from './checks.ts';
import { customerFieldsOf, notesOf, recordedAs } from './fields.ts';
import { noteFor, WHOLE } from './note.ts';
import type { JournalPlan, PartPlan, Plan } from './plan.ts';

type Code = ConstructorParameters<typeof Refusal>[1];

const refuser =
  (marker: Marker) =>
  (code: Code, message: string): never => {
    throw new Refusal(marker, code, message);
  };

async function itemFor(books: Books, entry: ReceiptEntry, signal: AbortSignal): Promise<CurrentInvoice> {
  const { marker, itemNumber, itemKind, currency } = entry;
  const refuse = refuser(marker);
  const item = await readInvoice(books.api, books.settings.baseCurrency, itemNumber, signal);
  if (!item || item.kind !== itemKind) return refuse('ITEM_NOT_FOUND', `${itemNumber} is not in KashFlow.`);
  if (item.archived) return refuse('ITEM_VOID', `${itemNumber} was archived in KashFlow.`);
  if (item.customerCode !== entry.customerNo) {
    return refuse('CUSTOMER_MISMATCH', `${itemNumber} is not an item of customer ${entry.customerNo}.`);
  }
  if (item.currency !== currency) {
    return refuse('CURRENCY_MISMATCH', `${itemNumber} is in ${item.currency}, and the money in ${currency}.`);
  }
  if (currency !== books.settings.baseCurrency) {
    const message = `${itemNumber} is in ${currency}: KashFlow wants an exchange rate with its payment, so enter it there.`;
    return refuse('NOT_SUPPORTED', message);
  }
  return item;
}

export async function receiptPlan(books: Books, entry: ReceiptEntry, signal: AbortSignal): Promise<Plan> {
  const { marker, itemNumber, itemKind, currency, amountMinor, expectedBalanceMinor } = entry;
  const refuse = refuser(marker);
  const money = (minor: Minor) => `${formatMinor(minor, currency)} ${currency}`;
  const customer = await customerFor(books, marker, entry.customerNo, signal);
  const item = await itemFor(books, entry, signal);
  if (item.balanceMinor === 0 && expectedBalanceMinor !== 0) {
    return refuse('ITEM_IN_HISTORY', `${itemNumber} is settled in KashFlow already; nothing is open on it.`);
  }
  if (item.balanceMinor !== expectedBalanceMinor) {
    const message = `${itemNumber} has ${money(item.balanceMinor)} open now, not ${money(expectedBalanceMinor)}.`;
    return refuse('BALANCE_MOVED', message);
  }
  if (amountMinor === 0) return refuse('NOT_SUPPORTED', 'KashFlow takes no payment of nothing.');
  checkOpen(books, marker, entry.date);
  const closes = Math.sign(amountMinor) === (itemKind === 'credit' ? -1 : 1);
  const most = Math.abs(closes ? item.balanceMinor : item.totalMinor - item.balanceMinor);
  if (Math.abs(amountMinor) > most) {
    const what = closes ? 'open' : 'paid on it';
    const there = closes ? item.balanceMinor : item.totalMinor - item.balanceMinor;
    const message = `${itemNumber} has ${money(there)} ${what}, less than ${money(Math.abs(amountMinor))}.`;
    return refuse('AMOUNT_EXCEEDS_BALANCE', message);
  }
  const customerFields = customerFieldsOf(marker, entry.fields, customer);
  if (!closes && recordedAs(books.settings, entry.kind, entry.fields) === 'journal') {
    return { write: await refundJournal(books, entry, item, signal), customerFields };
  }
  const parts = await partsOf(books, entry, signal);
  return {
    write: { kind: 'payment', marker, date: entry.date, invoice: item.number, parts },
    customerFields,
  };
}

/** The money to the clearing account; what is given up, to the account for it. */
export async function partsOf(books: Books, entry: ReceiptEntry, signal: AbortSignal): Promise<PartPlan[]> {
  const { marker, date } = entry;
  const given = entry.discountMinor + entry.writeOffMinor;
  const amounts = [
    { role: 'clearing' as const, amountMinor: entry.amountMinor - given },
    { role: 'writeOff' as const, amountMinor: given },
  ].filter(({ amountMinor }) => amountMinor !== 0);
  const parts: PartPlan[] = [];
  for (const [at, { role, amountMinor }] of amounts.entries()) {
    const bank = await bankFor(books, role, marker, date, signal);
    const facts = { ...WHOLE, part: at + 1, of: amounts.length };
    const said = role === 'writeOff' ? ['Discount or write-off'] : notesOf(entry.fields);
    const note = noteFor(marker, facts, books.settings.writer, entry.reference, ...said);
    parts.push({ part: facts.part, of: facts.of, accountId: bank.id, amountMinor, note });
  }
  return parts;
}

async function refundJournal(
  books: Books,
  entry: ReceiptEntry,
  item: CurrentInvoice,
  signal: AbortSignal,
): Promise<JournalPlan> {
  const { marker, date, reference } = entry;
  const { refunds, clearing } = books.settings.accounts;
  if (entry.discountMinor + entry.writeOffMinor !== 0) {
    const message = `A refund that is recorded as a journal has no discount or write-off, and that of ${item.number} has.`;
    throw new Refusal(marker, 'NOT_SUPPORTED', message);
  }
  const facts = { ...WHOLE, refunded: item.number };
  return {
    kind: 'journal',
    marker,
    date,
    description: noteFor(
      marker,
      facts,
      books.settings.writer,
      `${entry.kind} ${entry.customerNo}`,
      reference,
      ...notesOf(entry.fields),
    ),
    lines: [
      await lineFor(books, marker, refunds, -entry.amountMinor, reference, signal),
      await lineFor(books, marker, clearing, entry.amountMinor, reference, signal),
    ],
  };
}

async function lineFor(
  books: Books,
  marker: Marker,
  account: string,
  amountMinor: Minor,
  comment: string,
  signal: AbortSignal,
): Promise<JournalPlan['lines'][number]> {
  const found = (await books.chart(signal)).some(({ number }) => number === account);
  const nominalCode = Number(account);
  if (!found || !Number.isSafeInteger(nominalCode)) {
    const message =
      account === '' ? 'No account for refunds is set.' : `There is no account ${account} in KashFlow.`;
    throw new Refusal(marker, 'ACCOUNT_NOT_FOUND', message);
  }
  return { nominalCode, amountMinor, comment: comment.slice(0, 100) };
}

/** `used`: what earlier entries of the same posting take from the same account. */
export async function onAccountPlan(
  books: Books,
  entry: OnAccountEntry,
  used: Map<string, Minor>,
  signal: AbortSignal,
): Promise<Plan> {
  const { marker, currency, amountMinor, date } = entry;
  const refuse = refuser(marker);
  const customer = await customerFor(books, marker, entry.customerNo, signal);
  checkBase(books, marker, currency, 'Money on account');
  checkOpen(books, marker, date);
  if (amountMinor === 0) return refuse('NOT_SUPPORTED', 'KashFlow takes no payment of nothing.');
  const bank = await bankFor(books, 'clearing', marker, date, signal);
  if (amountMinor < 0) {
    const there =
      ((await readHeld(books, signal)).get(customer.Code)?.minor ?? 0) - (used.get(customer.Code) ?? 0);
    used.set(customer.Code, (used.get(customer.Code) ?? 0) - amountMinor);
    if (-amountMinor > there) {
      const money = (minor: Minor) => `${formatMinor(minor, currency)} ${currency}`;
      const message = `${customer.Name ?? customer.Code} has ${money(there)} on account, less than ${money(-amountMinor)}.`;
      return refuse('AMOUNT_EXCEEDS_BALANCE', message);
    }
  }
  const comment = noteFor(marker, WHOLE, books.settings.writer, entry.reference, ...notesOf(entry.fields));
  return {
    write: {
      kind: 'transaction',
      marker,
      date,
      accountId: bank.id,
      customerCode: customer.Code,
      amountMinor,
      comment,
    },
    customerFields: customerFieldsOf(marker, entry.fields, customer),
  };
}

export async function journalPlan(books: Books, entry: JournalEntry, signal: AbortSignal): Promise<Plan> {
  const { marker, currency } = entry;
  checkBase(books, marker, currency, 'A journal');
  checkOpen(books, marker, entry.date);
  const lines: JournalPlan['lines'][number][] = [];
  for (const line of entry.lines) {
    lines.push(await lineFor(books, marker, line.account, line.amountMinor, line.description, signal));
  }
  const description = noteFor(marker, WHOLE, books.settings.writer, entry.description, entry.reference);
  return { write: { kind: 'journal', marker, date: entry.date, description, lines }, customerFields: null };
}
