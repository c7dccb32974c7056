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
import type { CsvRecord } from './csv-record.ts';
import { RowError } from './csv-rows.ts';

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const POINT = 46;
const COLON = 58;
const LETTER_T = 84;
const LETTER_Z = 90;
/** Digits that fit a safe integer whatever they are. */
const MOST_DIGITS = 15;
/** Slots for what is remembered, and from which on, at most, one is looked for. */
const SLOTS = 1 << 12;
const MOST_PROBES = 8;

/**
 * Checks and remembers the few texts that come again and again in a column. They are found by their characters in the
 * record, without cutting them out; a text for which there is no room takes the place of another.
 */
export class Remembered<Value> {
  private readonly read: (text: string) => Value;
  private readonly texts = new Array<string>(SLOTS).fill('');
  private readonly values = new Array<Value | undefined>(SLOTS).fill(undefined);

  constructor(read: (text: string) => Value) {
    this.read = read;
  }

  /** The value of the trimmed text; throws what reading it throws. */
  at(record: CsvRecord, place: number): Value {
    if (!record.isPlain(place)) return this.read(record.trimmed(place));
    const { bytes } = record;
    const from = record.from[place] as number;
    const to = record.to[place] as number;
    const hash = from === to ? 0 : (bytes[from] as number) * 61 + (bytes[to - 1] as number) * 7 + to - from;
    let slot = hash & (SLOTS - 1);
    for (let probes = 1; probes <= MOST_PROBES; probes++) {
      slot = (hash + (probes % MOST_PROBES)) & (SLOTS - 1);
      const value = this.values[slot];
      if (value === undefined) break;
      if (record.equals(place, this.texts[slot] as string)) return value;
    }
    const key = record.trimmed(place);
    const value = this.read(key);
    this.texts[slot] = key;
    this.values[slot] = value;
    return value;
  }
}

/** Days found right, by year, month and day; room for 31 days in each month. */
const FIRST_YEAR = 1970;
const YEARS = 130;
const DAY_LENGTH = 10;
const rightDays = new Array<AccountingDate | null>(YEARS * 12 * 31).fill(null);

export function dateIn(record: CsvRecord, place: number): AccountingDate {
  const from = record.from[place] as number;
  const usual = from >= 0 && (record.to[place] as number) - from === DAY_LENGTH;
  return (usual ? rightDay(record.bytes, from) : null) ?? checkedDate(record.trimmed(place));
}

function checkedDate(text: string): AccountingDate {
  const parsed = AccountingDate.safeParse(text);
  if (!parsed.success) throw new RowError(`"${text}" is not a date such as 2024-05-31`);
  return parsed.data;
}

/** The day whose usual form stands here; null for any other form, and for years long past or to come. */
function rightDay(bytes: Buffer, at: number): AccountingDate | null {
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2) - FIRST_YEAR;
  const month = twoDigits(bytes, at + 5) - 1;
  const day = twoDigits(bytes, at + 8) - 1;
  if (year < 0 || year >= YEARS || month < 0 || month >= 12 || day < 0 || day >= 31) return null;
  if (bytes[at + 4] !== MINUS || bytes[at + 7] !== MINUS) return null;
  const slot = (year * 12 + month) * 31 + day;
  let right = rightDays[slot] as AccountingDate | null;
  if (right === null) {
    right = checkedDate(bytes.toString('latin1', at, at + DAY_LENGTH));
    rightDays[slot] = right;
  }
  return right;
}

/** The number that two digits make; far below zero when they are none. */
function twoDigits(bytes: Buffer, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -10_000;
}

export function currencyIn(text: string): Currency {
  try {
    return currency(text);
  } catch (error) {
    throw error instanceof MoneyError ? new RowError(error.message) : error;
  }
}

export function amountIn(record: CsvRecord, place: number, code: Currency, column: string): Minor {
  const plain = plainAmount(record, place, exponentOf(code));
  if (plain !== null) return plain;
  try {
    return parseMinor(record.trimmed(place), code);
  } catch (error) {
    if (error instanceof MoneyError) throw new RowError(`${column}: ${error.message}`);
    throw error;
  }
}

/** An amount with exactly the currency's decimals ("1234.50", "-5.00"); null for any other form. */
function plainAmount({ bytes, from, to }: CsvRecord, place: number, decimals: number): Minor | null {
  const begin = from[place] as number;
  const end = to[place] as number;
  if (begin < 0) return null;
  const negative = bytes[begin] === MINUS;
  const start = negative ? begin + 1 : begin;
  const point = decimals === 0 ? end : end - decimals - 1;
  if (point <= start || end - start > MOST_DIGITS) return null;
  let minor = 0;
  for (let at = start; at < end; at++) {
    const code = bytes[at] as number;
    if (at === point) {
      if (code !== POINT) return null;
    } else if (code >= ZERO && code <= NINE) minor = minor * 10 + (code - ZERO);
    else return null;
  }
  return negative && minor !== 0 ? -minor : minor;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;
const OTHER_INSTANT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const USUAL_LENGTH = 'YYYY-MM-DDTHH:MM:SSZ'.length;

/** A UTC instant; one without a zone is taken for UTC, a day for its midnight. */
export function instantIn(record: CsvRecord, place: number): Instant {
  const text = record.trimmed(place);
  return isUsualInstant(record, place) ? (text as Instant) : unusualInstant(text);
}

function unusualInstant(text: string): Instant {
  const plain = INSTANT.exec(text);
  if (plain?.[1]) {
    checkedDate(plain[1]);
    return text as Instant;
  }
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const full = text.length <= 10 ? `${text}T00:00:00Z` : zoned ? text : `${text}Z`;
  const parsed = OTHER_INSTANT.test(text) ? new Date(full.replace(' ', 'T')) : new Date(Number.NaN);
  if (Number.isNaN(parsed.getTime())) {
    throw new RowError(`occurred_at: "${text}" is not an instant such as 2024-05-31T14:05:00Z`);
  }
  checkedDate(text.slice(0, 10));
  return Instant.parse(parsed.toISOString());
}

/** True for what INSTANT takes, without fractions of a second; throws when there is no such day. */
function isUsualInstant({ bytes, from, to }: CsvRecord, place: number): boolean {
  const at = from[place] as number;
  if (at < 0 || (to[place] as number) - at !== USUAL_LENGTH) return false;
  if (bytes[at + 10] !== LETTER_T || bytes[at + 19] !== LETTER_Z) return false;
  if (bytes[at + 13] !== COLON || bytes[at + 16] !== COLON) return false;
  const hours = twoDigits(bytes, at + 11);
  const minutes = twoDigits(bytes, at + 14);
  const seconds = twoDigits(bytes, at + 17);
  if (hours < 0 || hours >= 24 || minutes < 0 || minutes >= 60 || seconds < 0 || seconds >= 60) return false;
  return rightDay(bytes, at) !== null;
}
