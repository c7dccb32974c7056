/**
 * Writing to the books: payments, changed allocations, contact allocations, journals; each with the checks that Sage makes.
 * From its knowledge base: what is taken off an invoice stays as a payment on account, and the invoice is open again; a
 * refund goes to credit notes and payments on account (ie-kb.sage.com, solutions 222001000100725 and 222001000101182).
 */
import type { Currency, Minor } from '../../../shared/money.ts';
import { asMinor } from './amounts.ts';
import type { AllocationLine, Artefact, ContactAllocation, Payment, SageBooks } from './books.ts';
import { invalid, notFound } from './refused.ts';

export type Body = Readonly<Record<string, unknown>>;

/** The documented upper limit of a payment's reference (the API description's maxLength). */
const REFERENCE_LENGTH = 25;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const text = (body: Body, field: string): string =>
  typeof body[field] === 'string' ? String(body[field]) : '';

export function openDay(books: SageBooks, body: Body): string {
  const date = text(body, 'date');
  if (!DAY.test(date)) throw invalid('The date is not valid.', 'date');
  if (books.lockedThrough !== null && date <= books.lockedThrough) {
    throw invalid('The date must be after the year end lockdown date.', 'date');
  }
  return date;
}

export function referenceOf(body: Body): string {
  const reference = text(body, 'reference');
  if (reference.length > REFERENCE_LENGTH) {
    throw invalid(`The reference is too long (maximum is ${REFERENCE_LENGTH} characters).`, 'reference');
  }
  return reference;
}

/** What an allocation of this payment may go to, and how much of it is open without the payment's own lines. */
function readLines(
  books: SageBooks,
  body: Body,
  payment: {
    id: string | null;
    type: Payment['type'];
    contactId: string;
    currency: Currency;
    totalMinor: Minor;
  },
): AllocationLine[] {
  const given = Array.isArray(body.allocated_artefacts) ? (body.allocated_artefacts as Body[]) : [];
  const own = payment.id === null ? [] : (books.payments.get(payment.id)?.lines ?? []);
  const lines = given.map((line): AllocationLine => {
    const artefact = books.artefacts.get(text(line, 'artefact_id'));
    if (!artefact || artefact.contactId !== payment.contactId) {
      throw invalid('The artefact does not belong to the contact.', 'allocated_artefacts');
    }
    const wanted = payment.type === 'CUSTOMER_RECEIPT' ? 1 : -1;
    if (books.sideOf(artefact) !== wanted || (payment.id !== null && artefact.paymentId === payment.id)) {
      throw invalid('The artefact cannot be settled by this type of payment.', 'allocated_artefacts');
    }
    if (artefact.currency !== payment.currency) throw invalid('The currencies differ.', 'currency_id');
    const amountMinor = asMinor(line.amount, payment.currency);
    const discountMinor = asMinor(line.discount ?? 0, payment.currency);
    if (amountMinor === null || discountMinor === null || amountMinor < 0 || discountMinor < 0) {
      throw invalid('The allocated amount is not valid.', 'allocated_artefacts');
    }
    const before = own
      .filter(({ artefactId }) => artefactId === artefact.id)
      .reduce((sum, it) => sum + it.amountMinor + it.discountMinor, 0);
    if (amountMinor + discountMinor > books.outstandingMinor(artefact) + before) {
      throw invalid('The allocated amount is greater than the outstanding amount.', 'allocated_artefacts');
    }
    return { artefactId: artefact.id, amountMinor, discountMinor };
  });
  if (lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) > payment.totalMinor) {
    throw invalid('The allocated amount is greater than the amount paid.', 'allocated_artefacts');
  }
  return lines;
}

/** The rest of the payment as its payment on account: made, made larger or smaller, or gone. */
function settleOnAccount(books: SageBooks, payment: Payment): void {
  const rest = payment.totalMinor - payment.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const held = books.onAccountOf(payment);
  if (held) {
    if (rest < books.settledMinor(held.id))
      throw invalid('The payment on account is used already.', 'allocated_artefacts');
    held.totalMinor = rest;
    held.deletedAt = rest === 0 ? books.now() : null;
    held.updatedAt = books.now();
    return;
  }
  if (rest === 0) return;
  const artefact: Artefact = {
    id: books.newId(),
    kind: 'payment_on_account',
    number: payment.reference,
    contactId: payment.contactId,
    date: payment.date,
    dueDate: null,
    currency: payment.currency,
    totalMinor: rest,
    reference: payment.reference,
    paymentId: payment.id,
    draft: false,
    voidReason: null,
    deletedAt: null,
    createdAt: books.now(),
    updatedAt: books.now(),
  };
  books.artefacts.set(artefact.id, artefact);
}

