/** INSERT, UPDATE, DELETE and their OUTPUT clause. */
import { unsupported } from '../errors.ts';
import type { Assignment, CommonTable, Output, Query, SelectItem, Statement, TableSource } from './ast.ts';
import { parseCondition } from './conditions.ts';
import { parseExecute } from './control.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseOption, parseQueryAfterWith, parseSelectItem, parseTop, parseWith } from './query.ts';
import { parseFrom, parseHints } from './table-sources.ts';

type Plain = TableSource & { kind: 'table' | 'table-variable' };

const parseTarget = (c: Cursor): Plain => {
  if (c.peek().kind === 'variable') return { kind: 'table-variable', name: c.variable(), alias: '' };
  return { kind: 'table', name: c.objectName(), alias: '', hints: parseHints(c) };
};

const nameList = (c: Cursor): string[] => c.parenthesised(() => c.list(() => c.nameParts().at(-1) ?? ''));

const parseOutput = (c: Cursor): Output | null => {
  if (!c.takeWords('OUTPUT')) return null;
  const items: SelectItem[] = c.list(() => parseSelectItem(c));
  if (!c.takeWords('INTO')) return { items, into: null, intoColumns: [] };
  const into = parseTarget(c);
  return { items, into, intoColumns: c.isSymbol('(') ? nameList(c) : [] };
};

export const parseInsert = (c: Cursor, common: readonly CommonTable[], line: number): Statement => {
  const top = parseTop(c);
  c.takeWords('INTO');
  const target = parseTarget(c);
  const columns = c.isSymbol('(') && c.peek(1).upper !== 'SELECT' && !c.isSymbol('(', 1) ? nameList(c) : null;
  const output = parseOutput(c);
  const base = { kind: 'insert', line, with: common, top, target, columns, output } as const;
  if (c.takeWords('DEFAULT', 'VALUES')) return { ...base, rows: 'default values' };
  if (c.takeWords('VALUES')) {
    const rows = c.list(() => c.parenthesised(() => c.list(() => parseExpression(c))));
    const query: Query = { with: [], body: { kind: 'values', rows }, orderBy: [], offset: null };
    return { ...base, rows: query };
  }
  if (c.isWord('EXEC') || c.isWord('EXECUTE')) {
    c.next();
    const procedure = parseExecute(c, line);
    if (procedure.kind !== 'execute') throw unsupported('INSERT … EXEC (text)');
    return { ...base, rows: { procedure } };
  }
  const inner = parseWith(c);
  if (!c.isWord('SELECT') && !c.isSymbol('(')) throw c.syntaxError();
  return { ...base, rows: parseQueryAfterWith(c, inner) };
};

const assignmentOps = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^='];
const parseAssignment = (c: Cursor): Assignment => {
  let variable = '';
  let column = '';
  if (c.peek().kind === 'variable') variable = c.variable();
  else column = c.nameParts().at(-1) ?? '';
  let op = c.next();
  if (op.kind !== 'symbol' || !assignmentOps.includes(op.text)) throw c.syntaxError(op);
  if (variable !== '' && c.isName() && assignmentOps.includes(c.peek(1).text)) {
    column = c.name();
    op = c.next();
  }
  return { column, variable, op: op.text, value: parseExpression(c) };
};

export const parseUpdate = (c: Cursor, common: readonly CommonTable[], line: number): Statement => {
  const top = parseTop(c);
  const target = parseTarget(c);
  c.expectWords('SET');
  const set = c.list(() => parseAssignment(c));
  const output = parseOutput(c);
  const from = c.takeWords('FROM') ? parseFrom(c) : [];
  const where = parseWhere(c);
  return { kind: 'update', line, with: common, top, target, set, output, from, where };
};

export const parseDelete = (c: Cursor, common: readonly CommonTable[], line: number): Statement => {
  const top = parseTop(c);
  c.takeWords('FROM');
  const target = parseTarget(c);
  const output = parseOutput(c);
  const from = c.takeWords('FROM') ? parseFrom(c) : [];
  const where = parseWhere(c);
  return { kind: 'delete', line, with: common, top, target, output, from, where };
};

const parseWhere = (c: Cursor): ReturnType<typeof parseCondition> | null => {
  if (!c.takeWords('WHERE')) {
    parseOption(c);
    return null;
  }
  if (c.isWord('CURRENT', 'OF')) throw unsupported('WHERE CURRENT OF (cursors)');
  const where = parseCondition(c);
  parseOption(c);
  return where;
};
