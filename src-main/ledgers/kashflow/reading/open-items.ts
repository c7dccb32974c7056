/**
 * Open invoices and credit notes page by page, then money on account. KashFlow tells no change dates of invoices, and a refund
 * opens an old one again, so all are read each time and the last page carries no token.
 */
import { type Currency, currency, MoneyError } from '../../../../shared/money.ts';
import type { OpenItemsPage } from '../../port.ts';
import { segment } from '../api/client.ts';
import { KashFlowInvoice } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { openItemOf } from './invoice.ts';
import { readOnAccount } from './on-account.ts';

export async function* readOpenItems(books: Books, signal: AbortSignal): AsyncGenerator<OpenItemsPage> {
  signal.throwIfAborted();
  await books.customers.refresh(signal);
  const query = { sortby: 'Number', order: 'Asc' };
  const pages = books.api.pages('invoices', query, KashFlowInvoice, ({ Number: it }) => it, signal);
  for await (const rows of pages) {
    const items: OpenItemsPage['items'][number][] = [];
    const rejected: { key: string; reason: string }[] = [];
    for (const row of rows) {
      if (row.DueAmount === 0) continue;
      try {
        const read = openItemOf(row, await currencyOf(books, row, signal), books.customers);
        if ('rejected' in read) rejected.push(read.rejected);
        else if (read.item !== null) items.push(read.item);
      } catch (error) {
        if (!(error instanceof MoneyError)) throw error;
        rejected.push({ key: String(row.Number), reason: error.message });
      }
    }
    yield { items, rejected, token: null };
  }
  yield { items: await readOnAccount(books, signal), rejected: [], token: null };
}

/** A summary may leave the currency out: the invoice itself says it, where its home amount is another. */
async function currencyOf(books: Books, row: KashFlowInvoice, signal: AbortSignal): Promise<Currency> {
  const { baseCurrency } = books.settings;
  if (row.Currency) return currency(row.Currency.Code);
  if (row.HomeCurrencyGrossAmount === row.GrossAmount) return baseCurrency;
  const whole = await books.api.find(`invoices/${segment(row.Number)}`, KashFlowInvoice, signal);
  return whole?.Currency ? currency(whole.Currency.Code) : baseCurrency;
}
