/** Dates as exports write them, and whether the day or the month comes first. */
import { DateTime, type DateTimeMaybeValid } from 'luxon';
import { firstOf } from '../local-moment.ts';
import { RecordRefused } from '../record.ts';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const TIME = String.raw`(?:[ T,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([AaPp])?\.?[Mm]?\.?\s*(?:UTC|GMT|[A-Z]{2,4})?)?`;
const NUMBERS = new RegExp(String.raw`^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})${TIME}$`);
const DAY_NAMED = new RegExp(
  String.raw`^(?:\w{3,9},? )?(\d{1,2})[- .]+([A-Za-z]{3,9})[- .,]+(\d{2,4})${TIME}$`,
);
const MONTH_NAMED = new RegExp(
  String.raw`^(?:\w{3,9},? )?([A-Za-z]{3,9})[- .]+(\d{1,2})[,. ]+(\d{2,4})${TIME}$`,
);
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const UNIX = /^1\d{9}(?:\d{3})?$/;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: readonly (string | undefined)[];
}

/** Which order a column of dates has. Null when every date could be read both ways: then somebody has to be asked. */
export function dateOrderOf(values: readonly string[]): DateOrder | null {
  const votes = { ymd: 0, dmy: 0, mdy: 0 };
  let isDoubtful = false;
  for (const value of values) {
    const match = NUMBERS.exec(value.trim());
    if (!match) continue;
    const [first, second] = [Number(match[1]), Number(match[2])];
    if ((match[1]?.length ?? 0) === 4) votes.ymd += 1;
    else if (first > 12) votes.dmy += 1;
    else if (second > 12) votes.mdy += 1;
    else if (first !== second) isDoubtful = true;
  }
  if (votes.dmy > 0 && votes.mdy > 0) return null;
  if (votes.dmy > 0) return 'dmy';
  if (votes.mdy > 0) return 'mdy';
  return isDoubtful ? null : 'ymd';
}

export function looksLikeDate(value: string): boolean {
  const text = value.trim();
  return (
    NUMBERS.test(text) || DAY_NAMED.test(text) || MONTH_NAMED.test(text) || !Number.isNaN(isoOf(text, 'utc'))
  );
}

/**
 * UTC instant. A date without a time is noon of that day in the zone, so that it stays the same day for everybody near.
 * Throws RecordRefused for what is no date.
 */
export function parseWrittenDate(text: string, order: DateOrder, zone: string): string {
  const trimmed = text.trim();
  if (UNIX.test(trimmed)) return new Date(Number(trimmed) * (trimmed.length === 10 ? 1000 : 1)).toISOString();
  const iso = isoOf(trimmed, zone);
  if (!Number.isNaN(iso)) return new Date(iso).toISOString();
  const parts = partsOf(trimmed, order);
  const moment = parts && momentOf(parts, zone);
  if (!moment?.isValid) throw new RecordRefused(`"${trimmed}" is not a date that can be read.`);
  return firstOf(moment).toUTC().toISO();
}

/** ISO 8601 with a time; a bare date is left to the noon rule. */
function isoOf(text: string, zone: string): number {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) return Number.NaN;
  const offset = text
    .replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T')
    .replace(/ ?(UTC|GMT)$/, 'Z')
    .replace(/ ([+-]\d{2}:?\d{2})$/, '$1');
  const moment = DateTime.fromISO(offset, { zone });
  return moment.isValid ? moment.toMillis() : Number.NaN;
}

function partsOf(text: string, order: DateOrder): Parts | null {
  const named = DAY_NAMED.exec(text);
  if (named)
    return { day: Number(named[1]), month: monthOf(named[2]), year: yearOf(named[3]), time: named.slice(4) };
  const american = MONTH_NAMED.exec(text);
  if (american) {
    return {
      month: monthOf(american[1]),
      day: Number(american[2]),
      year: yearOf(american[3]),
      time: american.slice(4),
    };
  }
  const compact = COMPACT.exec(text);
  if (compact)
    return { year: Number(compact[1]), month: Number(compact[2]), day: Number(compact[3]), time: [] };
  const match = NUMBERS.exec(text);
  if (!match) return null;
  const [, a = '', b = '', c = '', ...time] = match;
  if (a.length === 4) return { year: Number(a), month: Number(b), day: Number(c), time };
  return order === 'mdy'
    ? { month: Number(a), day: Number(b), year: yearOf(c), time }
    : { day: Number(a), month: Number(b), year: yearOf(c), time };
}

const monthOf = (name: string | undefined): number =>
  MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;

function yearOf(text: string | undefined): number {
  const year = Number(text);
  return year < 100 ? 2000 + year : year;
}

function momentOf({ year, month, day, time }: Parts, zone: string): DateTimeMaybeValid {
  const [hours, minutes, seconds, half] = time;
  if (hours === undefined) return DateTime.fromObject({ year, month, day, hour: 12 }, { zone });
  const isAfternoon = half !== undefined && /p/i.test(half);
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isAfternoon ? 12 : 0);
  return DateTime.fromObject(
    { year, month, day, hour, minute: Number(minutes), second: Number(seconds ?? 0) },
    { zone },
  );
}
