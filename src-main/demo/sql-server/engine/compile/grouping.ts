/** GROUP BY: the keys of a block, and its rows gathered into groups. */
import { sqlError } from '../errors.ts';
import type { Expression } from '../syntax/ast.ts';
import { valueKey } from '../types/collation.ts';
import type { Value } from '../types/sql-type.ts';
import type { Accumulator } from './aggregate.ts';
import type { BlockCalls } from './collected.ts';
import { type Context, compileExpression } from './expression.ts';
import { type Frame, type Pause, settled, type Typed } from './frame.ts';
import type { Source } from './joins.ts';
import { slotKey } from './scope.ts';
import { canonical, hasAggregate } from './walk.ts';

export interface CompiledGrouping {
  readonly typed: readonly Typed[];
  /** Slot keys of the columns that are grouped by as they are. */
  readonly keys: ReadonlySet<string>;
  /** Canonical text of the other grouped expressions → their value, read from the group's first row. */
  readonly expressions: ReadonlyMap<string, Typed>;
}

export const groupingOf = (groupBy: readonly Expression[], context: Context): CompiledGrouping => {
  const keys = new Set<string>();
  const expressions = new Map<string, Typed>();
  const typed = groupBy.map((expression) => {
    if (hasAggregate(expression)) throw sqlError(144);
    const value = compileExpression(expression, context);
    if (['text', 'ntext', 'image'].includes(value.type.name)) throw sqlError(306);
    if (expression.kind === 'column') {
      const [found] = context.scope.candidates(expression.parts);
      if (found !== undefined) keys.add(slotKey(found.binding, found.index));
    } else if (expression.kind === 'literal') throw sqlError(164);
    else expressions.set(canonical(expression, context), value);
    return value;
  });
  return { typed, keys, expressions };
};

interface Group {
  readonly slots: Value[];
  readonly accumulators: readonly Accumulator[];
}

/** One frame per group: the slots of its first row, and the results of its aggregates in their own slots. */
export function* groupRows(
  source: Source,
  frame: Frame,
  keys: readonly Typed[],
  calls: BlockCalls,
  hasKeys: boolean,
  context: Context,
): Generator<Frame | Pause> {
  const groups = new Map<string, Group>();
  const start = (slots: Value[]): Group => ({
    slots,
    accumulators: calls.aggregates.map(({ aggregate }) => aggregate.start()),
  });
  for (const item of source.iterate(frame)) {
    if (item !== true) {
      yield item;
      continue;
    }
    const key = yield* settled(() =>
      keys.map((k) => valueKey(k.evaluate(frame), k.collation)).join('\u0001'),
    );
    let group = groups.get(key);
    if (group === undefined) {
      group = start(frame.slots.slice());
      groups.set(key, group);
    }
    for (const accumulator of group.accumulators) accumulator.add(frame);
  }
  if (!hasKeys && groups.size === 0) groups.set('', start(new Array<Value>(context.scope.width).fill(null)));
  for (const { slots, accumulators } of groups.values()) {
    accumulators.forEach((accumulator, i) => {
      const slot = calls.aggregates[i]?.slot;
      if (slot !== undefined) slots[slot] = accumulator.result();
    });
    yield { slots, outer: frame.outer };
  }
}
