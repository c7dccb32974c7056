/** Writing to the books, with the checks that the API makes. It takes payments above what is due: that is an overpayment to it. */
import type { BankAccount, Customer, Journal, KashFlowBooks, Payment, Transaction } from './books.ts';
import { invalid, notFound } from './refused.ts';

export type Body = Readonly<Record<string, unknown>>;

/** Lengths that the API takes; not published, so these are assumed. */
const NOTE_LENGTH = 200;
const LENGTHS = { Name: 100, Email: 200, Line: 60, PostCode: 20, Telephone: 30, Contact: 60, TextBox: 100 };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function bounded(value: unknown, length: number, field: string): string {
  const text = textOf(value).trim();
  if (text.length > length)
    throw invalid('InvalidLength', `${field} cannot be longer than ${length} characters.`);
  return text;
}

/** YYYY-MM-DD HH:mm:ss, as the API writes dates; the time is not kept. */
function dayOf(body: Body): string {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}:\d{2})?$/.exec(textOf(body.Date)) ?? [];
  if (day === undefined) throw invalid('InvalidDate', 'Date is not valid.');
  return day;
}

function openAccount(books: KashFlowBooks, id: unknown, day: string): BankAccount {
  const account = books.bankAccounts.get(Number(id));
  if (!account) throw invalid('InvalidAccount', 'AccountId is not a bank account.');
  if (account.lockedThrough !== null && day <= account.lockedThrough) {
    throw invalid('TransactionLocked', `Transactions of this bank account are locked before this date.`);
  }
  return account;
}

export function createPayment(books: KashFlowBooks, number: number, body: Body): Payment {
  const invoice = books.invoices.get(number);
  if (!invoice) throw notFound();
  const date = dayOf(body);
  const account = openAccount(books, body.AccountId, date);
  const amountMinor = books.asMinor(body.Amount);
  if (amountMinor === null || amountMinor === 0) throw invalid('InvalidAmount', 'Amount is not valid.');
  const payment: Payment = {
    id: books.newId(),
    transactionId: books.newId(),
    accountId: account.id,
    date,
    amountMinor,
    note: bounded(body.Note, NOTE_LENGTH, 'Note'),
    method: typeof body.Method === 'number' ? body.Method : null,
  };
  invoice.payments.push(payment);
  return payment;
}

/** As a user deletes it: the invoice is open again. */
export function deletePayment(books: KashFlowBooks, number: number, id: number): void {
  const invoice = books.invoices.get(number);
  const left = invoice?.payments.filter((payment) => payment.id !== id);
  if (!invoice || left?.length === invoice.payments.length) throw notFound();
  invoice.payments = left ?? [];
}

export function createTransaction(books: KashFlowBooks, accountId: number, body: Body): Transaction {
  const date = dayOf(body);
  const account = openAccount(books, accountId, date);
  const paidIn = books.asMinor(body.PaidIn ?? 0);
  const paidOut = books.asMinor(body.PaidOut ?? 0);
  if (paidIn === null || paidOut === null || paidIn < 0 || paidOut < 0 || paidIn > 0 === paidOut > 0) {
    throw invalid('InvalidAmount', 'Either PaidIn or PaidOut must be above zero.');
  }
  const customerCode = textOf(body.CustomerCode);
  if (customerCode !== '' && !books.customers.has(customerCode)) {
    throw invalid('InvalidCustomer', 'CustomerCode does not exist.');
  }
  const transaction: Transaction = {
    id: books.newId(),
    accountId: account.id,
    date,
    customerCode,
    comment: bounded(body.Comment, NOTE_LENGTH, 'Comment'),
    amountMinor: paidIn - paidOut,
  };
  books.transactions.set(transaction.id, transaction);
  return transaction;
}

export function createJournal(books: KashFlowBooks, body: Body): Journal {
  const date = dayOf(body);
  const given = Array.isArray(body.Lines) ? (body.Lines as Body[]) : [];
  const lines = given.map((line) => {
    const nominalCode = Number(line.NominalCode);
    if (!books.nominals.has(nominalCode)) throw invalid('InvalidNominal', 'NominalCode does not exist.');
    const debitMinor = books.asMinor(line.Debit ?? 0);
    const creditMinor = books.asMinor(line.Credit ?? 0);
    if (debitMinor === null || creditMinor === null || debitMinor < 0 || creditMinor < 0) {
      throw invalid('InvalidAmount', 'Debit or Credit is not valid.');
    }
    return { nominalCode, debitMinor, creditMinor, comment: textOf(line.Comment) };
  });
  const difference = lines.reduce((sum, line) => sum + line.debitMinor - line.creditMinor, 0);
  if (lines.length < 2 || difference !== 0) {
    throw invalid('JournalNotBalanced', 'The debits and credits of a journal must be equal.');
  }
  const number = Math.max(0, ...books.journals.keys()) + 1;
  const journal = { number, date, description: bounded(body.Description, NOTE_LENGTH, 'Description'), lines };
  books.journals.set(number, journal);
  return journal;
}

export function writeCustomer(books: KashFlowBooks, code: string, body: Body): Customer {
  if (code === '' || code.length > 20) throw invalid('InvalidCode', 'Code is not valid.');
  const [address = {}] = Array.isArray(body.Addresses) ? (body.Addresses as Body[]) : [];
  const [contact = {}] = Array.isArray(body.Contacts) ? (body.Contacts as Body[]) : [];
  const name = bounded(body.Name, LENGTHS.Name, 'Name');
  if (name === '') throw invalid('NameRequired', 'Name is required.');
  const line = (field: string) => bounded(address[field], LENGTHS.Line, field);
  const before = books.customers.get(code);
  const customer: Customer = {
    id: before?.id ?? books.newId(),
    code,
    name,
    email: bounded(body.Email, LENGTHS.Email, 'Email'),
    telephone: bounded(body.TelephoneNumber, LENGTHS.Telephone, 'TelephoneNumber'),
    firstName: bounded(contact.FirstName, LENGTHS.Contact, 'FirstName'),
    lastName: bounded(contact.LastName, LENGTHS.Contact, 'LastName'),
    address: {
      Line1: line('Line1'),
      Line2: line('Line2'),
      Line3: line('Line3'),
      Line4: line('Line4'),
      PostCode: bounded(address.PostCode, LENGTHS.PostCode, 'PostCode'),
      CountryCode: bounded(address.CountryCode, 2, 'CountryCode'),
      CountryName: line('CountryName'),
    },
    textBoxes: boxesOf(body.CustomTextBoxes, books.textBoxes, before?.textBoxes),
    checkBoxes: boxesOf(body.CustomCheckBoxes, books.checkBoxes, before?.checkBoxes),
    archived: body.IsArchived === true,
    updatedAt: books.now(),
  };
  books.customers.set(code, customer);
  return customer;
}

function boxesOf(
  given: unknown,
  names: readonly string[],
  before: ReadonlyMap<string, string> | undefined,
): Map<string, string> {
  const boxes = Array.isArray(given) ? (given as Body[]) : [];
  for (const { Name } of boxes) {
    if (!names.includes(textOf(Name))) {
      throw invalid('InvalidCustomField', `There is no custom field ${textOf(Name)}.`);
    }
  }
  return new Map(
    names.map((name) => {
      const box = boxes.find(({ Name }) => Name === name);
      const value = box ? bounded(box.Value, LENGTHS.TextBox, name) : (before?.get(name) ?? '');
      return [name, value];
    }),
  );
}
