/** A T-SQL transaction: what it changed, so that it can be undone. */

import { deserialize } from 'node:v8';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject, Table } from '../catalog/model.ts';
import { imageRow, type Row, type Store } from './store.ts';

type UndoEntry =
  | { readonly kind: 'row'; readonly table: Table; readonly rid: number; readonly before: Row | null }
  | { readonly kind: 'object'; readonly id: number; readonly before: CatalogObject | null };

export interface Change {
  readonly table: Table;
  readonly rid: number;
  readonly before: Row | null;
  readonly after: Row | null;
}

export class Transaction {
  readonly descriptor: bigint;
  /** @@TRANCOUNT. */
  depth = 1;
  /** XACT_STATE() is -1: it can only be rolled back. */
  doomed = false;
  /** Opened for one statement that fires triggers; ends with it. */
  readonly implicit: boolean;
  readonly entries: UndoEntry[] = [];
  /** Rows with a committed image to forget when the transaction ends. */
  readonly touched: { readonly table: number; readonly rid: number }[] = [];
  readonly savepoints = new Map<string, number>();
  /** Dropped tables keep their rows until the commit. */
  readonly droppedTables: Table[] = [];
  constructor(descriptor: bigint, implicit: boolean) {
    this.descriptor = descriptor;
    this.implicit = implicit;
  }
}

/** The committed image of every row that an open transaction changed; null for a row that it inserted. */
export class CommittedImages {
  readonly #tables = new Map<number, Map<number, Row | null>>();
  note(change: Change): void {
    const rows = this.#tables.get(change.table.id) ?? new Map<number, Row | null>();
    if (!rows.has(change.rid)) rows.set(change.rid, change.before);
    this.#tables.set(change.table.id, rows);
  }
  of(table: number, rid: number): Row | null | undefined {
    return this.#tables.get(table)?.get(rid);
  }
  forget(table: number, rid: number): void {
    const rows = this.#tables.get(table);
    rows?.delete(rid);
    if (rows?.size === 0) this.#tables.delete(table);
  }
}

/** Puts back what the transaction changed after entry number `to`, newest first. */
export const undo = (transaction: Transaction, to: number, store: Store, catalog: Catalog): void => {
  const undone = transaction.entries.splice(to).reverse();
  store.atomically(() => {
    for (const entry of undone) {
      if (entry.kind === 'row') {
        if (!store.tableExists(entry.table)) continue;
        restoreRow(store, currentTable(entry.table, catalog), entry.rid, entry.before);
      } else restoreObject(store, catalog, entry.id, entry.before);
    }
    store.forgetUndo(
      transaction.descriptor,
      undone.filter((e) => e.kind === 'object' || !e.table.temporary).length,
    );
  });
};

/** A row undone after an undone ALTER TABLE has the columns of that moment. */
const currentTable = (table: Table, catalog: Catalog): Table => {
  const current = catalog.byId(table.id);
  return current?.kind === 'table' && current.columns.length === table.columns.length ? current : table;
};

const restoreRow = (store: Store, table: Table, rid: number, before: Row | null): void => {
  if (before === null) store.remove(table, rid);
  else store.write(table, rid, before);
};

const restoreObject = (store: Store, catalog: Catalog, id: number, before: CatalogObject | null): void => {
  const current = catalog.byId(id);
  if (before !== null) {
    catalog.put(before);
    return;
  }
  if (current === null) return;
  catalog.remove(current);
  if (current.kind === 'table') store.dropTable(current);
};

/** At the start of the server: undoes what transactions of a killed process had not committed. Returns how many changes. */
export const recover = (store: Store, catalog: Catalog): number => {
  const pending = store.pendingUndo();
  store.atomically(() => {
    for (const { table: tableId, rid, image } of pending) {
      if (tableId === null) {
        restoreObject(store, catalog, rid, image === null ? null : (deserialize(image) as CatalogObject));
        continue;
      }
      const table = catalog.byId(tableId);
      if (table?.kind !== 'table') continue;
      restoreRow(store, table, rid, image === null ? null : imageRow(image, table));
    }
    store.clearUndo();
  });
  store.dropOrphans(new Set(catalog.allTableIds()));
  return pending.length;
};
