import type { Instant } from '../../shared/model.ts';
import { moment, time } from '../format/index.ts';

/** Today at 14:05; any other day in full. */
export function near(instant: Instant, timeZone: string, now = new Date()): string {
  const dayOf = (date: Date) =>
    new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(date);
  return dayOf(new Date(instant)) === dayOf(now)
    ? `Today, ${time(instant, timeZone)}`
    : moment(instant, timeZone);
}
