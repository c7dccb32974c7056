/** Variables, flow of control, SET, transactions, EXEC. */
import { SqlError, unsupported } from '../errors.ts';
import type { Expression, ProcedureArgument, Statement, VariableDeclaration } from './ast.ts';
import { parseColumns } from './columns.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseType } from './types.ts';

export const parseDeclare = (c: Cursor, line: number): Statement => {
  if (c.isName()) throw unsupported('cursors');
  const variables = c.list((): VariableDeclaration => {
    const name = c.variable();
    c.takeWords('AS');
    if (c.takeWords('TABLE')) {
      return { name, type: null, table: c.parenthesised(() => parseColumns(c)), initial: null };
    }
    if (c.isWord('CURSOR')) throw unsupported('cursors');
    const { type } = parseType(c, 1);
    if (type.name === 'text' || type.name === 'ntext' || type.name === 'image') {
      throw new SqlError(
        2739,
        16,
        1,
        'The text, ntext, and image data types are invalid for local variables.',
        'batch',
      );
    }
    return { name, type, table: null, initial: c.takeSymbol('=') ? parseExpression(c) : null };
  });
  return { kind: 'declare', line, variables };
};

const isolationLevels = [
  'READ UNCOMMITTED',
  'READ COMMITTED',
  'REPEATABLE READ',
  'SERIALIZABLE',
  'SNAPSHOT',
] as const;

export const parseSet = (c: Cursor, line: number): Statement => {
  if (c.peek().kind === 'variable') {
    const name = c.variable();
    const op = c.next();
    if (op.kind !== 'symbol' || !/^[-+*/%&|^]?=$/.test(op.text)) throw c.syntaxError(op);
    return { kind: 'set-variable', line, name, op: op.text, value: parseExpression(c) };
  }
  if (c.takeOneOf('TRAN', 'TRANSACTION') !== '') {
    c.expectWords('ISOLATION', 'LEVEL');
    for (const level of isolationLevels) {
      if (c.takeWords(...level.split(' '))) {
        return { kind: 'set-isolation', line, level: level.toLowerCase() as 'read committed' };
      }
    }
    throw c.syntaxError();
  }
  if (c.takeWords('IDENTITY_INSERT')) {
    const table = c.objectName();
    const on = c.takeOneOf('ON', 'OFF');
    if (on === '') throw c.syntaxError();
    return { kind: 'set-identity-insert', line, table, on: on === 'ON' };
  }
  if (c.takeWords('STATISTICS')) return parseOptionList(c, line, 'STATISTICS ');
  return parseOptionList(c, line, '');
};

/** SET A, B, C ON and SET A value. */
const parseOptionList = (c: Cursor, line: number, prefix: string): Statement => {
  const options = c.list(() => {
    const token = c.next();
    if (token.kind !== 'word') throw c.syntaxError(token);
    return prefix + token.upper;
  });
  const negative = c.takeSymbol('-') ? '-' : '';
  const token = c.next();
  if (token.kind === 'symbol' || token.kind === 'end') throw c.syntaxError(token);
  return { kind: 'set-option', line, options, value: negative + token.text };
};

export const parseExecute = (c: Cursor, line: number): Statement => {
  if (c.isSymbol('(')) {
    const text = c.parenthesised(() => parseExpression(c));
    if (c.isWord('AT') || c.isWord('AS')) throw unsupported(`EXECUTE … ${c.peek().upper}`);
    return { kind: 'execute-text', line, text };
  }
  if (c.isWord('AS')) throw unsupported('EXECUTE AS');
  let result = '';
  if (c.peek().kind === 'variable') {
    result = c.variable();
    if (!c.takeSymbol('=')) throw unsupported('EXEC of a procedure named by a variable');
  }
  const procedure = c.objectName();
  const more = c.peek();
  const args =
    more.kind === 'end' || (more.kind === 'symbol' && more.text !== '-') || isStatementStart(c)
      ? []
      : c.list(() => parseArgument(c));
  if (c.takeWords('WITH')) {
    if (!c.takeWords('RECOMPILE')) throw unsupported(`EXECUTE … WITH ${c.peek().text}`);
  }
  return { kind: 'execute', line, result, procedure, arguments: args };
};

const isStatementStart = (c: Cursor): boolean => {
  const { kind, upper } = c.peek();
  return kind === 'word' && upper !== 'NULL' && upper !== 'DEFAULT' && !c.isName();
};

const parseArgument = (c: Cursor): ProcedureArgument => {
  let name = '';
  if (c.peek().kind === 'variable' && c.isSymbol('=', 1)) {
    name = c.variable();
    c.next();
  }
  const token = c.peek();
  // A bare word is a string: EXEC sp_help armast.
  const value: Expression =
    c.isName() && token.kind !== 'variable'
      ? { kind: 'literal', type: { name: 'varchar', length: Math.max(1, token.text.length) }, text: c.name() }
      : parseExpression(c);
  return { name, value, output: c.takeOneOf('OUTPUT', 'OUT') !== '' };
};

/** After BEGIN: a transaction, a TRY block, or null for a plain block. */
export const parseTransactionName = (c: Cursor): string => {
  if (c.peek().kind === 'variable') {
    c.next();
    return '';
  }
  const name = c.isName() ? c.name() : '';
  if (c.isWord('WITH') && c.peek(1).upper === 'MARK') throw unsupported('BEGIN TRANSACTION … WITH MARK');
  return name;
};

export const parseRaiserror = (c: Cursor, line: number): Statement => {
  const args = c.parenthesised(() => c.list(() => parseExpression(c)));
  if (args.length < 3) throw c.syntaxError();
  const options = c.takeWords('WITH') ? c.list(() => c.next().upper) : [];
  return { kind: 'raiserror', line, args, options };
};

export const parseWaitfor = (c: Cursor, line: number): Statement => {
  if (!c.takeWords('DELAY')) throw unsupported(`WAITFOR ${c.peek().text.toUpperCase()}`);
  return { kind: 'waitfor', line, delay: parseExpression(c) };
};
