/** How often backups are made and how long they are kept: one setting of the company. */
import { BackupPolicy } from '../../shared/api/reports.ts';
import type { Store } from '../store/index.ts';

const NAME = 'backup';

export const DEFAULT_POLICY: BackupPolicy = { daily: true, keepDays: 14, folder: null };

export function readPolicy(store: Store): BackupPolicy {
  const stored = store.settings.get(NAME);
  return stored === undefined ? DEFAULT_POLICY : BackupPolicy.parse(stored);
}

export function writePolicy(store: Store, policy: BackupPolicy): void {
  store.settings.set(NAME, policy);
}
