/** Dates as 100 ns ticks since 0001-01-01 (proleptic Gregorian): calendar fields, rounding to each type, ranges. */
import type { SqlType } from '../../session.ts';
import { sqlError } from '../errors.ts';

export const ticksPerDay = 864_000_000_000n;
export const ticksPerSecond = 10_000_000n;
export const ticksPerMillisecond = 10_000n;

export interface CalendarFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 100 ns units, 0 to 9,999,999. */
  readonly fraction: number;
}

export const daysInMonth = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

/** Days since 0001-01-01. */
export const dayNumber = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 306;
};

export const day1900 = dayNumber(1900, 1, 1);
export const epoch1900 = BigInt(day1900) * ticksPerDay;

export const toTicks = (f: CalendarFields): bigint =>
  BigInt(dayNumber(f.year, f.month, f.day)) * ticksPerDay +
  BigInt(f.hour * 3600 + f.minute * 60 + f.second) * ticksPerSecond +
  BigInt(f.fraction);

export const fieldsOf = (ticks: bigint): CalendarFields => {
  const days = Number(ticks / ticksPerDay);
  const within = Number(ticks % ticksPerDay);
  const shifted = days + 306;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  const seconds = Math.floor(within / 1e7);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: within % 1e7,
  };
};

const ranges: Partial<Record<SqlType['name'], readonly [bigint, bigint]>> = {
  datetime: [BigInt(dayNumber(1753, 1, 1)) * ticksPerDay, BigInt(dayNumber(10000, 1, 1)) * ticksPerDay],
  smalldatetime: [epoch1900, BigInt(dayNumber(2079, 6, 7)) * ticksPerDay],
};
const widest = [0n, BigInt(dayNumber(10000, 1, 1)) * ticksPerDay] as const;

/** Whether the rounded ticks are within the type's range. */
export const holdsTicks = (ticks: bigint, type: SqlType): boolean => {
  const [low, high] = ranges[type.name] ?? widest;
  const rounded = roundWithin(ticks, type);
  return rounded >= low && rounded < high;
};

/** Rounds ticks to what the type can hold; 242 when out of its range. */
export const roundTicks = (ticks: bigint, type: SqlType, from: string): bigint => {
  if (!holdsTicks(ticks, type)) throw sqlError(242, from, type.name);
  return roundWithin(ticks, type);
};

const roundWithin = (ticks: bigint, type: SqlType): bigint => {
  if (type.name === 'date') return ticks - (((ticks % ticksPerDay) + ticksPerDay) % ticksPerDay);
  if (type.name === 'smalldatetime') {
    // 29.998 s and less round down, 29.999 s and more round up: the source is a datetime.
    const minute = ticksPerSecond * 60n;
    return ((ticks + 300_010_000n) / minute) * minute;
  }
  if (type.name === 'datetime2') {
    const unit = 10n ** BigInt(7 - type.scale);
    return ((ticks + unit / 2n) / unit) * unit;
  }
  const days = ticks / ticksPerDay;
  const threeHundredths = ((ticks % ticksPerDay) * 3n + 50_000n) / 100_000n;
  const milliseconds = (threeHundredths * 10n + 1n) / 3n;
  return days * ticksPerDay + milliseconds * ticksPerMillisecond;
};

/** 'YYYY-MM-DDTHH:mm:ss.fff…' with as many digits as asked for. */
export const isoText = (ticks: bigint, digits: number): string => {
  const f = fieldsOf(ticks);
  const two = (n: number): string => String(n).padStart(2, '0');
  const fraction = digits === 0 ? '' : `.${String(f.fraction).padStart(7, '0').slice(0, digits)}`;
  return `${isoDate(ticks)}T${two(f.hour)}:${two(f.minute)}:${two(f.second)}${fraction}`;
};

export const isoDate = (ticks: bigint): string => {
  const f = fieldsOf(ticks);
  return `${String(f.year).padStart(4, '0')}-${String(f.month).padStart(2, '0')}-${String(f.day).padStart(2, '0')}`;
};

export const ticksOfInstant = (instant: Date, zoneMinutes: number): bigint =>
  BigInt(instant.getTime() + zoneMinutes * 60_000) * ticksPerMillisecond +
  BigInt(dayNumber(1970, 1, 1)) * ticksPerDay;
