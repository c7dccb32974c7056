/** EXEC: built-in procedures, the site's own procedures, and text. */
import type { SqlType } from '../../session.ts';
import type { Procedure } from '../catalog/model.ts';
import { SqlError, sqlError } from '../errors.ts';
import type { ObjectName, ProcedureArgument, ProcedureParameter, Statement } from '../syntax/ast.ts';
import { converter } from '../types/convert.ts';
import { intType, type Value } from '../types/sql-type.ts';
import { parsed } from './batch.ts';
import { findBuiltIn } from './built-in-procedures.ts';
import { runStatements } from './interpreter.ts';
import { checkNames } from './names-check.ts';
import { BatchEnd, type ExecutionScope, newScope } from './scope.ts';
import type { Session } from './session.ts';
import { restoreSettings, savedSettings } from './settings.ts';

/** A value handed to a procedure; `assign` takes what an OUTPUT parameter becomes. */
export interface Argument {
  readonly name: string;
  readonly type: SqlType;
  readonly value: Value;
  readonly output: boolean;
  readonly isDefault: boolean;
  assign(value: Value, type: SqlType): void;
}
const deepest = 32;

export const executeProcedure = async (
  session: Session,
  statement: Statement & { kind: 'execute' },
  scope: ExecutionScope,
): Promise<void> => {
  const given: Argument[] = [];
  for (const argument of statement.arguments) given.push(await bindArgument(session, argument, scope));
  const status = await call(session, statement.procedure, given, scope);
  if (statement.result === '') return;
  const { serverCollation } = session.server.catalog;
  const variable = scope.variables.get(serverCollation.key(statement.result));
  if (variable === undefined) throw sqlError(137, statement.result);
  variable.value = converter(intType, variable.type)(status);
};

const bindArgument = async (
  session: Session,
  argument: ProcedureArgument,
  scope: ExecutionScope,
): Promise<Argument> => {
  const isDefault = argument.value.kind === 'default';
  const { type, value } = isDefault
    ? { type: intType, value: null }
    : await session.evaluate(argument.value, scope);
  const key =
    argument.value.kind === 'variable' ? session.server.catalog.serverCollation.key(argument.value.name) : '';
  const variable = key === '' ? undefined : scope.variables.get(key);
  if (argument.output && variable === undefined) throw sqlError(179);
  return {
    name: argument.name,
    type,
    value,
    output: argument.output,
    isDefault,
    assign: (next, from) => {
      if (!argument.output || variable === undefined) return;
      variable.value = next === null ? null : converter(from, variable.type)(next);
    },
  };
};

/** Runs a procedure; its return status. 2812 when there is none of the name. */
export const call = async (
  session: Session,
  name: ObjectName,
  given: readonly Argument[],
  scope: ExecutionScope,
): Promise<number> => {
  const builtIn = findBuiltIn(name);
  if (builtIn !== null) return builtIn(session, given, scope);
  const database = name.database === '' ? session.database : name.database;
  const found = session.server.catalog.find(database, name.schema === '' ? 'dbo' : name.schema, name.name);
  if (found?.kind !== 'procedure') {
    const written = [name.database, name.schema, name.name].filter((part) => part !== '').join('.');
    throw sqlError(2812, written);
  }
  return callStored(session, found, given, scope);
};

const callStored = async (
  session: Session,
  procedure: Procedure,
  given: readonly Argument[],
  scope: ExecutionScope,
): Promise<number> => {
  const [statement] = parsed(procedure.text, true);
  if (statement?.kind !== 'create-procedure') throw new Error('A stored procedure is its CREATE statement.');
  const inner: ExecutionScope = {
    ...newScope(procedure.text, scope),
    procedureName: procedure.name,
    trigger: null,
  };
  const { parameters } = statement;
  const bound = await bindParameters(session, procedure.name, parameters, given, inner);
  const { database } = session;
  session.database = procedure.database;
  try {
    await runInner(session, statement.body, inner);
  } finally {
    session.database = database;
  }
  for (const { parameter, argument } of bound) {
    const variable = inner.variables.get(session.server.catalog.serverCollation.key(parameter.name));
    if (parameter.output && variable !== undefined) argument?.assign(variable.value, variable.type);
  }
  return inner.returnValue;
};

export const bindParameters = async (
  session: Session,
  name: string,
  parameters: readonly ProcedureParameter[],
  given: readonly Argument[],
  inner: ExecutionScope,
): Promise<{ parameter: ProcedureParameter; argument: Argument | undefined }[]> => {
  const { serverCollation } = session.server.catalog;
  const same = (a: string, b: string): boolean => serverCollation.key(a) === serverCollation.key(b);
  const stranger = given.find((a) => a.name !== '' && !parameters.some((p) => same(p.name, a.name)));
  if (stranger !== undefined) throw sqlError(8145, stranger.name, name);
  if (given.length > parameters.length) throw sqlError(8144, name);
  const bound = parameters.map((parameter, i) => {
    const positional = given[i]?.name === '' ? given[i] : undefined;
    return {
      parameter,
      argument: given.find((a) => a.name !== '' && same(a.name, parameter.name)) ?? positional,
    };
  });
  for (const { parameter, argument } of bound) {
    let value: Value = null;
    if (argument !== undefined && !argument.isDefault) {
      value = argument.value === null ? null : converter(argument.type, parameter.type)(argument.value);
    } else if (parameter.initial !== null) {
      value = await session.evaluateAs(parameter.initial, parameter.type, inner);
    } else throw sqlError(201, name, parameter.name);
    inner.variables.set(serverCollation.key(parameter.name), { type: parameter.type, value });
  }
  return bound;
};

/** Statements of an inner scope: what they could not resolve, the outer TRY sees. */
export const runInner = async (
  session: Session,
  statements: Parameters<typeof runStatements>[1],
  inner: ExecutionScope,
): Promise<void> => {
  if (inner.nestLevel > deepest) {
    throw new SqlError(
      217,
      16,
      1,
      `Maximum stored procedure, function, trigger, or view nesting level exceeded (limit ${deepest}).`,
      'batch',
    );
  }
  const settings = savedSettings(session);
  try {
    checkNames(session, statements, inner);
    await runStatements(session, statements, inner);
  } catch (error) {
    if (error instanceof SqlError) throw endingScope(error);
    if (!(error instanceof BatchEnd) || !error.passesTry || error.cause.number === 40515) throw error;
    throw endingScope(error.cause);
  } finally {
    restoreSettings(session, settings);
    for (const table of inner.tableVariables.values()) session.server.store.dropTable(table);
  }
};

/** What could not be resolved or parsed ends the inner scope; to the outer one it is a statement's error. */
const endingScope = (cause: SqlError): SqlError => {
  const error = new SqlError(cause.number, cause.severity, cause.state, cause.message, 'statement');
  error.line = cause.line;
  error.procedure = cause.procedure;
  return error;
};

/** EXEC (text) and sp_executesql. */
export const executeText = async (
  session: Session,
  text: string,
  scope: ExecutionScope,
  bind: ((inner: ExecutionScope) => Promise<void>) | null,
): Promise<void> => {
  const inner = newScope(text, scope);
  if (bind !== null) await bind(inner);
  let statements: Parameters<typeof runStatements>[1];
  try {
    statements = parsed(text, session.facts.quotedIdentifier);
  } catch (error) {
    throw error instanceof SqlError && error.number !== 40515 ? endingScope(error) : error;
  }
  await runInner(session, statements, inner);
};
