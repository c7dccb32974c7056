/** Records as the API shows them. Lists give summaries: without payments, addresses, custom fields and the currency. */
import type { BankAccount, Customer, Invoice, Journal, KashFlowBooks, Transaction } from './books.ts';

const at = (day: string): string => `${day} 00:00:00`;

export function statusOf(books: KashFlowBooks, invoice: Invoice): string {
  const due = books.dueMinor(invoice);
  if (invoice.grossMinor < 0) return due === 0 ? 'Paid' : 'CreditNote';
  if (due <= 0) return 'Paid';
  if (invoice.dueDate < books.now().slice(0, 10)) return 'Overdue';
  return due === invoice.grossMinor ? 'Unpaid' : 'PartPaid';
}

export function invoiceSummary(books: KashFlowBooks, invoice: Invoice) {
  const gross = books.asNumber(invoice.grossMinor);
  return {
    Id: invoice.id,
    Number: invoice.number,
    IssuedDate: at(invoice.date),
    DueDate: at(invoice.dueDate),
    PaidDate: books.dueMinor(invoice) === 0 ? at(invoice.payments.at(-1)?.date ?? invoice.date) : null,
    GrossAmount: gross,
    HomeCurrencyGrossAmount: Number((gross / invoice.exchangeRate).toFixed(2)),
    TotalPaidAmount: books.asNumber(books.paidMinor(invoice)),
    DueAmount: books.asNumber(books.dueMinor(invoice)),
    Status: statusOf(books, invoice),
    CustomerCode: invoice.customerCode,
    CustomerName: books.customers.get(invoice.customerCode)?.name ?? '',
    CustomerReference: invoice.reference,
    IsArchived: invoice.archived,
    Currency: null as unknown,
    LineItems: null,
    PaymentLines: null as unknown,
  };
}

export function invoiceView(books: KashFlowBooks, invoice: Invoice) {
  return {
    ...invoiceSummary(books, invoice),
    Currency: { Code: invoice.currency, ExchangeRate: invoice.exchangeRate, Name: invoice.currency },
    PaymentLines: invoice.payments.map((payment) => paymentView(books, payment)),
  };
}

export function paymentView(books: KashFlowBooks, payment: Invoice['payments'][number]) {
  return {
    Id: payment.id,
    Date: at(payment.date),
    Amount: books.asNumber(payment.amountMinor),
    AccountId: payment.accountId,
    Note: payment.note,
    Method: payment.method,
    // Zero on every payment of a live account, whatever its name promises.
    BankTransactionId: 0,
    IsPaymentCreditNote: false,
  };
}

export function customerSummary(books: KashFlowBooks, customer: Customer) {
  return {
    Id: customer.id,
    Code: customer.code,
    Name: customer.name,
    DisplayName: customer.name,
    Email: customer.email,
    TelephoneNumber: customer.telephone,
    LastUpdatedDate: customer.updatedAt.slice(0, 19).replace('T', ' '),
    OutstandingBalance: books.asNumber(books.outstandingMinor(customer.code)),
    IsArchived: customer.archived,
    Contacts: null as unknown,
    Addresses: null as unknown,
    CustomTextBoxes: null as unknown,
    CustomCheckBoxes: null as unknown,
  };
}

export function customerView(books: KashFlowBooks, customer: Customer) {
  const boxes = (names: readonly string[], values: ReadonlyMap<string, string>) =>
    names.map((Name) => ({ Name, Value: values.get(Name) ?? '' }));
  return {
    ...customerSummary(books, customer),
    Contacts: [{ FirstName: customer.firstName, LastName: customer.lastName, Email: customer.email }],
    Addresses: [{ ...customer.address }],
    CustomTextBoxes: boxes(books.textBoxes, customer.textBoxes),
    CustomCheckBoxes: boxes(books.checkBoxes, customer.checkBoxes),
    // Not of Matchbook's making: what it does not know must come back as it was.
    PaymentTerms: { Days: 30, Type: 'Issue Date' },
  };
}

export interface BankLine {
  readonly id: number;
  readonly view: Record<string, unknown>;
}

/** A bank account's list: payments of invoices beside transactions of their own. */
export function bankLines(books: KashFlowBooks, accountId: number): BankLine[] {
  const paid = [...books.invoices.values()].flatMap((invoice) =>
    invoice.payments
      .filter((payment) => payment.accountId === accountId)
      .map((payment) => ({
        id: payment.transactionId,
        view: {
          ...moneyView(books, payment.transactionId, payment.accountId, payment.date, payment.amountMinor),
          Comment: payment.note,
          CustomerCode: invoice.customerCode,
          TransactionType: 1,
          EntityName: 'invoice',
          ResourceNumber: invoice.number,
          PaymentId: payment.id,
        },
      })),
  );
  const own = [...books.transactions.values()]
    .filter((transaction) => transaction.accountId === accountId)
    .map((transaction) => ({ id: transaction.id, view: transactionView(books, transaction) }));
  return [...paid, ...own].sort((a, b) => a.id - b.id);
}

export function transactionView(books: KashFlowBooks, transaction: Transaction) {
  return {
    ...moneyView(books, transaction.id, transaction.accountId, transaction.date, transaction.amountMinor),
    Comment: transaction.comment,
    CustomerCode: transaction.customerCode,
    TransactionType: 0,
    EntityName: 'banktransaction',
    ResourceNumber: 0,
    PaymentId: 0,
  };
}

function moneyView(books: KashFlowBooks, id: number, accountId: number, date: string, amountMinor: number) {
  return {
    Id: id,
    TransactionNumber: id,
    AccountId: accountId,
    Date: at(date),
    PaidIn: books.asNumber(Math.max(0, amountMinor)),
    PaidOut: books.asNumber(Math.max(0, -amountMinor)),
    Reconciled: false,
  };
}

export function journalView(books: KashFlowBooks, journal: Journal) {
  return {
    Id: journal.number,
    Number: journal.number,
    Date: at(journal.date),
    Description: journal.description,
    Lines: journal.lines.map((line) => ({
      NominalCode: line.nominalCode,
      Debit: books.asNumber(line.debitMinor),
      Credit: books.asNumber(line.creditMinor),
      Comment: line.comment,
    })),
  };
}

export function bankAccountView(books: KashFlowBooks, account: BankAccount) {
  return {
    Id: account.id,
    Code: account.code,
    AccountName: account.name,
    IsArchived: false,
    TransactionLockEnabled: account.lockedThrough !== null,
    TransactionLockDate: account.lockedThrough === null ? null : at(account.lockedThrough),
    BankBalance: books.asNumber(books.bankMinor(account.id)),
  };
}
