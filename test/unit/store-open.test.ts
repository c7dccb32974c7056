import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, StoreError } from '../../src-main/store/index.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { addConnections } from '../support/posting-fixture.ts';

const now = () => new Date('2026-03-10T15:00:00Z');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'matchbook-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = (open: () => unknown): string => {
  try {
    open();
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
  return 'opened';
};

describe('a new company file', () => {
  it('is brought to the latest version with every safeguard on', () => {
    const file = join(folder, 'company', 'pro01.matchbook');
    const store = openStore(file, { now });
    expect(store.migration).toEqual({ from: 0, to: migrations.length, backups: [] });
    store.close();
    const db = new Database(file, { readonly: true });
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    db.close();
  });

  it('opens again without another migration', () => {
    const file = join(folder, 'a.matchbook');
    openStore(file, { now }).close();
    const store = openStore(file, { now });
    expect(store.migration.from).toBe(migrations.length);
    store.close();
  });
});

describe('the numbered migrations', () => {
  it('have no gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
  });

  it('copy a file that holds a company before each step, and the copy opens', () => {
    const file = join(folder, 'a.matchbook');
    const store = openStore(file, { now });
    addConnections(store);
    store.close();
    const db = new Database(file);
    const next = {
      version: migrations.length + 1,
      title: 'a column',
      sql: 'ALTER TABLE app_setting ADD COLUMN note TEXT',
    };
    const report = migrate(db, file, now, [...migrations, next]);
    expect(report.backups).toHaveLength(1);
    db.close();
    const copy = openStore(report.backups[0] ?? '', { now });
    expect(copy.connections.gateways()).toHaveLength(1);
    copy.close();
  });

  it('leave the file at the version before when a step fails', () => {
    const file = join(folder, 'a.matchbook');
    openStore(file, { now }).close();
    const db = new Database(file);
    const broken = {
      version: migrations.length + 1,
      title: 'broken',
      sql: 'CREATE TABLE half (a); SELECT nonsense',
    };
    expect(codeOf(() => migrate(db, file, now, [...migrations, broken]))).toBe('STORE_MIGRATION_FAILED');
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(db.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'`).get()).toEqual({ n: 0 });
    db.close();
  });
});

describe('a file that is not for this program', () => {
  it('from a newer version is refused, unchanged', () => {
    const file = join(folder, 'a.matchbook');
    openStore(file, { now }).close();
    const db = new Database(file);
    db.pragma('user_version = 999');
    db.close();
    expect(codeOf(() => openStore(file, { now }))).toBe('STORE_NEWER');
    expect(readdirSync(folder).some((name) => name.endsWith('.bak'))).toBe(false);
  });

  it('of another program is refused', () => {
    const file = join(folder, 'other.db');
    const db = new Database(file);
    db.exec('CREATE TABLE theirs (a); PRAGMA user_version = 3');
    db.close();
    expect(codeOf(() => openStore(file, { now }))).toBe('STORE_FOREIGN');
  });

  it('that is no database is called damaged', () => {
    const file = join(folder, 'a.matchbook');
    writeFileSync(file, 'This is a text file, and not a short one, '.repeat(200));
    expect(codeOf(() => openStore(file, { now }))).toBe('STORE_CORRUPT');
    expect(existsSync(file)).toBe(true);
  });

  it('with a damaged page is called damaged', () => {
    const file = join(folder, 'a.matchbook');
    const store = openStore(file, { now });
    addConnections(store);
    store.close();
    const damaged = join(folder, 'damaged.matchbook');
    copyFileSync(file, damaged);
    const db = new Database(damaged);
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec(`UPDATE sqlite_schema SET rootpage = 4000 WHERE name = 'gateway_transaction'`);
    db.close();
    expect(codeOf(() => openStore(damaged, { now }))).toBe('STORE_CORRUPT');
  });
});
