/** Variables, flow of control, SET, transactions, messages, EXEC. */
import { setTimeout as sleep } from 'node:timers/promises';
import { compileBinary } from '../compile/arithmetic.ts';
import { coerce, typedValue } from '../compile/coerce.ts';
import { compileExpression, contextFor, emptyFrame } from '../compile/expression.ts';
import { findRelation } from '../compile/sources.ts';
import { SqlError, sqlError } from '../errors.ts';
import { undo } from '../storage/transaction.ts';
import type { Statement } from '../syntax/ast.ts';
import { converter } from '../types/convert.ts';
import { intType, nvarchar } from '../types/sql-type.ts';
import { declareTable } from './create-table.ts';
import { evaluateWaiting } from './drain.ts';
import { executeProcedure, executeText } from './execute.ts';
import { print, raiserror, throwError } from './messages.ts';
import { Attention, type ExecutionScope, type Outcome } from './scope.ts';
import type { Session } from './session.ts';
import { setOption } from './settings.ts';

export const runControl = async (
  session: Session,
  statement: Statement,
  scope: ExecutionScope,
): Promise<Outcome> => {
  switch (statement.kind) {
    case 'declare':
      await declare(session, statement, scope);
      return 'next';
    case 'set-variable':
      await assign(session, statement, scope);
      return 'next';
    case 'set-option':
      for (const option of statement.options) setOption(session, option, statement.value);
      return 'next';
    case 'set-identity-insert':
      setIdentityInsert(session, statement, scope);
      return 'next';
    case 'set-isolation':
      session.facts.isolation = statement.level;
      return 'next';
    case 'print':
      await print(session, statement.value, scope);
      return 'next';
    case 'raiserror':
      await raiserror(session, statement, scope);
      return 'next';
    case 'throw':
      return throwError(session, statement, scope);
    case 'return':
      if (statement.value !== null) {
        scope.returnValue = Number((await session.evaluateAs(statement.value, intType, scope)) ?? 0);
      }
      return 'return';
    case 'break':
      return 'break';
    case 'continue':
      return 'continue';
    case 'waitfor':
      await waitFor(session, statement, scope);
      return 'next';
    case 'use':
      changeDatabase(session, statement.database);
      return 'next';
    case 'begin-transaction':
      session.begin(false);
      return 'next';
    case 'commit':
      session.commit();
      return 'next';
    case 'rollback':
      rollback(session, statement.name);
      return 'next';
    case 'save-transaction':
      if (session.open === null) {
        throw new SqlError(
          628,
          16,
          0,
          'Cannot issue SAVE TRANSACTION when there is no active transaction.',
          'statement',
        );
      }
      session.open.savepoints.set(statement.name, session.open.entries.length);
      return 'next';
    case 'execute':
      await executeProcedure(session, statement, scope);
      return 'next';
    case 'execute-text': {
      const text = await session.evaluateAs(statement.text, nvarchar('max'), scope);
      if (text !== null) await executeText(session, text as string, scope, null);
      return 'next';
    }
    case 'empty':
      return 'next';
    default:
      throw new Error(`The interpreter has no way to run ${statement.kind}.`);
  }
};

const declare = async (
  session: Session,
  statement: Statement & { kind: 'declare' },
  scope: ExecutionScope,
): Promise<void> => {
  const { serverCollation } = session.server.catalog;
  for (const { name, type, table, initial } of statement.variables) {
    const key = serverCollation.key(name);
    if (table !== null) {
      if (!scope.tableVariables.has(key))
        declareTable(session, scope, name, table.columns, table.constraints);
      continue;
    }
    if (type === null) continue;
    // A DECLARE inside a loop declares once and keeps the value.
    if (!scope.variables.has(key)) scope.variables.set(key, { type, value: null });
    const variable = scope.variables.get(key);
    if (initial !== null && variable !== undefined) {
      variable.value = await session.evaluateAs(initial, type, scope);
    }
  }
};

const assign = async (
  session: Session,
  statement: Statement & { kind: 'set-variable' },
  scope: ExecutionScope,
): Promise<void> => {
  const environment = session.environment(scope);
  const variable = scope.variables.get(environment.serverCollation.key(statement.name));
  if (variable === undefined) throw sqlError(137, statement.name);
  let typed = compileExpression(statement.value, contextFor(environment));
  if (statement.op !== '=') {
    const current = typedValue(
      variable.type,
      variable.value,
      environment.columnCollation(environment.database),
    );
    typed = compileBinary(statement.op.slice(0, -1), { ...current, nullable: true }, typed, environment);
  }
  const coerced = coerce(typed, variable.type, environment.facts.dateOrder);
  const value = await evaluateWaiting(session, () => coerced.evaluate(emptyFrame));
  variable.value = value === null ? null : converter(variable.type, variable.type)(value);
};

const setIdentityInsert = (
  session: Session,
  statement: Statement & { kind: 'set-identity-insert' },
  scope: ExecutionScope,
): void => {
  const table = findRelation(statement.table, session.environment(scope));
  if (table.kind !== 'table' || !table.columns.some((c) => c.identity !== null)) {
    throw new SqlError(
      8106,
      16,
      1,
      `Table '${table.name}' does not have the identity property. Cannot perform SET operation.`,
      'statement',
    );
  }
  if (statement.on) {
    session.identityInsert.clear();
    session.identityInsert.add(table.id);
  } else session.identityInsert.delete(table.id);
};

export const changeDatabase = (session: Session, name: string): void => {
  const { name: to } = session.server.catalog.database(name);
  const { databases } = session.login;
  if (databases !== undefined && !databases.includes(to)) {
    throw new SqlError(
      916,
      14,
      1,
      `The server principal "${session.login.user}" is not able to access the database "${to}" under the current security context.`,
      'statement',
    );
  }
  const from = session.database;
  session.database = to;
  session.sink.databaseChanged(to, from);
  session.sink.message({
    number: 5701,
    class: 0,
    state: 1,
    message: `Changed database context to '${to}'.`,
    procedure: '',
    line: 1,
  });
};

const rollback = (session: Session, name: string): void => {
  const { open } = session;
  if (open === null) throw sqlError(3903);
  const savepoint = name === '' ? undefined : open.savepoints.get(name);
  if (savepoint === undefined) {
    session.rollback();
    return;
  }
  if (open.doomed) throw sqlError(3931);
  undo(open, savepoint, session.server.store, session.server.catalog);
};

const waitFor = async (
  session: Session,
  statement: Statement & { kind: 'waitfor' },
  scope: ExecutionScope,
): Promise<void> => {
  const text = String((await session.evaluateAs(statement.delay, nvarchar(30), scope)) ?? '');
  const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,3}))?)?$/.exec(text.trim());
  if (match === null) {
    throw new SqlError(
      148,
      15,
      1,
      `Incorrect time syntax in time string '${text}' used with WAITFOR.`,
      'statement',
    );
  }
  const [, h = '0', m = '0', s = '0', f = '0'] = match;
  const milliseconds = (Number(h) * 3600 + Number(m) * 60 + Number(s)) * 1000 + Number(f.padEnd(3, '0'));
  try {
    await sleep(milliseconds, undefined, { signal: session.signal });
  } catch (error) {
    if (session.signal.aborted) throw new Attention();
    throw error;
  }
};
