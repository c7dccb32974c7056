import type { CallOutput } from '../../shared/api.ts';
import {
  backupFolder,
  copiesBeforeUpdates,
  DEFAULT_POLICY,
  listBackups,
  readPolicy,
} from '../backup/index.ts';
import type { Hand } from './hand.ts';

/**
 * The backups of the company that is open, or of the one that should be and is damaged: its policy cannot be read then, so the
 * folder is the one that the profile remembers. Throws MatchbookError NO_COMPANY, BACKUP_FOLDER.
 */
export function backupList(hand: Hand, chosen: string | null): CallOutput<'backup.list'> {
  const damaged = hand.damaged();
  const name = damaged?.company ?? hand.session().company.name;
  const storeFile = hand.storeFile(name);
  const store = hand.openSession()?.company.store;
  const remembered = hand.backupFolder(name);
  const policy = store ? readPolicy(store) : { ...DEFAULT_POLICY, folder: remembered };
  const folder = backupFolder(storeFile, chosen ?? policy.folder);
  const rows = [
    ...listBackups(folder, name),
    // What a restore put aside, and what an update left, is always beside the company file.
    ...(folder === backupFolder(storeFile, null)
      ? []
      : listBackups(backupFolder(storeFile, null), name).filter(({ kind }) => kind === 'replaced')),
    ...copiesBeforeUpdates(storeFile),
  ];
  return { folder, policy, rows: rows.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1)) };
}
