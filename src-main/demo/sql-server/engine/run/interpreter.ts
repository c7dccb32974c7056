/** Statements one after the other, and what their errors do. */
import { SqlError } from '../errors.ts';
import type { Statement } from '../syntax/ast.ts';
import { runControl } from './control.ts';
import { runDdl } from './ddl.ts';
import { runDml } from './dml.ts';
import { announce } from './hooks.ts';
import { BatchEnd, type ExecutionScope, type Outcome } from './scope.ts';
import { runSelect } from './select-statement.ts';
import type { Session } from './session.ts';

/** Errors that end the batch and roll the transaction back (conversion errors, deadlock, log or disk full). */
const rollingBack = new Set([241, 242, 244, 245, 248, 8114, 8169, 1205, 3960, 3609, 9002, 1105]);

export const runStatements = async (
  session: Session,
  statements: readonly Statement[],
  scope: ExecutionScope,
): Promise<Outcome> => {
  for (const statement of statements) {
    const outcome = await runStatement(session, statement, scope);
    if (outcome !== 'next') return outcome;
  }
  return 'next';
};

export const runStatement = async (
  session: Session,
  statement: Statement,
  scope: ExecutionScope,
): Promise<Outcome> => {
  session.checkSignal();
  if (isCompound(statement)) return runCompound(session, statement, scope);
  try {
    await announce(session, statement.kind === 'query' ? 'select' : statement.kind, scope.text);
    beginImplicitly(session, statement);
    const outcome = await dispatch(session, statement, scope);
    if (!keepsError(statement)) session.facts.lastError = 0;
    return outcome;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    fail(session, error, statement, scope);
    return 'next';
  } finally {
    if (scope.trigger === null && scope.nestLevel === 0) session.endStatement();
  }
};

/** A call from the wire: its errors reach as far as those of a statement. */
export const runGuarded = async (
  session: Session,
  scope: ExecutionScope,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    fail(session, error, { kind: 'empty', line: 1 }, scope);
  }
};

const keepsError = (statement: Statement): boolean =>
  statement.kind === 'declare' || statement.kind === 'raiserror';

const writes = new Set(['insert', 'update', 'delete', 'truncate', 'create-table', 'drop', 'create-index']);
const beginImplicitly = (session: Session, statement: Statement): void => {
  if (!session.implicitTransactions || session.open !== null) return;
  const reads =
    statement.kind === 'query' &&
    statement.query.body.kind === 'select' &&
    statement.query.body.from.length > 0;
  if (reads || writes.has(statement.kind)) session.begin(false);
};

const dispatch = async (session: Session, statement: Statement, scope: ExecutionScope): Promise<Outcome> => {
  switch (statement.kind) {
    case 'query':
      await runSelect(session, statement, scope);
      return 'next';
    case 'insert':
    case 'update':
    case 'delete':
    case 'truncate':
      await runDml(session, statement, scope);
      return 'next';
    case 'create-table':
    case 'alter-add':
    case 'alter-drop':
    case 'alter-column':
    case 'alter-trigger-state':
    case 'create-index':
    case 'create-view':
    case 'create-trigger':
    case 'create-procedure':
    case 'drop':
    case 'permission':
      await runDdl(session, statement, scope);
      session.sink.statementDone(null, false);
      return 'next';
    default:
      return runControl(session, statement, scope);
  }
};

/** Reports the error, or throws it on to a TRY block or the end of the batch. */
const fail = (session: Session, error: SqlError, statement: Statement, scope: ExecutionScope): void => {
  if (error.line === 0) error.line = statement.line;
  if (error.procedure === '') error.procedure = scope.procedureName;
  session.facts.rowCount = 0n;
  if (error.severity <= 10) {
    session.report(error);
    return;
  }
  session.facts.lastError = error.number;
  const inTrigger = scope.trigger !== null && !error.raised;
  const abort = (session.facts.xactAbort && !error.raised) || rollingBack.has(error.number) || inTrigger;
  if (abort && session.open !== null) {
    if (scope.tryDepth > 0) session.open.doomed = true;
    else session.rollback();
    session.noteTransaction();
  }
  const unseen =
    error.scope === 'scope' || error.number === 40515 || (error.scope === 'batch' && error.severity === 15);
  if (scope.tryDepth > 0 && !unseen) throw error;
  if (abort || error.scope !== 'statement') throw new BatchEnd(error, unseen);
  session.report(error);
  session.sink.statementDone(null, true);
};

type Compound = Statement & { kind: 'block' | 'if' | 'while' | 'try' };
const isCompound = (statement: Statement): statement is Compound =>
  ['block', 'if', 'while', 'try'].includes(statement.kind);

const runCompound = async (
  session: Session,
  statement: Compound,
  scope: ExecutionScope,
): Promise<Outcome> => {
  switch (statement.kind) {
    case 'block':
      return runStatements(session, statement.body, scope);
    case 'try':
      return runTry(session, statement, scope);
    case 'if': {
      const chosen = await decide(session, statement, scope);
      if (chosen === null) return 'next';
      if (chosen) return runStatement(session, statement.body, scope);
      return statement.otherwise === null ? 'next' : runStatement(session, statement.otherwise, scope);
    }
    case 'while': {
      for (;;) {
        session.checkSignal();
        if ((await decide(session, statement, scope)) !== true) return 'next';
        const outcome = await runStatement(session, statement.body, scope);
        if (outcome === 'return') return outcome;
        if (outcome === 'break') return 'next';
        await session.breathe();
      }
    }
  }
};

/** null: evaluating the condition failed, and the batch goes on after the statement. */
const decide = async (
  session: Session,
  statement: Statement & { kind: 'if' | 'while' },
  scope: ExecutionScope,
): Promise<boolean | null> => {
  try {
    await announce(session, statement.kind, scope.text);
    const value = await session.test(statement.condition, scope);
    return value === true;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    fail(session, error, statement, scope);
    return null;
  } finally {
    if (scope.nestLevel === 0) session.endStatement();
  }
};

const runTry = async (
  session: Session,
  statement: Statement & { kind: 'try' },
  scope: ExecutionScope,
): Promise<Outcome> => {
  const depth = scope.tryDepth;
  scope.tryDepth += 1;
  let caught: SqlError;
  try {
    return await runStatements(session, statement.body, scope);
  } catch (error) {
    if (error instanceof BatchEnd && !error.passesTry) caught = error.cause;
    else if (error instanceof SqlError) caught = error;
    else throw error;
    if (caught.severity >= 20) throw error;
  } finally {
    scope.tryDepth = depth;
  }
  const before = scope.caught;
  scope.caught = caught;
  try {
    return await runStatements(session, statement.handler, scope);
  } finally {
    scope.caught = before;
  }
};
