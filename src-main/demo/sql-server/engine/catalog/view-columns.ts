/** The columns of a view, found by compiling its query. */
import type { Environment } from '../compile/environment.ts';
import { contextFor } from '../compile/expression.ts';
import { compileQuery } from '../compile/query.ts';
import type { BoundColumn } from '../compile/scope.ts';
import { renamed } from '../compile/sources.ts';
import { SqlError } from '../errors.ts';
import { parseBatch } from '../syntax/statements.ts';
import type { View } from './model.ts';

/** Empty when the view no longer compiles (a table that it reads was dropped), as a catalog view must go on. */
export const viewColumns = (view: View, environment: Environment): readonly BoundColumn[] => {
  const inside: Environment = {
    ...environment,
    database: view.database,
    variables: new Map(),
    transitionTables: new Map(),
    demand: () => undefined,
  };
  try {
    const [statement] = parseBatch(view.queryText, true);
    if (statement?.kind !== 'query') return [];
    const { plan } = compileQuery(statement.query, contextFor(inside), null, false);
    return renamed(plan.columns, view.columns, view.name);
  } catch (error) {
    if (error instanceof SqlError) return [];
    throw error;
  }
};
