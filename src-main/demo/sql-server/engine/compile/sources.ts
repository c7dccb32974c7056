/** FROM: names → bindings, and the tree of joins over them. */

import { columnCollation } from '../catalog/catalog.ts';
import type { Table, View } from '../catalog/model.ts';
import { systemView } from '../catalog/system-views.ts';
import { sqlError } from '../errors.ts';
import type { Condition, ObjectName, Query, TableHint, TableSource } from '../syntax/ast.ts';
import { parseBatch } from '../syntax/statements.ts';
import { isText } from '../types/sql-type.ts';
import { bindCommonTable, findCommonTable } from './common-tables.ts';
import type { Environment } from './environment.ts';
import type { CommonTableScope, Context } from './expression.ts';
import type { OutputColumn } from './frame.ts';
import { compileQuery } from './query.ts';
import type { Binding, BoundColumn } from './scope.ts';

export type JoinTree =
  | { readonly kind: 'leaf'; readonly binding: Binding }
  | {
      readonly kind: 'join';
      readonly type: 'inner' | 'left' | 'full';
      readonly left: JoinTree;
      readonly right: JoinTree;
      readonly on: Condition | null;
    };

export const bindSource = (source: TableSource, context: Context): JoinTree => {
  if (source.kind === 'join') return bindJoin(source, context);
  return { kind: 'leaf', binding: bindLeaf(source, context, false) };
};

const bindJoin = (source: TableSource & { kind: 'join' }, context: Context): JoinTree => {
  const left = bindSource(source.left, context);
  const lateral = source.type === 'cross-apply' || source.type === 'outer-apply';
  const right: JoinTree =
    lateral && source.right.kind !== 'join'
      ? { kind: 'leaf', binding: bindLeaf(source.right, context, true) }
      : bindSource(source.right, context);
  const { on } = source;
  const outer = source.type === 'left' || source.type === 'outer-apply' || source.type === 'full';
  if (outer) supplyNulls(right);
  if (source.type === 'right' || source.type === 'full') supplyNulls(left);
  if (source.type === 'right') return { kind: 'join', type: 'left', left: right, right: left, on };
  const type = source.type === 'full' ? 'full' : outer ? 'left' : 'inner';
  return { kind: 'join', type, left, right, on };
};

const supplyNulls = (tree: JoinTree): void => {
  for (const binding of bindingsOf(tree)) binding.nullSupplied = true;
};
export const bindingsOf = (tree: JoinTree): Binding[] =>
  tree.kind === 'leaf' ? [tree.binding] : [...bindingsOf(tree.left), ...bindingsOf(tree.right)];

const bindLeaf = (
  source: Exclude<TableSource, { kind: 'join' }>,
  context: Context,
  lateral: boolean,
): Binding => {
  if (source.kind === 'derived') {
    return bindPlan(source.query, source.alias, source.columns, context, context.commonTables, lateral);
  }
  if (source.kind === 'table-variable') {
    const { environment } = context;
    const table = environment.tableVariables.get(environment.serverCollation.key(source.name));
    if (table === undefined) throw sqlError(1087, source.name);
    return bindTable(
      table,
      source.alias === '' ? source.name : source.alias,
      source.alias !== '',
      [],
      context,
    );
  }
  return bindNamed(source, context);
};

const bindNamed = (source: TableSource & { kind: 'table' }, context: Context): Binding => {
  const { name, alias, hints } = source;
  const { environment, scope } = context;
  const exposed = alias === '' ? name.name : alias;
  if (name.schema === '' && name.database === '') {
    const common = findCommonTable(name.name, context);
    if (common !== null) return bindCommonTable(common, exposed, alias !== '', context);
    const rowSet = environment.transitionTables.get(name.name.toLowerCase());
    if (rowSet !== undefined) {
      return scope.add({
        exposed,
        aliased: alias !== '',
        schema: '',
        database: environment.database,
        columns: rowSet.columns.map((c) => ({
          ...c,
          identity: false,
          collation: columnCollation(c.collation),
        })),
        source: { kind: 'rows', rows: () => rowSet.rows },
      });
    }
  }
  const view = systemView(environment, name);
  if (view !== null) {
    return scope.add({
      exposed,
      aliased: alias !== '',
      schema: name.schema === '' ? 'dbo' : name.schema,
      database: name.database === '' ? environment.database : name.database,
      columns: view.columns.map((c) => ({
        ...c,
        identity: false,
        collation: isText(c.type) ? environment.serverCollation : null,
      })),
      source: { kind: 'rows', rows: view.rows },
    });
  }
  const object = findRelation(name, environment);
  if (object.kind === 'table') return bindTable(object, exposed, alias !== '', hints, context);
  environment.demand('SELECT', object);
  return bindView(object, exposed, alias !== '', context);
};

