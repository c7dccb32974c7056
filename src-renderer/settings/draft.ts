/** The settings as they are typed, and back: amounts and times are text until they are right. */
import type { Settings } from '../../shared/api.ts';
import { type Currency, formatMinor, MoneyError, parseMinor } from '../../shared/money.ts';
import {
  type ScheduleDraft,
  scheduleDraftOf,
  scheduleOf,
  scheduleProblems,
  TIME,
  timeOf,
} from './schedule-draft.ts';

export interface Draft extends ScheduleDraft {
  /** Of single gateways, by connection id; one that is not there follows the common schedule. */
  readonly own: Readonly<Record<string, ScheduleDraft>>;
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
  own: 'schedules',
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
    ...scheduleDraftOf(schedule),
    own: Object.fromEntries(
      Object.entries(settings.schedules).map(([id, one]) => [id, scheduleDraftOf(one)]),
    ),
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
  const problems: DraftProblems = { ...scheduleProblems(draft) };
  const wrong = Object.values(draft.own).flatMap((own) => Object.values(scheduleProblems(own)));
  if (wrong[0] !== undefined) problems.own = wrong[0];
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
    schedules: Object.fromEntries(Object.entries(draft.own).map(([id, own]) => [id, scheduleOf(own)])),
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

function limitOf(text: string, base: Currency): number | null {
  if (text.trim() === '') return null;
  try {
    return parseMinor(text, base);
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
}
