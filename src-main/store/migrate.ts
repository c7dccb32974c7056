/**
 * Brings a company file to the schema this program knows. Each step runs in one transaction that also raises
 * `user_version`, so a power cut leaves the file at the step before. A file that already holds a company is copied
 * (VACUUM INTO: consistent, without the write-ahead log) before each step.
 */
import { existsSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { newerStore, StoreError } from './errors.ts';
import { type Migration, migrations } from './migrations/index.ts';

export interface MigrationReport {
  readonly from: number;
  readonly to: number;
  /** Paths of the copies that were made. */
  readonly backups: readonly string[];
}

export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function holdsACompany(db: Database.Database): boolean {
  const table = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'connection'`).get();
  return table !== undefined && db.prepare('SELECT 1 FROM connection LIMIT 1').get() !== undefined;
}

function backUp(db: Database.Database, file: string, version: number, at: Date): string {
  const stamp = at.toISOString().replace(/[-:]/g, '').replace(/\..*$/, '');
  const base = `${file}.v${version}-${stamp}`;
  let target = `${base}.bak`;
  for (let copy = 2; existsSync(target); copy += 1) target = `${base}-${copy}.bak`;
  db.prepare('VACUUM INTO ?').run(target);
  return target;
}

export function migrate(
  db: Database.Database,
  file: string,
  now: () => Date,
  steps: readonly Migration[] = migrations,
): MigrationReport {
  const from = schemaVersion(db);
  const known = steps.at(-1)?.version ?? 0;
  if (from > known) throw newerStore(file, from, known);
  const backups: string[] = [];
  for (const step of steps.filter(({ version }) => version > from)) {
    try {
      if (file !== ':memory:' && holdsACompany(db)) backups.push(backUp(db, file, step.version - 1, now()));
      db.transaction(() => {
        // Another process may have taken this step while we waited for the write lock.
        if (schemaVersion(db) >= step.version) return;
        db.exec(step.sql);
        db.pragma(`user_version = ${step.version}`);
      }).exclusive();
    } catch (cause) {
      throw new StoreError(
        'STORE_MIGRATION_FAILED',
        {
          happened: `The company file ${file} could not be brought to version ${step.version} (${step.title}): ${String(cause)}.`,
          kept: 'It is still at the version before, whole.',
          todo: 'Make sure that the disk has room and that the folder can be written to, then start Matchbook again.',
        },
        { cause },
      );
    }
  }
  return { from, to: known, backups };
}
