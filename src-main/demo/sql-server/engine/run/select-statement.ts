/** SELECT as a statement: rows to the client, into variables, or into a new table. */
import type { ColumnMeta, ResultSink } from '../../session.ts';
import { contextFor } from '../compile/expression.ts';
import type { OutputColumn } from '../compile/frame.ts';
import { compileQuery } from '../compile/query.ts';
import type { Query, Statement } from '../syntax/ast.ts';
import { outward } from '../types/seam.ts';
import { isText, type Value } from '../types/sql-type.ts';
import { createTable } from './create-table.ts';
import { drain } from './drain.ts';
import { insertRows } from './insert-rows.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

export const columnMeta = (columns: readonly OutputColumn[]): ColumnMeta[] =>
  columns.map(({ name, type, nullable, identity }) => ({ name, type, nullable, identity }));

/** Sends rows as the client must see them. */
export const rowSender = (
  columns: readonly OutputColumn[],
  sink: ResultSink,
): ((row: readonly Value[]) => undefined | Promise<undefined>) => {
  const converters = columns.map((column) => outward(column.type));
  return (row) => {
    const sent = sink.row(row.map((value, i) => converters[i]?.(value) ?? null));
    return sent instanceof Promise ? sent.then(() => undefined) : undefined;
  };
};

export const finish = (session: Session, count: number): void => {
  session.facts.rowCount = BigInt(count);
  session.sink.statementDone(session.facts.noCount ? null : count, false);
};

export const runSelect = async (
  session: Session,
  statement: Statement & { kind: 'query' },
  scope: ExecutionScope,
): Promise<void> => {
  const { query } = statement;
  const context = contextFor(session.environment(scope));
  const { plan } = compileQuery(query, context, null, false);
  const into = intoOf(query);
  if (into !== null) {
    await selectInto(session, query, scope);
    return;
  }
  const { sink } = session;
  const limit = session.facts.rowCountLimit;
  let count = 0;
  const send = plan.assigns ? null : rowSender(plan.columns, sink);
  if (!plan.assigns) sink.columns(columnMeta(plan.columns));
  await drain(session, plan.rows(null), (row) => {
    count += 1;
    const sent = send?.(row);
    if (limit > 0 && count >= limit) return sent instanceof Promise ? sent.then(() => false) : false;
    return sent;
  });
  if (plan.assigns) {
    session.facts.rowCount = BigInt(count);
    return;
  }
  finish(session, count);
};

const intoOf = (query: Query): Extract<Query['body'], { kind: 'select' }>['into'] => {
  let { body } = query;
  while (body.kind === 'set-operation') body = body.left;
  return body.kind === 'select' ? body.into : null;
};

const selectInto = async (session: Session, query: Query, scope: ExecutionScope): Promise<void> => {
  const into = intoOf(query);
  if (into === null) return;
  const { plan } = compileQuery(query, contextFor(session.environment(scope)), null, false);
  const rows: Value[][] = [];
  await drain(session, plan.rows(null), (row) => {
    rows.push(row);
    return undefined;
  });
  const declarations = plan.columns.map((column) => ({
    name: column.name,
    type: column.type,
    rowVersion: false,
    nullable: column.nullable,
    identity: column.identity ? { seed: 1, increment: 1 } : null,
    defaultName: '',
    defaultText: null,
    computedText: null,
    collation: isText(column.type) ? (column.collation?.name ?? '') : '',
  }));
  const table = await createTable(session, scope, into, declarations, []);
  await insertRows(session, scope, table, table.columns, rows, { identityGiven: true, action: 'INSERT' });
  finish(session, rows.length);
};
