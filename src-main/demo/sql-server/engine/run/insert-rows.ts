/** Rows into a table: identity, defaults, locks, application. Used by INSERT, SELECT INTO, OUTPUT INTO. */
import type { Column, Table } from '../catalog/model.ts';
import { type Attempt, rowResource, tableResource, together } from '../locks/lock-table.ts';
import type { Row } from '../storage/store.ts';
import type { Change } from '../storage/transaction.ts';
import { converter } from '../types/convert.ts';
import { rescale } from '../types/decimal.ts';
import { numeric, scaleOf, type Value } from '../types/sql-type.ts';
import { applyChanges, columnKey, indexKey } from './changes.ts';
import { rowRules } from './column-values.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

export interface InsertOptions {
  /** The values include the identity column. */
  readonly identityGiven: boolean;
  readonly action: 'INSERT' | 'UPDATE';
}
/** Stands for a column's default among given values. */
export const columnDefault = Symbol('default');
export type GivenValue = Value | typeof columnDefault;

/** Locks that a changed row needs besides its own: table intent, unique keys old and new, other sessions' ranges. */
export const lockChanges = async (
  session: Session,
  table: Table,
  changes: readonly Change[],
): Promise<void> => {
  if (table.temporary) return;
  const { locks } = session.server;
  await session.lock(locks.acquire(tableResource(table.id), session.locks, 'IX', false));
  for (const { rid, before, after } of changes) {
    const needed: Attempt[] = [];
    if (after !== null && locks.ranges.any(table.id)) {
      const keyOf = (physical: number): string => columnKey(table, physical, after);
      needed.push(locks.ranges.insertable(table.id, session.locks, keyOf));
    }
    for (const index of table.indexes) {
      if (!index.unique) continue;
      const keys = [before, after].flatMap((row) => (row === null ? [] : [indexKey(table, index, row)]));
      if (keys.length === 2 && keys[0] === keys[1]) continue;
      for (const key of keys) {
        needed.push(locks.acquire(`k${table.id}.${index.id}:${key}`, session.locks, 'X', false));
      }
    }
    needed.push(locks.acquire(rowResource(table.id, rid), session.locks, 'X', false));
    await session.lock(together(needed));
  }
};

const nextIdentity = (session: Session, table: Table, column: Column): number => {
  const { store } = session.server;
  const { seed, increment } = column.identity ?? { seed: 1, increment: 1 };
  const current = store.identity(table);
  const next = current === null ? seed : current + increment;
  store.reserveIdentity(table, next);
  return next;
};

const noteIdentity = (session: Session, scope: ExecutionScope, table: Table, value: Value): void => {
  const column = table.columns.find((c) => c.identity !== null);
  if (column === undefined || value === null) return;
  const asNumeric =
    column.type.name === 'numeric'
      ? rescale(value as bigint, scaleOf(column.type), 0)
      : (converter(column.type, numeric(38, 0))(value) as bigint);
  session.facts.lastIdentity = asNumeric;
  scope.scopeIdentity.value = asNumeric;
};

/** Builds whole rows from given values in the order of `columns`. */
export const buildRows = (
  session: Session,
  scope: ExecutionScope,
  table: Table,
  columns: readonly Column[],
  given: readonly (readonly GivenValue[])[],
  options: InsertOptions,
): Row[] => {
  const rules = rowRules(table, session.environment(scope));
  const identityAt = table.columns.findIndex((c) => c.identity !== null);
  const places = columns.map((c) => table.columns.indexOf(c));
  let lastIdentity: Value = null;
  const rows = given.map((values) => {
    const row: Row = table.columns.map(() => null);
    const set = new Set<number>();
    values.forEach((value, i) => {
      const place = places[i] ?? -1;
      if (value === columnDefault || place < 0) return;
      row[place] = value;
      set.add(place);
    });
    table.columns.forEach((column, i) => {
      if (column.identity !== null && !(options.identityGiven && set.has(i))) {
        row[i] = identityValue(column, nextIdentity(session, table, column));
      } else if (column.rowVersion) row[i] = session.server.nextRowVersion();
      else if (!set.has(i) && column.computedText === null) row[i] = rules.defaultOf(column);
    });
    rules.complete(row, options.action);
    if (identityAt >= 0) {
      lastIdentity = row[identityAt] ?? null;
      if (options.identityGiven) keepIdentityAhead(session, table, identityAt, lastIdentity);
    }
    return row;
  });
  noteIdentity(session, scope, table, lastIdentity);
  return rows;
};

export const identityValue = (column: Column, value: number): Value => {
  const { type } = column;
  if (type.name === 'bigint') return BigInt(value);
  return type.name === 'numeric' ? rescale(BigInt(value), 0, type.scale) : value;
};

const keepIdentityAhead = (session: Session, table: Table, at: number, value: Value): void => {
  const { store } = session.server;
  const column = table.columns[at];
  if (value === null || column === undefined) return;
  const whole = column.type.name === 'numeric' ? rescale(value as bigint, column.type.scale, 0) : value;
  const current = store.identity(table);
  const ahead =
    (column.identity?.increment ?? 1) > 0 ? Number(whole) > (current ?? 0) : Number(whole) < (current ?? 0);
  if (current === null || ahead) store.reserveIdentity(table, Number(whole));
};

export const insertRows = async (
  session: Session,
  scope: ExecutionScope,
  table: Table,
  columns: readonly Column[],
  given: readonly (readonly GivenValue[])[],
  options: InsertOptions,
): Promise<Change[]> => {
  const rows = buildRows(session, scope, table, columns, given, options);
  const { store } = session.server;
  const changes = rows.map((after): Change => ({ table, rid: store.newRid(table), before: null, after }));
  await lockChanges(session, table, changes);
  apply(session, changes);
  return changes;
};

export const apply = (session: Session, changes: readonly Change[]): void => {
  const { open, server } = session;
  applyChanges(server, open, changes);
  if (open !== null) session.locks.work = open.entries.length;
};
