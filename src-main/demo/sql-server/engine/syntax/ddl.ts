/** CREATE, ALTER, DROP, TRUNCATE, GRANT/DENY/REVOKE. */
import { unsupported } from '../errors.ts';
import type { ObjectName, ProcedureParameter, Statement, TableConstraint } from './ast.ts';
import { parseColumn, parseColumns, parseTableConstraint, skipIndexOptions } from './columns.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseQuery } from './query.ts';
import { parseStatementsToEnd } from './statements.ts';
import { parseType } from './types.ts';

export const parseCreate = (c: Cursor, line: number, start: number): Statement => {
  if (c.takeWords('TABLE')) {
    const table = c.objectName();
    const { columns, constraints } = c.parenthesised(() => parseColumns(c));
    skipIndexOptions(c);
    return { kind: 'create-table', line, table, columns, constraints };
  }
  const alterToo = c.takeWords('OR', 'ALTER');
  if (c.takeWords('VIEW')) return parseView(c, line, start, alterToo);
  if (c.takeWords('TRIGGER')) return parseTrigger(c, line, start, alterToo);
  if (c.takeOneOf('PROC', 'PROCEDURE') !== '') return parseProcedure(c, line, start, alterToo);
  const unique = c.takeWords('UNIQUE');
  const clustered = c.takeOneOf('CLUSTERED', 'NONCLUSTERED') === 'CLUSTERED';
  if (c.takeWords('INDEX')) return parseIndex(c, line, unique, clustered);
  throw unsupported(`CREATE ${c.peek().text.toUpperCase()}`);
};

const parseIndex = (c: Cursor, line: number, unique: boolean, clustered: boolean): Statement => {
  const name = c.name();
  c.expectWords('ON');
  const table = c.objectName();
  const columns = c.parenthesised(() =>
    c.list(() => ({ name: c.name(), descending: c.takeOneOf('ASC', 'DESC') === 'DESC' })),
  );
  const include = c.takeWords('INCLUDE') ? c.parenthesised(() => c.list(() => c.name())) : [];
  if (c.isWord('WHERE')) throw unsupported('a filtered index');
  skipIndexOptions(c);
  return { kind: 'create-index', line, name, table, unique, clustered, columns, include };
};

const parseView = (c: Cursor, line: number, start: number, alter: boolean): Statement => {
  const view = c.objectName();
  const columns = c.isSymbol('(') ? c.parenthesised(() => c.list(() => c.name())) : [];
  if (c.isWord('WITH')) throw unsupported(`a view WITH ${c.peek(1).text}`);
  c.expectWords('AS');
  const queryStart = c.peek().start;
  const query = parseQuery(c);
  if (c.takeWords('WITH', 'CHECK', 'OPTION')) throw unsupported('WITH CHECK OPTION');
  const queryText = c.textBetween(queryStart, c.previousEnd);
  const text = c.textBetween(start, c.previousEnd);
  return { kind: 'create-view', line, alter, view, columns, query, text, queryText };
};

const parseTrigger = (c: Cursor, line: number, start: number, alter: boolean): Statement => {
  const trigger = c.objectName();
  c.expectWords('ON');
  if (c.isWord('DATABASE') || c.isWord('ALL')) throw unsupported('DDL triggers');
  const table = c.objectName();
  if (c.isWord('WITH')) throw unsupported(`a trigger WITH ${c.peek(1).text}`);
  const insteadOf = c.takeWords('INSTEAD', 'OF');
  if (!insteadOf && !c.takeWords('AFTER') && !c.takeWords('FOR')) throw c.syntaxError();
  const events = c.list(() => {
    const event = c.takeOneOf('INSERT', 'UPDATE', 'DELETE');
    if (event === '') throw c.syntaxError();
    return event as 'INSERT' | 'UPDATE' | 'DELETE';
  });
  c.takeWords('NOT', 'FOR', 'REPLICATION');
  c.expectWords('AS');
  const bodyStart = c.peek().start;
  const body = parseStatementsToEnd(c);
  const bodyText = c.textBetween(bodyStart, c.previousEnd);
  const text = c.textBetween(start, c.previousEnd);
  return { kind: 'create-trigger', line, alter, trigger, table, insteadOf, events, body, text, bodyText };
};

