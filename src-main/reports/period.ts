/** From days of the company's calendar to the instants between which they lie. */
import { DateTime } from 'luxon';
import { type AccountingDate, Instant } from '../../shared/model.ts';

/** First instant of a day, and of the day after the last: from inclusive, to exclusive. */
export function instantsOf(
  from: AccountingDate,
  to: AccountingDate,
  timeZone: string,
): { from: Instant; to: Instant } {
  const start = DateTime.fromISO(from, { zone: timeZone }).startOf('day');
  const end = DateTime.fromISO(to, { zone: timeZone }).plus({ days: 1 }).startOf('day');
  return { from: Instant.parse(start.toUTC().toISO()), to: Instant.parse(end.toUTC().toISO()) };
}
