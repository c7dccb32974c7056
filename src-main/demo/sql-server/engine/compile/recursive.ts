/** Recursive common table expressions: rounds of the recursive member over the rows of the round before. */
import { SqlError } from '../errors.ts';
import type { QueryBody } from '../syntax/ast.ts';
import { converter } from '../types/convert.ts';
import { sameType, type Value } from '../types/sql-type.ts';
import type { CommonTableScope, Context } from './expression.ts';
import { isPause, type Pause, type Plan } from './frame.ts';
import { compileQuery } from './query.ts';
import { renamed } from './sources.ts';

const maximumRounds = 100;

export const compileRecursive = (
  common: CommonTableScope,
  anchorBody: QueryBody,
  memberBody: QueryBody,
  context: Context,
): Plan => {
  const plain = { with: [], orderBy: [], offset: null };
  const base = { ...context, collected: null, commonTables: common.parent };
  const anchor = compileQuery({ ...plain, body: anchorBody }, base, null, true).plan;
  const working = {
    columns: renamed(anchor.columns, common.columns, common.name),
    rows: [] as readonly (readonly Value[])[],
  };
  const inside = { ...base, commonTables: { ...common, working } };
  const member = compileQuery({ ...plain, body: memberBody }, inside, null, true).plan;
  const adapt = anchor.columns.map((column, i) => {
    const from = member.columns[i]?.type ?? column.type;
    if (!sameType(from, column.type)) {
      throw new SqlError(
        240,
        16,
        1,
        `Types don't match between the anchor and the recursive part in column "${column.name}" of recursive query "${common.name}".`,
        'statement',
      );
    }
    return converter(from, column.type);
  });
  return {
    columns: anchor.columns.map((column) => ({ ...column, nullable: true })),
    *rows(outer): Generator<Value[] | Pause> {
      let round: Value[][] = [];
      for (const item of anchor.rows(outer)) {
        if (!isPause(item)) round.push(item);
        yield item;
      }
      for (let count = 1; round.length > 0; count += 1) {
        if (count > maximumRounds) {
          throw new SqlError(
            530,
            16,
            1,
            `The statement terminated. The maximum recursion ${maximumRounds} has been exhausted before statement completion.`,
            'statement',
          );
        }
        working.rows = round;
        const next: Value[][] = [];
        for (const item of member.rows(outer)) {
          if (isPause(item)) yield item;
          else next.push(item.map((value, i) => (value === null ? null : (adapt[i]?.(value) ?? value))));
        }
        yield* next;
        round = next;
      }
    },
  };
};
