/** Common table expressions as sources. */
import type { CommonTableScope, Context } from './expression.ts';
import type { Plan } from './frame.ts';
import { compileRecursive } from './recursive.ts';
import type { Binding } from './scope.ts';
import { bindPlan, renamed } from './sources.ts';

export const findCommonTable = (name: string, context: Context): CommonTableScope | null => {
  const { names } = context.scope;
  for (let here = context.commonTables; here !== null; here = here.parent) {
    if (names.key(here.name) === names.key(name)) return here;
  }
  return null;
};

export const bindCommonTable = (
  common: CommonTableScope,
  exposed: string,
  aliased: boolean,
  context: Context,
): Binding => {
  if (common.working !== null) {
    const { working } = common;
    return context.scope.add({
      exposed,
      aliased,
      schema: '',
      database: '',
      columns: working.columns,
      source: { kind: 'rows', rows: () => working.rows },
    });
  }
  const recursive = recursivePlan(common, context);
  if (recursive === null) {
    return bindPlan(common.query, exposed, common.columns, context, common.parent, false);
  }
  return context.scope.add({
    exposed,
    aliased,
    schema: '',
    database: '',
    columns: renamed(recursive.columns, common.columns, exposed),
    source: { kind: 'plan', plan: recursive, correlated: () => false, lateral: false },
  });
};

/** anchor UNION ALL member, where the member reads the rows of the round before; 100 rounds at most (error 530). */
const recursivePlan = (common: CommonTableScope, context: Context): Plan | null => {
  const { body } = common.query;
  const mentions = JSON.stringify(body).includes(`"name":${JSON.stringify(common.name)}`);
  if (!mentions || body.kind !== 'set-operation' || body.op !== 'union all') return null;
  return compileRecursive(common, body.left, body.right, context);
};
