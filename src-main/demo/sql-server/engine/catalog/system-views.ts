/** INFORMATION_SCHEMA, sys and the old dbo.sys… views: which name is which view. */
import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import { unsupported } from '../errors.ts';
import type { ObjectName } from '../syntax/ast.ts';
import type { Value } from '../types/sql-type.ts';
import { informationSchema } from './information-schema.ts';
import { sessionViews } from './session-views.ts';
import { sysColumnViews } from './sys-columns.ts';
import { sysIndexViews } from './sys-indexes.ts';
import { sysObjectViews } from './sys-objects.ts';

export type ViewColumn = readonly [name: string, type: SqlType, nullable?: boolean];
export interface SystemViewDefinition {
  readonly columns: readonly ViewColumn[];
  /** `database` is the one that the query names. */
  rows(environment: Environment, database: string): Value[][];
}
export interface SystemView {
  readonly columns: readonly { readonly name: string; readonly type: SqlType; readonly nullable: boolean }[];
  readonly rows: () => readonly (readonly Value[])[];
}

const schemas: Record<string, Readonly<Record<string, SystemViewDefinition>>> = {
  INFORMATION_SCHEMA: informationSchema,
  sys: { ...sysObjectViews, ...sysColumnViews, ...sysIndexViews, ...sessionViews },
};
/** SQL Server 2000's tables, still there in every later version. */
const oldNames = new Set([
  'sysobjects',
  'syscolumns',
  'sysdatabases',
  'systypes',
  'sysindexes',
  'sysprocesses',
  'sysusers',
]);

/** null when the name is no system view. A schema that is a system one with an unknown view is unsupported. */
export const systemView = (environment: Environment, name: ObjectName): SystemView | null => {
  const { serverCollation } = environment;
  const database = environment.catalog.findDatabase(
    name.database === '' ? environment.database : name.database,
  );
  if (database === null) return null;
  const same = (a: string, b: string): boolean => database.collation.key(a) === database.collation.key(b);
  const old = name.schema === '' || same(name.schema, 'dbo') || same(name.schema, 'sys');
  if (old && [...oldNames].some((n) => same(n, name.name))) {
    const key = [...oldNames].find((n) => same(n, name.name)) ?? '';
    const found = schemas.sys?.[key];
    if (found !== undefined) return opened(found, environment, database.name);
    throw unsupported(`the system view ${key}`);
  }
  for (const [schema, views] of Object.entries(schemas)) {
    if (!same(schema, name.schema)) continue;
    const found = Object.entries(views).find(([view]) => same(view, name.name));
    if (found !== undefined) return opened(found[1], environment, database.name);
    if (
      serverCollation.caseSensitive &&
      Object.keys(views).some((v) => v.toLowerCase() === name.name.toLowerCase())
    ) {
      return null;
    }
    throw unsupported(`the system view ${schema}.${name.name}`);
  }
  return null;
};

const opened = (
  definition: SystemViewDefinition,
  environment: Environment,
  database: string,
): SystemView => ({
  columns: definition.columns.map(([name, type, nullable = true]) => ({ name, type, nullable })),
  rows: () => definition.rows(environment, database),
});
