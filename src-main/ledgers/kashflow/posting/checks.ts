/** What every entry must pass: an open period, a known customer, bank accounts to write to. Each throws Refusal. */
import type { AccountingDate, Marker } from '../../../../shared/model.ts';
import type { Currency } from '../../../../shared/money.ts';
import { Refusal } from '../../web/index.ts';
import type { KashFlowCustomer } from '../api/shapes.ts';
import type { BankAccount, Books } from '../books.ts';

export function checkOpen({ settings }: Books, marker: Marker, date: AccountingDate): void {
  const { closedBefore } = settings;
  if (closedBefore === null || date >= closedBefore) return;
  const message = `${date} is in a closed period: days before ${closedBefore} are closed.`;
  throw new Refusal(marker, 'PERIOD_CLOSED', message);
}

export async function bankFor(
  books: Books,
  role: 'clearing' | 'writeOff',
  marker: Marker,
  date: AccountingDate,
  signal: AbortSignal,
): Promise<BankAccount> {
  const number = books.settings.accounts[role];
  const bank = number === '' ? undefined : await books.bank(number, signal);
  const name = role === 'clearing' ? 'clearing account' : 'account for write-offs and discounts';
  if (!bank) {
    const what = number === '' ? `No ${name} is set` : `${number} is not a bank account in KashFlow`;
    const message = `${what}, and payments are recorded in bank accounts only.`;
    throw new Refusal(
      marker,
      number === '' && role === 'writeOff' ? 'NOT_SUPPORTED' : 'ACCOUNT_NOT_FOUND',
      message,
    );
  }
  if (bank.lockedThrough !== null && date <= bank.lockedThrough) {
    const message = `${date} is in a closed period: ${bank.name} is locked through ${bank.lockedThrough} in KashFlow.`;
    throw new Refusal(marker, 'PERIOD_CLOSED', message);
  }
  return bank;
}

export async function customerFor(
  books: Books,
  marker: Marker,
  code: string,
  signal: AbortSignal,
): Promise<KashFlowCustomer> {
  const customer = await books.customers.find(code, signal);
  if (customer) return customer;
  throw new Refusal(marker, 'CUSTOMER_NOT_FOUND', `There is no customer ${code} in KashFlow.`);
}

export function checkBase({ settings }: Books, marker: Marker, currency: Currency, what: string): void {
  if (currency === settings.baseCurrency) return;
  const message = `${what} in KashFlow is in ${settings.baseCurrency}, and this is in ${currency}.`;
  throw new Refusal(marker, 'CURRENCY_MISMATCH', message);
}
