/** A request to its end: parse, run, and what is left over when it failed. */
import type { SqlRequest } from '../../session.ts';
import { SqlError, sqlError } from '../errors.ts';
import type { Statement } from '../syntax/ast.ts';
import { parseBatch } from '../syntax/statements.ts';
import { runStatements } from './interpreter.ts';
import { checkNames } from './names-check.ts';
import { runRpc } from './rpc.ts';
import { BatchEnd, newScope } from './scope.ts';
import type { Session } from './session.ts';

const cache = new Map<string, Statement[]>();
const cacheLimit = 500;

/** Parsed statements are never changed, so the same text is parsed once. */
export const parsed = (text: string, quotedIdentifier: boolean): readonly Statement[] => {
  const key = `${quotedIdentifier ? 'q' : 'n'}${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const statements = parseBatch(text, quotedIdentifier);
  if (cache.size >= cacheLimit) cache.clear();
  if (text.length < 20_000) cache.set(key, statements);
  return statements;
};

export const runRequest = async (session: Session, request: SqlRequest): Promise<void> => {
  try {
    switch (request.kind) {
      case 'batch': {
        const scope = newScope(request.sql, null);
        const statements = parsed(request.sql, session.facts.quotedIdentifier);
        checkNames(session, statements, scope);
        await runStatements(session, statements, scope);
        break;
      }
      case 'rpc':
        await runRpc(session, request.procedure, request.parameters);
        break;
      case 'begin': {
        const scope = newScope('BEGIN TRANSACTION', null);
        if (request.isolation !== null) session.facts.isolation = request.isolation;
        await runStatements(session, [{ kind: 'begin-transaction', line: 1, name: request.name }], scope);
        break;
      }
      case 'commit':
      case 'rollback': {
        const scope = newScope(`${request.kind.toUpperCase()} TRANSACTION`, null);
        await runStatements(session, [{ kind: request.kind, line: 1, name: request.name }], scope);
        break;
      }
    }
  } catch (error) {
    const cause = error instanceof BatchEnd ? error.cause : error;
    if (!(cause instanceof SqlError)) throw error;
    session.report(cause);
    session.sink.statementDone(null, true);
  } finally {
    endOfBatch(session);
  }
};

const endOfBatch = (session: Session): void => {
  session.endStatement();
  if (session.open?.doomed !== true) return;
  session.rollback();
  session.report(sqlError(3998));
  session.sink.statementDone(null, true);
};
