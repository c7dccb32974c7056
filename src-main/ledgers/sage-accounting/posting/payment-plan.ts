/** What every payment's plan needs: an open day, a customer, a bank account, and the body of its request. */
import type { AccountingDate, Marker } from '../../../../shared/model.ts';
import type { Currency, Minor } from '../../../../shared/money.ts';
import { numberOf, Refusal } from '../../web/index.ts';
import type { BankAccount, Books } from '../books.ts';
import type { KnownContact } from '../reading/contacts.ts';
import type { PaymentPlan, Reopening } from './plan.ts';
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
