/** Records as the API shows them: the fields of its published description (swagger of v3.1), numbers as numbers. */
import type { Currency } from '../../../shared/money.ts';
import { asNumber } from './amounts.ts';
import type {
  Artefact,
  Contact,
  ContactAllocation,
  Journal,
  LedgerAccountRow,
  Payment,
  SageBooks,
} from './books.ts';

const base = (path: string, id: string, name: string) => ({
  id,
  displayed_as: name,
  $path: `/${path}/${id}`,
});

const PATHS = {
  sales_invoice: 'sales_invoices',
  sales_credit_note: 'sales_credit_notes',
  payment_on_account: 'payments_on_account',
} as const;

export function statusOf(books: SageBooks, artefact: Artefact): string {
  if (artefact.voidReason !== null) return 'VOID';
  if (artefact.draft) return 'DRAFT';
  const outstanding = books.outstandingMinor(artefact);
  if (outstanding === 0) return 'PAID';
  return outstanding === artefact.totalMinor ? 'UNPAID' : 'PART_PAID';
}

const contactBase = (books: SageBooks, id: string) =>
  base('contacts', id, books.contacts.get(id)?.name ?? '');

const money = (currency: Currency) => ({
  id: currency,
  displayed_as: currency,
  $path: `/currencies/${currency}`,
});

export function contactView(books: SageBooks, contact: Contact) {
  const { baseCurrency } = books.facts;
  return {
    ...base(
      'contacts',
      contact.id,
      contact.reference === '' ? contact.name : `${contact.name} (${contact.reference})`,
    ),
    name: contact.name,
    reference: contact.reference === '' ? null : contact.reference,
    email: contact.email,
    main_contact_person: { name: 'Main Contact', email: contact.email, telephone: null },
    contact_types: [{ id: 'CUSTOMER', displayed_as: 'Customer', $path: '/contact_types/CUSTOMER' }],
    credit_limit: contact.creditLimitMinor === null ? null : asNumber(contact.creditLimitMinor, baseCurrency),
    balance: asNumber(books.balanceMinor(contact.id), baseCurrency),
    is_active: true,
    created_at: contact.updatedAt,
    updated_at: contact.updatedAt,
    deleted_at: contact.deletedAt,
  };
}

export function artefactView(books: SageBooks, artefact: Artefact, withPayments = false) {
  const { currency } = artefact;
  const outstanding = books.outstandingMinor(artefact);
  return {
    ...base(PATHS[artefact.kind], artefact.id, artefact.number),
    contact: contactBase(books, artefact.contactId),
    contact_name: books.contacts.get(artefact.contactId)?.name ?? '',
    date: artefact.date,
    due_date: artefact.dueDate,
    reference: artefact.reference,
    total_amount: asNumber(artefact.totalMinor, currency),
    outstanding_amount: asNumber(outstanding, currency),
    currency: money(currency),
    status: base('artefact_statuses', statusOf(books, artefact), statusOf(books, artefact)),
    void_reason: artefact.voidReason,
    created_at: artefact.createdAt,
    updated_at: artefact.updatedAt,
    deleted_at: artefact.deletedAt,
    ...(withPayments ? { payments_allocations: paymentsOf(books, artefact) } : {}),
  };
}

function paymentsOf(books: SageBooks, artefact: Artefact) {
  const payments = [...books.payments.values()].flatMap((payment) =>
    payment.deletedAt !== null
      ? []
      : payment.lines
          .filter(({ artefactId }) => artefactId === artefact.id)
          .map((line) => ({
            date: payment.date,
            type: 'payment',
            reference: payment.reference,
            amount: asNumber(line.amountMinor, artefact.currency),
            discount: asNumber(line.discountMinor, artefact.currency),
            contact_payment: base('contact_payments', payment.id, payment.reference),
          })),
  );
  const allocations = [...books.allocations.values()].flatMap((allocation) =>
    allocation.deletedAt !== null
      ? []
      : allocation.lines
          .filter(({ artefactId }) => artefactId === artefact.id)
          .map((line) => ({
            date: allocation.date,
            type: 'allocation',
            reference: '',
            amount: asNumber(Math.abs(line.amountMinor), artefact.currency),
            discount: 0,
            contact_allocation: base('contact_allocations', allocation.id, 'Allocation'),
          })),
  );
  return [...payments, ...allocations];
}

