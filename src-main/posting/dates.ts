/** From an instant to the day it is booked on: the local date in the company's time zone, in an open period. */
import { DateTime } from 'luxon';
import { AccountingDate, type Instant } from '../../shared/model.ts';
import { Refusal } from './refusal.ts';
import type { PostingSettings } from './settings.ts';

/** The local date of an instant. Throws RangeError for a time zone that does not exist. */
export function accountingDate(instant: Instant | Date, timeZone: string): AccountingDate {
  const at =
    instant instanceof Date
      ? DateTime.fromJSDate(instant, { zone: timeZone })
      : DateTime.fromISO(instant, { zone: timeZone });
  const day = at.toISODate();
  if (!at.isValid || day === null)
    throw new RangeError(`"${timeZone}" is not a time zone, or ${instant} not an instant.`);
  return AccountingDate.parse(day);
}

/** The day an entry is dated. Throws Refusal (PERIOD_CLOSED) when the firm wants to see such payments first. */
export function postingDate(instant: Instant | Date, settings: PostingSettings): AccountingDate {
  const day = accountingDate(instant, settings.timeZone);
  const { closedThrough } = settings;
  if (closedThrough === null || day > closedThrough) return day;
  if (settings.closedPeriod === 'review') {
    throw new Refusal('PERIOD_CLOSED', `${day} is in a closed period (closed through ${closedThrough}).`);
  }
  return AccountingDate.parse(DateTime.fromISO(closedThrough).plus({ days: 1 }).toISODate());
}
