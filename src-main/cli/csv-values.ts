/**
 * Reads the values of a large CSV file: amounts, days, instants, currencies. The usual form of each is read without a
 * regular expression and without an object; whatever is not in that form goes the careful way, which also words the
 * reason when it is wrong.
 */
import { AccountingDate, Instant } from '../../shared/model.ts';
import {
  type Currency,
  currency,
  exponentOf,
  type Minor,
  MoneyError,
  parseMinor,
} from '../../shared/money.ts';
import { RowError } from './csv-rows.ts';

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const POINT = 46;
const LETTER_D = 68;
const LETTER_T = 84;
const LETTER_Z = 90;
/** Texts that are remembered per kind of value. */
const MOST_REMEMBERED = 50_000;
/** Digits that fit a safe integer whatever they are. */
const MOST_DIGITS = 15;

/** As `text.trim()`, without the call when there is plainly nothing to trim. */
export function trimmed(text: string): string {
  if (text === '') return text;
  return isSign(text.charCodeAt(0)) && isSign(text.charCodeAt(text.length - 1)) ? text : text.trim();
}

const isSign = (code: number) => code > 32 && code < 127;

/** Checks and remembers the texts that come again and again. */
export function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  let lastText = '';
  let lastValue: Value | undefined;
  return (text) => {
    if (lastValue !== undefined && text === lastText) return lastValue;
    let value = known.get(text);
    if (value === undefined) {
      value = read(text);
      if (known.size < MOST_REMEMBERED) known.set(text, value);
    }
    lastText = text;
    lastValue = value;
    return value;
  };
}

export const dateIn = remembering((text: string): AccountingDate => {
  const parsed = AccountingDate.safeParse(text);
  if (!parsed.success) throw new RowError(`"${text}" is not a date such as 2024-05-31`);
  return parsed.data;
});

export const currencyIn = remembering((text: string): Currency => {
  try {
    return currency(text);
  } catch (error) {
    throw error instanceof MoneyError ? new RowError(error.message) : error;
  }
});

const decimalsOf = remembering((code: string): 0 | 2 | 3 => exponentOf(code as Currency));

export function amountIn(text: string, code: Currency, column: string): Minor {
  const plain = plainAmount(text, decimalsOf(code));
  if (plain !== null) return plain;
  try {
    return parseMinor(text, code);
  } catch (error) {
    if (error instanceof MoneyError) throw new RowError(`${column}: ${error.message}`);
    throw error;
  }
}

/** An amount with exactly the currency's decimals ("1234.50", "-5.00"); null for any other form. */
function plainAmount(text: string, decimals: number): Minor | null {
  const negative = text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;
  const point = decimals === 0 ? text.length : text.length - decimals - 1;
  if (point <= start || text.length - start > MOST_DIGITS) return null;
  let minor = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (at === point) {
      if (code !== POINT) return null;
    } else if (code >= ZERO && code <= NINE) minor = minor * 10 + (code - ZERO);
    else return null;
  }
  return negative && minor !== 0 ? -minor : minor;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;
const OTHER_INSTANT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const USUAL_INSTANT = 'YYYY-MM-DDTHH:MM:SSZ';

/** A UTC instant; one without a zone is taken for UTC, a day for its midnight. */
export function instantIn(text: string): Instant {
  if (isUsualInstant(text)) return text as Instant;
  const plain = INSTANT.exec(text);
  if (plain?.[1]) {
    dateIn(plain[1]);
    return text as Instant;
  }
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const full = text.length <= 10 ? `${text}T00:00:00Z` : zoned ? text : `${text}Z`;
  const parsed = OTHER_INSTANT.test(text) ? new Date(full.replace(' ', 'T')) : new Date(Number.NaN);
  if (Number.isNaN(parsed.getTime())) {
    throw new RowError(`occurred_at: "${text}" is not an instant such as 2024-05-31T14:05:00Z`);
  }
  dateIn(text.slice(0, 10));
  return Instant.parse(parsed.toISOString());
}

/** Days found right, each as the number that its eight digits make. */
const rightDays = new Set<number>();

/** True for what INSTANT takes, without fractions of a second, on a day that exists. */
function isUsualInstant(text: string): boolean {
  if (text.length !== USUAL_INSTANT.length) return false;
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const sign = USUAL_INSTANT.charCodeAt(at);
    if (sign >= LETTER_D && sign !== LETTER_T && sign !== LETTER_Z) {
      if (code < ZERO || code > NINE) return false;
      digits = digits * 10 + (code - ZERO);
    } else if (code !== sign) return false;
  }
  const day = Math.floor(digits / 1_000_000);
  const time = digits - day * 1_000_000;
  if (time >= 240_000 || time % 10_000 >= 6_000 || time % 100 >= 60) return false;
  if (!rightDays.has(day)) {
    dateIn(text.slice(0, 10));
    rightDays.add(day);
  }
  return true;
}