export function paymentView(books: SageBooks, payment: Payment) {
  const { currency } = payment;
  const held = books.onAccountOf(payment);
  return {
    ...base('contact_payments', payment.id, payment.reference),
    transaction_type: base('transaction_types', payment.type, payment.type),
    contact: contactBase(books, payment.contactId),
    bank_account: base(
      'bank_accounts',
      payment.bankAccountId,
      books.bankAccount(payment.bankAccountId)?.name ?? '',
    ),
    date: payment.date,
    total_amount: asNumber(payment.totalMinor, currency),
    currency: money(currency),
    exchange_rate: payment.exchangeRate,
    reference: payment.reference,
    allocated_artefacts: payment.lines.map((line) => {
      const artefact = books.artefacts.get(line.artefactId);
      return {
        id: line.artefactId,
        artefact: artefact && base(PATHS[artefact.kind], artefact.id, artefact.number),
        amount: asNumber(line.amountMinor, currency),
        discount: asNumber(line.discountMinor, currency),
      };
    }),
    payment_on_account: held && held.deletedAt === null ? artefactView(books, held) : null,
    editable: !payment.reconciled && !(books.lockedThrough !== null && payment.date <= books.lockedThrough),
    created_at: payment.createdAt,
    updated_at: payment.updatedAt,
    deleted_at: payment.deletedAt,
  };
}

export function allocationView(books: SageBooks, allocation: ContactAllocation) {
  return {
    ...base('contact_allocations', allocation.id, 'Allocation'),
    transaction_type: base('transaction_types', 'CUSTOMER_ALLOCATION', 'Customer Allocation'),
    contact: contactBase(books, allocation.contactId),
    date: allocation.date,
    allocated_artefacts: allocation.lines.map((line) => {
      const artefact = books.artefacts.get(line.artefactId);
      return {
        id: line.artefactId,
        artefact: artefact && base(PATHS[artefact.kind], artefact.id, artefact.number),
        amount: asNumber(line.amountMinor, artefact?.currency ?? books.facts.baseCurrency),
      };
    }),
    created_at: allocation.createdAt,
    updated_at: allocation.updatedAt,
    deleted_at: allocation.deletedAt,
  };
}

export function journalView(books: SageBooks, journal: Journal) {
  const { baseCurrency } = books.facts;
  return {
    ...base('journals', journal.id, journal.reference),
    date: journal.date,
    reference: journal.reference,
    description: journal.description,
    total: asNumber(
      journal.lines.reduce((sum, { debitMinor }) => sum + debitMinor, 0),
      baseCurrency,
    ),
    journal_lines: journal.lines.map((line) => ({
      ledger_account: accountBase(books, line.ledgerAccountId),
      details: line.details,
      debit: asNumber(line.debitMinor, baseCurrency),
      credit: asNumber(line.creditMinor, baseCurrency),
    })),
    created_at: journal.createdAt,
    updated_at: journal.updatedAt,
    deleted_at: journal.deletedAt,
  };
}

function accountBase(books: SageBooks, id: string) {
  const account = books.accounts.get(id);
  return base('ledger_accounts', id, account ? `${account.name} (${account.nominalCode})` : '');
}

export function accountView(account: LedgerAccountRow) {
  return {
    ...base('ledger_accounts', account.id, `${account.name} (${account.nominalCode})`),
    name: account.name,
    display_name: account.name,
    nominal_code: account.nominalCode,
    included_in_chart: true,
    visible_in_journals: true,
  };
}

export function bankView(books: SageBooks, account: LedgerAccountRow) {
  const { baseCurrency } = books.facts;
  const id = account.bankAccountId ?? '';
  return {
    ...base('bank_accounts', id, `${account.name} (${account.nominalCode})`),
    ledger_account: accountBase(books, account.id),
    nominal_code: account.nominalCode,
    balance: asNumber(books.bankMinor(id), baseCurrency),
    currency: money(baseCurrency),
    is_active: true,
  };
}

export function businessView(books: SageBooks) {
  const { id, name, country } = books.facts;
  return {
    ...base('businesses', id, name),
    name,
    country: { id: country, displayed_as: country, $path: `/countries/${country}` },
  };
}

export function settingsView(books: SageBooks) {
  return {
    $path: '/financial_settings',
    year_end_lockdown_date: books.lockedThrough,
    base_currency: money(books.facts.baseCurrency),
    multi_currency_enabled: books.facts.multiCurrency,
    accounting_type: 'accrual',
  };
}
