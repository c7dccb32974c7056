/** A company file that is replaced, or cannot be opened, is never deleted: it goes to the backups, marked as replaced. */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompanyName } from '../profile.ts';
import { keepAsideFailed } from './errors.ts';
import { backupName } from './files.ts';

/** SQLite's write-ahead log and its index: what they hold belongs to the file beside them. */
export const LOGS = ['-wal', '-shm'] as const;

/** Where a file that is replaced now goes. */
export function asideName(storeFile: string, company: CompanyName, at: Date): string {
  const folder = join(dirname(storeFile), 'backups');
  let copy = 1;
  while (existsSync(join(folder, backupName(company, at, 'replaced', copy)))) copy += 1;
  return join(folder, backupName(company, at, 'replaced', copy));
}

/** Returns where it is now; null when there was none. Throws MatchbookError KEEP_ASIDE_FAILED. */
export function keepAside(storeFile: string, company: CompanyName, at: Date): string | null {
  const aside = asideName(storeFile, company, at);
  try {
    mkdirSync(dirname(aside), { recursive: true });
    const there = existsSync(storeFile);
    if (there) renameSync(storeFile, aside);
    moveLogs(storeFile, aside);
    return there ? aside : null;
  } catch (error) {
    throw keepAsideFailed(storeFile, error);
  }
}

export function moveLogs(storeFile: string, aside: string): void {
  for (const log of LOGS) {
    if (existsSync(`${storeFile}${log}`)) renameSync(`${storeFile}${log}`, `${aside}${log}`);
  }
}
