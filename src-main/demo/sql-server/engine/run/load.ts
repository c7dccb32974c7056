/** Bulk loading of demo data. */
import type { SqlValue } from '../../session.ts';
import type { Column, Index, Table, TableDefinition } from '../catalog/model.ts';
import { compileExpression, contextFor, emptyFrame } from '../compile/expression.ts';
import { sqlError } from '../errors.ts';
import type { Row } from '../storage/store.ts';
import { Cursor } from '../syntax/cursor.ts';
import { parseExpressionText } from '../syntax/statements.ts';
import { parseType } from '../syntax/types.ts';
import { converter } from '../types/convert.ts';
import { inward } from '../types/seam.ts';
import { isText, type Value } from '../types/sql-type.ts';
import { generatedName } from './create-table.ts';
import { identityValue } from './insert-rows.ts';
import { newScope } from './scope.ts';
import type { Server } from './server.ts';
import { Session } from './session.ts';

export const createDefinedTable = (
  server: Server,
  databaseName: string,
  definition: TableDefinition,
): Table => {
  const { catalog, store } = server;
  const database = catalog.database(databaseName);
  if (catalog.find(database.name, 'dbo', definition.name) !== null) throw sqlError(2714, definition.name);
  const columns = definition.columns.map((column, i): Column => {
    const { type, rowVersion } = parseType(new Cursor(column.type, true), 1);
    const defaultId = column.default === undefined ? 0 : catalog.newId();
    return {
      name: column.name,
      type,
      nullable: column.nullable === true,
      identity: column.identity === true ? { seed: 1, increment: 1 } : null,
      defaultText: column.default ?? null,
      defaultId,
      defaultName: defaultId === 0 ? '' : generatedName('DF', definition.name, column.name, defaultId),
      computedText: null,
      rowVersion,
      collation: isText(type) ? database.collation.name : null,
      physical: i,
      columnId: i + 1,
    };
  });
  const physicals = (names: readonly string[]): number[] =>
    names.map((name) => {
      const found = columns.find((c) => database.collation.key(c.name) === database.collation.key(name));
      if (found === undefined) throw sqlError(1911, name);
      return found.physical;
    });
  const indexes: Index[] = [];
  const { primaryKey } = definition;
  if (primaryKey !== undefined) {
    indexes.push({
      id: 1,
      name: primaryKey.name ?? generatedName('PK', definition.name, '', catalog.newId()),
      columns: physicals(primaryKey.columns),
      unique: true,
      primary: true,
      constraint: true,
      clustered: true,
    });
  }
  for (const index of definition.indexes ?? []) {
    indexes.push({
      id: indexes.length + 1,
      name: index.name,
      columns: physicals(index.columns),
      unique: index.unique === true,
      primary: false,
      constraint: false,
      clustered: false,
    });
  }
  const table: Table = {
    kind: 'table',
    id: catalog.newId(),
    database: database.name,
    schema: 'dbo',
    name: definition.name,
    created: catalog.now(),
    columns,
    indexes,
    checks: [],
    temporary: false,
    nextPhysical: columns.length,
  };
  store.atomically(() => {
    store.createTable({ ...table, indexes: [] });
    catalog.put(table);
  });
  return table;
};

/** Rows first, indexes afterwards: much faster than the other way round. */
export const loadRows = (
  server: Server,
  table: Table,
  rows: Iterable<readonly (SqlValue | undefined)[]>,
): number => {
  const { store } = server;
  const identityAt = table.columns.findIndex((c) => c.identity !== null);
  const defaults = defaultValues(server, table);
  let count = 0;
  let identity = 0;
  store.atomically(() => {
    for (const given of rows) {
      const row: Row = table.columns.map((column, i): Value => {
        const value = given[i];
        if (column.rowVersion) return server.nextRowVersion();
        if (i === identityAt && value === undefined) return identityValue(column, identity + 1);
        if (value === undefined) return defaults[i] ?? null;
        return shaped(inward(value, column.type), column);
      });
      table.columns.forEach((column, i) => {
        if (!column.nullable && row[i] === null) throw sqlError(515, column.name, table.name, 'INSERT');
      });
      if (identityAt >= 0) identity = Math.max(identity, Number(row[identityAt]));
      store.write(table, store.newRid(table), row);
      count += 1;
    }
    if (identityAt >= 0 && count > 0) {
      store.reserveIdentity(table, identity);
      store.saveIdentity(table);
    }
    if (table.columns.some((c) => c.rowVersion)) server.saveRowVersion();
    for (const index of table.indexes) store.createIndex(table, index);
  });
  return count;
};

/** Text that is too long for its column is a mistake in the demo data. */
const shaped = (value: Value, column: Column): Value => {
  const { type } = column;
  if (value === null || (type.name !== 'char' && type.name !== 'nchar')) return value;
  return converter(type, type)(value);
};

const defaultValues = (server: Server, table: Table): Value[] => {
  const login = { user: 'loader', password: '', defaultDatabase: table.database };
  const session = new Session(server, login, table.database, 'load', 'localhost');
  try {
    const environment = session.environment(newScope('', null));
    return table.columns.map((column) => {
      if (column.defaultText === null) return null;
      const typed = compileExpression(parseExpressionText(column.defaultText), contextFor(environment));
      const value = typed.evaluate(emptyFrame);
      return value === null ? null : converter(typed.type, column.type)(value);
    });
  } finally {
    session.close();
  }
};
