/** A batch → statements. */
import { SqlError, unsupported } from '../errors.ts';
import type { Statement } from './ast.ts';
import { parseCondition } from './conditions.ts';
import {
  parseDeclare,
  parseExecute,
  parseRaiserror,
  parseSet,
  parseTransactionName,
  parseWaitfor,
} from './control.ts';
import { Cursor, isReserved } from './cursor.ts';
import { parseAlter, parseCreate, parseDrop, parsePermission, parseTruncate } from './ddl.ts';
import { parseDelete, parseInsert, parseUpdate } from './dml.ts';
import { parseExpression } from './expressions.ts';
import { parseQueryAfterWith, parseWith } from './query.ts';

/** Throws the syntax error of the batch; its line is the token's. */
export const parseBatch = (sql: string, quotedIdentifier: boolean): Statement[] => {
  const c = new Cursor(sql, quotedIdentifier);
  try {
    const first = c.peek();
    // A batch may start with a procedure's name, without EXEC.
    if (c.isName() && !c.isWord('THROW')) {
      const execute = parseExecute(c, first.line);
      return [execute, ...parseStatementsToEnd(c)];
    }
    return parseStatementsToEnd(c);
  } catch (error) {
    if (error instanceof SqlError && error.line === 0) error.line = c.peek().line;
    throw error;
  }
};

/** One expression on its own: a stored default or computed column. */
export const parseExpressionText = (text: string): ReturnType<typeof parseExpression> =>
  parseExpression(new Cursor(text, true));
export const parseConditionText = (text: string): ReturnType<typeof parseCondition> =>
  parseCondition(new Cursor(text, true));

export const parseStatementsToEnd = (c: Cursor): Statement[] => {
  const statements: Statement[] = [];
  while (c.peek().kind !== 'end') {
    if (c.takeSymbol(';')) continue;
    statements.push(parseStatement(c));
  }
  return statements;
};

const parseUntilEnd = (c: Cursor, ...end: readonly string[]): Statement[] => {
  const statements: Statement[] = [];
  while (!c.isWord(...end)) {
    if (c.takeSymbol(';')) continue;
    if (c.peek().kind === 'end') throw c.syntaxError();
    statements.push(parseStatement(c));
  }
  c.expectWords(...end);
  return statements;
};

export const parseStatement = (c: Cursor): Statement => {
  const token = c.peek();
  const { line } = token;
  if (token.kind === 'symbol' && token.text === '(') {
    return { kind: 'query', line, query: parseQueryAfterWith(c, []) };
  }
  if (token.kind !== 'word') throw c.syntaxError();
  if (token.upper === 'SELECT') return { kind: 'query', line, query: parseQueryAfterWith(c, []) };
  if (token.upper === 'WITH') {
    const common = parseWith(c);
    if (c.takeWords('INSERT')) return parseInsert(c, common, line);
    if (c.takeWords('UPDATE')) return parseUpdate(c, common, line);
    if (c.takeWords('DELETE')) return parseDelete(c, common, line);
    return { kind: 'query', line, query: parseQueryAfterWith(c, common) };
  }
  c.next();
  return parseKeyword(c, token.upper, line, token.start);
};

const parseKeyword = (c: Cursor, word: string, line: number, start: number): Statement => {
  switch (word) {
    case 'INSERT':
      return parseInsert(c, [], line);
    case 'UPDATE':
      return parseUpdate(c, [], line);
    case 'DELETE':
      return parseDelete(c, [], line);
    case 'CREATE':
      return parseCreate(c, line, start);
    case 'ALTER':
      return parseAlter(c, line, start);
    case 'DROP':
      return parseDrop(c, line);
    case 'TRUNCATE':
      return parseTruncate(c, line);
    case 'GRANT':
    case 'DENY':
    case 'REVOKE':
      return parsePermission(c, line, word);
    case 'DECLARE':
      return parseDeclare(c, line);
    case 'SET':
      return parseSet(c, line);
    case 'EXEC':
    case 'EXECUTE':
      return parseExecute(c, line);
    case 'IF': {
      const condition = parseCondition(c);
      const body = parseStatement(c);
      while (c.isSymbol(';') && c.peek(1).upper === 'ELSE') c.next();
      return { kind: 'if', line, condition, body, otherwise: c.takeWords('ELSE') ? parseStatement(c) : null };
    }
    case 'WHILE': {
      const condition = parseCondition(c);
      return { kind: 'while', line, condition, body: parseStatement(c) };
    }
    case 'BEGIN':
      return parseBegin(c, line);
    case 'COMMIT':
      c.takeOneOf('TRAN', 'TRANSACTION', 'WORK');
      return { kind: 'commit', line, name: parseTransactionName(c) };
    case 'ROLLBACK':
      c.takeOneOf('TRAN', 'TRANSACTION', 'WORK');
      return { kind: 'rollback', line, name: parseTransactionName(c) };
    case 'SAVE':
      if (c.takeOneOf('TRAN', 'TRANSACTION') === '') throw c.syntaxError();
      return { kind: 'save-transaction', line, name: parseTransactionName(c) };
    case 'BREAK':
      return { kind: 'break', line };
    case 'CONTINUE':
      return { kind: 'continue', line };
    case 'RETURN':
      return { kind: 'return', line, value: startsExpression(c) ? parseExpression(c) : null };
    case 'PRINT':
      return { kind: 'print', line, value: parseExpression(c) };
    case 'RAISERROR':
      return parseRaiserror(c, line);
    case 'THROW':
      return {
        kind: 'throw',
        line,
        args: startsExpression(c) ? c.list(() => parseExpression(c)) : [],
      };
    case 'WAITFOR':
      return parseWaitfor(c, line);
    case 'USE':
      return { kind: 'use', line, database: c.name() };
    case 'MERGE':
    case 'GOTO':
    case 'BULK':
    case 'BACKUP':
    case 'RESTORE':
    case 'DBCC':
    case 'KILL':
    case 'OPEN':
    case 'FETCH':
    case 'CLOSE':
    case 'DEALLOCATE':
    case 'RECONFIGURE':
    case 'CHECKPOINT':
    case 'REVERT':
    case 'SHUTDOWN':
      throw unsupported(`the statement ${word}`);
    default:
      c.position -= 1;
      throw c.syntaxError();
  }
};

const startsExpression = (c: Cursor): boolean => {
  const { kind, upper } = c.peek();
  if (kind === 'end') return false;
  if (kind === 'symbol') return c.isSymbol('(') || c.isSymbol('-') || c.isSymbol('+') || c.isSymbol('~');
  return kind !== 'word' || !isReserved(upper) || ['NULL', 'CASE', 'CONVERT', 'COALESCE'].includes(upper);
};

const parseBegin = (c: Cursor, line: number): Statement => {
  if (c.isWord('DISTRIBUTED')) throw unsupported('distributed transactions');
  if (c.takeOneOf('TRAN', 'TRANSACTION') !== '') {
    return { kind: 'begin-transaction', line, name: parseTransactionName(c) };
  }
  if (c.takeWords('TRY')) {
    const body = parseUntilEnd(c, 'END', 'TRY');
    while (c.takeSymbol(';'));
    c.expectWords('BEGIN', 'CATCH');
    return { kind: 'try', line, body, handler: parseUntilEnd(c, 'END', 'CATCH') };
  }
  return { kind: 'block', line, body: parseUntilEnd(c, 'END') };
};
