/** What is said about backups: kinds, sizes, ages, what a check found. */
import type { BackupCheck, BackupRow } from '../../shared/api.ts';
import { count, moment, region } from '../format/index.ts';

export const KINDS: Readonly<Record<BackupRow['kind'], string>> = {
  daily: 'By itself',
  manual: 'Asked for',
  before_update: 'Before an update',
  replaced: 'Put aside',
};

/** 1.4 MB; in the units that Windows Explorer counts in. */
export function size(bytes: number): string {
  const steps = ['kilobyte', 'megabyte', 'gigabyte'] as const;
  let amount = Math.max(bytes / 1024, 0.1);
  let step = 0;
  while (amount >= 1000 && step < steps.length - 1) {
    amount /= 1024;
    step += 1;
  }
  return new Intl.NumberFormat(region(), {
    style: 'unit',
    unit: steps[step] ?? 'kilobyte',
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}

const HOUR_MS = 3_600_000;

/** 3 days ago. */
export function age(instant: string, now: Date): string {
  const hours = Math.round((Date.parse(instant) - now.getTime()) / HOUR_MS);
  const relative = new Intl.RelativeTimeFormat(region(), { numeric: 'auto' });
  if (Math.abs(hours) < 1) return relative.format(0, 'hour');
  return Math.abs(hours) < 36
    ? relative.format(hours, 'hour')
    : relative.format(Math.round(hours / 24), 'day');
}

export function checkWords(check: BackupCheck, timeZone: string): string {
  const last = check.lastEventAt === null ? '' : ` The last is of ${moment(check.lastEventAt, timeZone)}.`;
  return (
    `Whole: ${check.company ?? 'a company without a name'}, ${count(check.transactions)} transactions, ` +
    `${count(check.receipts)} receipts, ${count(check.auditEvents)} entries in the history.${last}`
  );
}
