/** A whole query: WITH, set operations, ORDER BY, OFFSET. */
import { sqlError } from '../errors.ts';
import type { Expression, OrderItem, Query, QueryBody } from '../syntax/ast.ts';
import type { Collation } from '../types/collation.ts';
import { commonType, isText, type Value } from '../types/sql-type.ts';
import { coerce, commonCollation, commonTypeOf } from './coerce.ts';
import { type CommonTableScope, type Context, compileExpression, emptyFrame } from './expression.ts';
import { isPause, type OutputColumn, type Pause, type Plan, settled, type Typed } from './frame.ts';
import { Scope } from './scope.ts';
import { type BlockPlan, compileSelect, rowKey } from './select.ts';
import { compareBy } from './window.ts';

export interface CompiledQuery {
  readonly plan: BlockPlan;
  /** Reads columns of a query around it. */
  readonly correlated: boolean;
}

/** `outer` is the scope around the query; `nested` is true for everything but a statement of its own. */
export const compileQuery = (
  query: Query,
  context: Context,
  outer: Scope | null,
  nested: boolean,
  names?: Collation,
): CompiledQuery => {
  const commonTables = query.with.reduce<CommonTableScope | null>(
    (parent, common) => ({ ...common, parent, working: null }),
    context.commonTables,
  );
  const collation = names ?? context.scope.names;
  const inside: Context = { ...context, collected: null, commonTables };
  if (nested && query.orderBy.length > 0 && query.offset === null) {
    if (query.body.kind !== 'select' || query.body.top === null) throw sqlError(1033);
  }
  const blocks: Scope[] = [];
  const block = (): Context => {
    const scope = new Scope(outer, context.environment, collation);
    blocks.push(scope);
    return { ...inside, scope };
  };
  const plan = query.offset === null ? body(query.body, query.orderBy, block) : paged(query, block);
  return {
    plan,
    get correlated() {
      return blocks.some((scope) => scope.correlated);
    },
  };
};

const body = (node: QueryBody, orderBy: readonly OrderItem[], block: () => Context): BlockPlan => {
  if (node.kind === 'select') return compileSelect(node, orderBy, block());
  if (node.kind === 'values') return valuesPlan(node.rows, block());
  const left = body(node.left, [], block);
  const right = body(node.right, [], block);
  const combined = combine(node.op, left, right, block());
  return orderBy.length === 0 ? combined : orderedOutput(combined, orderBy, block());
};

const typedColumn = (column: OutputColumn): Typed => ({
  type: column.type,
  nullable: column.nullable,
  collation: column.collation,
  strength: 'implicit',
  evaluate: (f) => f.slots[0] ?? null,
});

const combine = (
  op: 'union' | 'union all' | 'except' | 'intersect',
  left: Plan,
  right: Plan,
  context: Context,
): BlockPlan => {
  if (left.columns.length !== right.columns.length) throw sqlError(205);
  const { dateOrder } = context.environment.facts;
  const columns = left.columns.map((column, i): OutputColumn => {
    const other = right.columns[i] ?? column;
    const type = commonType(column.type, other.type);
    const sides = [typedColumn(column), typedColumn(other)];
    return {
      name: column.name,
      type,
      nullable: column.nullable || other.nullable,
      identity: false,
      collation: isText(type) ? commonCollation(sides, op.toUpperCase()).collation : null,
    };
  });
  const adapter = (plan: Plan): ((row: Value[]) => Value[]) => {
    const converts = plan.columns.map(
      (column, i) => coerce(typedColumn(column), columns[i]?.type ?? column.type, dateOrder).evaluate,
    );
    return (row) => row.map((value, i) => converts[i]?.({ slots: [value], outer: null }) ?? null);
  };
  const [adaptLeft, adaptRight] = [adapter(left), adapter(right)];
  return {
    columns,
    assigns: false,
    *rows(outer): Generator<Value[] | Pause> {
      const seen = new Set<string>();
      const others = new Set<string>();
      if (op === 'except' || op === 'intersect') {
        for (const item of right.rows(outer)) {
          if (isPause(item)) yield item;
          else others.add(rowKey(adaptRight(item), columns));
        }
      }
      const passes = (row: Value[]): boolean => {
        if (op === 'union all') return true;
        const key = rowKey(row, columns);
        if (seen.has(key)) return false;
        seen.add(key);
        return op === 'union' || others.has(key) === (op === 'intersect');
      };
      for (const item of left.rows(outer)) {
        const row = isPause(item) ? item : adaptLeft(item);
        if (isPause(row) || passes(row)) yield row;
      }
      if (op === 'except' || op === 'intersect') return;
      for (const item of right.rows(outer)) {
        const row = isPause(item) ? item : adaptRight(item);
        if (isPause(row) || passes(row)) yield row;
      }
    },
  };
};

