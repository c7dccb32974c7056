/** One SELECT block: source rows → groups → windows → output rows, distinct, sorted, cut at TOP. */
import { sqlError } from '../errors.ts';
import type { Expression, OrderItem, SelectCore } from '../syntax/ast.ts';
import { valueKey } from '../types/collation.ts';
import { bigintType, isText, type Value } from '../types/sql-type.ts';
import { orderedInStore } from './access.ts';
import { coerce } from './coerce.ts';
import { BlockCalls } from './collected.ts';
import { compileCondition } from './condition.ts';
import { type Context, compileExpression, emptyFrame } from './expression.ts';
import {
  type Frame,
  isPause,
  type OutputColumn,
  type Pause,
  type Plan,
  settled,
  type Typed,
} from './frame.ts';
import { groupingOf, groupRows } from './grouping.ts';
import { type CompiledItems, compileItems } from './items.ts';
import { compileSource, type Source } from './joins.ts';
import { bindSource } from './sources.ts';
import { canonical, hasAggregate } from './walk.ts';
import { compareBy, type SortKey } from './window.ts';

export interface BlockPlan extends Plan {
  /** SELECT @v = …: the rows are not for the client. */
  readonly assigns: boolean;
}
interface Made {
  readonly out: Value[];
  readonly keys: Value[];
}

/** `context.scope` is the block's own scope, still empty. */
export const compileSelect = (
  core: SelectCore,
  orderBy: readonly OrderItem[],
  context: Context,
): BlockPlan => {
  const { scope } = context;
  const plainContext: Context = { ...context, collected: null };
  const trees = core.from.map((source) => bindSource(source, plainContext));
  const source = compileSource(trees, core.where, plainContext, null);
  const grouped =
    core.groupBy.length > 0 ||
    core.having !== null ||
    core.items.some((item) => item.kind !== 'star' && hasAggregate(item.expression)) ||
    hasAggregate(orderBy);
  const grouping = groupingOf(core.groupBy, plainContext);
  const calls = new BlockCalls(plainContext, grouping.expressions);
  const inner: Context = { ...context, collected: calls };
  if (grouped) scope.grouping = { keys: grouping.keys, clause: 'select list' };
  const items = compileItems(core.items, inner);
  if (scope.grouping !== null) scope.grouping.clause = 'HAVING';
  const having = core.having === null ? null : compileCondition(core.having, inner);
  if (scope.grouping !== null) scope.grouping.clause = 'ORDER BY';
  const order = compileOrder(orderBy, items, core.distinct, inner);
  const top = compileTop(core.top, context);
  const inStoreOrder =
    core.top?.withTies !== true &&
    !grouped &&
    !core.distinct &&
    calls.windows.length === 0 &&
    orderInStore(orderBy, items, source, context);

  function* sourceFrames(frame: Frame): Generator<Frame | Pause> {
    if (!grouped) {
      for (const item of source.iterate(frame)) yield item === true ? frame : item;
      return;
    }
    for (const item of groupRows(source, frame, grouping.typed, calls, core.groupBy.length > 0, context)) {
      if (isPause(item) || having === null) yield item;
      else if ((yield* settled(() => having(item))) === true) yield item;
    }
  }
  function* windowed(frame: Frame): Generator<Frame | Pause> {
    if (calls.windows.length === 0) {
      yield* sourceFrames(frame);
      return;
    }
    const frames: Frame[] = [];
    for (const item of sourceFrames(frame)) {
      if (isPause(item)) yield item;
      else frames.push({ slots: item.slots.slice(), outer: item.outer });
    }
    for (const window of calls.windows) window.fill(frames);
    yield* frames;
  }
  const sorts = order.length > 0 && !inStoreOrder;
  const make = (frame: Frame): Made => {
    const out = items.evaluate(frame);
    return { out, keys: sorts ? order.map((key) => key.value(out, frame)) : [] };
  };
  return {
    columns: items.columns,
    assigns: items.assigns,
    *rows(outer): Generator<Value[] | Pause> {
      const frame: Frame = { slots: new Array<Value>(scope.width).fill(null), outer };
      const limit = top(outer);
      if (limit !== null && limit.count <= 0) return;
      const seen = core.distinct ? new Set<string>() : null;
      const kept: Made[] = [];
      let sent = 0;
      for (const item of windowed(frame)) {
        if (isPause(item)) {
          yield item;
          continue;
        }
        const made = yield* settled(() => make(item));
        if (seen !== null) {
          const key = rowKey(made.out, items.columns);
          if (seen.has(key)) continue;
          seen.add(key);
        }
        if (sorts) {
          kept.push(made);
          continue;
        }
        yield made.out;
        sent += 1;
        if (limit !== null && sent >= limit.count && !limit.withTies) return;
      }
      yield* sorted(kept, order, limit);
    },
  };
};

