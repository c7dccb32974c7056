/** SELECT: query expressions and common table expressions. */
import { unsupported } from '../errors.ts';
import type { CommonTable, Query, QueryBody, SelectCore, SelectItem } from './ast.ts';
import { parseCondition } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression, parseOrderItems } from './expressions.ts';
import { parseFrom } from './table-sources.ts';

export const parseQuery = (c: Cursor): Query => {
  const common = parseWith(c);
  return parseQueryAfterWith(c, common);
};

export const parseWith = (c: Cursor): CommonTable[] => {
  if (!c.takeWords('WITH')) return [];
  return c.list(() => {
    const name = c.name();
    const columns = c.isSymbol('(') ? c.parenthesised(() => c.list(() => c.name())) : [];
    c.expectWords('AS');
    return { name, columns, query: c.parenthesised(() => parseQuery(c)) };
  });
};

export const parseQueryAfterWith = (c: Cursor, common: readonly CommonTable[]): Query => {
  const body = parseUnion(c);
  const orderBy = c.takeWords('ORDER', 'BY') ? parseOrderItems(c) : [];
  let offset: Query['offset'] = null;
  if (orderBy.length > 0 && c.isWord('OFFSET')) {
    c.next();
    const skip = parseExpression(c);
    if (c.takeOneOf('ROW', 'ROWS') === '') throw c.syntaxError();
    let fetch = null;
    if (c.takeWords('FETCH')) {
      if (c.takeOneOf('NEXT', 'FIRST') === '') throw c.syntaxError();
      fetch = parseExpression(c);
      if (c.takeOneOf('ROW', 'ROWS') === '') throw c.syntaxError();
      c.expectWords('ONLY');
    }
    offset = { skip, fetch };
  }
  if (c.isWord('FOR')) {
    c.next();
    throw unsupported(`FOR ${c.peek().upper}`);
  }
  parseOption(c);
  return { with: common, body, orderBy, offset };
};

/** OPTION (…) steers SQL Server's optimizer only; the result is the same without it. */
export const parseOption = (c: Cursor): void => {
  if (!c.isWord('OPTION') || !c.isSymbol('(', 1)) return;
  c.next();
  c.next();
  for (let depth = 1; depth > 0; ) {
    const token = c.next();
    if (token.kind === 'end') throw c.syntaxError(token);
    if (token.upper === 'MAXRECURSION') throw unsupported('OPTION (MAXRECURSION)');
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    if (token.kind === 'symbol' && token.text === ')') depth -= 1;
  }
};

const parseUnion = (c: Cursor): QueryBody => {
  let left = parseIntersect(c);
  for (;;) {
    if (c.takeWords('UNION')) {
      const op = c.takeWords('ALL') ? 'union all' : 'union';
      left = { kind: 'set-operation', op, left, right: parseIntersect(c) };
    } else if (c.takeWords('EXCEPT')) {
      left = { kind: 'set-operation', op: 'except', left, right: parseIntersect(c) };
    } else return left;
  }
};

const parseIntersect = (c: Cursor): QueryBody => {
  let left = parseTerm(c);
  while (c.takeWords('INTERSECT')) {
    left = { kind: 'set-operation', op: 'intersect', left, right: parseTerm(c) };
  }
  return left;
};

const parseTerm = (c: Cursor): QueryBody => {
  if (c.isSymbol('(')) return c.parenthesised(() => parseUnion(c));
  return parseSelect(c);
};

export const parseTop = (c: Cursor): SelectCore['top'] => {
  if (!c.takeWords('TOP')) return null;
  const token = c.peek();
  const count = c.isSymbol('(')
    ? c.parenthesised(() => parseExpression(c))
    : token.kind === 'integer' || token.kind === 'decimal' || token.kind === 'float'
      ? parseTopNumber(c)
      : null;
  if (count === null) throw c.syntaxError();
  const percent = c.takeWords('PERCENT');
  if (percent) throw unsupported('TOP … PERCENT');
  const withTies = c.takeWords('WITH', 'TIES');
  return { count, withTies, percent };
};
const parseTopNumber = (c: Cursor): NonNullable<SelectCore['top']>['count'] => {
  const token = c.next();
  return { kind: 'literal', type: { name: 'int' }, text: token.text };
};

const parseSelect = (c: Cursor): SelectCore => {
  c.expectWords('SELECT');
  const distinct = c.takeOneOf('DISTINCT', 'ALL') === 'DISTINCT';
  const top = parseTop(c);
  const items = c.list(() => parseSelectItem(c));
  const into = c.takeWords('INTO') ? c.objectName() : null;
  const from = c.takeWords('FROM') ? parseFrom(c) : [];
  const where = c.takeWords('WHERE') ? parseCondition(c) : null;
  const groupBy = c.takeWords('GROUP', 'BY') ? c.list(() => parseExpression(c)) : [];
  if (c.isWord('WITH') && (c.peek(1).upper === 'ROLLUP' || c.peek(1).upper === 'CUBE')) {
    throw unsupported(`GROUP BY … WITH ${c.peek(1).upper}`);
  }
  const having = c.takeWords('HAVING') ? parseCondition(c) : null;
  return { kind: 'select', distinct, top, items, into, from, where, groupBy, having };
};

export const parseSelectItem = (c: Cursor): SelectItem => {
  if (c.takeSymbol('*')) return { kind: 'star', qualifier: [] };
  if (c.peek().kind === 'variable' && !c.peek().text.startsWith('@@')) {
    const after = c.peek(1);
    if (after.kind === 'symbol' && /^[-+*/%&|^]?=$/.test(after.text)) {
      const variable = c.variable();
      const op = c.next().text;
      return { kind: 'assign', variable, op, expression: parseExpression(c) };
    }
  }
  const named = c.isName() || c.peek().kind === 'string';
  if (named && c.isSymbol('=', 1)) {
    const alias = c.next().text;
    c.next();
    return { kind: 'value', expression: parseExpression(c), alias };
  }
  if (c.isName()) {
    const start = c.position;
    const qualifier = c.nameParts();
    if (c.isSymbol('.') && c.isSymbol('*', 1)) {
      c.next();
      c.next();
      return { kind: 'star', qualifier };
    }
    c.position = start;
  }
  const expression = parseExpression(c);
  return { kind: 'value', expression, alias: parseAlias(c) };
};

const parseAlias = (c: Cursor): string => {
  const taken = c.takeWords('AS');
  if (c.isName()) return c.name();
  if (c.peek().kind === 'string' || c.peek().kind === 'nstring') return c.next().text;
  if (taken) throw c.syntaxError();
  return '';
};
