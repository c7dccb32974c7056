import { type AccountingDate, Instant } from '../../shared/model.ts';

/** The first instant of a day in a time zone; where a clock change skips midnight, the first one after it. */
export function startOfDay(date: AccountingDate, timeZone: string): Instant {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const first = midnight - offsetAt(midnight, timeZone);
  const start = midnight - offsetAt(first, timeZone);
  return Instant.parse(new Date(start).toISOString());
}

/** How far the zone's clock is ahead of UTC at that moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(moment));
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(moment / 1000) * 1000;
}

/** What is offered as the start of the first import: the month that was closed last is in it. */
export function firstOfLastMonth(now: Date): string {
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1)).toISOString().slice(0, 10);
}