export function createPayment(books: SageBooks, body: Body): Payment {
  const type = text(body, 'transaction_type_id');
  if (type !== 'CUSTOMER_RECEIPT' && type !== 'CUSTOMER_REFUND') {
    throw invalid('The transaction type is not valid.', 'transaction_type_id');
  }
  const contact = books.contacts.get(text(body, 'contact_id'));
  if (!contact || contact.deletedAt !== null) throw invalid('The contact is not valid.', 'contact_id');
  const bank = books.bankAccount(text(body, 'bank_account_id'));
  if (!bank) throw invalid('The bank account is not valid.', 'bank_account_id');
  const currency = (text(body, 'currency_id') || books.facts.baseCurrency) as Currency;
  if (currency !== books.facts.baseCurrency && !books.facts.multiCurrency) {
    throw invalid('Multi-currency is not enabled.', 'currency_id');
  }
  const date = openDay(books, body);
  const totalMinor = asMinor(body.total_amount, currency);
  if (totalMinor === null || totalMinor <= 0)
    throw invalid('The amount must be greater than 0.', 'total_amount');
  const reference = referenceOf(body);
  const lines = readLines(books, body, { id: null, type, contactId: contact.id, currency, totalMinor });
  const at = books.now();
  const payment: Payment = {
    id: books.newId(),
    type,
    contactId: contact.id,
    bankAccountId: bank.bankAccountId ?? '',
    date,
    totalMinor,
    currency,
    exchangeRate: typeof body.exchange_rate === 'number' ? body.exchange_rate : 1,
    reference,
    lines,
    reconciled: false,
    deletedAt: null,
    createdAt: at,
    updatedAt: at,
  };
  books.payments.set(payment.id, payment);
  settleOnAccount(books, payment);
  books.touch(lines.map(({ artefactId }) => artefactId));
  return payment;
}

/** Changes what a payment is allocated to; nothing else of it is changed by this simulator. */
export function changePayment(books: SageBooks, id: string, body: Body): Payment {
  const payment = books.payments.get(id);
  if (!payment || payment.deletedAt !== null) throw notFound();
  if (payment.reconciled) throw invalid('The payment is reconciled and cannot be changed.', 'base');
  openDay(books, { date: payment.date });
  const before = payment.lines;
  const lines = readLines(books, body, payment);
  payment.lines = lines;
  try {
    settleOnAccount(books, payment);
  } catch (error) {
    payment.lines = before;
    throw error;
  }
  books.trail.push({ paymentId: payment.id, lines: before });
  payment.updatedAt = books.now();
  books.touch([...before, ...lines].map(({ artefactId }) => artefactId));
  return payment;
}

/** As a user deletes it: what it settled is open again. */
export function deletePayment(books: SageBooks, id: string): void {
  const payment = books.payments.get(id);
  if (!payment || payment.deletedAt !== null) throw notFound();
  const held = books.onAccountOf(payment);
  if (held && books.settledMinor(held.id) > 0)
    throw invalid('The payment on account is used already.', 'base');
  if (held) held.deletedAt = books.now();
  payment.deletedAt = books.now();
  payment.updatedAt = payment.deletedAt;
  books.touch(payment.lines.map(({ artefactId }) => artefactId));
}

export function createAllocation(books: SageBooks, body: Body): ContactAllocation {
  if (text(body, 'transaction_type_id') !== 'CUSTOMER_ALLOCATION') {
    throw invalid('The transaction type is not valid.', 'transaction_type_id');
  }
  const contactId = text(body, 'contact_id');
  const given = Array.isArray(body.allocated_artefacts) ? (body.allocated_artefacts as Body[]) : [];
  const lines = given.map((line) => {
    const artefact = books.artefacts.get(text(line, 'artefact_id'));
    if (!artefact || artefact.contactId !== contactId)
      throw invalid('The artefact is not valid.', 'allocated_artefacts');
    const amountMinor = asMinor(line.amount, artefact.currency);
    if (amountMinor === null || amountMinor * books.sideOf(artefact) <= 0) {
      throw invalid('The allocated amount is not valid.', 'allocated_artefacts');
    }
    if (Math.abs(amountMinor) > books.outstandingMinor(artefact)) {
      throw invalid('The allocated amount is greater than the outstanding amount.', 'allocated_artefacts');
    }
    return { artefactId: artefact.id, amountMinor };
  });
  if (lines.length < 2 || lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) !== 0) {
    throw invalid('The allocated amounts must add up to zero.', 'allocated_artefacts');
  }
  const at = books.now();
  const date = text(body, 'date') === '' ? at.slice(0, 10) : openDay(books, body);
  const allocation = {
    id: books.newId(),
    contactId,
    date,
    lines,
    deletedAt: null,
    createdAt: at,
    updatedAt: at,
  };
  books.allocations.set(allocation.id, allocation);
  books.touch(lines.map(({ artefactId }) => artefactId));
  return allocation;
}
