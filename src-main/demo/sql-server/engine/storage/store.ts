/**
 * Rows in SQLite. One file holds every database of the server, so one SQLite transaction can span them. A T-SQL table
 * is `t<id>(rid INTEGER PRIMARY KEY, c0, c1, …)`. Every T-SQL statement changes rows inside one SQLite transaction,
 * together with the undo records of an open T-SQL transaction: a killed server undoes the uncommitted at its next start.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import Database from 'better-sqlite3';
import type { CatalogObject, Column, Index, Table } from '../catalog/model.ts';
import { collationNamed } from '../types/collation.ts';
import { loaded, stored } from '../types/seam.ts';
import type { Value } from '../types/sql-type.ts';

export type Row = Value[];

export class Store {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #nextRid = new Map<number, number>();
  readonly #identities = new Map<number, number>();
  #depth = 0;
  /** Grows with every changed row: what was read before may be stale. */
  version = 0;

  constructor(directory: string) {
    if (directory !== ':memory:') mkdirSync(directory, { recursive: true });
    this.#db = new Database(directory === ':memory:' ? ':memory:' : join(directory, 'server.sqlite'));
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.pragma('cache_size = -65536');
    this.#db.exec(`CREATE TABLE IF NOT EXISTS m_object(id INTEGER PRIMARY KEY, json TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS m_undo(seq INTEGER PRIMARY KEY, txn INTEGER NOT NULL, tbl INTEGER, rid INTEGER, image BLOB);
      CREATE TABLE IF NOT EXISTS m_identity(tbl INTEGER PRIMARY KEY, value INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS m_setting(name TEXT PRIMARY KEY, value TEXT NOT NULL)`);
    this.#db.function('ci_key', { deterministic: true }, (name: unknown, text: unknown) =>
      typeof text === 'string' ? collationNamed(String(name)).key(text) : text,
    );
  }
  close(): void {
    this.#db.close();
  }
  prepare(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size > 2000) this.#statements.clear();
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
  /** All or nothing. Nested calls join the outer one. */
  atomically<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.prepare('BEGIN IMMEDIATE').run();
    this.#depth += 1;
    try {
      const result = work();
      this.prepare('COMMIT').run();
      return result;
    } catch (error) {
      if (this.#db.inTransaction) this.prepare('ROLLBACK').run();
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  setting(name: string): string | null {
    const found = this.prepare('SELECT value FROM m_setting WHERE name = ?').pluck().get(name);
    return typeof found === 'string' ? found : null;
  }
  saveSetting(name: string, value: string): void {
    this.prepare('INSERT OR REPLACE INTO m_setting(name, value) VALUES(?, ?)').run(name, value);
  }

  objects(): CatalogObject[] {
    const rows = this.prepare('SELECT json FROM m_object ORDER BY id').pluck().all() as string[];
    return rows.map((json) => JSON.parse(json) as CatalogObject);
  }
  saveObject(object: CatalogObject): void {
    this.prepare('INSERT OR REPLACE INTO m_object(id, json) VALUES(?, ?)').run(
      object.id,
      JSON.stringify(object),
    );
  }
  removeObject(id: number): void {
    this.prepare('DELETE FROM m_object WHERE id = ?').run(id);
  }

  createTable(table: Table): void {
    const columns = table.columns.map((c) => `, c${c.physical}`).join('');
    const where = table.temporary ? 'TEMP ' : '';
    this.#db.exec(`CREATE ${where}TABLE t${table.id}(rid INTEGER PRIMARY KEY${columns})`);
    for (const index of table.indexes) this.createIndex(table, index);
    this.#nextRid.set(table.id, 1);
  }
  dropTable(table: Table): void {
    this.#statements.clear();
    this.#db.exec(`DROP TABLE IF EXISTS t${table.id}`);
    this.prepare('DELETE FROM m_identity WHERE tbl = ?').run(table.id);
    this.#nextRid.delete(table.id);
    this.#identities.delete(table.id);
  }
  tableExists(table: Table): boolean {
    const master = table.temporary ? 'sqlite_temp_master' : 'sqlite_master';
    return this.prepare(`SELECT 1 FROM ${master} WHERE name = ?`).get(`t${table.id}`) !== undefined;
  }
  /** A rolled back ALTER TABLE leaves its SQLite column behind: it is used again, empty. */
  addColumn(table: Table, column: Column): void {
    this.#statements.clear();
    const [name, place] = [`c${column.physical}`, `t${table.id}`];
    const present = this.#db.pragma(`table_info(${place})`) as { name: string }[];
    if (present.some((c) => c.name === name)) this.#db.exec(`UPDATE ${place} SET ${name} = NULL`);
    else this.#db.exec(`ALTER TABLE ${place} ADD COLUMN ${name}`);
  }
  createIndex(table: Table, index: Index): void {
    const columns = index.columns.map((physical) => keyExpression(table, physical)).join(', ');
    this.#db.exec(`CREATE INDEX IF NOT EXISTS i${table.id}_${index.id} ON t${table.id}(${columns})`);
  }
  dropIndex(table: Table, index: Index): void {
    this.#statements.clear();
    this.#db.exec(`DROP INDEX IF EXISTS i${table.id}_${index.id}`);
  }

  newRid(table: Table): number {
    let next = this.#nextRid.get(table.id);
    if (next === undefined) {
      next = Number(this.prepare(`SELECT coalesce(max(rid), 0) + 1 FROM t${table.id}`).pluck().get());
    }
    this.#nextRid.set(table.id, next + 1);
    return next;
  }
  identity(table: Table): number | null {
    const cached = this.#identities.get(table.id);
    if (cached !== undefined) return cached;
    const found = this.prepare('SELECT value FROM m_identity WHERE tbl = ?').pluck().get(table.id);
    return found === undefined ? null : Number(found);
  }
  /** Kept in memory at once, so that two open statements never get the same number; saved with the statement. */
  reserveIdentity(table: Table, value: number): void {
    this.#identities.set(table.id, value);
  }
  saveIdentity(table: Table): void {
    const value = this.#identities.get(table.id);
    if (value === undefined || table.temporary) return;
    this.prepare('INSERT OR REPLACE INTO m_identity(tbl, value) VALUES(?, ?)').run(table.id, value);
  }
  forgetIdentity(table: Table): void {
    this.#identities.delete(table.id);
    this.prepare('DELETE FROM m_identity WHERE tbl = ?').run(table.id);
  }

  read(table: Table, rid: number): Row | null {
    const columns = table.columns.map((c) => `c${c.physical}`);
    const statement = this.prepare(`SELECT ${columns.join(',') || '1'} FROM t${table.id} WHERE rid = ?`);
    const found = statement.raw().safeIntegers().get(rid) as unknown[] | undefined;
    if (found === undefined) return null;
    return table.columns.map((c, i) => loaded(c.type)(found[i]));
  }
  /** Inserts or replaces the row. */
  write(table: Table, rid: number, row: Row): void {
    this.version += 1;
    const names = table.columns.map((c) => `, c${c.physical}`).join('');
    const marks = table.columns.map(() => ', ?').join('');
    const statement = this.prepare(`INSERT OR REPLACE INTO t${table.id}(rid${names}) VALUES(?${marks})`);
    statement.run(rid, ...row.map(stored));
  }
  remove(table: Table, rid: number): void {
    this.version += 1;
    this.prepare(`DELETE FROM t${table.id} WHERE rid = ?`).run(rid);
  }
  rids(table: Table): number[] {
    return this.prepare(`SELECT rid FROM t${table.id}`).pluck().all() as number[];
  }
  count(table: Table): number {
    return Number(this.prepare(`SELECT count(*) FROM t${table.id}`).pluck().get());
  }

  saveUndo(transaction: bigint, table: Table, rid: number, before: Row | null): void {
    const image =
      before === null ? null : serialize(before.map((value, i) => [table.columns[i]?.physical, value]));
    this.prepare('INSERT INTO m_undo(txn, tbl, rid, image) VALUES(?, ?, ?, ?)').run(
      transaction,
      table.id,
      rid,
      image,
    );
  }
  saveObjectUndo(transaction: bigint, id: number, before: CatalogObject | null): void {
    this.prepare('INSERT INTO m_undo(txn, tbl, rid, image) VALUES(?, NULL, ?, ?)').run(
      transaction,
      id,
      before === null ? null : serialize(before),
    );
  }
  /** All of the transaction's records, or its newest ones. */
  forgetUndo(transaction: bigint, newest?: number): void {
    if (newest === undefined) this.prepare('DELETE FROM m_undo WHERE txn = ?').run(transaction);
    else {
      this.prepare(
        'DELETE FROM m_undo WHERE seq IN (SELECT seq FROM m_undo WHERE txn = ? ORDER BY seq DESC LIMIT ?)',
      ).run(transaction, newest);
    }
  }
  /** Tables that no catalog entry names: dropped, but not committed as dropped, when the process was killed. */
  dropOrphans(known: ReadonlySet<number>): void {
    const names = this.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 't[0-9]*'`)
      .pluck()
      .all() as string[];
    for (const name of names) if (!known.has(Number(name.slice(1)))) this.#db.exec(`DROP TABLE ${name}`);
  }
  /** What killed transactions left, newest first. */
  pendingUndo(): { table: number | null; rid: number; image: Uint8Array | null }[] {
    return this.prepare('SELECT tbl AS "table", rid, image FROM m_undo ORDER BY seq DESC').all() as {
      table: number | null;
      rid: number;
      image: Uint8Array | null;
    }[];
  }
  clearUndo(): void {
    this.prepare('DELETE FROM m_undo').run();
  }
}

/** A saved image as a row of the table's present columns. */
export const imageRow = (image: Uint8Array, table: Table): Row => {
  const pairs = new Map(deserialize(image) as [number, Value][]);
  return table.columns.map((c) => restored(pairs.get(c.physical) ?? null));
};
const restored = (value: Value): Value => (value instanceof Uint8Array ? Buffer.from(value) : value);

/** What an index stores for a column: text without trailing spaces, folded for a case-insensitive collation. */
export const keyExpression = (table: Table, physical: number): string => {
  const column = table.columns.find((c) => c.physical === physical);
  if (column?.collation === null || column === undefined) return `c${physical}`;
  const collation = collationNamed(column.collation);
  return collation.binary ? `rtrim(c${physical}, ' ')` : `ci_key('${collation.name}', c${physical})`;
};
