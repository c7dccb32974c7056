/**
 * The books of one KashFlow account: customers, invoices with their payments, stand-alone bank transactions (advance payments
 * among them), journals, bank accounts and nominals, with the arithmetic of their balances. A credit note is an invoice with
 * an amount below zero, paid by payments below zero (kashflow.com/support/kb/refunds-credit-note-bank-account).
 */
import { type Currency, exponentOf, formatMinor, type Minor, parseMinor } from '../../../shared/money.ts';

export interface Address {
  Line1: string;
  Line2: string;
  Line3: string;
  Line4: string;
  PostCode: string;
  CountryCode: string;
  CountryName: string;
}

export interface Customer {
  readonly id: number;
  readonly code: string;
  name: string;
  email: string;
  telephone: string;
  firstName: string;
  lastName: string;
  address: Address;
  /** Names are those of the account's settings; each customer has them all. */
  textBoxes: Map<string, string>;
  checkBoxes: Map<string, string>;
  archived: boolean;
  updatedAt: string;
}

export interface Payment {
  readonly id: number;
  readonly transactionId: number;
  readonly accountId: number;
  readonly date: string;
  readonly amountMinor: Minor;
  readonly note: string;
  readonly method: number | null;
}

export interface Invoice {
  readonly id: number;
  readonly number: number;
  readonly customerCode: string;
  readonly date: string;
  readonly dueDate: string;
  readonly currency: Currency;
  readonly exchangeRate: number;
  reference: string;
  /** Below zero for a credit note. */
  readonly grossMinor: Minor;
  archived: boolean;
  payments: Payment[];
}

export interface Transaction {
  readonly id: number;
  readonly accountId: number;
  readonly date: string;
  /** '' where it belongs to no customer. */
  readonly customerCode: string;
  readonly comment: string;
  /** Above zero: paid in. */
  readonly amountMinor: Minor;
}

export interface Journal {
  readonly number: number;
  readonly date: string;
  readonly description: string;
  readonly lines: readonly {
    readonly nominalCode: number;
    readonly debitMinor: Minor;
    readonly creditMinor: Minor;
    readonly comment: string;
  }[];
}

export interface BankAccount {
  readonly id: number;
  readonly code: number;
  readonly name: string;
  /** Transactions up to and with this day cannot be entered; null: none. */
  lockedThrough: string | null;
}

export class KashFlowBooks {
  readonly currency: Currency;
  readonly customers = new Map<string, Customer>();
  readonly invoices = new Map<number, Invoice>();
  readonly transactions = new Map<number, Transaction>();
  readonly journals = new Map<number, Journal>();
  readonly bankAccounts = new Map<number, BankAccount>();
  /** Names by code; bank accounts are nominals as well. */
  readonly nominals = new Map<number, string>();
  /** Custom fields of customers, as named in the account's settings. */
  readonly textBoxes: string[] = [];
  readonly checkBoxes: string[] = [];
  readonly #clock: () => Date;
  #given = 1_000;

  constructor(currency: Currency, clock: () => Date) {
    this.currency = currency;
    this.#clock = clock;
  }

  now(): string {
    return this.#clock().toISOString();
  }

  newId(): number {
    this.#given += 1;
    return this.#given;
  }

  paidMinor(invoice: Invoice): Minor {
    return invoice.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  }

  dueMinor(invoice: Invoice): Minor {
    return invoice.grossMinor - this.paidMinor(invoice);
  }

  outstandingMinor(code: string): Minor {
    let total = 0;
    for (const invoice of this.invoices.values()) {
      if (invoice.customerCode === code) total += this.dueMinor(invoice);
    }
    return total;
  }

  /** What a customer has on account: advance payments in, less those given back. */
  advanceMinor(code: string): Minor {
    let total = 0;
    for (const { customerCode, amountMinor } of this.transactions.values()) {
      if (customerCode === code) total += amountMinor;
    }
    return total;
  }

  /** A bank account's movements: payments of invoices, bank transactions, journal lines. */
  bankMinor(accountId: number): Minor {
    const code = this.bankAccounts.get(accountId)?.code;
    let total = 0;
    for (const { payments } of this.invoices.values()) {
      for (const payment of payments) if (payment.accountId === accountId) total += payment.amountMinor;
    }
    for (const transaction of this.transactions.values()) {
      if (transaction.accountId === accountId) total += transaction.amountMinor;
    }
    for (const { lines } of this.journals.values()) {
      for (const line of lines) if (line.nominalCode === code) total += line.debitMinor - line.creditMinor;
    }
    return total;
  }

  asNumber(minor: Minor): number {
    return Number(formatMinor(minor, this.currency));
  }

  /** Null for what is no amount of the currency. */
  asMinor(value: unknown): Minor | null {
    if (typeof value !== 'number' || !Number.isFinite(value)) return null;
    const text = value.toFixed(exponentOf(this.currency));
    return Math.abs(Number(text) - value) < 1e-6 ? parseMinor(text, this.currency) : null;
  }
}