/** A table or view by name; 208 when there is none. */
export const findRelation = (name: ObjectName, environment: Environment): Table | View => {
  const written = [name.database, name.schema, name.name].filter(
    (p, i) => p !== '' || (i === 1 && name.database !== ''),
  );
  if (name.name.startsWith('#')) {
    const temporary = environment.temporaryTables.get(environment.serverCollation.key(name.name));
    if (temporary === undefined) throw sqlError(208, name.name);
    return temporary;
  }
  const database = name.database === '' ? environment.database : name.database;
  const entry = environment.catalog.findDatabase(database);
  const found = entry === null ? null : environment.catalog.find(entry.name, name.schema || 'dbo', name.name);
  if (found === null || (found.kind !== 'table' && found.kind !== 'view')) {
    throw sqlError(208, written.join('.'));
  }
  return found;
};

export const boundColumns = (table: Table): BoundColumn[] =>
  table.columns.map((c) => ({
    name: c.name,
    type: c.type,
    nullable: c.nullable,
    identity: c.identity !== null,
    collation: columnCollation(c.collation),
  }));

const bindTable = (
  table: Table,
  exposed: string,
  aliased: boolean,
  hints: readonly TableHint[],
  context: Context,
): Binding => {
  if (!table.temporary) context.environment.demand('SELECT', table);
  return context.scope.add({
    exposed,
    aliased,
    schema: table.schema,
    database: table.database,
    columns: boundColumns(table),
    source: { kind: 'table', table, hints },
  });
};

/** A view runs in its own database, with its owner's rights, and sees no variables. */
const bindView = (view: View, exposed: string, aliased: boolean, context: Context): Binding => {
  const environment: Environment = {
    ...context.environment,
    database: view.database,
    variables: new Map(),
    transitionTables: new Map(),
    demand: () => undefined,
  };
  const [statement] = parseBatch(view.queryText, true);
  if (statement?.kind !== 'query') throw new Error('A stored view is a query.');
  const names = environment.columnCollation(view.database);
  const { plan } = compileQuery(
    statement.query,
    { scope: context.scope, environment, collected: null, commonTables: null },
    null,
    false,
    names,
  );
  return context.scope.add({
    exposed,
    aliased,
    schema: view.schema,
    database: view.database,
    columns: renamed(plan.columns, view.columns, view.name),
    source: { kind: 'plan', plan, correlated: () => false, lateral: false },
  });
};

export const bindPlan = (
  query: Query,
  alias: string,
  columns: readonly string[],
  context: Context,
  commonTables: CommonTableScope | null,
  lateral: boolean,
): Binding => {
  const outer = lateral ? context.scope : context.scope.parent;
  const { plan, correlated } = compileQuery(
    query,
    { ...context, collected: null, commonTables },
    outer,
    true,
  );
  if (correlated && !lateral) context.scope.correlated = true;
  return context.scope.add({
    exposed: alias,
    aliased: true,
    schema: '',
    database: '',
    columns: renamed(plan.columns, columns, alias),
    source: { kind: 'plan', plan, correlated: () => correlated, lateral },
  });
};

export const renamed = (
  columns: readonly OutputColumn[],
  names: readonly string[],
  alias: string,
): BoundColumn[] => {
  if (names.length > 0 && names.length !== columns.length) {
    throw sqlError(names.length < columns.length ? 8158 : 8159, alias);
  }
  const result = columns.map((column, i) => ({ ...column, name: names[i] ?? column.name }));
  result.forEach((column, i) => {
    if (column.name === '') throw sqlError(8155, i + 1, alias);
    if (result.findIndex((c) => c.name === column.name) !== i) throw sqlError(8156, column.name, alias);
  });
  return result;
};
