/** Date parts: their names and abbreviations, and their value for a date. */
import { SqlError } from '../errors.ts';
import type { FunctionCall } from '../syntax/ast.ts';
import { dayNumber, fieldsOf, ticksPerDay } from '../types/calendar.ts';
import { weekdayIndex } from '../types/date-text.ts';

const aliases: Record<string, string> = {
  yy: 'year',
  yyyy: 'year',
  year: 'year',
  qq: 'quarter',
  q: 'quarter',
  quarter: 'quarter',
  mm: 'month',
  m: 'month',
  month: 'month',
  dy: 'dayofyear',
  y: 'dayofyear',
  dayofyear: 'dayofyear',
  dd: 'day',
  d: 'day',
  day: 'day',
  wk: 'week',
  ww: 'week',
  week: 'week',
  dw: 'weekday',
  w: 'weekday',
  weekday: 'weekday',
  hh: 'hour',
  hour: 'hour',
  mi: 'minute',
  n: 'minute',
  minute: 'minute',
  ss: 'second',
  s: 'second',
  second: 'second',
  ms: 'millisecond',
  millisecond: 'millisecond',
  mcs: 'microsecond',
  microsecond: 'microsecond',
  ns: 'nanosecond',
  nanosecond: 'nanosecond',
};

/** The part that the first argument names; 155 for a word that is none. */
export const partOf = (call: FunctionCall): string => {
  const [first] = call.args;
  const written = first?.kind === 'literal' ? first.text : '';
  const part = aliases[written];
  if (part === undefined) {
    throw new SqlError(
      155,
      15,
      1,
      `'${written}' is not a recognized ${call.name.toLowerCase()} option.`,
      'batch',
    );
  }
  return part;
};

/** `firstWeekday` is DATEFIRST: 1 Monday … 7 Sunday. */
export const extract = (part: string, ticks: bigint, firstWeekday: number): number => {
  const f = fieldsOf(ticks);
  const dayOfYear = dayNumber(f.year, f.month, f.day) - dayNumber(f.year, 1, 1) + 1;
  const weekday = (at: bigint): number => ((weekdayIndex(at) - (firstWeekday - 1) + 7) % 7) + 1;
  switch (part) {
    case 'year':
      return f.year;
    case 'quarter':
      return Math.floor((f.month - 1) / 3) + 1;
    case 'month':
      return f.month;
    case 'day':
      return f.day;
    case 'dayofyear':
      return dayOfYear;
    case 'weekday':
      return weekday(ticks);
    case 'week': {
      const january = BigInt(dayNumber(f.year, 1, 1)) * ticksPerDay;
      return Math.floor((dayOfYear - 1 + weekday(january) - 1) / 7) + 1;
    }
    case 'hour':
      return f.hour;
    case 'minute':
      return f.minute;
    case 'second':
      return f.second;
    case 'millisecond':
      return Math.floor(f.fraction / 1e4);
    case 'microsecond':
      return Math.floor(f.fraction / 10);
    default:
      return f.fraction * 100;
  }
};
