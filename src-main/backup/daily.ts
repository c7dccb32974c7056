/** A backup a day by itself, while the app runs, and the old ones removed. */
import { rmSync } from 'node:fs';
import { DateTime } from 'luxon';
import type { BackupPolicy, BackupRow } from '../../shared/api/reports.ts';
import type { CompanyName } from '../profile.ts';
import type { Store } from '../store/index.ts';
import { createBackup } from './create.ts';
import { backupFolder, listBackups } from './files.ts';

export interface DailyDeps {
  readonly store: Store;
  readonly company: CompanyName;
  readonly policy: () => BackupPolicy;
  readonly timeZone: () => string;
  readonly now: () => Date;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told when the day's backup could not be made; it is tried again at the next look. */
  readonly onFailure: (error: unknown) => void;
}

const LOOK_EVERY_MS = 15 * 60_000;

/** Starts looking; `stop` resolves when a backup that is being made is done. */
export function startDailyBackups(deps: DailyDeps): { stop(): Promise<void> } {
  const ended = new AbortController();
  const kept = keepDailyBackups(deps, ended.signal).catch(deps.onFailure);
  return {
    stop: async () => {
      ended.abort();
      await kept;
    },
  };
}

/** Looks every quarter of an hour whether today's is there. Resolves when the signal aborts. */
export async function keepDailyBackups(deps: DailyDeps, signal: AbortSignal): Promise<void> {
  let failedOn: string | null = null;
  while (!signal.aborted) {
    const today = dayOf(deps.now(), deps.timeZone());
    try {
      await backUpToday(deps);
      failedOn = null;
    } catch (error) {
      // Once a day is enough to be told of a drive that is not connected.
      if (failedOn !== today) deps.onFailure(error);
      failedOn = today;
    }
    // Closed while the backup was made.
    if (signal.aborted) return;
    try {
      await deps.sleep(LOOK_EVERY_MS, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** Makes today's daily backup unless it exists, then removes what is older than the policy keeps. Returns whether it made one. */
export async function backUpToday(deps: Omit<DailyDeps, 'sleep' | 'onFailure'>): Promise<boolean> {
  const { store, company, now } = deps;
  const policy = deps.policy();
  if (!policy.daily) return false;
  const folder = backupFolder(store.file, policy.folder);
  const zone = deps.timeZone();
  const today = dayOf(now(), zone);
  const made = dailyIn(folder, company).some(({ madeAt }) => dayOf(new Date(madeAt), zone) === today);
  if (made) return false;
  await createBackup({ store, company, folder, kind: 'daily', now });
  for (const { file } of expired(dailyIn(folder, company), now(), policy.keepDays)) rmSync(file);
  return true;
}

/** Never the newest, whatever the clock says. */
function expired(daily: readonly BackupRow[], now: Date, keepDays: number): readonly BackupRow[] {
  const limit = now.getTime() - keepDays * 86_400_000;
  return daily.slice(1).filter(({ madeAt }) => Date.parse(madeAt) < limit);
}

const dailyIn = (folder: string, company: CompanyName): BackupRow[] =>
  listBackups(folder, company).filter(({ kind }) => kind === 'daily');

const dayOf = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toISODate() ?? at.toISOString().slice(0, 10);
