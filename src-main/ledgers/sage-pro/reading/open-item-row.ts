/** One row of armast to an OpenItem, or to the reason why it cannot be one. Pure. */
import { type AccountingDate, type OpenItem, OpenItemId } from '../../../../shared/model.ts';
import { type Currency, type Minor, MoneyError } from '../../../../shared/money.ts';
import type { Row } from '../connection/connection.ts';
import { addDays, amountOf, currencyOf, dateOf, isCredit, isVoid, textOf } from './cells.ts';

export interface CustomerName {
  readonly name: string;
  readonly email: string | null;
}

export interface RowContext {
  readonly baseCurrency: Currency;
  readonly customers: ReadonlyMap<string, CustomerName>;
}

export type RowOutcome =
  | { readonly item: OpenItem }
  | { readonly rejected: { readonly key: string; readonly reason: string } };

/** armast columns that are read for an open item, as far as they exist. */
export const OPEN_ITEM_KEYS = [
  'invno',
  'custno',
  'invdte',
  'artype',
  'arstat',
  'invamt',
  'balance',
  'ornum',
  'ponum',
  'pnet',
  'pterms',
  'currency',
  'disdate',
  'disamt',
] as const;

export function openItemOf(row: Row, context: RowContext): RowOutcome {
  const number = textOf(row, 'invno');
  const customerNo = textOf(row, 'custno');
  const key = number === '' ? `(no number, customer ${customerNo})` : number;
  const reject = (reason: string): RowOutcome => ({ rejected: { key, reason } });
  if (number === '') return reject('It has no number.');
  if (customerNo === '') return reject('It has no customer.');
  const date = dateOf(row, 'invdte');
  if (date === null) return reject('It has no date.');
  try {
    const currency = currencyOf(row, context.baseCurrency);
    const originalMinor = amountOf(row, 'invamt', currency);
    const balanceMinor = isVoid(row) ? 0 : amountOf(row, 'balance', currency);
    const credit = isCredit(row) || balanceMinor < 0;
    if (isCredit(row) && balanceMinor > 0)
      return reject('It is a credit memo, yet its balance is above zero.');
    const kind = credit ? 'credit' : 'invoice';
    const customer = context.customers.get(customerNo);
    return {
      item: {
        id: OpenItemId.parse(`${kind}:${number}`),
        kind,
        number,
        customerNo,
        customerName: customer?.name ?? '',
        customerEmail: customer?.email ?? null,
        poNumber: textOf(row, 'ponum') || null,
        orderNo: textOf(row, 'ornum') || null,
        date,
        dueDate: dueDateOf(row, date),
        currency,
        originalMinor,
        balanceMinor,
        discount: credit ? null : discountOf(row, date, originalMinor, currency),
      },
    };
  } catch (error) {
    if (error instanceof MoneyError) return reject(error.message);
    throw error;
  }
}

/** invdte + pnet (seen). */
function dueDateOf(row: Row, date: AccountingDate): AccountingDate | null {
  if (row.pnet === undefined || row.pnet === null) return null;
  const days = Number(row.pnet);
  return Number.isInteger(days) && days >= 0 && days <= 3_650 ? addDays(date, days) : null;
}

function discountOf(
  row: Row,
  date: AccountingDate,
  originalMinor: Minor,
  currency: Currency,
): OpenItem['discount'] {
  const until = dateOf(row, 'disdate');
  if (until !== null && row.disamt !== undefined && row.disamt !== null) {
    const amountMinor = amountOf(row, 'disamt', currency);
    return amountMinor > 0 && amountMinor <= originalMinor ? { until, amountMinor } : null;
  }
  return termsDiscount(textOf(row, 'pterms'), date, originalMinor);
}

/** "2% 10 NET 30", "2/10 N30", "1.5%/15": percent and days. Anything else gives no discount. */
export function termsDiscount(
  terms: string,
  date: AccountingDate,
  originalMinor: Minor,
): OpenItem['discount'] {
  const match = /(?:^|\s)(\d{1,2})(?:\.(\d{1,3}))?\s*(?:%\s*\/?|\/)\s*(\d{1,3})(?:\s|,|$|[A-Za-z])/.exec(
    `${terms} `,
  );
  if (!match || originalMinor <= 0) return null;
  const fraction = (match[2] ?? '').padEnd(3, '0');
  const thousandthsOfPercent = BigInt(`${match[1]}${fraction}`);
  const amountMinor = Number((BigInt(originalMinor) * thousandthsOfPercent + 50_000n) / 100_000n);
  if (amountMinor <= 0 || amountMinor >= originalMinor) return null;
  return { until: addDays(date, Number(match[3])), amountMinor };
}
