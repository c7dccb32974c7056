/** From an entry to its plan, or to the reason why the books forbid it. Reads; writes nothing. */
import type { AccountingDate, Marker } from '../../../../shared/model.ts';
import { type Currency, formatMinor, type Minor } from '../../../../shared/money.ts';
import type { JournalEntry, OnAccountEntry, ReceiptEntry } from '../../port.ts';
import { numberOf } from '../../web/amounts.ts';
import { Refusal } from '../../web/refusal.ts';
import { SagePayment } from '../api/shapes.ts';
import type { BankAccount, Books } from '../books.ts';
import type { KnownContact } from '../reading/contacts.ts';
import { unappliedOf } from '../reading/on-account.ts';
import { type CurrentItem, findItem, linesOf, readItem } from './items.ts';
import type { JournalPlan, PaymentPlan, Reopening } from './plan.ts';
import { type Reopened, referenceFor } from './references.ts';

export async function checkPeriod(
  books: Books,
  marker: Marker,
  date: AccountingDate | string,
  signal: AbortSignal,
): Promise<void> {
  const lock = (await books.financial(signal)).year_end_lockdown_date ?? null;
  if (lock !== null && date <= lock) {
    throw new Refusal(
      marker,
      'PERIOD_CLOSED',
      `${date} is in a closed period: Sage’s books are locked through ${lock}.`,
    );
  }
  const { closedBefore } = books.settings;
  if (closedBefore !== null && date < closedBefore) {
    throw new Refusal(
      marker,
      'PERIOD_CLOSED',
      `${date} is in a closed period: days before ${closedBefore} are closed.`,
    );
  }
}

export async function contactOf(
  books: Books,
  marker: Marker,
  customerNo: string,
  signal: AbortSignal,
): Promise<KnownContact> {
  const known = books.contacts.byNumber(customerNo);
  if (known) return known;
  await books.contacts.refresh(signal);
  const now = books.contacts.byNumber(customerNo);
  if (now) return now;
  throw new Refusal(marker, 'CUSTOMER_NOT_FOUND', `There is no customer ${customerNo} in Sage.`);
}

async function clearingOf(
  books: Books,
  marker: Marker,
  currency: Currency,
  signal: AbortSignal,
): Promise<BankAccount> {
  const bank = await books.clearing(signal);
  const { clearing } = books.settings.accounts;
  if (!bank) {
    const what = clearing === '' ? 'No clearing account is set' : `${clearing} is not a bank account in Sage`;
    throw new Refusal(
      marker,
      'ACCOUNT_NOT_FOUND',
      `${what}, and receipts can be recorded in bank accounts only.`,
    );
  }
  if (
    currency !== books.settings.baseCurrency &&
    (await books.financial(signal)).multi_currency_enabled !== true
  ) {
    throw new Refusal(
      marker,
      'CURRENCY_MISMATCH',
      `Sage keeps these books in ${books.settings.baseCurrency} alone, and this is in ${currency}.`,
    );
  }
  return bank;
}

export interface PaymentFacts {
  readonly marker: Marker;
  readonly date: AccountingDate;
  readonly currency: Currency;
  readonly contactId: string;
  /** Above zero: money in, a customer receipt. Below: money out, a customer refund. */
  readonly cashMinor: Minor;
  readonly lines: readonly {
    readonly artefactId: string;
    readonly amountMinor: Minor;
    readonly discountMinor?: Minor;
  }[];
  readonly reopened: Reopened | null;
  readonly reopening: Reopening | null;
}

export async function paymentPlan(
  books: Books,
  facts: PaymentFacts,
  signal: AbortSignal,
): Promise<PaymentPlan> {
  const { marker, currency, contactId, reopening } = facts;
  const bank = await clearingOf(books, marker, currency, signal);
  const body = {
    transaction_type_id: facts.cashMinor > 0 ? 'CUSTOMER_RECEIPT' : 'CUSTOMER_REFUND',
    contact_id: contactId,
    bank_account_id: bank.id,
    date: facts.date,
    total_amount: numberOf(Math.abs(facts.cashMinor), currency),
    reference: referenceFor(marker, facts.reopened),
    // Sage's own rate of the day is used where the currency is a foreign one.
    ...(currency === books.settings.baseCurrency ? {} : { currency_id: currency }),
    allocated_artefacts: facts.lines.map((line) => ({
      artefact_id: line.artefactId,
      amount: numberOf(line.amountMinor, currency),
      ...(line.discountMinor ? { discount: numberOf(line.discountMinor, currency) } : {}),
    })),
  };
  return { kind: 'payment', marker, contactId, body, reopening };
}

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

export interface Takeable {
  readonly payment: SagePayment;
  readonly amountMinor: Minor;
}

/** Payments that can be taken off an item: changeable ones, without a discount on it; newest first. */
export async function takeable(books: Books, item: CurrentItem, signal: AbortSignal): Promise<Takeable[]> {
  const whole = await readItem(books, item.kind, item.id, signal);
  const lock = (await books.financial(signal)).year_end_lockdown_date ?? '';
  const found: Takeable[] = [];
  for (const id of new Set(whole?.paidBy ?? [])) {
    const payment = await books.api.find(`contact_payments/${id}`, {}, SagePayment, signal);
    if (!payment || payment.editable === false || payment.date <= lock) continue;
    const lines = linesOf(payment).filter(({ artefactId }) => artefactId === item.id);
    if (lines.some(({ discountMinor }) => discountMinor !== 0)) continue;
    const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
    if (amountMinor > 0) found.push({ payment, amountMinor });
  }
  const age = ({ payment }: Takeable) => `${payment.date} ${payment.created_at ?? ''} ${payment.id}`;
  return found.sort((a, b) => (age(a) < age(b) ? 1 : -1));
}

/** What a customer's payments of one side hold unapplied; oldest first. */
export async function heldBy(
  books: Books,
  contactId: string,
  currency: Currency,
  type: 'CUSTOMER_RECEIPT' | 'CUSTOMER_REFUND',
  signal: AbortSignal,
): Promise<SagePayment[]> {
  const payments = await books.api.all('contact_payments', { contact_id: contactId }, SagePayment, signal);
  const age = (payment: SagePayment) => `${payment.date} ${payment.created_at ?? ''} ${payment.id}`;
  return payments
    .filter((it) => it.transaction_type.id === type && it.currency.id === currency && unappliedOf(it) > 0)
    .sort((a, b) => (age(a) < age(b) ? -1 : 1));
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
