/** The system procedures that this server knows. */
import { SqlError, sqlError, unsupported } from '../errors.ts';
import type { ObjectName, ProcedureParameter } from '../syntax/ast.ts';
import { Cursor } from '../syntax/cursor.ts';
import { parseType } from '../syntax/types.ts';
import { converter } from '../types/convert.ts';
import { intType, nvarchar } from '../types/sql-type.ts';
import { type Argument, bindParameters, executeText } from './execute.ts';
import { describeFirstResult, listColumns, listDatabases, listTables } from './metadata-procedures.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

export type BuiltInProcedure = (
  session: Session,
  given: readonly Argument[],
  scope: ExecutionScope,
) => Promise<number>;

/** An argument by name or position, as text; null when absent or NULL. */
export const textArgument = (given: readonly Argument[], position: number, name: string): string | null => {
  const found =
    given.find((a) => a.name.toLowerCase() === name.toLowerCase()) ??
    (given[position]?.name === '' ? given[position] : undefined);
  if (found === undefined || found.value === null) return null;
  return converter(found.type, nvarchar('max'))(found.value) as string;
};

/** "@a int, @b varchar(10) OUTPUT" */
export const parseDeclarations = (text: string): ProcedureParameter[] => {
  if (text.trim() === '') return [];
  const c = new Cursor(text, true);
  const parameters = c.list((): ProcedureParameter => {
    const name = c.variable();
    c.takeWords('AS');
    const { type } = parseType(c, 1);
    return { name, type, initial: null, output: c.takeOneOf('OUTPUT', 'OUT') !== '' };
  });
  if (c.peek().kind !== 'end') throw c.syntaxError();
  return parameters;
};

/** Runs a text with parameters; `given` are the parameters' own arguments. */
export const executeParameterized = async (
  session: Session,
  text: string,
  declarations: string,
  given: readonly Argument[],
  scope: ExecutionScope,
): Promise<void> => {
  const parameters = parseDeclarations(declarations);
  const { serverCollation } = session.server.catalog;
  let innerScope: ExecutionScope | null = null;
  const bound: { parameter: ProcedureParameter; argument: Argument | undefined }[] = [];
  const missing = parameters.find(
    (p, i) =>
      !given.some((a) => serverCollation.key(a.name) === serverCollation.key(p.name)) &&
      given[i]?.name !== '',
  );
  if (missing !== undefined) {
    throw sqlError(8178, `(${declarations})${text}`, missing.name);
  }
  await executeText(session, text, scope, async (inner) => {
    innerScope = inner;
    bound.push(...(await bindParameters(session, 'sp_executesql', parameters, given, inner)));
  });
  const variables = (innerScope as ExecutionScope | null)?.variables;
  for (const { parameter, argument } of bound) {
    const variable = variables?.get(serverCollation.key(parameter.name));
    if (variable !== undefined) argument?.assign(variable.value, variable.type);
  }
};

const executeSql: BuiltInProcedure = async (session, given, scope) => {
  const statement = textArgument(given, 0, '@stmt') ?? textArgument(given, 0, '@statement');
  if (statement === null) throw sqlError(201, 'sp_executesql', '@statement');
  const named = (a: Argument): boolean => /^@(stmt|statement|params)$/i.test(a.name);
  const declarations = textArgument(given, 1, '@params') ?? textArgument(given, 1, '@parameters') ?? '';
  const rest = given.filter((a, i) => !named(a) && !(i < 2 && a.name === ''));
  await executeParameterized(session, statement, declarations, rest, scope);
  return 0;
};

