/**
 * Money on account: KashFlow keeps it as a bank transaction with a customer that is allocated to nothing (an advance payment;
 * TransactionType 0 of the developer pages). Those of the clearing account are read: others came by other ways than a gateway.
 */
import { AccountingDate, type OpenItem, OpenItemId } from '../../../../shared/model.ts';
import type { Currency, Minor } from '../../../../shared/money.ts';
import { minorOf } from '../../web/index.ts';
import { segment } from '../api/client.ts';
import { BankTransaction } from '../api/shapes.ts';
import type { Books } from '../books.ts';

export function movedMinor(transaction: BankTransaction, base: Currency): Minor {
  return minorOf(transaction.PaidIn ?? 0, base) - minorOf(transaction.PaidOut ?? 0, base);
}

export const isAdvance = (transaction: BankTransaction): boolean =>
  (transaction.TransactionType ?? 0) === 0 && (transaction.CustomerCode ?? '').trim() !== '';

export interface Held {
  readonly minor: Minor;
  readonly latest: string;
}

/** By customer; above zero: the customer's money. */
export async function readHeld(books: Books, signal: AbortSignal): Promise<ReadonlyMap<string, Held>> {
  const { api, settings } = books;
  const held = new Map<string, Held>();
  const bank = await books.bank(settings.accounts.clearing, signal);
  if (!bank) return held;
  const path = `bankaccounts/${segment(bank.id)}/transactions`;
  for await (const rows of api.pages(path, {}, BankTransaction, ({ Id }) => Id, signal)) {
    for (const row of rows.filter(isAdvance)) {
      const code = row.CustomerCode?.trim() ?? '';
      const before = held.get(code) ?? { minor: 0, latest: row.Date };
      held.set(code, {
        minor: before.minor + movedMinor(row, settings.baseCurrency),
        latest: [before.latest, row.Date].sort().at(-1) ?? row.Date,
      });
    }
  }
  return held;
}

export async function readOnAccount(books: Books, signal: AbortSignal): Promise<OpenItem[]> {
  const { baseCurrency } = books.settings;
  const items: OpenItem[] = [];
  for (const [customerNo, { minor, latest }] of await readHeld(books, signal)) {
    const customer = books.customers.byCode(customerNo);
    if (minor <= 0) continue;
    items.push({
      id: OpenItemId.parse(`on_account:${customerNo}`),
      kind: 'on_account',
      number: customerNo,
      customerNo,
      customerName: customer?.name ?? customerNo,
      customerEmail: customer?.email ?? null,
      poNumber: null,
      orderNo: null,
      date: AccountingDate.parse(latest),
      dueDate: null,
      currency: baseCurrency,
      originalMinor: -minor,
      balanceMinor: -minor,
      discount: null,
    });
  }
  return items;
}
