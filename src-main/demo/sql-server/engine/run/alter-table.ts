/** ALTER TABLE. */
import type { Index, Table } from '../catalog/model.ts';
import { findRelation } from '../compile/sources.ts';
import { SqlError, sqlError, unsupported } from '../errors.ts';
import { tableResource } from '../locks/lock-table.ts';
import type { Row } from '../storage/store.ts';
import type { Change } from '../storage/transaction.ts';
import type { ObjectName, Statement } from '../syntax/ast.ts';
import { converter } from '../types/convert.ts';
import { isText } from '../types/sql-type.ts';
import { applyChanges, indexKey, shownKey } from './changes.ts';
import { rowRules } from './column-values.ts';
import { addColumns, addConstraints } from './create-table.ts';
import { recordObject } from './ddl-undo.ts';
import { identityValue } from './insert-rows.ts';
import { demandDdl } from './permissions.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

export const lockedTable = async (
  session: Session,
  scope: ExecutionScope,
  name: ObjectName,
): Promise<Table> => {
  let table: ReturnType<typeof findRelation>;
  try {
    table = findRelation(name, session.environment(scope));
  } catch (error) {
    if (error instanceof SqlError && error.number === 208) throw sqlError(4902, name.name);
    throw error;
  }
  if (table.kind !== 'table') throw sqlError(4902, name.name);
  if (table.temporary) return table;
  demandDdl(session.server, session.login, 'ALTER TABLE', table.database);
  const { locks } = session.server;
  await session.lock(locks.acquire(tableResource(table.id), session.locks, 'SCH-M', false));
  return table;
};

/** Saves the changed table; a temporary one lives in the session alone. */
export const saveTable = (session: Session, before: Table, after: Table): void => {
  if (after.temporary) {
    session.temporaryTables.set(session.server.catalog.serverCollation.key(after.name), after);
    return;
  }
  recordObject(session, after.id, before);
  session.server.catalog.put(after);
};

const allRows = (session: Session, table: Table): { rid: number; row: Row }[] =>
  session.server.store.rids(table).flatMap((rid) => {
    const row = session.server.store.read(table, rid);
    return row === null ? [] : [{ rid, row }];
  });

export const checkUnique = (session: Session, table: Table, index: Index): void => {
  const seen = new Set<string>();
  for (const { row } of allRows(session, table)) {
    const key = indexKey(table, index, row);
    if (seen.has(key)) throw sqlError(1505, `dbo.${table.name}`, index.name, shownKey(table, index, row));
    seen.add(key);
  }
};

export const alterAdd = async (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'alter-add' },
): Promise<void> => {
  const before = await lockedTable(session, scope, statement.table);
  const { store } = session.server;
  const after = addConstraints(
    session,
    addColumns(session, scope, before, statement.columns),
    statement.constraints,
  );
  const fresh = after.columns.slice(before.columns.length);
  const isEmpty = store.count(before) === 0;
  for (const column of fresh) {
    const filled = column.defaultText !== null || column.identity !== null || column.rowVersion;
    if (!column.nullable && !filled && !isEmpty) throw sqlError(4901, column.name, before.name);
  }
  for (const index of after.indexes.slice(before.indexes.length)) checkUnique(session, before, index);
  checkExisting(session, scope, before, after);
  store.atomically(() => {
    for (const column of fresh) store.addColumn(after, column);
    for (const index of after.indexes.slice(before.indexes.length)) store.createIndex(after, index);
    saveTable(session, before, after);
    if (fresh.length > 0 && !isEmpty) fillNewColumns(session, scope, after, before.columns.length);
  });
};

const checkExisting = (session: Session, scope: ExecutionScope, before: Table, after: Table): void => {
  const added = after.checks.slice(before.checks.length);
  if (added.length === 0 || after.columns.length !== before.columns.length) return;
  const rules = rowRules({ ...after, checks: added }, session.environment(scope));
  for (const { row } of allRows(session, before)) rules.complete(row, 'UPDATE');
};

