import type { Schedule } from '../../shared/api.ts';

/** The schedule as a sentence without its end. */
export function scheduleWords(schedule: Schedule): string {
  switch (schedule.every) {
    case 'minutes':
      return schedule.minutes === 1
        ? 'The gateways are read every minute'
        : `The gateways are read every ${schedule.minutes} minutes`;
    case 'hour':
      return 'The gateways are read every hour';
    case 'times':
      return `The gateways are read at ${schedule.times.join(', ')}${schedule.workingDays ? ' on working days' : ' every day'}`;
  }
}
