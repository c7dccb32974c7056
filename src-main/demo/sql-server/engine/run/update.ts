/** UPDATE: new values for the rows found. */
import type { Table } from '../catalog/model.ts';
import { compileBinary } from '../compile/arithmetic.ts';
import { coerce } from '../compile/coerce.ts';
import { type Context, compileExpression } from '../compile/expression.ts';
import type { Evaluate, Frame, Typed } from '../compile/frame.ts';
import type { Binding } from '../compile/scope.ts';
import { slotReader } from '../compile/scope.ts';
import { sqlError } from '../errors.ts';
import type { Row } from '../storage/store.ts';
import type { Change } from '../storage/transaction.ts';
import type { Assignment, Statement } from '../syntax/ast.ts';
import { parseExpressionText } from '../syntax/statements.ts';
import { converter } from '../types/convert.ts';
import type { Value } from '../types/sql-type.ts';
import { intoColumn, rowRules } from './column-values.ts';
import type { Intended } from './dml.ts';
import { drain, evaluateWaiting } from './drain.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';
import { findTargets, type Targets } from './targets.ts';

interface Setter {
  /** Position in the table's columns; -1 for a variable alone. */
  readonly position: number;
  readonly evaluate: Evaluate;
  readonly toVariable: ((value: Value) => void) | null;
}

export const runUpdate = async (
  session: Session,
  statement: Statement & { kind: 'update' },
  scope: ExecutionScope,
  table: Table,
): Promise<Intended> => {
  const targets = findTargets(session, statement, scope, table);
  const setters = compileSetters(statement.set, table, targets);
  const positions = setters.flatMap((s) => (s.position < 0 ? [] : [s.position]));
  positions.forEach((position, i) => {
    if (positions.indexOf(position) !== i) throw sqlError(264, table.columns[position]?.name ?? '');
  });
  const environment = session.environment(scope);
  const rules = rowRules(table, environment);
  const { store } = session.server;
  const changes: Change[] = [];
  await drain(session, targets.run(), async ({ rid, frame }) => {
    const before = store.read(table, rid);
    if (before === null) return undefined;
    const after: Row = before.slice();
    for (const { position, evaluate, toVariable } of setters) {
      const value = await evaluateWaiting(session, () => evaluate(frame));
      if (position >= 0) after[position] = value;
      toVariable?.(value);
    }
    table.columns.forEach((column, i) => {
      if (column.rowVersion) after[i] = session.server.nextRowVersion();
    });
    rules.complete(after, 'UPDATE');
    changes.push({ table, rid, before, after });
    return undefined;
  });
  const { names } = targets.context.scope;
  const updatedColumns = new Set(positions.map((p) => names.key(table.columns[p]?.name ?? '')));
  return { table, changes, count: changes.length, updatedColumns };
};

export const compileSetters = (
  set: readonly Assignment[],
  table: Table,
  { binding, context }: Pick<Targets, 'binding' | 'context'>,
): Setter[] => set.map((assignment) => setter(assignment, table, binding, context));

const setter = (assignment: Assignment, table: Table, binding: Binding, context: Context): Setter => {
  const { environment, scope } = context;
  const key = scope.names.key(assignment.column);
  const position =
    assignment.column === '' ? -1 : table.columns.findIndex((c) => scope.names.key(c.name) === key);
  const column = table.columns[position];
  if (assignment.column !== '' && column === undefined) throw sqlError(207, assignment.column);
  if (column !== undefined) {
    if (column.identity !== null) throw sqlError(8102, column.name);
    if (column.computedText !== null) throw sqlError(271, column.name);
    if (column.rowVersion) throw sqlError(272);
  }
  const variable =
    assignment.variable === ''
      ? null
      : (environment.variables.get(environment.serverCollation.key(assignment.variable)) ?? null);
  if (assignment.variable !== '' && variable === null) throw sqlError(137, assignment.variable);
  let typed = assigned(assignment, column?.defaultText ?? null, context);
  if (assignment.op !== '=') {
    typed = compileBinary(
      assignment.op.slice(0, -1),
      current(binding, position, variable, context),
      typed,
      environment,
    );
  }
  const evaluate =
    column !== undefined
      ? intoColumn(typed, table, column, environment)
      : coerce(typed, variable?.type ?? typed.type, environment.facts.dateOrder).evaluate;
  if (variable === null) return { position, evaluate, toVariable: null };
  const shape = converter(column?.type ?? variable.type, variable.type);
  const toVariable = (value: Value): void => {
    variable.value = value === null ? null : shape(value);
  };
  return { position, evaluate, toVariable };
};

const assigned = (assignment: Assignment, defaultText: string | null, context: Context): Typed => {
  if (assignment.value.kind !== 'default') return compileExpression(assignment.value, context);
  return compileExpression(
    defaultText === null ? { kind: 'literal', type: null, text: '' } : parseExpressionText(defaultText),
    context,
  );
};

const current = (
  binding: Binding,
  position: number,
  variable: { readonly type: Typed['type']; value: Value } | null,
  context: Context,
): Typed => {
  if (position >= 0) {
    const column = binding.columns[position];
    if (column === undefined) throw new Error('The target has the column.');
    binding.used.add(position);
    return { ...column, strength: 'implicit', evaluate: slotReader(binding.offset + position, 0) };
  }
  if (variable === null) throw new Error('Either a column or a variable is set.');
  return {
    type: variable.type,
    nullable: true,
    collation: context.environment.columnCollation(context.environment.database),
    strength: 'default',
    evaluate: (_: Frame) => variable.value,
  };
};
