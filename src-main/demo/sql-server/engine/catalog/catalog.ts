/** The databases of the server and their objects, found by name under each database's collation. */
import { sqlError } from '../errors.ts';
import type { Store } from '../storage/store.ts';
import { type Collation, collationNamed } from '../types/collation.ts';
import type { CatalogObject, Table, Trigger } from './model.ts';

export interface DatabaseEntry {
  readonly id: number;
  readonly name: string;
  readonly collation: Collation;
  readonly created: string;
}

const systemDatabases = ['master', 'tempdb', 'model', 'msdb'];

export class Catalog {
  readonly #store: Store;
  readonly #databases = new Map<string, DatabaseEntry>();
  readonly #objects = new Map<number, CatalogObject>();
  readonly #byName = new Map<string, Map<string, CatalogObject>>();
  readonly #clock: () => Date;
  readonly serverCollation: Collation;
  #nextId = 245_575_913;
  #nextTemporaryId = 1_900_000_000;
  /** Grows with every change: what was compiled before may no longer hold. */
  version = 0;

  constructor(store: Store, names: readonly string[], collation: Collation, clock: () => Date) {
    this.#store = store;
    this.#clock = clock;
    this.serverCollation = collation;
    [...systemDatabases, ...names].forEach((name, index) => {
      const entry = { id: index + 1, name, collation, created: clock().toISOString() };
      this.#databases.set(collation.key(name), entry);
      this.#byName.set(name, new Map());
    });
    for (const object of store.objects()) this.#index(object);
    for (const id of this.#allIds()) this.#nextId = Math.max(this.#nextId, id + 1);
  }
  *#allIds(): Generator<number> {
    for (const object of this.#objects.values()) {
      yield object.id;
      if (object.kind === 'table') {
        yield* object.checks.map((c) => c.id);
        yield* object.columns.map((c) => c.defaultId);
      }
    }
  }
  databases(): readonly DatabaseEntry[] {
    return [...this.#databases.values()];
  }
  /** null when there is no such database. */
  findDatabase(name: string): DatabaseEntry | null {
    return this.#databases.get(this.serverCollation.key(name)) ?? null;
  }
  /** 911 when there is no such database. */
  database(name: string): DatabaseEntry {
    const found = this.findDatabase(name);
    if (found === null) throw sqlError(911, name);
    return found;
  }
  #keyOf(object: { database: string; schema: string; name: string }): string {
    const { collation } = this.database(object.database);
    return `${collation.key(object.schema)}.${collation.key(object.name)}`;
  }
  #index(object: CatalogObject): void {
    const before = this.#objects.get(object.id);
    if (before !== undefined) this.#byName.get(before.database)?.delete(this.#keyOf(before));
    this.#objects.set(object.id, object);
    const names = this.#byName.get(object.database) ?? new Map<string, CatalogObject>();
    names.set(this.#keyOf(object), object);
    this.#byName.set(object.database, names);
    this.version += 1;
  }
  newId(): number {
    this.#nextId += 1;
    return this.#nextId;
  }
  newTemporaryId(): number {
    this.#nextTemporaryId += 1;
    return this.#nextTemporaryId;
  }
  now(): string {
    return this.#clock().toISOString();
  }
  find(database: string, schema: string, name: string): CatalogObject | null {
    const entry = this.findDatabase(database);
    if (entry === null) return null;
    return (
      this.#byName.get(entry.name)?.get(`${entry.collation.key(schema)}.${entry.collation.key(name)}`) ?? null
    );
  }
  byId(id: number): CatalogObject | null {
    return this.#objects.get(id) ?? null;
  }
  allTableIds(): number[] {
    return [...this.#objects.values()].flatMap((o) => (o.kind === 'table' ? [o.id] : []));
  }
  /** In order of creation. */
  objectsOf(database: string): CatalogObject[] {
    return [...(this.#byName.get(database)?.values() ?? [])].sort((a, b) => a.id - b.id);
  }
  triggersOf(table: Table): Trigger[] {
    return this.objectsOf(table.database).filter(
      (o): o is Trigger => o.kind === 'trigger' && o.tableId === table.id,
    );
  }
  put(object: CatalogObject): void {
    this.#index(object);
    this.#store.saveObject(object);
  }
  remove(object: CatalogObject): void {
    this.#objects.delete(object.id);
    this.#byName.get(object.database)?.delete(this.#keyOf(object));
    this.#store.removeObject(object.id);
    this.version += 1;
  }
}

/** The collation of a column, or null for one that is no text. */
export const columnCollation = (name: string | null): Collation | null =>
  name === null ? null : collationNamed(name);
