/** Opens the company file: checks that it is one, is whole and is not newer than this program, and brings it up to date. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { corruptStore, newerStore, StoreError } from './errors.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { createStore, type Store } from './store.ts';

export interface StoreOptions {
  readonly now: () => Date;
  /** How long a writer waits for another process's write, in milliseconds. Default 5,000. */
  readonly busyTimeoutMs?: number;
}

/** 'MBK1': tells a company file from any other SQLite file (pragma application_id). */
const APPLICATION_ID = 0x4d424b31;
const NOT_A_DATABASE = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT']);

/**
 * Opens or creates the company file; ':memory:' for one that is gone afterwards.
 * Throws StoreError: STORE_NEWER, STORE_FOREIGN, STORE_CORRUPT, STORE_UNREADABLE, STORE_MIGRATION_FAILED.
 */
export function openStore(file: string, options: StoreOptions): Store {
  const existed = file !== ':memory:' && existsSync(file) && statSync(file).size > 0;
  const db = connect(file, options.busyTimeoutMs ?? 5_000);
  try {
    if (existed) examine(db, file);
    db.pragma('journal_mode = WAL');
    // An approval that was confirmed on the screen must survive a power cut: the outbox is what makes it exactly once.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    const report = migrate(db, file, options.now);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    return createStore(db, { now: options.now, migration: report });
  } catch (error) {
    db.close();
    throw translate(error, file);
  }
}

function connect(file: string, timeout: number): Database.Database {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    return new Database(file, { timeout });
  } catch (cause) {
    throw new StoreError(
      'STORE_UNREADABLE',
      {
        happened: `The company file ${file} could not be opened: ${String(cause)}.`,
        kept: 'Nothing was changed.',
        todo: 'Check that the folder exists and that you may write to it.',
      },
      { cause },
    );
  }
}

/** Throws StoreError: STORE_FOREIGN, STORE_NEWER, STORE_CORRUPT. */
export function examine(
  db: Database.Database,
  file: string,
  how: 'quick_check' | 'integrity_check' = 'quick_check',
): void {
  const found = schemaVersion(db);
  const known = migrations.length;
  const application = Number(db.pragma('application_id', { simple: true }));
  if (application !== APPLICATION_ID && (application !== 0 || found !== 0)) {
    throw new StoreError('STORE_FOREIGN', {
      happened: `${file} is a database, but not a Matchbook company file.`,
      kept: 'It was not changed.',
      todo: 'Choose another file, or another folder for a new company.',
    });
  }
  if (found > known) throw newerStore(file, found, known);
  const check = String(db.pragma(`${how}(1)`, { simple: true }));
  if (check !== 'ok') throw corruptStore(file, check);
}

/** What a failure to read the company's own settings means for its file. */
export function unreadableStore(error: unknown, file: string): unknown {
  const translated = translate(error, file);
  if (translated instanceof StoreError || translated instanceof Database.SqliteError) return translated;
  return corruptStore(file, 'what it says about the company cannot be read', error);
}

export function translate(error: unknown, file: string): unknown {
  if (
    error instanceof Database.SqliteError &&
    NOT_A_DATABASE.has(error.code.split('_').slice(0, 2).join('_'))
  ) {
    return corruptStore(file, error.message, error);
  }
  return error;
}
