/** Functions about the server, the session and the catalog. */
import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import { unsupported } from '../errors.ts';
import type { FunctionCall } from '../syntax/ast.ts';
import { datetimeType, intType, numeric, nvarchar, sysname, type Value } from '../types/sql-type.ts';
import { objectNamed, texts } from './catalog.ts';
import { argument, asInt, asText, type BuiltIn, databaseText, fixed, strict } from './signature.ts';

const serverProperty = (e: Environment, name: string): readonly [SqlType, Value] => {
  switch (name.toLowerCase()) {
    case 'productversion':
      return [nvarchar(128), e.server.productVersion];
    case 'productlevel':
      return [nvarchar(128), e.server.major === 10 ? 'SP3' : 'RTM'];
    case 'edition':
      return [nvarchar(128), 'Express Edition (64-bit)'];
    case 'engineedition':
      return [intType, 4];
    case 'servername':
    case 'machinename':
      return [nvarchar(128), e.server.name];
    case 'collation':
      return [nvarchar(128), e.serverCollation.name];
    case 'instancename':
      return [nvarchar(128), null];
    case 'isintegratedsecurityonly':
    case 'isclustered':
    case 'isfulltextinstalled':
    case 'issingleuser':
      return [intType, 0];
    default:
      return [nvarchar(128), null];
  }
};

const databaseProperty = (e: Environment, database: string, name: string): readonly [SqlType, Value] => {
  const entry = e.catalog.findDatabase(database);
  if (entry === null) return [nvarchar(128), null];
  switch (name.toLowerCase()) {
    case 'collation':
      return [nvarchar(128), entry.collation.name];
    case 'status':
      return [nvarchar(128), 'ONLINE'];
    case 'updateability':
      return [nvarchar(128), 'READ_WRITE'];
    case 'useraccess':
      return [nvarchar(128), 'MULTI_USER'];
    case 'recovery':
      return [nvarchar(128), 'SIMPLE'];
    case 'version':
      return [intType, 661];
    default:
      return [nvarchar(128), null];
  }
};

/** The type of the property's value depends on its name, which therefore must be a constant. */
const property = (
  read: (e: Environment, args: readonly string[]) => readonly [SqlType, Value],
  arity: number,
): BuiltIn => ({
  arity: [arity, arity],
  compile: (args, context, call: FunctionCall) => {
    const name = call.args.at(-1);
    if (name?.kind !== 'literal') throw unsupported(`${call.name} with a property name that is no constant`);
    const values = args.map((arg) => asText(arg, context).evaluate({ slots: [], outer: null }));
    if (values.includes(null)) return fixed(nvarchar(128), context, () => null);
    const [type, value] = read(context.environment, values as string[]);
    return fixed(type, context, () => value);
  },
});

const login = (read: (e: Environment) => Value): BuiltIn => ({
  arity: [0, 1],
  compile: (_, context) => fixed(sysname, context, () => read(context.environment)),
});
const userName = (e: Environment): string => (e.isMember('sysadmin') ? 'dbo' : e.facts.login);

export const systemFunctions: Record<string, BuiltIn> = {
  SERVERPROPERTY: property((e, [name = '']) => serverProperty(e, name), 1),
  DATABASEPROPERTYEX: property((e, [database = '', name = '']) => databaseProperty(e, database, name), 2),
  DB_NAME: {
    arity: [0, 1],
    compile: (args, context) => {
      const { environment } = context;
      if (args.length === 0) return fixed(sysname, context, () => environment.database);
      return {
        ...strict(
          [asInt(argument(args, 0), context)],
          sysname,
          ([id]) => environment.catalog.databases().find((d) => d.id === id)?.name ?? null,
        ),
        ...databaseText(context),
      };
    },
  },
  DB_ID: {
    arity: [0, 1],
    compile: (args, context) => {
      const { environment } = context;
      const name = args.length === 0 ? [] : [asText(argument(args, 0), context)];
      return strict(
        name,
        { name: 'smallint' },
        ([n = environment.database]) => environment.catalog.findDatabase(n as string)?.id ?? null,
      );
    },
  },
  SUSER_SNAME: login((e) => e.facts.login),
  SUSER_NAME: login((e) => e.facts.login),
  ORIGINAL_LOGIN: login((e) => e.facts.login),
  SYSTEM_USER: login((e) => e.facts.login),
  USER_NAME: login(userName),
  USER: login(userName),
  CURRENT_USER: login(userName),
  SESSION_USER: login(userName),
  APP_NAME: login((e) => e.facts.applicationName),
  HOST_NAME: login((e) => e.facts.hostName),
  SCHEMA_NAME: login(() => 'dbo'),
  SCHEMA_ID: { arity: [0, 1], compile: (_, context) => fixed(intType, context, () => 1) },
  IS_SRVROLEMEMBER: texts(intType, [1, 2], (e, [role = '']) => (e.isMember(role.toLowerCase()) ? 1 : 0)),
  IS_MEMBER: texts(intType, [1, 1], (e, [role = '']) => (e.isMember(role.toLowerCase()) ? 1 : 0)),
  HAS_DBACCESS: texts(intType, [1, 1], (e, [name = '']) =>
    e.catalog.findDatabase(name) === null ? null : 1,
  ),
  HAS_PERMS_BY_NAME: {
    arity: [3, 5],
    compile: (args, context) => {
      const { environment } = context;
      const [securable, kind, permission] = args.map((arg) => asText(arg, context).evaluate);
      return fixed(intType, context, () => {
        const frame = { slots: [], outer: null };
        const name = securable?.(frame) ?? null;
        const what = String(kind?.(frame) ?? '').toUpperCase();
        const wanted = String(permission?.(frame) ?? '').toUpperCase();
        if (what !== 'OBJECT' || name === null) {
          const database = what === 'DATABASE' && name !== null ? String(name) : environment.database;
          return environment.mayUse(wanted, database, '') ? 1 : 0;
        }
        const object = objectNamed(environment, String(name));
        if (object === null) return null;
        return environment.mayUse(wanted, object.database, object.name) ? 1 : 0;
      });
    },
  },
  IDENT_CURRENT: texts(numeric(38, 0), [1, 1], (e, [name = '']) => {
    const object = objectNamed(e, name);
    if (object?.kind !== 'table') return null;
    const identity = object.columns.find((c) => c.identity !== null)?.identity ?? null;
    return identity === null ? null : BigInt(e.store.identity(object) ?? identity.seed);
  }),
  SCOPE_IDENTITY: {
    arity: [0, 0],
    compile: (_, context) => fixed(numeric(38, 0), context, () => context.environment.scopeIdentity.value),
  },
  ROWCOUNT_BIG: {
    arity: [0, 0],
    compile: (_, context) => fixed({ name: 'bigint' }, context, () => context.environment.facts.rowCount),
  },
  STATS_DATE: { arity: [2, 2], compile: (_, context) => fixed(datetimeType, context, () => null) },
  TRIGGER_NESTLEVEL: {
    arity: [0, 3],
    compile: (_, context) => fixed(intType, context, () => context.environment.nestLevel),
  },
};
