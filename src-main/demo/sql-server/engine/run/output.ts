/** OUTPUT: inserted and deleted rows to the client or into a table. */
import type { Table } from '../catalog/model.ts';
import { contextFor } from '../compile/expression.ts';
import type { Frame, Typed } from '../compile/frame.ts';
import { compileItems } from '../compile/items.ts';
import { boundColumns, findRelation } from '../compile/sources.ts';
import { sqlError } from '../errors.ts';
import type { Change } from '../storage/transaction.ts';
import type { Output } from '../syntax/ast.ts';
import type { Value } from '../types/sql-type.ts';
import { intoColumn } from './column-values.ts';
import type { DmlEvent } from './dml.ts';
import { insertRows } from './insert-rows.ts';
import type { ExecutionScope } from './scope.ts';
import { columnMeta, rowSender } from './select-statement.ts';
import type { Session } from './session.ts';

export const emitOutput = async (
  session: Session,
  scope: ExecutionScope,
  table: Table,
  output: Output,
  changes: readonly Change[],
  event: DmlEvent,
): Promise<void> => {
  const environment = session.environment(scope);
  const context = contextFor(environment);
  const sides =
    event === 'INSERT' ? ['inserted'] : event === 'DELETE' ? ['deleted'] : ['inserted', 'deleted'];
  for (const side of sides) {
    context.scope.add({
      exposed: side,
      keyword: true,
      aliased: true,
      schema: '',
      database: '',
      columns: boundColumns(table),
      source: { kind: 'rows', rows: () => [] },
    });
  }
  const items = compileItems(output.items, context);
  const rows = changes.map(({ before, after }): Value[] => {
    const parts = sides.map(
      (side) => (side === 'inserted' ? after : before) ?? table.columns.map(() => null),
    );
    const frame: Frame = { slots: parts.flat(), outer: null };
    return items.evaluate(frame);
  });
  if (output.into === null) {
    session.sink.columns(columnMeta(items.columns));
    const send = rowSender(items.columns, session.sink);
    for (const row of rows) await send(row);
    return;
  }
  const target = intoTable(session, scope, output.into);
  const columns =
    output.intoColumns.length === 0
      ? target.columns.filter((c) => c.identity === null && c.computedText === null && !c.rowVersion)
      : output.intoColumns.map((name) => {
          const key = context.scope.names.key(name);
          const found = target.columns.find((c) => context.scope.names.key(c.name) === key);
          if (found === undefined) throw sqlError(207, name);
          return found;
        });
  if (columns.length !== items.columns.length) throw sqlError(213);
  const converts = items.columns.map((column, i) => {
    const into = columns[i];
    if (into === undefined) throw new Error('Every value has a column.');
    const typed: Typed = { ...column, strength: 'implicit', evaluate: (f) => f.slots[i] ?? null };
    return intoColumn(typed, target, into, environment);
  });
  const given = rows.map((row) => converts.map((convert) => convert({ slots: row, outer: null })));
  await insertRows(session, scope, target, columns, given, { identityGiven: false, action: 'INSERT' });
};

const intoTable = (session: Session, scope: ExecutionScope, into: NonNullable<Output['into']>): Table => {
  const environment = session.environment(scope);
  if (into.kind === 'table-variable') {
    const found = environment.tableVariables.get(environment.serverCollation.key(into.name));
    if (found === undefined) throw sqlError(1087, into.name);
    return found;
  }
  const found = findRelation(into.name, environment);
  if (found.kind !== 'table') throw sqlError(4406, into.name.name);
  environment.demand('INSERT', found);
  return found;
};
