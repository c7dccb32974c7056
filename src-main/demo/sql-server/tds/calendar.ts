/**
 * SQL Server's dates and times between their text form at the seam and the integers on the wire.
 * Facts: MS-TDS 2.2.5.5.1.8 (date and time types); the 1/300 s tick and its rounding are documented for datetime.
 */
import { EngineContractError, TdsProtocolError } from './errors.ts';

const DAY_MS = 86_400_000;
const TICKS_PER_DAY = 300 * 86_400;
const UNITS_PER_SECOND = 10_000_000n;
const UNITS_PER_DAY = UNITS_PER_SECOND * 86_400n;

/** Days from 1970-01-01 to the origins that the wire counts from. */
const DAYS_TO_1900 = -25_567;
const DAYS_TO_0001 = -719_162;
const FIRST_DAY = DAYS_TO_0001;
const LAST_DAY = 2_932_896;

const shape = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?)?$/;

interface Moment {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Time of day in units of 100 ns. */
  readonly units: bigint;
}

function parse(text: string): Moment {
  const found = shape.exec(text);
  if (!found)
    throw new EngineContractError(`'${text}' is not a date of the form YYYY-MM-DD[THH:mm:ss.fffffff]`);
  const [, date = '', hours = '0', minutes = '0', seconds = '0', fraction = ''] = found;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date || date < '0001') {
    throw new EngineContractError(`'${date}' is not a day of the calendar`);
  }
  const wholeSeconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    throw new EngineContractError(`'${text}' is not a time of day`);
  }
  const units = BigInt(wholeSeconds) * UNITS_PER_SECOND + BigInt(fraction.padEnd(7, '0'));
  return { day: ms / DAY_MS, units };
}

function dateText(day: number): string {
  if (day < FIRST_DAY || day > LAST_DAY) throw new TdsProtocolError(`day ${day} is outside years 1 to 9999`);
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function timeText(units: bigint, digits: number): string {
  const seconds = Number(units / UNITS_PER_SECOND);
  const part = (value: number): string => String(value).padStart(2, '0');
  const clock = `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
  if (digits === 0) return clock;
  return `${clock}.${String(units % UNITS_PER_SECOND)
    .padStart(7, '0')
    .slice(0, digits)}`;
}

function within(days: number, least: number, most: number, text: string, type: string): number {
  if (days < least || days > most) throw new EngineContractError(`'${text}' is outside the range of ${type}`);
  return days;
}

/** datetime: days since 1900-01-01 and ticks of 1/300 s, rounded to the nearest tick. */
export function toDateTime(text: string): { days: number; ticks: number } {
  const moment = parse(text);
  const rounded = Number((moment.units * 300n + UNITS_PER_SECOND / 2n) / UNITS_PER_SECOND);
  const days = moment.day - DAYS_TO_1900 + (rounded === TICKS_PER_DAY ? 1 : 0);
  return { days: within(days, -53_690, 2_958_463, text, 'datetime'), ticks: rounded % TICKS_PER_DAY };
}

/** Text with milliseconds, which SQL Server always shows as .xx0, .xx3 or .xx7. */
export function fromDateTime(days: number, ticks: number): string {
  if (ticks >= TICKS_PER_DAY) throw new TdsProtocolError(`${ticks} ticks are more than a day`);
  const ms = BigInt(Math.floor((ticks * 20 + 3) / 6));
  return `${dateText(days + DAYS_TO_1900)}T${timeText(ms * 10_000n, 3)}`;
}

/** smalldatetime: days since 1900-01-01 and minutes; from 29.999 s on, the minute is rounded up. */
export function toSmallDateTime(text: string): { days: number; minutes: number } {
  const { days, ticks } = toDateTime(text);
  const rounded = Math.floor((ticks + 30 * 300) / (60 * 300));
  const carried = days + (rounded === 1440 ? 1 : 0);
  return { days: within(carried, 0, 65_535, text, 'smalldatetime'), minutes: rounded % 1440 };
}

export function fromSmallDateTime(days: number, minutes: number): string {
  if (minutes >= 1440) throw new TdsProtocolError(`${minutes} minutes are more than a day`);
  return `${dateText(days + DAYS_TO_1900)}T${timeText(BigInt(minutes) * 60n * UNITS_PER_SECOND, 0)}`;
}

/** date: days since 0001-01-01. */
export function toDate(text: string): number {
  return parse(text).day - DAYS_TO_0001;
}

export function fromDate(days: number): string {
  return dateText(days + DAYS_TO_0001);
}

/** Bytes of the time part of a datetime2 with `scale` digits. */
export function timeLength(scale: number): 3 | 4 | 5 {
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
}

/** datetime2: the time of day in units of 10^-scale s, and days since 0001-01-01. */
export function toDateTime2(text: string, scale: number): { time: number; days: number } {
  const moment = parse(text);
  const step = 10n ** BigInt(7 - scale);
  const time = (moment.units + step / 2n) / step;
  const wholeDay = UNITS_PER_DAY / step;
  const carried = moment.day - DAYS_TO_0001 + (time === wholeDay ? 1 : 0);
  const days = within(carried, 0, LAST_DAY - DAYS_TO_0001, text, 'datetime2');
  return { time: Number(time % wholeDay), days };
}

export function fromDateTime2(time: number, days: number, scale: number): string {
  const units = BigInt(time) * 10n ** BigInt(7 - scale);
  if (units >= UNITS_PER_DAY) throw new TdsProtocolError(`a time of day of ${time} units is more than a day`);
  return `${dateText(days + DAYS_TO_0001)}T${timeText(units, scale)}`;
}
