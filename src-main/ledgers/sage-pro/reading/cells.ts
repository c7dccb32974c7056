/** Reads single cells of a row: padding off, unset dates to null, amounts to minor units. */
import { AccountingDate } from '../../../../shared/model.ts';
import { Currency, type Minor, MoneyError, parseMinor } from '../../../../shared/money.ts';
import type { Row } from '../connection/connection.ts';

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** A text without its padding; '' when it is NULL or not there. */
export function textOf(row: Row, key: string): string {
  const value = row[key];
  if (value === null || value === undefined) return '';
  return String(value).trim();
}

/** A text exactly as the row has it, padding on the left included; the blanks that a char column adds are cut off. */
export function rawTextOf(row: Row, key: string): string {
  const value = row[key];
  return value === null || value === undefined ? '' : String(value).replace(/ +$/, '');
}

/** Null when it is not set: Sage Pro writes 1900-01-01 for that (seen), and FoxPro's empty date became 1899-12-30 at some sites. */
export function dateOf(row: Row, key: string): AccountingDate | null {
  const value = row[key];
  const day =
    value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : null;
  if (day === null || day <= '1900-01-01') return null;
  const parsed = AccountingDate.safeParse(day);
  return parsed.success ? parsed.data : null;
}

/** Throws MoneyError with a sentence when the cell is no amount of the currency. */
export function amountOf(row: Row, key: string, currency: Currency): Minor {
  const value = row[key];
  if (value === null || value === undefined) throw new MoneyError(`${key} is empty.`);
  return parseMinor(String(value), currency);
}

/** Zero when the column is missing or empty. */
export function amountOrZero(row: Row, key: string, currency: Currency): Minor {
  const value = row[key];
  return value === null || value === undefined ? 0 : parseMinor(String(value), currency);
}

/** The row's currency, or the base currency where the row names none. Throws MoneyError for what is no currency. */
export function currencyOf(row: Row, base: Currency): Currency {
  const text = textOf(row, 'currency').toUpperCase();
  if (text === '') return base;
  const parsed = Currency.safeParse(text);
  if (!parsed.success || !CURRENCIES.has(text))
    throw new MoneyError(`"${text}" is not a currency that is known.`);
  return parsed.data;
}

/** Whether a credit memo: artype C (seen). */
export function isCredit(row: Row): boolean {
  return textOf(row, 'artype').toUpperCase() === 'C';
}

/** Whether void: arstat V (seen). */
export function isVoid(row: Row): boolean {
  return textOf(row, 'arstat').toUpperCase() === 'V';
}

export function addDays(date: AccountingDate, days: number): AccountingDate {
  const moved = new Date(`${date}T00:00:00.000Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return AccountingDate.parse(moved.toISOString().slice(0, 10));
}
