/** A schedule as it is typed, and back: numbers and times are text until they are right. */
import type { Schedule } from '../../shared/api.ts';

export interface ScheduleDraft {
  readonly every: Schedule['every'];
  readonly minutes: string;
  readonly times: string;
  readonly workingDays: boolean;
}

export function scheduleDraftOf(schedule: Schedule): ScheduleDraft {
  return {
    every: schedule.every,
    minutes: schedule.every === 'minutes' ? String(schedule.minutes) : '15',
    times: schedule.every === 'times' ? schedule.times.join(', ') : '08:00, 13:00, 17:30',
    workingDays: schedule.every === 'times' ? schedule.workingDays : true,
  };
}

export function scheduleProblems(draft: ScheduleDraft): { minutes?: string; times?: string } {
  if (draft.every === 'minutes') {
    const minutes = Number(draft.minutes);
    const isGood = Number.isInteger(minutes) && minutes >= 1 && minutes <= 720;
    return isGood ? {} : { minutes: 'A whole number of minutes from 1 to 720.' };
  }
  if (draft.every === 'times') {
    const times = timesOf(draft.times);
    const isGood = times.length > 0 && times.every((time) => TIME.test(time));
    return isGood ? {} : { times: 'Times of day such as 08:00, 17:30.' };
  }
  return {};
}

/** Of a draft without problems. */
export function scheduleOf(draft: ScheduleDraft): Schedule {
  switch (draft.every) {
    case 'minutes':
      return { every: 'minutes', minutes: Number(draft.minutes) };
    case 'hour':
      return { every: 'hour' };
    case 'times':
      return { every: 'times', times: timesOf(draft.times), workingDays: draft.workingDays };
  }
}

export const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export const timeOf = (text: string): string => text.trim().padStart(5, '0');

/** 8:30 becomes 08:30; each time once, in the order of the day. */
function timesOf(text: string): string[] {
  const times = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(timeOf);
  return [...new Set(times)].sort();
}
