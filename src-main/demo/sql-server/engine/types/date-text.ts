/** Dates from and to text: the literal formats that SQL Server reads, and the styles of CONVERT. */
import type { SqlType } from '../../session.ts';
import { sqlError, unsupported } from '../errors.ts';
import { daysInMonth, epoch1900, fieldsOf, isoDate, isoText, roundTicks, toTicks } from './calendar.ts';

export type DateOrder = 'mdy' | 'dmy' | 'ymd' | 'ydm' | 'myd' | 'dym';

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fullNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const monthName = (month: number): string => fullNames[month - 1] ?? '';
/** ticks → Monday is 0. */
export const weekdayIndex = (ticks: bigint): number => Number((ticks / 864_000_000_000n) % 7n);
export const weekdayName = (ticks: bigint): string => weekdays[weekdayIndex(ticks)] ?? '';

const timePattern =
  /(?:^|[ T])(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.:](\d{1,7}))?)?)? ?(am|pm)?(Z|[+-]\d\d:\d\d)?$/i;

const century = (text: string): number => {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
};

const ordered = (parts: readonly string[], order: string): [number, number, number] | null => {
  const found: Record<string, string> = {};
  [...order].forEach((letter, index) => {
    found[letter] = parts[index] ?? '';
  });
  const { y = '', m = '', d = '' } = found;
  return y === '' || m.length > 2 || d.length > 2 ? null : [century(y), Number(m), Number(d)];
};

/** year, month, day; null when the text has no date part in a format that SQL Server knows. */
const parseDay = (text: string, order: DateOrder, type: SqlType): [number, number, number] | null => {
  let m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  // Under SET DATEFORMAT dmy the old types read 2024-02-01 as 2 January: a trap that real servers have.
  if (m) {
    const swapped = type.name === 'datetime' || type.name === 'smalldatetime' ? /dm|d.m/.test(order) : false;
    return ordered([m[1] ?? '', m[2] ?? '', m[3] ?? ''], swapped ? 'ydm' : 'ymd');
  }
  m = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (m) return ordered([m[1] ?? '', m[2] ?? '', m[3] ?? ''], 'ymd');
  m = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (m) return ordered([m[1] ?? '', m[2] ?? '', m[3] ?? ''], 'ymd');
  m = /^(\d{4})$/.exec(text);
  if (m) return [Number(m[1]), 1, 1];
  m = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$/.exec(text);
  if (m) {
    const parts = [m[1] ?? '', m[2] ?? '', m[3] ?? ''];
    if ((parts[0] ?? '').length === 4) return ordered(parts, /dm|d.m/.test(order) ? 'ydm' : 'ymd');
    return ordered(parts, order);
  }
  m = /^([a-z]+)\.? +(\d{1,2})(?:,? +(\d{2,4}))?$/i.exec(text);
  if (m) return named(m[1] ?? '', m[2] ?? '', m[3] ?? '');
  m = /^(\d{1,2})[ -]([a-z]+)[ ,-]+(\d{2,4})$/i.exec(text);
  if (m) return named(m[2] ?? '', m[1] ?? '', m[3] ?? '');
  m = /^(\d{4}) +([a-z]+)(?: +(\d{1,2}))?$/i.exec(text);
  if (m) return named(m[2] ?? '', m[3] ?? '1', m[1] ?? '');
  m = /^([a-z]+),? +(\d{4})$/i.exec(text);
  return m ? named(m[1] ?? '', '1', m[2] ?? '') : null;
};

const named = (month: string, day: string, year: string): [number, number, number] | null => {
  const index = monthNames.indexOf(month.slice(0, 3).toLowerCase());
  const whole = fullNames[index]?.toLowerCase() ?? '';
  if (index < 0 || (month.length > 3 && month.toLowerCase() !== whole)) return null;
  return year === '' ? null : [century(year), index + 1, Number(day)];
};

