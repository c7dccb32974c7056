/** Makes a backup and proves it: the copy is opened and checked before it gets its name. */
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupCheck, BackupRow } from '../../shared/api/reports.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { CompanyName } from '../profile.ts';
import { inspectStore, type Store } from '../store/index.ts';
import { companyNameIn } from '../workspace/settings.ts';
import { backupFailed } from './errors.ts';
import { backupName, listBackups } from './files.ts';

export interface BackupRequest {
  readonly store: Store;
  readonly company: CompanyName;
  /** A whole path; made when it does not exist. */
  readonly folder: string;
  readonly kind: BackupRow['kind'];
  readonly now: () => Date;
}

/** Throws MatchbookError BACKUP_FAILED, StoreError when the copy is not whole. Leaves no half of a file behind. */
export async function createBackup(request: BackupRequest): Promise<BackupCheck> {
  const { store, folder } = request;
  const file = freeName(request);
  const part = `${file}.part`;
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(part, { force: true });
    await store.copyTo(part);
    checkBackup(part);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error instanceof MatchbookError ? error : backupFailed(folder, error);
  }
  return checkBackup(file);
}

/** Opens the file, read-only, and checks all of it. Throws StoreError; see inspectStore. */
export function checkBackup(file: string): BackupCheck {
  const found = inspectStore(file);
  return {
    file,
    company: companyNameIn(found.setting('company')),
    schemaVersion: found.schemaVersion,
    bytes: statSync(file).size,
    transactions: found.transactions,
    receipts: found.receipts,
    auditEvents: found.audit.events,
    lastEventAt: found.lastEventAt,
  };
}

function freeName({ company, folder, kind, now }: BackupRequest): string {
  const taken = new Set(listBackups(folder, company).map(({ fileName }) => fileName));
  const at = now();
  let copy = 1;
  while (taken.has(backupName(company, at, kind, copy))) copy += 1;
  return join(folder, backupName(company, at, kind, copy));
}