/** ORDER BY after a set operation: output columns only, by name or position. */
const orderedOutput = (plan: Plan, orderBy: readonly OrderItem[], context: Context): BlockPlan => {
  const { names } = context.scope;
  const keys = orderBy.map(({ expression, descending }) => {
    let position = -1;
    if (expression.kind === 'literal' && expression.type?.name === 'int')
      position = Number(expression.text) - 1;
    else if (expression.kind === 'column') {
      const wanted = names.key(expression.parts.at(-1) ?? '');
      position = plan.columns.findIndex((c) => names.key(c.name) === wanted);
      if (position < 0) throw sqlError(207, expression.parts.at(-1) ?? '');
    } else throw sqlError(104);
    const column = plan.columns[position];
    if (column === undefined) throw sqlError(108, position + 1);
    return { typed: typedColumn(column), descending, position };
  });
  const compare = compareBy(keys);
  return {
    columns: plan.columns,
    assigns: false,
    *rows(outer): Generator<Value[] | Pause> {
      const kept: { row: Value[]; keys: Value[] }[] = [];
      for (const item of plan.rows(outer)) {
        if (isPause(item)) yield item;
        else kept.push({ row: item, keys: keys.map((key) => item[key.position] ?? null) });
      }
      kept.sort((a, b) => compare(a.keys, b.keys));
      for (const { row } of kept) yield row;
    },
  };
};

const valuesPlan = (rows: readonly (readonly Expression[])[], context: Context): BlockPlan => {
  const compiled = rows.map((row) => row.map((cell) => compileExpression(cell, context)));
  const width = compiled[0]?.length ?? 0;
  if (compiled.some((row) => row.length !== width)) throw sqlError(10709);
  const { dateOrder } = context.environment.facts;
  const columns = Array.from({ length: width }, (_, i): OutputColumn => {
    const cells = compiled.flatMap((row) => row[i] ?? []);
    const type = commonTypeOf(cells);
    return {
      name: '',
      type,
      nullable: cells.some((cell) => cell.nullable),
      identity: false,
      collation: isText(type) ? commonCollation(cells, 'VALUES').collation : null,
    };
  });
  const values = compiled.map((row) =>
    row.map((cell, i) => coerce(cell, columns[i]?.type ?? cell.type, dateOrder)),
  );
  return {
    columns,
    assigns: false,
    *rows(outer): Generator<Value[] | Pause> {
      const frame = { slots: [], outer };
      for (const row of values) yield yield* settled(() => row.map((cell) => cell.evaluate(frame)));
    },
  };
};

const paged = (query: Query, block: () => Context): BlockPlan => {
  const plan = body(query.body, query.orderBy, block);
  const context = block();
  const number = (expression: NonNullable<Query['offset']>['skip'] | null): number | null =>
    expression === null ? null : Number(compileExpression(expression, context).evaluate(emptyFrame) ?? 0);
  const skip = number(query.offset?.skip ?? null) ?? 0;
  const size = number(query.offset?.fetch ?? null) ?? Number.POSITIVE_INFINITY;
  return {
    ...plan,
    *rows(outer): Generator<Value[] | Pause> {
      let count = 0;
      for (const item of plan.rows(outer)) {
        if (isPause(item)) {
          yield item;
          continue;
        }
        count += 1;
        if (count > skip) yield item;
        if (count >= skip + size) return;
      }
    },
  };
};
