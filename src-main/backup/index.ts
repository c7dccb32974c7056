/**
 * Backups of the company file: made while it is in use, proved before they count, made by themselves once a day, put back
 * without a moment in which there is no company file. No secret is in them: passwords are in the keychain alone
 * (docs/decisions/0008). May import store/, workspace/settings.ts and shared/; called by handlers/ and the composition root.
 */
export { keepAside } from './aside.ts';
export { type BackupRequest, checkBackup, createBackup } from './create.ts';
export { backUpToday, type DailyDeps, keepDailyBackups, startDailyBackups } from './daily.ts';
export { backupFolder, copiesBeforeUpdates, listBackups } from './files.ts';
export { DEFAULT_POLICY, readPolicy, writePolicy } from './policy.ts';
export { environmentOf, type Restored, type RestoreRequest, restoreBackup } from './restore.ts';
