/** When a schedule is due, from the calendar of Intl alone: what the scheduler's own reckoning is held against. */
import type { Schedule } from '../../shared/api.ts';

const MINUTE = 60_000;

/** Every minute of the month whose local time is one of the schedule's; a time that the clock skips comes an hour later. */
export function dueTimes(
  schedule: Schedule,
  { from, to, zone }: { readonly from: string; readonly to: string; readonly zone: string },
): number[] {
  if (schedule.every === 'minutes') return [];
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const found: number[] = [];
  const taken = new Set<string>();
  let before = '';
  for (let at = Date.parse(from) - 90 * MINUTE; at <= Date.parse(to); at += MINUTE) {
    const parts = Object.fromEntries(local.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = `${parts.year}-${parts.month}-${parts.day}`;
    const time = `${parts.hour}:${parts.minute}`;
    if (schedule.every === 'hour') {
      if (parts.minute === '00') found.push(at);
      continue;
    }
    const skipped = before.slice(0, 2) !== '23' && hours(time) - hours(before) > 1 ? hours(before) + 1 : null;
    if (skipped !== null) {
      for (const late of schedule.times.filter((it) => hours(it) === skipped)) {
        found.push(at + Number(late.slice(3)) * MINUTE);
      }
    }
    before = time;
    const atWork = !schedule.workingDays || !['Sat', 'Sun'].includes(parts.weekday ?? '');
    const key = `${day} ${time}`;
    if (!schedule.times.includes(time) || !atWork || taken.has(key)) continue;
    taken.add(key);
    found.push(at);
  }
  return [...new Set(found)].sort((a, b) => a - b);
}

const hours = (time: string): number => Number(time.slice(0, 2));
