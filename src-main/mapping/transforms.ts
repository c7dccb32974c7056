/** What each step does to a text. Pure; throws MappingStop where the text is not what the step is for. */
import { DateTime } from 'luxon';
import type { Transform } from '../../shared/mapping.ts';
import { type Currency, convertMinor, formatMinor, MoneyError, parseMinor } from '../../shared/money.ts';
import type { SourceRecord } from './fields.ts';

/** The value cannot be made; the message is a sentence without its subject. */
export class MappingStop extends Error {}

export interface TransformContext {
  readonly record: SourceRecord;
  readonly timeZone: string;
  readonly baseCurrency: Currency;
}

export function applyTransform(text: string, transform: Transform, context: TransformContext): string {
  switch (transform.do) {
    case 'trim':
      return text.trim().replaceAll(/\s+/g, ' ');
    case 'case':
      return transform.to === 'upper' ? text.toUpperCase() : text.toLowerCase();
    case 'cut':
      return [...text].slice(transform.from - 1, transform.from - 1 + transform.length).join('');
    case 'join':
      return [text, ...transform.fields.map((name) => context.record.texts.get(name) ?? '')]
        .filter((part) => part !== '')
        .join(transform.separator);
    case 'part':
      return text.split(transform.separator).at(transform.at > 0 ? transform.at - 1 : transform.at) ?? '';
    case 'replace':
      return text.replaceAll(transform.find, transform.by);
    case 'date':
      return text === '' ? '' : dayOf(text, transform.written, context.timeZone);
    case 'unit':
      return text === '' ? '' : shifted(text, transform.shift);
    case 'base_currency':
      return text === '' ? '' : inBaseCurrency(text, context);
    case 'lookup':
      return lookedUp(text, transform);
    case 'default':
      return text === '' ? transform.text : text;
  }
}

const PATTERNS = {
  'YYYY-MM-DD': 'yyyy-MM-dd',
  'MM/DD/YYYY': 'MM/dd/yyyy',
  'DD/MM/YYYY': 'dd/MM/yyyy',
  YYYYMMDD: 'yyyyMMdd',
} as const;

function dayOf(
  text: string,
  written: Extract<Transform, { do: 'date' }>['written'],
  timeZone: string,
): string {
  const moment =
    written === 'instant' ? instantOf(text, timeZone) : DateTime.fromFormat(text.trim(), PATTERNS[written]);
  const day = moment.toISODate();
  if (day === null) {
    throw new MappingStop(
      `"${text}" is no ${written === 'instant' ? 'moment such as 2026-03-05T18:30:00Z' : `date written as ${written}`}`,
    );
  }
  return day;
}

/** ISO, or the seconds since 1970 that Stripe's objects hold. */
function instantOf(text: string, timeZone: string): DateTime {
  return /^\d{9,11}$/.test(text)
    ? DateTime.fromSeconds(Number(text), { zone: timeZone })
    : DateTime.fromISO(text, { zone: timeZone });
}

/** Moves the decimal point in the text itself: no float comes near it. */
function shifted(text: string, shift: number): string {
  const match = /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/.exec(text.trim());
  if (!match) throw new MappingStop(`"${text}" is no number such as 1234.56`);
  const [, sign = '', whole = '', fraction = ''] = match;
  const point = whole.length + shift;
  const digits = `${whole}${fraction}`;
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const after = padded.slice(at);
  return after === '' ? `${sign}${before}` : `${sign}${before}.${after}`;
}

function inBaseCurrency(text: string, { record, baseCurrency }: TransformContext): string {
  const { currency, settlement } = record.transaction;
  try {
    const minor = parseMinor(text, currency);
    if (currency === baseCurrency) return formatMinor(minor, currency);
    if (settlement?.currency !== baseCurrency || settlement.exchangeRate === null) {
      throw new MappingStop(`the gateway gives no rate from ${currency} to ${baseCurrency}`);
    }
    return formatMinor(convertMinor(minor, currency, baseCurrency, settlement.exchangeRate), baseCurrency);
  } catch (error) {
    if (error instanceof MoneyError) throw new MappingStop(`"${text}" is no amount in ${currency}`);
    throw error;
  }
}

function lookedUp(text: string, { rows, otherwise }: Extract<Transform, { do: 'lookup' }>): string {
  const wanted = text.trim().toLowerCase();
  const row = rows.find(({ from }) => from.trim().toLowerCase() === wanted);
  if (row) return row.to;
  if (otherwise === 'stop') {
    throw new MappingStop(
      text === ''
        ? 'it is empty, and the look-up table has no row for that'
        : `"${text}" is not in the look-up table`,
    );
  }
  return otherwise === 'keep' ? text : '';
}
