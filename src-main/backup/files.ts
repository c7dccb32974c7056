/** Backups as files: what they are called, which of a folder's are ours. The name says it all, so that no list can be lost. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { DateTime } from 'luxon';
import type { BackupRow } from '../../shared/api/reports.ts';
import { Instant } from '../../shared/model.ts';
import type { CompanyName } from '../profile.ts';
import { backupFolderUnusable } from './errors.ts';

type Kind = BackupRow['kind'];

const NAME = /^matchbook-(demo|live|test)-(\d{8}-\d{6})(?:-\d+)?-(daily|manual|replaced)\.db$/;
const STAMP = 'yyyyMMdd-HHmmss';

/** In UTC, so that two of them sort alike in every time zone. `copy`: from 2 on, where the name is taken. */
export function backupName(company: CompanyName, at: Date, kind: Kind, copy = 1): string {
  const stamp = DateTime.fromJSDate(at, { zone: 'utc' }).toFormat(STAMP);
  return `matchbook-${company}-${stamp}${copy === 1 ? '' : `-${copy}`}-${kind}.db`;
}

/** Beside the company file, unless the policy names another folder. Throws MatchbookError BACKUP_FOLDER. */
export function backupFolder(storeFile: string, chosen: string | null): string {
  if (chosen === null) return join(dirname(storeFile), 'backups');
  if (!isAbsolute(chosen)) throw backupFolderUnusable(chosen, 'it is not a whole path, as D:\\Backups is');
  return chosen;
}

/** The company's backups in a folder, newest first; none where there is no such folder. */
export function listBackups(folder: string, company: CompanyName): BackupRow[] {
  return namesIn(folder)
    .flatMap((fileName): BackupRow[] => {
      const [, owner, stamp, kind] = NAME.exec(fileName) ?? [];
      if (owner !== company || stamp === undefined || kind === undefined) return [];
      const file = join(folder, fileName);
      const madeAt = DateTime.fromFormat(stamp, STAMP, { zone: 'utc' });
      if (!madeAt.isValid) return [];
      return [
        {
          file,
          fileName,
          madeAt: Instant.parse(madeAt.toISO()),
          bytes: statSync(file).size,
          kind: kind as Kind,
        },
      ];
    })
    .sort((a, b) => (a.fileName < b.fileName ? 1 : -1));
}

/** company.db.v14-20260331T160000.bak: made beside the company file before a newer program changed it (store/migrate.ts). */
const BEFORE_UPDATE = /\.v\d+-(\d{8}T\d{6})(?:-\d+)?\.bak$/;

/** The copies that updates left beside the company file, newest first. */
export function copiesBeforeUpdates(storeFile: string): BackupRow[] {
  const folder = dirname(storeFile);
  return namesIn(folder)
    .flatMap((fileName): BackupRow[] => {
      const stamp = BEFORE_UPDATE.exec(fileName)?.[1];
      if (stamp === undefined || !fileName.startsWith(`${basename(storeFile)}.v`)) return [];
      const madeAt = DateTime.fromFormat(stamp, "yyyyMMdd'T'HHmmss", { zone: 'utc' });
      if (!madeAt.isValid) return [];
      const file = join(folder, fileName);
      const bytes = statSync(file).size;
      return [{ file, fileName, madeAt: Instant.parse(madeAt.toISO()), bytes, kind: 'before_update' }];
    })
    .sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw backupFolderUnusable(folder, String(error), error);
  }
}
