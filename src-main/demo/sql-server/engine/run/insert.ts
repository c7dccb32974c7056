/** INSERT: which columns get which values. */
import type { Column, Table } from '../catalog/model.ts';
import { compileExpression, contextFor, emptyFrame } from '../compile/expression.ts';
import type { Typed } from '../compile/frame.ts';
import { compileQuery } from '../compile/query.ts';
import { compileTop } from '../compile/select.ts';
import { sqlError, unsupported } from '../errors.ts';
import type { Change } from '../storage/transaction.ts';
import type { Query, Statement } from '../syntax/ast.ts';
import { intoColumn } from './column-values.ts';
import type { Intended } from './dml.ts';
import { drain, evaluateWaiting } from './drain.ts';
import { buildRows, columnDefault, type GivenValue } from './insert-rows.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

type Insert = Statement & { kind: 'insert' };

export const runInsert = async (
  session: Session,
  statement: Insert,
  scope: ExecutionScope,
  table: Table,
): Promise<Intended> => {
  const columns = targetColumns(session, statement, table);
  const identityGiven = checkIdentity(session, statement, table, columns);
  const given = await givenValues(session, statement, scope, table, columns);
  const rows = buildRows(session, scope, table, columns, given, { identityGiven, action: 'INSERT' });
  const { store } = session.server;
  const changes = rows.map((after): Change => ({ table, rid: store.newRid(table), before: null, after }));
  const { collation } = session.server.catalog.database(session.database);
  const updatedColumns = new Set(table.columns.map((c) => collation.key(c.name)));
  return { table, changes, count: changes.length, updatedColumns };
};

const targetColumns = (session: Session, statement: Insert, table: Table): Column[] => {
  if (statement.rows === 'default values') return [];
  const { collation } = session.server.catalog.database(table.temporary ? session.database : table.database);
  if (statement.columns === null) {
    const identityToo = session.identityInsert.has(table.id);
    const automatic = (c: Column): boolean => c.computedText !== null || c.rowVersion;
    return table.columns.filter((c) => (identityToo || c.identity === null) && !automatic(c));
  }
  const chosen = statement.columns.map((name) => {
    const found = table.columns.find((c) => collation.key(c.name) === collation.key(name));
    if (found === undefined) throw sqlError(207, name);
    if (found.computedText !== null) throw sqlError(271, name);
    if (found.rowVersion) throw sqlError(273);
    return found;
  });
  chosen.forEach((column, i) => {
    if (chosen.indexOf(column) !== i) throw sqlError(264, column.name);
  });
  return chosen;
};

const checkIdentity = (
  session: Session,
  statement: Insert,
  table: Table,
  columns: readonly Column[],
): boolean => {
  const given = columns.some((c) => c.identity !== null);
  const allowed = session.identityInsert.has(table.id);
  if (given && !allowed) throw sqlError(544, table.name);
  if (allowed && statement.columns === null && statement.rows !== 'default values')
    throw sqlError(8101, table.name);
  return given;
};

const givenValues = async (
  session: Session,
  statement: Insert,
  scope: ExecutionScope,
  table: Table,
  columns: readonly Column[],
): Promise<GivenValue[][]> => {
  const { rows } = statement;
  if (rows === 'default values') return [[]];
  if ('procedure' in rows) throw unsupported('INSERT … EXEC');
  if (rows.body.kind === 'values') return valueRows(session, rows.body.rows, scope, table, columns);
  return queryRows(session, statement, rows, scope, table, columns);
};

type ValueRows = Extract<Query['body'], { kind: 'values' }>['rows'];

const valueRows = async (
  session: Session,
  rows: ValueRows,
  scope: ExecutionScope,
  table: Table,
  columns: readonly Column[],
): Promise<GivenValue[][]> => {
  const environment = session.environment(scope);
  const context = contextFor(environment);
  const result: GivenValue[][] = [];
  for (const row of rows) {
    if (row.length !== rows[0]?.length) throw sqlError(10709);
    if (row.length !== columns.length) {
      // Without a column list SQL Server says 213, with one it says which side is longer.
      throw countMismatch(columns.length, row.length, table, columns);
    }
    const evaluators = row.map((cell, i) => {
      const column = columns[i];
      if (cell.kind === 'default' || column === undefined) return columnDefault;
      return intoColumn(compileExpression(cell, context), table, column, environment);
    });
    const values: GivenValue[] = [];
    for (const evaluate of evaluators) {
      values.push(
        evaluate === columnDefault
          ? columnDefault
          : await evaluateWaiting(session, () => evaluate(emptyFrame)),
      );
    }
    result.push(values);
  }
  return result;
};

const countMismatch = (wanted: number, given: number, table: Table, columns: readonly Column[]): Error => {
  const all = table.columns.filter((c) => c.identity === null && c.computedText === null && !c.rowVersion);
  if (columns.length === all.length && columns.every((c, i) => c === all[i])) return sqlError(213);
  return sqlError(wanted > given ? 109 : 110);
};

const queryRows = async (
  session: Session,
  statement: Insert,
  query: Query,
  scope: ExecutionScope,
  table: Table,
  columns: readonly Column[],
): Promise<GivenValue[][]> => {
  const environment = session.environment(scope);
  const context = contextFor(environment);
  const { plan } = compileQuery({ ...query, with: [...statement.with, ...query.with] }, context, null, false);
  if (plan.columns.length !== columns.length) {
    throw statement.columns === null
      ? sqlError(213)
      : sqlError(plan.columns.length < columns.length ? 120 : 121);
  }
  const limit = compileTop(statement.top, context)(null)?.count ?? Number.POSITIVE_INFINITY;
  const converts = plan.columns.map((column, i) => {
    const target = columns[i];
    if (target === undefined) throw new Error('Every value has a column.');
    const typed: Typed = {
      ...column,
      strength: 'implicit',
      evaluate: (f) => f.slots[i] ?? null,
    };
    return intoColumn(typed, table, target, environment);
  });
  const result: GivenValue[][] = [];
  if (limit <= 0) return result;
  await drain(session, plan.rows(null), (row) => {
    const source = { slots: row, outer: null };
    result.push(converts.map((convert) => convert(source)));
    return result.length < limit;
  });
  return result;
};
