/** Subqueries inside expressions. They run synchronously; a lock that they meet is thrown to the row source around them. */
import { sqlError } from '../errors.ts';
import type { Condition, Query } from '../syntax/ast.ts';
import { valueKey } from '../types/collation.ts';
import type { Value } from '../types/sql-type.ts';
import { comparable } from './coerce.ts';
import { compareTest } from './condition.ts';
import { type Context, compileExpression } from './expression.ts';
import { breathe, type Frame, LockPause, type Plan, type Test, type Typed } from './frame.ts';
import { compileQuery } from './query.ts';

function* rowsNow(plan: Plan, frame: Frame): Generator<Value[]> {
  for (const item of plan.rows(frame)) {
    if (item instanceof LockPause) throw item;
    if (item !== breathe) yield item as Value[];
  }
}

const compileInner = (query: Query, context: Context): { plan: Plan; correlated: boolean } => {
  context.scope.hasSubquery = true;
  return compileQuery(query, { ...context, collected: null }, context.scope, true);
};

export const scalarSubquery = (query: Query, context: Context): Typed => {
  const { plan, correlated } = compileInner(query, context);
  const [column] = plan.columns;
  if (column === undefined || plan.columns.length !== 1) throw sqlError(116);
  let cached: { value: Value } | null = null;
  return {
    type: column.type,
    nullable: true,
    collation: column.collation,
    strength: column.collation === null ? 'default' : 'implicit',
    evaluate: (f) => {
      if (cached !== null) return cached.value;
      let value: Value = null;
      let count = 0;
      for (const row of rowsNow(plan, f)) {
        count += 1;
        if (count > 1) throw sqlError(512);
        value = row[0] ?? null;
      }
      if (!correlated) cached = { value };
      return value;
    },
  };
};

export const existsTest = (query: Query, context: Context): Test => {
  const { plan, correlated } = compileInner(query, context);
  let cached: boolean | null = null;
  return (f) => {
    if (cached !== null) return cached;
    const found = rowsNow(plan, f).next().done !== true;
    if (!correlated) cached = found;
    return found;
  };
};

/** A query's single column compared with `operand`, row by row: the row's value is put where the test reads it. */
const columnProbe = (
  query: Query,
  operand: Typed,
  op: string,
  context: Context,
): {
  plan: Plan;
  correlated: boolean;
  test: Test;
  put: (value: Value) => void;
  sides: ReturnType<typeof comparable>;
} => {
  const { plan, correlated } = compileInner(query, context);
  const [column] = plan.columns;
  if (column === undefined || plan.columns.length !== 1) throw sqlError(116);
  let current: Value = null;
  const inner: Typed = {
    type: column.type,
    nullable: true,
    collation: column.collation,
    strength: column.collation === null ? 'default' : 'implicit',
    evaluate: () => current,
  };
  const sides = comparable(operand, inner, op, context.environment.facts.dateOrder);
  const put = (value: Value): void => {
    current = value;
  };
  return { plan, correlated, sides, put, test: compareTest(op, sides) };
};

export const inQueryTest = (condition: Condition & { kind: 'in-query' }, context: Context): Test => {
  const operand = compileExpression(condition.operand, context);
  const probe = columnProbe(condition.query, operand, '=', context);
  const { plan, correlated, put, sides } = probe;
  if (correlated) {
    return (f) => {
      let unknown = false;
      for (const row of rowsNow(plan, f)) {
        put(row[0] ?? null);
        const verdict = probe.test(f);
        if (verdict === true) return true;
        if (verdict === null) unknown = true;
      }
      return unknown ? null : false;
    };
  }
  let keys: Set<string> | null = null;
  let hasNull = false;
  return (f) => {
    if (keys === null) {
      const found = new Set<string>();
      for (const row of rowsNow(plan, f)) {
        put(row[0] ?? null);
        const value = sides.right.evaluate(f);
        if (value === null) hasNull = true;
        else found.add(valueKey(value, sides.collation));
      }
      keys = found;
    }
    if (keys.size === 0 && !hasNull) return false;
    const value = sides.left.evaluate(f);
    if (value === null) return null;
    if (keys.has(valueKey(value, sides.collation))) return true;
    return hasNull ? null : false;
  };
};

export const quantifiedTest = (condition: Condition & { kind: 'quantified' }, context: Context): Test => {
  const operand = compileExpression(condition.operand, context);
  const { plan, put, test } = columnProbe(condition.query, operand, condition.op, context);
  const decisive = !condition.all;
  return (f) => {
    let unknown = false;
    for (const row of rowsNow(plan, f)) {
      put(row[0] ?? null);
      const verdict = test(f);
      if (verdict === decisive) return decisive;
      if (verdict === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };
};
