/**
 * Before a batch runs, SQL Server resolves the columns and variables of all its statements; a wrong one keeps the whole
 * batch from running. Tables that are not there (yet) wait until their statement's turn, and so does whatever comes
 * after a statement that changes the catalog or the database.
 */
import { compileCondition } from '../compile/condition.ts';
import { compileExpression, contextFor } from '../compile/expression.ts';
import { compileQuery } from '../compile/query.ts';
import { SqlError } from '../errors.ts';
import type { Statement } from '../syntax/ast.ts';
import { targetTable } from './dml.ts';
import { type ExecutionScope, newScope } from './scope.ts';
import type { Session } from './session.ts';
import { findTargets } from './targets.ts';
import { compileSetters } from './update.ts';

const unresolved = new Set([137, 207, 209, 4104]);
const changesCatalog = /^(create-|alter-|drop$|use$|execute)/;

/** Throws the error of the first statement with a name that means nothing. */
export const checkNames = (
  session: Session,
  statements: readonly Statement[],
  outer: ExecutionScope,
): void => {
  if (statements.length < 2) return;
  const scope: ExecutionScope = {
    ...newScope(outer.text, outer),
    variables: new Map([...outer.variables].map(([name, { type }]) => [name, { type, value: null }])),
    tableVariables: new Map(outer.tableVariables),
    transitionTables: outer.transitionTables,
  };
  checkAll(session, statements, scope);
};

/** False: what follows cannot be judged yet. */
const checkAll = (session: Session, statements: readonly Statement[], scope: ExecutionScope): boolean =>
  statements.every((statement) => check(session, statement, scope));

const check = (session: Session, statement: Statement, scope: ExecutionScope): boolean => {
  if (changesCatalog.test(statement.kind)) return false;
  switch (statement.kind) {
    case 'declare':
      for (const { name, type } of statement.variables) {
        if (type === null) return false;
        scope.variables.set(session.server.catalog.serverCollation.key(name), { type, value: null });
      }
      return true;
    case 'block':
      return checkAll(session, statement.body, scope);
    case 'try':
      return checkAll(session, statement.body, scope) && checkAll(session, statement.handler, scope);
    case 'while':
      attempt(statement, () => compileCondition(statement.condition, contextFor(session.environment(scope))));
      return check(session, statement.body, scope);
    case 'if':
      attempt(statement, () => compileCondition(statement.condition, contextFor(session.environment(scope))));
      return (
        check(session, statement.body, scope) &&
        (statement.otherwise === null || check(session, statement.otherwise, scope))
      );
    default:
      attempt(statement, () => compileOnly(session, statement, scope));
      return true;
  }
};

const compileOnly = (session: Session, statement: Statement, scope: ExecutionScope): void => {
  const context = contextFor(session.environment(scope));
  switch (statement.kind) {
    case 'query':
      compileQuery(statement.query, context, null, false);
      return;
    case 'insert': {
      const { rows } = statement;
      if (rows === 'default values' || 'procedure' in rows) return;
      if (rows.body.kind !== 'values') {
        compileQuery({ ...rows, with: [...statement.with, ...rows.with] }, context, null, false);
        return;
      }
      for (const cell of rows.body.rows.flat()) if (cell.kind !== 'default') compileExpression(cell, context);
      return;
    }
    case 'update': {
      const table = targetTable(session, statement, scope);
      const targets = findTargets(session, statement, scope, table);
      compileSetters(statement.set, table, targets);
      return;
    }
    case 'delete':
      findTargets(session, statement, scope, targetTable(session, statement, scope));
      return;
    case 'set-variable':
    case 'print':
      compileExpression(statement.value, context);
      return;
    default:
      return;
  }
};

const attempt = (statement: Statement, work: () => unknown): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    // Everything else comes up again, at its time, when the statement runs.
    if (!unresolved.has(error.number)) return;
    if (error.line === 0) error.line = statement.line;
    throw error;
  }
};
