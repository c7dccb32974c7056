/** The settings as they are typed, and back: amounts and times are text until they are right. */
import type { Settings } from '../../shared/api.ts';
import { type Currency, formatMinor, MoneyError, parseMinor } from '../../shared/money.ts';

export interface Draft {
  readonly every: Settings['schedule']['every'];
  readonly minutes: string;
  readonly times: string;
  readonly workingDays: boolean;
  readonly autoApprove: boolean;
  readonly limit: string;
  readonly overpayment: Settings['overpayment'];
  readonly theme: Settings['theme'];
  readonly userName: string;
  readonly kinds: Settings['notifications']['kinds'];
  readonly quiet: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly pauseOnBattery: boolean;
}

/** The pages of the one form. */
export type FormPart = 'approval' | 'schedules' | 'notifications' | 'personal';

const PART_OF: Readonly<Record<keyof Draft, FormPart>> = {
  every: 'schedules',
  minutes: 'schedules',
  times: 'schedules',
  workingDays: 'schedules',
  pauseOnBattery: 'schedules',
  autoApprove: 'approval',
  limit: 'approval',
  overpayment: 'approval',
  theme: 'personal',
  userName: 'personal',
  kinds: 'notifications',
  quiet: 'notifications',
  quietFrom: 'notifications',
  quietTo: 'notifications',
};

/** The page on which the first problem can be put right; the one that is shown, when it is there. */
export function pageOfProblem(problems: DraftProblems, shown: FormPart): FormPart {
  const parts = Object.keys(problems).map((field) => PART_OF[field as keyof Draft]);
  return parts.includes(shown) ? shown : (parts[0] ?? shown);
}

export type DraftProblems = Partial<Record<keyof Draft, string>>;

export interface DraftPart {
  readonly draft: Draft;
  readonly problems: DraftProblems;
  readonly onChange: (part: Partial<Draft>) => void;
}

export function draftOf(settings: Settings, base: Currency): Draft {
  const { schedule, autoApprove, overpayment, theme, userName, notifications } = settings;
  return {
    every: schedule.every,
    minutes: schedule.every === 'minutes' ? String(schedule.minutes) : '15',
    times: schedule.every === 'times' ? schedule.times.join(', ') : '08:00, 13:00, 17:30',
    workingDays: schedule.every === 'times' ? schedule.workingDays : true,
    autoApprove: autoApprove.band === 'ready',
    limit: autoApprove.limitMinor === 0 ? '' : formatMinor(autoApprove.limitMinor, base),
    overpayment,
    theme,
    userName,
    kinds: notifications.kinds,
    quiet: notifications.quietFrom !== null,
    quietFrom: notifications.quietFrom ?? '18:00',
    quietTo: notifications.quietTo ?? '08:00',
    pauseOnBattery: settings.onBattery === 'pause_schedules',
  };
}

export function problemsOf(draft: Draft, base: Currency): DraftProblems {
  const problems: DraftProblems = {};
  const minutes = Number(draft.minutes);
  if (draft.every === 'minutes' && (!Number.isInteger(minutes) || minutes < 1 || minutes > 720)) {
    problems.minutes = 'A whole number of minutes from 1 to 720.';
  }
  if (draft.every === 'times') {
    const times = timesOf(draft.times);
    if (times.length === 0 || times.some((time) => !TIME.test(time))) {
      problems.times = 'Times of day such as 08:00, 17:30.';
    }
  }
  if (draft.autoApprove) {
    const limit = limitOf(draft.limit, base);
    if (limit === null || limit <= 0) problems.limit = 'An amount above zero, such as 500.00.';
  }
  if (draft.userName.trim() === '') problems.userName = 'A name is needed: it signs every decision.';
  if (draft.quiet) {
    for (const field of ['quietFrom', 'quietTo'] as const) {
      if (!TIME.test(timeOf(draft[field]))) problems[field] = 'A time of day such as 18:00.';
    }
    if (timeOf(draft.quietFrom) === timeOf(draft.quietTo)) problems.quietTo = 'Another time than the first.';
  }
  return problems;
}

/** Of a draft without problems. */
export function settingsOf(draft: Draft, base: Currency): Settings {
  const { overpayment, theme } = draft;
  return {
    schedule: scheduleOf(draft),
    autoApprove: {
      band: draft.autoApprove ? 'ready' : 'none',
      limitMinor: Math.max(0, limitOf(draft.limit, base) ?? 0),
    },
    overpayment,
    theme,
    userName: draft.userName.trim(),
    notifications: {
      kinds: draft.kinds,
      quietFrom: draft.quiet ? timeOf(draft.quietFrom) : null,
      quietTo: draft.quiet ? timeOf(draft.quietTo) : null,
    },
    onBattery: draft.pauseOnBattery ? 'pause_schedules' : 'as_usual',
  };
}

function scheduleOf(draft: Draft): Settings['schedule'] {
  switch (draft.every) {
    case 'minutes':
      return { every: 'minutes', minutes: Number(draft.minutes) };
    case 'hour':
      return { every: 'hour' };
    case 'times':
      return { every: 'times', times: timesOf(draft.times), workingDays: draft.workingDays };
  }
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const timeOf = (text: string): string => text.trim().padStart(5, '0');

/** 8:30 becomes 08:30; each time once, in the order of the day. */
function timesOf(text: string): string[] {
  const times = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(timeOf);
  return [...new Set(times)].sort();
}

function limitOf(text: string, base: Currency): number | null {
  if (text.trim() === '') return null;
  try {
    return parseMinor(text, base);
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
}