const getAppLock: BuiltInProcedure = async (session, given) => {
  const resource = textArgument(given, 0, '@Resource');
  const mode = textArgument(given, 1, '@LockMode');
  if (resource === null) throw sqlError(201, 'sp_getapplock', '@Resource');
  if (mode === null) throw sqlError(201, 'sp_getapplock', '@LockMode');
  const owner = textArgument(given, 2, '@LockOwner') ?? 'Transaction';
  const timeout = textArgument(given, 3, '@LockTimeout');
  const milliseconds = timeout === null ? session.facts.lockTimeoutMs : Number(timeout);
  const status = await session.appLocks.acquire(resource, mode, owner, milliseconds);
  if (status === -999 && owner.toLowerCase() === 'transaction' && session.open === null) {
    session.report(
      new SqlError(
        15242,
        16,
        1,
        'The user does not have permission to perform this operation: sp_getapplock with @LockOwner = Transaction needs an open transaction.',
        'statement',
      ),
    );
  }
  return status;
};

const releaseAppLock: BuiltInProcedure = async (session, given) => {
  const resource = textArgument(given, 0, '@Resource');
  if (resource === null) throw sqlError(201, 'sp_releaseapplock', '@Resource');
  return session.appLocks.release(resource, textArgument(given, 1, '@LockOwner') ?? 'Transaction');
};

const handleOf = (given: readonly Argument[], position: number): number =>
  Number(textArgument(given, position, '@handle') ?? '0');

let nextHandle = 1;
const remember = (session: Session, declarations: string, text: string): number => {
  nextHandle += 1;
  session.prepared.set(nextHandle, { text, declarations });
  return nextHandle;
};

/** sp_prepare @handle OUTPUT, @params, @stmt */
const prepare: BuiltInProcedure = async (session, given) => {
  const text = textArgument(given, 2, '@stmt') ?? '';
  const handle = remember(session, textArgument(given, 1, '@params') ?? '', text);
  given[0]?.assign(handle, intType);
  return 0;
};

const executePrepared: BuiltInProcedure = async (session, given, scope) => {
  const handle = handleOf(given, 0);
  const found = session.prepared.get(handle);
  if (found === undefined) throw sqlError(8179, handle);
  await executeParameterized(session, found.text, found.declarations, given.slice(1), scope);
  return 0;
};

/** sp_prepexec @handle OUTPUT, @params, @stmt, values … */
const prepareAndExecute: BuiltInProcedure = async (session, given, scope) => {
  const declarations = textArgument(given, 1, '@params') ?? '';
  const text = textArgument(given, 2, '@stmt') ?? '';
  given[0]?.assign(remember(session, declarations, text), intType);
  await executeParameterized(session, text, declarations, given.slice(3), scope);
  return 0;
};

const unprepare: BuiltInProcedure = async (session, given) => {
  const handle = handleOf(given, 0);
  if (!session.prepared.delete(handle)) throw sqlError(8179, handle);
  return 0;
};

const resetConnection: BuiltInProcedure = async (session) => {
  session.reset();
  return 0;
};

const procedures: Readonly<Record<string, BuiltInProcedure>> = {
  sp_executesql: executeSql,
  sp_getapplock: getAppLock,
  sp_releaseapplock: releaseAppLock,
  sp_prepare: prepare,
  sp_execute: executePrepared,
  sp_prepexec: prepareAndExecute,
  sp_unprepare: unprepare,
  sp_reset_connection: resetConnection,
  sp_tables: listTables,
  sp_columns: listColumns,
  sp_databases: listDatabases,
  sp_describe_first_result_set: describeFirstResult,
};

/** null when the name is no system procedure. One that SQL Server has and this server has not is unsupported. */
export const findBuiltIn = (name: ObjectName): BuiltInProcedure | null => {
  const key = name.name.toLowerCase();
  if (name.schema !== '' && !['dbo', 'sys'].includes(name.schema.toLowerCase())) return null;
  const found = Object.hasOwn(procedures, key) ? procedures[key] : undefined;
  if (found !== undefined) return found;
  if (
    /^(sp|xp)_(help|who|lock|rename|spaceused|cursor|addlinkedserver|configure|lockinfo|bindsession|cmdshell|server_info|sproc_columns|stored_procedures|statistics|special_columns|pkeys|fkeys|depends|helptext|helpindex|monitor|msforeach|datatype_info|describe|add|drop|change|grant|revoke)/.test(
      key,
    )
  ) {
    throw unsupported(`the system procedure ${name.name}`);
  }
  return null;
};
