/** When a schedule is due. Local times are the company's; one that a clock change skips counts an hour later. Pure. */
import { DateTime } from 'luxon';
import type { Schedule } from '../../shared/api/setup.ts';

/** Nothing older is caught up: a run brings in all that was missed anyway. */
const LOOK_BACK_DAYS = 8;
const WEEKEND = new Set([6, 7]);

/** The last time due after `from` up to and including `to`; null when there is none. */
export function lastDue(schedule: Schedule, from: Date, to: Date, timeZone: string): Date | null {
  return timesBetween(schedule, from, to, timeZone).at(-1) ?? null;
}

/** The first time due after `after`. */
export function nextDue(schedule: Schedule, after: Date, lastRun: Date, timeZone: string): Date | null {
  if (schedule.every === 'minutes') {
    const next = lastRun.getTime() + schedule.minutes * 60_000;
    return new Date(Math.max(next, after.getTime()));
  }
  const horizon = new Date(after.getTime() + LOOK_BACK_DAYS * 86_400_000);
  return timesBetween(schedule, after, horizon, timeZone)[0] ?? null;
}

function timesBetween(schedule: Schedule, from: Date, to: Date, timeZone: string): Date[] {
  const earliest = Math.max(from.getTime(), to.getTime() - LOOK_BACK_DAYS * 86_400_000);
  switch (schedule.every) {
    case 'minutes': {
      const due = from.getTime() + schedule.minutes * 60_000;
      return due <= to.getTime() ? [to] : [];
    }
    case 'hour': {
      const first = DateTime.fromMillis(earliest, { zone: timeZone }).startOf('hour').plus({ hours: 1 });
      const hours = Math.floor((to.getTime() - first.toMillis()) / 3_600_000);
      return Array.from({ length: Math.max(0, hours + 1) }, (_, at) => first.plus({ hours: at }).toJSDate());
    }
    case 'times':
      return timesOfDays(schedule, earliest, to.getTime(), timeZone);
  }
}

function timesOfDays(
  schedule: Extract<Schedule, { every: 'times' }>,
  after: number,
  to: number,
  timeZone: string,
): Date[] {
  const found: Date[] = [];
  const times = [...schedule.times].sort();
  const last = DateTime.fromMillis(to, { zone: timeZone });
  let day = DateTime.fromMillis(after, { zone: timeZone }).startOf('day');
  for (; day <= last; day = day.plus({ days: 1 })) {
    if (schedule.workingDays && WEEKEND.has(day.weekday)) continue;
    for (const time of times) {
      const [hour, minute] = time.split(':').map(Number);
      const at = day.set({ hour: hour ?? 0, minute: minute ?? 0 });
      if (at.toMillis() > after && at.toMillis() <= to) found.push(at.toJSDate());
    }
  }
  return found;
}
