/** Periods by their names, on the company's calendar: plain arithmetic on year, month and day, no clock of this computer. */
import { AccountingDate } from '../../shared/model.ts';

export const PERIOD_TITLES = {
  'this-month': 'This month',
  'last-month': 'Last month',
  'this-quarter': 'This quarter',
  'last-quarter': 'Last quarter',
  'this-year': 'This year',
  'last-year': 'Last year',
  own: 'Own dates',
} as const;

export type PeriodName = keyof typeof PERIOD_TITLES;

/** Both days included. */
export interface Period {
  readonly from: AccountingDate;
  readonly to: AccountingDate;
}

/** Which day it is for the company. */
export function todayIn(timeZone: string, now = new Date()): AccountingDate {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return AccountingDate.parse(`${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`);
}

/** Whole months, quarters and years, also where they have not ended yet. */
export function periodNamed(name: Exclude<PeriodName, 'own'>, today: AccountingDate): Period {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7)) - 1;
  const quarter = month - (month % 3);
  switch (name) {
    case 'this-month':
      return months(year, month, 1);
    case 'last-month':
      return months(year, month - 1, 1);
    case 'this-quarter':
      return months(year, quarter, 3);
    case 'last-quarter':
      return months(year, quarter - 3, 3);
    case 'this-year':
      return months(year, 0, 12);
    case 'last-year':
      return months(year - 1, 0, 12);
  }
}

/** Day 0 of a month is the last one of the month before it. */
function months(year: number, first: number, many: number): Period {
  return { from: dayOf(Date.UTC(year, first, 1)), to: dayOf(Date.UTC(year, first + many, 0)) };
}

const dayOf = (utc: number): AccountingDate => AccountingDate.parse(new Date(utc).toISOString().slice(0, 10));

/** As it stands in a date field: null when it is not a whole date. */
export function typedDay(text: string): AccountingDate | null {
  const parsed = AccountingDate.safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** A sentence about what is typed, null when a report can be made of it. */
export function periodProblem(from: string, to: string): string | null {
  if (typedDay(from) === null) return 'The first day is not a date.';
  if (typedDay(to) === null) return 'The last day is not a date.';
  return from > to ? 'The period ends before it begins.' : null;
}