/** A NOT NULL default reaches the rows that are there already; a nullable column stays NULL in them. */
const fillNewColumns = (session: Session, scope: ExecutionScope, table: Table, from: number): void => {
  const { store } = session.server;
  const rules = rowRules(table, session.environment(scope));
  const changes: Change[] = allRows(session, table).map(({ rid, row }) => {
    const filled = row.slice();
    table.columns.forEach((column, i) => {
      if (i < from) return;
      if (column.identity !== null) {
        const { seed, increment } = column.identity;
        const current = store.identity(table);
        const next = current === null ? seed : current + increment;
        store.reserveIdentity(table, next);
        filled[i] = identityValue(column, next);
      } else if (column.rowVersion) filled[i] = session.server.nextRowVersion();
      else if (!column.nullable) filled[i] = rules.defaultOf(column);
    });
    rules.complete(filled, 'UPDATE');
    return { table, rid, before: row, after: filled };
  });
  applyChanges(session.server, session.open, changes);
};

export const alterDrop = async (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'alter-drop' },
): Promise<void> => {
  const before = await lockedTable(session, scope, statement.table);
  const { collation } = session.server.catalog.database(before.database);
  const same = (a: string, b: string): boolean => collation.key(a) === collation.key(b);
  let after = before;
  for (const name of statement.names) {
    after =
      statement.what === 'column' ? withoutColumn(after, name, same) : withoutConstraint(after, name, same);
  }
  session.server.store.atomically(() => {
    for (const index of before.indexes) {
      if (!after.indexes.includes(index)) session.server.store.dropIndex(before, index);
    }
    saveTable(session, before, after);
  });
};

type Same = (a: string, b: string) => boolean;
const withoutColumn = (table: Table, name: string, same: Same): Table => {
  const column = table.columns.find((c) => same(c.name, name));
  if (column === undefined) {
    throw new SqlError(
      4924,
      16,
      1,
      `ALTER TABLE DROP COLUMN failed because column '${name}' does not exist in table '${table.name}'.`,
      'statement',
    );
  }
  const user =
    column.defaultText !== null
      ? column.defaultName
      : table.indexes.find((i) => i.columns.includes(column.physical))?.name;
  if (user !== undefined) {
    throw new SqlError(5074, 16, 1, `The object '${user}' is dependent on column '${name}'.`, 'statement');
  }
  return { ...table, columns: table.columns.filter((c) => c !== column) };
};

const withoutConstraint = (table: Table, name: string, same: Same): Table => {
  const indexes = table.indexes.filter((i) => !(i.constraint && same(i.name, name)));
  const checks = table.checks.filter((c) => !same(c.name, name));
  const columns = table.columns.map((c) =>
    c.defaultText !== null && same(c.defaultName, name)
      ? { ...c, defaultText: null, defaultName: '', defaultId: 0 }
      : c,
  );
  const changed =
    indexes.length !== table.indexes.length ||
    checks.length !== table.checks.length ||
    columns.some((c, i) => c !== table.columns[i]);
  if (!changed) throw new SqlError(3728, 16, 1, `'${name}' is not a constraint.`, 'statement');
  return { ...table, indexes, checks, columns };
};

export const alterColumn = async (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'alter-column' },
): Promise<void> => {
  const before = await lockedTable(session, scope, statement.table);
  const { collation } = session.server.catalog.database(before.database);
  const position = before.columns.findIndex(
    (c) => collation.key(c.name) === collation.key(statement.column.name),
  );
  const column = before.columns[position];
  const { type } = statement.column;
  if (column === undefined || type === null) throw sqlError(207, statement.column.name);
  if (before.indexes.some((i) => i.columns.includes(column.physical))) {
    throw unsupported('ALTER COLUMN of an indexed column');
  }
  const changed = {
    ...column,
    type,
    nullable: statement.column.nullable ?? true,
    collation: isText(type) ? (column.collation ?? collation.name) : null,
  };
  const after: Table = { ...before, columns: before.columns.map((c) => (c === column ? changed : c)) };
  const convert = converter(column.type, type);
  const rules = rowRules(after, session.environment(scope));
  const changes = allRows(session, before).map(({ rid, row }): Change => {
    const next = row.slice();
    const value = row[position] ?? null;
    next[position] = value === null ? null : convert(value);
    rules.complete(next, 'UPDATE');
    return { table: after, rid, before: row, after: next };
  });
  session.server.store.atomically(() => {
    saveTable(session, before, after);
    applyChanges(session.server, session.open, changes);
  });
};
