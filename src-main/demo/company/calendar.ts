/** Days of the demo company: 'YYYY-MM-DD' texts, and instants as Unix seconds, as Stripe counts them. */

export const DAY_SECONDS = 86_400;

/** Midnight UTC of the day, in Unix seconds. */
export function secondsOf(day: string): number {
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new RangeError(`"${day}" is not a day such as 2026-03-31.`);
  return milliseconds / 1000;
}

export function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(secondsOf(day) + days * DAY_SECONDS);
}

export function isAfter(day: string, other: string): boolean {
  return day > other;
}

/** 0 is Sunday. */
function weekdayOf(day: string): number {
  return new Date(secondsOf(day) * 1000).getUTCDay();
}

export function isWeekend(day: string): boolean {
  return weekdayOf(day) % 6 === 0;
}

/** The day itself, or the Monday after when it is a Saturday or Sunday. */
export function businessDayFrom(day: string): string {
  return isWeekend(day) ? businessDayFrom(addDays(day, 1)) : day;
}

/** The day before it that is no Saturday or Sunday, or the day itself. */
export function businessDayUpTo(day: string): string {
  return isWeekend(day) ? businessDayUpTo(addDays(day, -1)) : day;
}

export function addBusinessDays(day: string, count: number): string {
  let reached = day;
  for (let left = count; left > 0; left -= 1) reached = businessDayFrom(addDays(reached, 1));
  return reached;
}

const EASTERN = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' });
const easternDays = new Map<number, string>();

/** The company's own calendar day (America/New_York) of an instant. */
export function companyDayOf(seconds: number): string {
  const hour = Math.floor(seconds / 3600);
  const known = easternDays.get(hour);
  if (known !== undefined) return known;
  const day = EASTERN.format(new Date(hour * 3_600_000));
  easternDays.set(hour, day);
  return day;
}