function* sorted(
  kept: Made[],
  order: readonly OrderKey[],
  limit: { count: number; withTies: boolean } | null,
): Generator<Value[]> {
  const compare = compareBy(order);
  kept.sort((a, b) => compare(a.keys, b.keys));
  const count = limit === null ? kept.length : limit.count;
  for (const [i, made] of kept.entries()) {
    if (i >= count) {
      const last = kept[count - 1];
      if (limit?.withTies !== true || last === undefined || compare(last.keys, made.keys) !== 0) return;
    }
    yield made.out;
  }
}

export const rowKey = (row: readonly Value[], columns: readonly OutputColumn[]): string =>
  row.map((value, i) => valueKey(value, columns[i]?.collation ?? null)).join('\u0001');

export const compileTop = (
  top: SelectCore['top'],
  context: Context,
): ((outer: Frame | null) => { count: number; withTies: boolean } | null) => {
  if (top === null) return () => null;
  const outside: Context = { ...context, collected: null };
  const count = coerce(compileExpression(top.count, outside), bigintType, 'mdy');
  return (outer) => {
    const value = count.evaluate(outer === null ? emptyFrame : { slots: [], outer });
    if (value === null || (value as bigint) < 0n) {
      throw sqlError(value === null ? 1060 : 1014);
    }
    return { count: Number(value), withTies: top.withTies };
  };
};

interface OrderKey extends SortKey {
  value(out: readonly Value[], frame: Frame): Value;
}

const compileOrder = (
  orderBy: readonly OrderItem[],
  items: CompiledItems,
  distinct: boolean,
  context: Context,
): OrderKey[] =>
  orderBy.map(({ expression, descending }) => {
    const position = outputPosition(expression, items, context);
    if (position !== null) {
      const column = items.columns[position];
      if (column === undefined) throw sqlError(108, position + 1);
      const typed: Typed = { ...column, strength: 'implicit', evaluate: () => null };
      return { typed, descending, value: (out) => out[position] ?? null };
    }
    if (distinct) throw sqlError(145);
    const typed = compileExpression(expression, context);
    if (['text', 'ntext', 'image'].includes(typed.type.name)) throw sqlError(306);
    return { typed, descending, value: (_, frame) => typed.evaluate(frame) };
  });

/** An ordinal, an alias, or an expression that the select list has too. */
const outputPosition = (expression: Expression, items: CompiledItems, context: Context): number | null => {
  const { names } = context.scope;
  if (expression.kind === 'literal' && expression.type?.name === 'int') {
    const position = Number(expression.text);
    if (position < 1 || position > items.columns.length) throw sqlError(108, position);
    return position - 1;
  }
  if (expression.kind === 'column' && expression.parts.length === 1) {
    const key = names.key(expression.parts[0] ?? '');
    const found = items.columns.flatMap((c, i) => (names.key(c.name) === key ? [i] : []));
    const aliased = found.filter((i) => items.aliased[i] === true);
    if (aliased.length === 1) return aliased[0] ?? null;
    if (found.length > 1) {
      const sources = new Set(found.map((i) => items.sources[i]));
      if (sources.size > 1) throw sqlError(209, expression.parts[0] ?? '');
    }
    if (found.length > 0) return found[0] ?? null;
  }
  const source = canonical(expression, context);
  const same = items.sources.indexOf(source);
  return same >= 0 ? same : null;
};

/** Lets the leading table deliver its rows in order, so that nothing has to be collected and sorted. */
const orderInStore = (
  orderBy: readonly OrderItem[],
  items: CompiledItems,
  source: Source,
  context: Context,
): boolean => {
  const scan = source.leading?.scan ?? null;
  if (orderBy.length === 0 || scan === null) return false;
  if (context.environment.locks.exclusiveRows(scan.table.id) !== undefined) return false;
  const order: { column: number; descending: boolean }[] = [];
  for (const { expression, descending } of orderBy) {
    const position = outputPosition(expression, items, context);
    const text = position === null ? canonical(expression, context) : items.sources[position];
    const slot = /"#(\d+)"/.exec(text ?? '');
    if (slot === null || text !== `"#${slot[1]}"`) return false;
    const column = Number(slot[1]) - scan.binding.offset;
    const stored = scan.table.columns[column];
    if (column < 0 || stored === undefined || !orderedInStore(stored)) return false;
    if (isText(stored.type) && stored.collation === null) return false;
    order.push({ column, descending });
  }
  scan.order = order;
  return true;
};
