import type { Schedule, Settings } from './api/setup.ts';

/** A schedule in a few words: on its flow, in the settings, in the history. */
export function scheduleInBrief(schedule: Schedule): string {
  switch (schedule.every) {
    case 'minutes':
      return schedule.minutes === 1 ? 'Every minute' : `Every ${schedule.minutes} minutes`;
    case 'hour':
      return 'Every hour';
    case 'times':
      return `At ${schedule.times.join(', ')}${schedule.workingDays ? ', working days' : ''}`;
  }
}

/** A gateway's own schedule, or the common one. */
export function scheduleFor(
  settings: Pick<Settings, 'schedule' | 'schedules'>,
  connectionId: string,
): Schedule {
  return settings.schedules[connectionId] ?? settings.schedule;
}
