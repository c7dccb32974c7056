/** Finding an item by hand: every word must occur in its number, order, purchase order or customer, or be its amount. */
import type Database from 'better-sqlite3';
import { type Currency, exponentOf } from '../../shared/money.ts';

export interface ItemSearch {
  readonly text: string;
  readonly customerNo?: string | null;
  readonly currency?: Currency | null;
  /** Items with a balance alone. */
  readonly open?: boolean;
  readonly limit: number;
}

const LIKES = ['number', 'customer_no', 'customer_name', 'order_no', 'po_number'];

/** Rows of open_item, open ones first, oldest first. */
export function searchItems<Row>(db: Database.Database, search: ItemSearch): Row[] {
  const words = search.text.split(/\s+/).filter(Boolean).slice(0, 12);
  const currencies = db.prepare<[], string>('SELECT DISTINCT currency FROM open_item').pluck().all();
  const bind: (string | number)[] = [];
  const conditions = words.map((word) => {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    bind.push(...LIKES.map(() => like));
    const texts = LIKES.map((column) => `${column} LIKE ? ESCAPE '\\'`);
    const amounts = amountsIn(word, currencies);
    if (amounts === null) return `(${texts.join(' OR ')})`;
    bind.push(amounts, amounts);
    const is = (column: string): string => `abs(${column}) = json_extract(?, '$.' || currency)`;
    return `(${[...texts, is('balance_minor'), is('original_minor')].join(' OR ')})`;
  });
  const narrow = (column: string, value: string | null | undefined): void => {
    if (value === null || value === undefined) return;
    conditions.push(`${column} = ?`);
    bind.push(value);
  };
  narrow('customer_no', search.customerNo);
  narrow('currency', search.currency);
  if (search.open) conditions.push('balance_minor <> 0');
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return db
    .prepare(`SELECT * FROM open_item ${where} ORDER BY balance_minor = 0, item_date, id LIMIT ?`)
    .all(...bind, search.limit) as Row[];
}

/** 1,250.50 and $1250.50, in minor units by currency as JSON; null when the word is no amount. */
function amountsIn(word: string, currencies: readonly string[]): string | null {
  const match = /^[^\d-]?(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,3}))?$/.exec(word);
  if (!match) return null;
  const whole = (match[1] ?? '').replaceAll(',', '');
  const fraction = match[2] ?? '';
  return JSON.stringify(
    Object.fromEntries(
      currencies.flatMap((currency) => {
        const exponent = exponentOf(currency as Currency);
        if (fraction.length > exponent) return [];
        return [[currency, Number(`${whole}${fraction.padEnd(exponent, '0')}`)]];
      }),
    ),
  );
}
