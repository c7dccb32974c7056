/**
 * Puts a backup in the place of the company file. The backup is copied, checked and prepared first; the file in use is
 * copied aside; only then one rename replaces it, so that at no moment there is no company file.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupCheck } from '../../shared/api/reports.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { CompanyName } from '../profile.ts';
import { inspectStore, openStore, type Store, StoreError } from '../store/index.ts';
import { readSettings, writeSettings } from '../workspace/settings.ts';
import { asideName, moveLogs } from './aside.ts';
import { checkBackup } from './create.ts';
import { inUse, otherEnvironment, restoreFailed } from './errors.ts';
import { returnPostedSince } from './posted-since.ts';

export interface RestoreRequest {
  readonly file: string;
  readonly company: CompanyName;
  readonly storeFile: string;
  /** The open store that is replaced; null when it could not be opened. */
  readonly present: Store | null;
  /** Closes `present` and all that works on it. */
  readonly close: () => Promise<void>;
  readonly by: string;
  readonly now: () => Date;
}

export interface Restored {
  readonly restored: BackupCheck;
  readonly keptAside: string | null;
  readonly postedSince: number;
  readonly postedSinceKnown: boolean;
}

/** Throws StoreError (the backup is not whole), MatchbookError BACKUP_OTHER_ENVIRONMENT, RESTORE_IN_USE, RESTORE_FAILED. */
export async function restoreBackup(request: RestoreRequest): Promise<Restored> {
  const { file, storeFile, company, now } = request;
  const backup = checkBackup(file);
  const found = environmentOf(file);
  if (found !== null && found !== company) throw otherEnvironment(file, found, company);

  const incoming = `${storeFile}.restoring`;
  const aside = existsSync(storeFile) ? asideName(storeFile, company, now()) : null;
  try {
    mkdirSync(join(dirname(storeFile), 'backups'), { recursive: true });
    rmSync(incoming, { force: true });
    copyFileSync(file, incoming);
    const prepared = prepare(request, incoming, aside);
    await request.close();
    if (request.present !== null && hasLog(storeFile)) throw inUse(storeFile);
    if (aside !== null) setAside(storeFile, aside);
    renameSync(incoming, storeFile);
    return { ...prepared, restored: { ...backup, file }, keptAside: aside };
  } catch (error) {
    rmSync(incoming, { force: true });
    throw error instanceof MatchbookError ? error : restoreFailed(storeFile, error);
  }
}

/** Everything that the restored company must know is in it before it takes its place. */
function prepare(
  { present, company, file, by, now, storeFile }: RestoreRequest,
  incoming: string,
  aside: string | null,
): Pick<Restored, 'postedSince' | 'postedSinceKnown'> {
  const restored = openStore(incoming, { now });
  const other = present ?? openedOrNull(storeFile, now);
  try {
    const postedSince = other === null ? 0 : returnPostedSince(other, restored);
    // Where there is no file, the company was on another computer, which may have gone on posting.
    const postedSinceKnown = other !== null;
    const autoApproved = switchOffAutoApproval(restored);
    restored.audit.append({
      actor: by,
      action: 'backup.restored',
      subjectKind: 'company',
      subjectId: company,
      sentence:
        `${by} restored a backup. ${postedSince} transactions were posted since it was made and are back in review.` +
        (autoApproved ? ' Approval by itself was switched off.' : ''),
      detail: { file, keptAside: aside, postedSince, postedSinceKnown },
    });
    return { postedSince, postedSinceKnown };
  } finally {
    restored.close();
    if (other !== present) other?.close();
  }
}

/** What came in since the backup is read again and matched to a ledger that has moved on: a person looks at it first. */
function switchOffAutoApproval(store: Store): boolean {
  const settings = readSettings(store);
  if (settings === null || settings.app.autoApprove.band === 'none') return false;
  const autoApprove = { ...settings.app.autoApprove, band: 'none' as const };
  writeSettings(store, { ...settings, app: { ...settings.app, autoApprove } });
  return true;
}

function openedOrNull(storeFile: string, now: () => Date): Store | null {
  // An empty one would be opened as a new company.
  if (!existsSync(storeFile) || statSync(storeFile).size === 0) return null;
  try {
    return openStore(storeFile, { now });
  } catch (error) {
    // A damaged file is why one restores; the outcome says that what it knew is not known.
    if (error instanceof StoreError) return null;
    throw error;
  }
}

/** The demo company is a test company too; its connection's name tells. */
export function environmentOf(file: string): CompanyName | null {
  const { ledger } = inspectStore(file);
  if (ledger === null) return null;
  return ledger.id.endsWith('-demo') ? 'demo' : ledger.environment;
}

const hasLog = (storeFile: string): boolean =>
  existsSync(`${storeFile}-wal`) && statSync(`${storeFile}-wal`).size > 0;

/** A file that could not be opened may have a log beside it that belongs to it. */
function setAside(storeFile: string, aside: string): void {
  copyFileSync(storeFile, aside);
  moveLogs(storeFile, aside);
}