const parseProcedure = (c: Cursor, line: number, start: number, alter: boolean): Statement => {
  const procedure = c.objectName();
  const parameter = (): ProcedureParameter => {
    const name = c.variable();
    c.takeWords('AS');
    const { type } = parseType(c, 1);
    const initial = c.takeSymbol('=') ? parseExpression(c) : null;
    return { name, type, initial, output: c.takeOneOf('OUTPUT', 'OUT') !== '' };
  };
  const bracketed = c.takeSymbol('(');
  const parameters = c.peek().kind === 'variable' ? c.list(parameter) : [];
  if (bracketed) c.expectSymbol(')');
  if (c.isWord('WITH')) throw unsupported(`a procedure WITH ${c.peek(1).text}`);
  c.expectWords('AS');
  const body = parseStatementsToEnd(c);
  const text = c.textBetween(start, c.previousEnd);
  return { kind: 'create-procedure', line, alter, procedure, parameters, body, text };
};

export const parseAlter = (c: Cursor, line: number, start: number): Statement => {
  if (c.takeWords('VIEW')) return parseView(c, line, start, true);
  if (c.takeWords('TRIGGER')) return parseTrigger(c, line, start, true);
  if (c.takeOneOf('PROC', 'PROCEDURE') !== '') return parseProcedure(c, line, start, true);
  if (!c.takeWords('TABLE')) throw unsupported(`ALTER ${c.peek().text.toUpperCase()}`);
  const table = c.objectName();
  if (c.takeWords('ALTER', 'COLUMN')) {
    const constraints: TableConstraint[] = [];
    return { kind: 'alter-column', line, table, column: parseColumn(c, constraints) };
  }
  if (c.isWord('ENABLE') || c.isWord('DISABLE')) {
    const enabled = c.next().upper === 'ENABLE';
    c.expectWords('TRIGGER');
    const triggers = c.takeWords('ALL') ? ('all' as const) : c.list(() => c.name());
    return { kind: 'alter-trigger-state', line, table, triggers, enabled };
  }
  if (c.takeWords('DROP')) {
    const what = c.takeWords('COLUMN') ? 'column' : 'constraint';
    if (what === 'constraint') c.takeWords('CONSTRAINT');
    return { kind: 'alter-drop', line, table, what, names: c.list(() => c.name()) };
  }
  if (c.isWord('WITH')) {
    c.next();
    if (c.takeOneOf('CHECK', 'NOCHECK') === 'NOCHECK') throw unsupported('ALTER TABLE WITH NOCHECK');
  }
  if (!c.takeWords('ADD')) throw unsupported(`ALTER TABLE … ${c.peek().text.toUpperCase()}`);
  const bare = parseTableConstraint(c, '');
  if (bare !== null) return { kind: 'alter-add', line, table, columns: [], constraints: [bare] };
  const { columns, constraints } = parseColumns(c);
  return { kind: 'alter-add', line, table, columns, constraints };
};

const dropWords = {
  TABLE: 'table',
  VIEW: 'view',
  TRIGGER: 'trigger',
  PROC: 'procedure',
  PROCEDURE: 'procedure',
  INDEX: 'index',
} as const;

export const parseDrop = (c: Cursor, line: number): Statement => {
  const word = c.takeOneOf(...Object.keys(dropWords)) as keyof typeof dropWords | '';
  if (word === '') throw unsupported(`DROP ${c.peek().text.toUpperCase()}`);
  const what = dropWords[word];
  const ifExists = c.takeWords('IF', 'EXISTS');
  const names: ObjectName[] = c.list(() => c.objectName());
  let on: ObjectName | null = null;
  if (what === 'index') {
    if (c.takeWords('ON')) on = c.objectName();
    else {
      const [first] = names;
      on = { database: '', schema: '', name: first?.schema ?? '' };
    }
  }
  return { kind: 'drop', line, what, ifExists, names, on };
};

export const parsePermission = (c: Cursor, line: number, word: string): Statement => {
  const action = word.toLowerCase() as 'grant' | 'deny' | 'revoke';
  const permissions = c.list(() => c.next().upper);
  if (permissions.some((p) => !['SELECT', 'INSERT', 'UPDATE', 'DELETE'].includes(p))) {
    throw unsupported(`${word} ${permissions.join(', ')}`);
  }
  c.expectWords('ON');
  if (c.takeWords('OBJECT')) c.expectSymbol('::');
  const object = c.objectName();
  if (c.takeOneOf('TO', 'FROM') === '') throw c.syntaxError();
  return { kind: 'permission', line, action, permissions, object, users: c.list(() => c.name()) };
};

export const parseTruncate = (c: Cursor, line: number): Statement => {
  c.expectWords('TABLE');
  return { kind: 'truncate', line, table: c.objectName() };
};
