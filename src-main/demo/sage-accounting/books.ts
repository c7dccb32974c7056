/**
 * The books of one business: contacts, invoices, credit notes, payments, allocations and journals, with the arithmetic of
 * their balances. Amounts are whole minor units; what is outstanding is never stored but always added up.
 */
import { createHash } from 'node:crypto';
import type { Currency, Minor } from '../../../shared/money.ts';

export interface Contact {
  readonly id: string;
  name: string;
  /** '' when the business gives its contacts no references. */
  reference: string;
  email: string | null;
  creditLimitMinor: Minor | null;
  updatedAt: string;
  deletedAt: string | null;
}

/** What money can be allocated to. A payment on account is the part of a payment that is allocated to nothing. */
export interface Artefact {
  readonly id: string;
  readonly kind: 'sales_invoice' | 'sales_credit_note' | 'payment_on_account';
  readonly number: string;
  readonly contactId: string;
  readonly date: string;
  readonly dueDate: string | null;
  readonly currency: Currency;
  /** Above zero whatever the kind. */
  totalMinor: Minor;
  /** What the customer calls it: a purchase order's number, say. */
  reference: string;
  /** Of a payment on account. */
  readonly paymentId: string | null;
  draft: boolean;
  voidReason: string | null;
  deletedAt: string | null;
  readonly createdAt: string;
  updatedAt: string;
}

export interface AllocationLine {
  readonly artefactId: string;
  readonly amountMinor: Minor;
  readonly discountMinor: Minor;
}

export interface Payment {
  readonly id: string;
  readonly type: 'CUSTOMER_RECEIPT' | 'CUSTOMER_REFUND';
  readonly contactId: string;
  readonly bankAccountId: string;
  readonly date: string;
  readonly totalMinor: Minor;
  readonly currency: Currency;
  readonly exchangeRate: number;
  readonly reference: string;
  lines: readonly AllocationLine[];
  /** Matched with the bank statement: it cannot be changed any more. */
  reconciled: boolean;
  deletedAt: string | null;
  readonly createdAt: string;
  updatedAt: string;
}

export interface ContactAllocation {
  readonly id: string;
  readonly contactId: string;
  readonly date: string;
  /** From the customer's account: above zero for what they owe, below for what they have. They add up to zero. */
  readonly lines: readonly { readonly artefactId: string; readonly amountMinor: Minor }[];
  deletedAt: string | null;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Journal {
  readonly id: string;
  readonly date: string;
  readonly reference: string;
  readonly description: string;
  readonly lines: readonly {
    readonly ledgerAccountId: string;
    readonly debitMinor: Minor;
    readonly creditMinor: Minor;
    readonly details: string;
  }[];
  deletedAt: string | null;
  readonly createdAt: string;
  updatedAt: string;
}

export interface LedgerAccountRow {
  readonly id: string;
  readonly nominalCode: number;
  readonly name: string;
  /** Set where the account is a bank account's. */
  readonly bankAccountId: string | null;
}

export interface BusinessFacts {
  readonly id: string;
  readonly name: string;
  /** ISO 3166, two capitals. */
  readonly country: string;
  readonly baseCurrency: Currency;
  readonly multiCurrency: boolean;
}

export class SageBooks {
  readonly facts: BusinessFacts;
  readonly contacts = new Map<string, Contact>();
  readonly artefacts = new Map<string, Artefact>();
  readonly payments = new Map<string, Payment>();
  readonly allocations = new Map<string, ContactAllocation>();
  readonly journals = new Map<string, Journal>();
  readonly accounts = new Map<string, LedgerAccountRow>();
  /** What payments were allocated to before each change, oldest first: Sage keeps an audit trail. */
  readonly trail: { readonly paymentId: string; readonly lines: readonly AllocationLine[] }[] = [];
  /** Days up to and with it are closed; null: none. */
  lockedThrough: string | null = null;
  readonly #clock: () => Date;
  #given = 0;

  constructor(facts: BusinessFacts, clock: () => Date) {
    this.facts = facts;
    this.#clock = clock;
  }

  now(): string {
    return this.#clock().toISOString();
  }

  newId(): string {
    this.#given += 1;
    return createHash('sha256').update(`${this.facts.id}/${this.#given}`).digest('hex').slice(0, 32);
  }

  bankAccount(id: string): LedgerAccountRow | undefined {
    return [...this.accounts.values()].find(({ bankAccountId }) => bankAccountId === id);
  }

  /** Everything allocated to it, discounts included. */
  settledMinor(artefactId: string): Minor {
    let settled = 0;
    for (const payment of this.payments.values()) {
      if (payment.deletedAt !== null) continue;
      for (const line of payment.lines) {
        if (line.artefactId === artefactId) settled += line.amountMinor + line.discountMinor;
      }
    }
    for (const allocation of this.allocations.values()) {
      if (allocation.deletedAt !== null) continue;
      for (const line of allocation.lines) {
        if (line.artefactId === artefactId) settled += Math.abs(line.amountMinor);
      }
    }
    return settled;
  }

  outstandingMinor(artefact: Artefact): Minor {
    if (artefact.voidReason !== null || artefact.deletedAt !== null || artefact.draft) return 0;
    return artefact.totalMinor - this.settledMinor(artefact.id);
  }

  onAccountOf(payment: Payment): Artefact | undefined {
    return [...this.artefacts.values()].find(({ paymentId }) => paymentId === payment.id);
  }

  /** What the customer owes: invoices and refunds on account, less credit notes and receipts on account. */
  balanceMinor(contactId: string): Minor {
    let balance = 0;
    for (const artefact of this.artefacts.values()) {
      if (artefact.contactId === contactId)
        balance += this.sideOf(artefact) * this.outstandingMinor(artefact);
    }
    return balance;
  }

  /** 1 for what the customer owes, −1 for what they have. */
  sideOf(artefact: Artefact): 1 | -1 {
    if (artefact.kind === 'sales_invoice') return 1;
    if (artefact.kind === 'sales_credit_note') return -1;
    return this.payments.get(artefact.paymentId ?? '')?.type === 'CUSTOMER_REFUND' ? 1 : -1;
  }

  /** A bank account's movements: receipts in, refunds out, journal lines. */
  bankMinor(bankAccountId: string): Minor {
    const account = this.bankAccount(bankAccountId);
    let total = 0;
    for (const { type, totalMinor, deletedAt, bankAccountId: bank } of this.payments.values()) {
      if (deletedAt === null && bank === bankAccountId)
        total += type === 'CUSTOMER_RECEIPT' ? totalMinor : -totalMinor;
    }
    for (const journal of this.journals.values()) {
      if (journal.deletedAt !== null) continue;
      for (const line of journal.lines) {
        if (line.ledgerAccountId === account?.id) total += line.debitMinor - line.creditMinor;
      }
    }
    return total;
  }

  touch(artefactIds: Iterable<string>): void {
    for (const id of artefactIds) {
      const artefact = this.artefacts.get(id);
      if (artefact) artefact.updatedAt = this.now();
    }
  }
}
