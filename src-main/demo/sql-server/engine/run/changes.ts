/** Applying a statement's changes: all in one SQLite transaction, unique keys checked, undo recorded. */
import type { Index, Table } from '../catalog/model.ts';
import { sqlError } from '../errors.ts';
import { keyExpression, type Row } from '../storage/store.ts';
import type { Change, Transaction } from '../storage/transaction.ts';
import { collationNamed, valueKey } from '../types/collation.ts';
import { converter } from '../types/convert.ts';
import { stored } from '../types/seam.ts';
import type { Value } from '../types/sql-type.ts';
import { nvarchar } from '../types/sql-type.ts';
import type { Server } from './server.ts';

/** The text of a row's key in an index; equal keys have equal texts. */
export const indexKey = (table: Table, index: Index, row: Row): string =>
  index.columns.map((physical) => columnKey(table, physical, row)).join('\u0001');

export const columnKey = (table: Table, physical: number, row: Row): string => {
  const position = table.columns.findIndex((c) => c.physical === physical);
  const column = table.columns[position];
  const collation =
    column?.collation === null || column === undefined ? null : collationNamed(column.collation);
  return valueKey(row[position] ?? null, collation);
};

const lookup = (server: Server, table: Table, index: Index, row: Row): boolean => {
  const where = index.columns.map((physical) => `${keyExpression(table, physical)} IS ?`).join(' AND ');
  const values = index.columns.map((physical): Value => {
    const position = table.columns.findIndex((c) => c.physical === physical);
    const value = row[position] ?? null;
    const collation = table.columns[position]?.collation ?? null;
    return typeof value === 'string' && collation !== null
      ? collationNamed(collation).key(value)
      : stored(value);
  });
  return (
    server.store.prepare(`SELECT 1 FROM t${table.id} WHERE ${where} LIMIT 1`).get(...values) !== undefined
  );
};

/** "(A100, 2)": the duplicate key as the error shows it. */
export const shownKey = (table: Table, index: Index, row: Row): string =>
  index.columns
    .map((physical) => {
      const position = table.columns.findIndex((c) => c.physical === physical);
      const column = table.columns[position];
      const value = row[position] ?? null;
      if (value === null || column === undefined) return '<NULL>';
      return converter(column.type, nvarchar('max'))(value) as string;
    })
    .join(', ');

const duplicate = (table: Table, index: Index, row: Row): Error => {
  const shown = shownKey(table, index, row);
  const object = `${table.schema}.${table.name}`;
  if (!index.constraint) return sqlError(2601, object, index.name, shown);
  return sqlError(2627, index.primary ? 'PRIMARY KEY' : 'UNIQUE KEY', index.name, object, shown);
};

const sameKey = (table: Table, index: Index, change: Change): boolean =>
  change.before !== null &&
  change.after !== null &&
  indexKey(table, index, change.before) === indexKey(table, index, change.after);

/** Throws 2627 or 2601 and changes nothing when a key is there already. */
export const applyChanges = (
  server: Server,
  transaction: Transaction | null,
  changes: readonly Change[],
): void => {
  const { store } = server;
  store.atomically(() => {
    const keyed: [Change, Index[]][] = changes.map((change) => [
      change,
      change.after === null
        ? []
        : change.table.indexes.filter((index) => index.unique && !sameKey(change.table, index, change)),
    ]);
    // Rows whose keys change leave first, so that keys may be exchanged within one statement.
    for (const [{ table, rid, before, after }, indexes] of keyed) {
      if (before !== null && (after === null || indexes.length > 0)) store.remove(table, rid);
    }
    for (const [{ table, rid, after }, indexes] of keyed) {
      if (after === null) continue;
      for (const index of indexes)
        if (lookup(server, table, index, after)) throw duplicate(table, index, after);
      store.write(table, rid, after);
    }
    for (const table of new Set(changes.map((change) => change.table))) {
      if (table.columns.some((c) => c.identity !== null)) store.saveIdentity(table);
      if (table.columns.some((c) => c.rowVersion)) server.saveRowVersion();
    }
    if (transaction === null) return;
    for (const { table, rid, before } of changes) {
      if (!table.temporary) store.saveUndo(transaction.descriptor, table, rid, before);
    }
  });
  if (transaction === null) return;
  for (const change of changes) {
    const { table, rid, before } = change;
    transaction.entries.push({ kind: 'row', table, rid, before });
    if (table.temporary) continue;
    server.images.note(change);
    transaction.touched.push({ table: table.id, rid });
  }
};