/** 241 when no format fits, 242 when a format fits and the value is out of the type's range. */
export const parseDateText = (raw: string, type: SqlType, order: DateOrder, from: string): bigint => {
  const text = raw.trim();
  if (text === '') return roundTicks(epoch1900, type, from);
  const time = /[:]|[ap]m$/i.test(text) ? timePattern.exec(text) : null;
  const dayText = (time === null ? text : text.slice(0, time.index)).trim();
  const day = dayText === '' && time !== null ? [1900, 1, 1] : parseDay(dayText, order, type);
  if (day === null) throw sqlError(241);
  const [year = 0, month = 0, dayOfMonth = 0] = day;
  const clock = clockOf(time);
  const outOfRange =
    year < 1 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month);
  if (outOfRange || clock === null) {
    throw type.name === 'datetime' || type.name === 'smalldatetime'
      ? sqlError(242, from, type.name)
      : sqlError(241);
  }
  return roundTicks(toTicks({ year, month, day: dayOfMonth, ...clock }), type, from);
};

interface Clock {
  hour: number;
  minute: number;
  second: number;
  fraction: number;
}
const clockOf = (time: RegExpExecArray | null): Clock | null => {
  if (time === null) return { hour: 0, minute: 0, second: 0, fraction: 0 };
  const [, h = '0', m = '0', s = '0', f = '', half = '', zone = ''] = time;
  if (zone !== '' && zone !== 'Z' && zone !== 'z') throw unsupported('a time zone offset in a date literal');
  let hour = Number(h);
  if (half !== '') {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  const [minute, second] = [Number(m), Number(s)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { hour, minute, second, fraction: Number(f.padEnd(7, '0').slice(0, 7)) };
};

const two = (n: number): string => String(n).padStart(2, '0');
const spaced = (n: number): string => String(n).padStart(2, ' ');

/** CONVERT(varchar, date, style). */
export const formatDate = (ticks: bigint, type: SqlType, style: number | null): string => {
  const f = fieldsOf(ticks);
  const digits = type.name === 'datetime2' ? type.scale : type.name === 'datetime' ? 3 : 0;
  const isDate = type.name === 'date';
  const iso = isDate ? isoDate(ticks) : isoText(ticks, digits).replace('T', ' ');
  if (style === null) return isDate || type.name === 'datetime2' ? iso : formatDate(ticks, type, 0);
  const short = style > 0 && style < 100 && ![9, 13, 14, 20, 21, 22, 23, 24, 25].includes(style);
  const year = String(f.year)
    .padStart(4, '0')
    .slice(short ? 2 : 0);
  const [dd, mm] = [two(f.day), two(f.month)];
  const mon = monthName(f.month).slice(0, 3);
  const clock = `${two(f.hour)}:${two(f.minute)}:${two(f.second)}`;
  const thousandths = String(Math.floor(f.fraction / 1e4)).padStart(3, '0');
  const twelve = `${spaced(f.hour % 12 === 0 ? 12 : f.hour % 12)}:${two(f.minute)}`;
  const half = f.hour < 12 ? 'AM' : 'PM';
  switch (short ? style + 100 : style) {
    case 0:
    case 100:
      return isDate ? `${mon} ${spaced(f.day)} ${year}` : `${mon} ${spaced(f.day)} ${year} ${twelve}${half}`;
    case 101:
      return `${mm}/${dd}/${year}`;
    case 102:
      return `${year}.${mm}.${dd}`;
    case 103:
      return `${dd}/${mm}/${year}`;
    case 104:
      return `${dd}.${mm}.${year}`;
    case 105:
      return `${dd}-${mm}-${year}`;
    case 106:
      return `${dd} ${mon} ${year}`;
    case 107:
      return `${mon} ${dd}, ${year}`;
    case 108:
    case 24:
      return clock;
    case 9:
    case 109:
      return `${mon} ${spaced(f.day)} ${year} ${twelve}:${two(f.second)}:${thousandths}${half}`;
    case 110:
      return `${mm}-${dd}-${year}`;
    case 111:
      return `${year}/${mm}/${dd}`;
    case 112:
      return `${year}${mm}${dd}`;
    case 13:
    case 113:
      return `${dd} ${mon} ${year} ${clock}:${thousandths}`;
    case 14:
    case 114:
      return `${clock}:${thousandths}`;
    case 20:
    case 120:
      return isDate ? iso : isoText(ticks, 0).replace('T', ' ');
    case 23:
      return isoDate(ticks);
    case 21:
    case 25:
    case 121:
      return isDate || digits > 0 ? iso : `${isoText(ticks, 3).replace('T', ' ')}`;
    case 126:
      return isDate ? iso : isoText(ticks, f.fraction === 0 ? 0 : digits);
    default:
      throw unsupported(`style ${style} of CONVERT from a date`);
  }
};
