/** Functions that look objects and columns up in the catalog. */
import type { SqlType } from '../../session.ts';
import type { CatalogObject, Table } from '../catalog/model.ts';
import type { Environment } from '../compile/environment.ts';
import type { Context } from '../compile/expression.ts';
import type { Typed } from '../compile/frame.ts';
import { SqlError } from '../errors.ts';
import { Cursor } from '../syntax/cursor.ts';
import { intType, sysname, type Value } from '../types/sql-type.ts';
import { argument, asInt, asText, type BuiltIn, databaseText, strict } from './signature.ts';

export const texts = (
  type: SqlType,
  arity: readonly [number, number],
  apply: (environment: Environment, values: readonly string[], context: Context) => Value,
): BuiltIn => ({
  arity,
  compile: (args, context): Typed => ({
    ...strict(
      args.map((arg) => asText(arg, context)),
      type,
      (values) => apply(context.environment, values as string[], context),
    ),
    ...databaseText(context),
    nullable: true,
  }),
});

/** An object named in a text: 'armast', 'dbo.armast', 'PRO01..armast', '[ar mast]', '#temp'. */
export const objectNamed = (environment: Environment, text: string): CatalogObject | null => {
  try {
    const name = new Cursor(text, true).objectName();
    if (name.name.startsWith('#')) {
      return environment.temporaryTables.get(environment.serverCollation.key(name.name)) ?? null;
    }
    const database = name.database === '' ? environment.database : name.database;
    return environment.catalog.find(database, name.schema === '' ? 'dbo' : name.schema, name.name);
  } catch (error) {
    // A text that is no name names no object.
    if (!(error instanceof SqlError)) throw error;
    return null;
  }
};

const typeCodes: Record<CatalogObject['kind'], string> = {
  table: 'U',
  view: 'V',
  trigger: 'TR',
  procedure: 'P',
};

const columnProperty = (table: Table, column: string, name: string, e: Environment): Value => {
  const { collation } = e.catalog.database(table.database);
  const found = table.columns.find((c) => collation.key(c.name) === collation.key(column));
  if (found === undefined) return null;
  switch (name.toLowerCase()) {
    case 'isidentity':
      return found.identity === null ? 0 : 1;
    case 'iscomputed':
      return found.computedText === null ? 0 : 1;
    case 'allowsnull':
      return found.nullable ? 1 : 0;
    case 'columnid':
    case 'ordinal':
      return found.columnId;
    case 'precision':
      return 'length' in found.type ? (found.type.length === 'max' ? -1 : found.type.length) : null;
    default:
      return null;
  }
};

export const catalogFunctions: Record<string, BuiltIn> = {
  OBJECT_ID: texts(intType, [1, 2], (e, [name = '', type]) => {
    const object = objectNamed(e, name);
    if (object === null || (type !== undefined && typeCodes[object.kind] !== type.trim().toUpperCase()))
      return null;
    return object.id;
  }),
  OBJECT_NAME: {
    arity: [1, 2],
    compile: (args, context) => ({
      ...strict(
        [asInt(argument(args, 0), context)],
        sysname,
        ([id]) => context.environment.catalog.byId(id as number)?.name ?? null,
      ),
      ...databaseText(context),
    }),
  },
  OBJECT_SCHEMA_NAME: {
    arity: [1, 2],
    compile: (args, context) => ({
      ...strict(
        [asInt(argument(args, 0), context)],
        sysname,
        ([id]) => context.environment.catalog.byId(id as number)?.schema ?? null,
      ),
      ...databaseText(context),
    }),
  },
  OBJECTPROPERTY: {
    arity: [2, 2],
    compile: (args, context) =>
      strict(
        [asInt(argument(args, 0), context), asText(argument(args, 1), context)],
        intType,
        ([id, name]) => {
          const object = context.environment.catalog.byId(id as number);
          if (object === null) return null;
          const kinds: Record<string, string> = {
            istable: 'table',
            isusertable: 'table',
            isview: 'view',
            istrigger: 'trigger',
            isprocedure: 'procedure',
          };
          const kind = kinds[(name as string).toLowerCase()];
          if ((name as string).toLowerCase() === 'ismsshipped') return 0;
          return kind === undefined ? null : object.kind === kind ? 1 : 0;
        },
      ),
  },
  COLUMNPROPERTY: {
    arity: [3, 3],
    compile: (args, context) =>
      strict(
        [asInt(argument(args, 0), context), ...args.slice(1).map((arg) => asText(arg, context))],
        intType,
        ([id, column, name]) => {
          const object = context.environment.catalog.byId(id as number);
          if (object?.kind !== 'table') return null;
          return columnProperty(object, column as string, name as string, context.environment);
        },
      ),
  },
  COL_LENGTH: texts({ name: 'smallint' }, [2, 2], (e, [table = '', column = '']) => {
    const object = objectNamed(e, table);
    if (object?.kind !== 'table') return null;
    const { collation } = e.catalog.database(object.database);
    const found = object.columns.find((c) => collation.key(c.name) === collation.key(column));
    return found === undefined ? null : e.storageLength(found.type);
  }),
  COL_NAME: {
    arity: [2, 2],
    compile: (args, context) => ({
      ...strict(
        args.map((arg) => asInt(arg, context)),
        sysname,
        ([id, column]) => {
          const object = context.environment.catalog.byId(id as number);
          if (object?.kind !== 'table') return null;
          return object.columns.find((c) => c.columnId === column)?.name ?? null;
        },
      ),
      ...databaseText(context),
    }),
  },
};
