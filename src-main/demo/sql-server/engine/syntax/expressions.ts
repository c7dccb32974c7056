/** Scalar expressions. */
import { unsupported } from '../errors.ts';
import type { Expression, FunctionCall, OrderItem } from './ast.ts';
import { parseCondition } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { literal } from './literals.ts';
import { parseQuery } from './query.ts';
import { parseType } from './types.ts';

const call = (name: string, args: readonly Expression[]): FunctionCall => ({
  kind: 'call',
  name,
  args,
  distinct: false,
  star: false,
  over: null,
});

export const parseExpression = (c: Cursor): Expression => parseBitOr(c);

/** SQL Server gives +, -, &, ^ and | one level, and *, / and % the one above it. */
const parseBitOr = (c: Cursor): Expression => {
  let left = parseProduct(c);
  for (;;) {
    const token = c.peek();
    if (token.kind !== 'symbol' || !['+', '-', '&', '|', '^'].includes(token.text)) return left;
    c.next();
    left = { kind: 'binary', op: token.text, left, right: parseProduct(c) };
  }
};

const parseProduct = (c: Cursor): Expression => {
  let left = parseUnary(c);
  for (;;) {
    const token = c.peek();
    if (token.kind !== 'symbol' || !['*', '/', '%'].includes(token.text)) return left;
    c.next();
    left = { kind: 'binary', op: token.text, left, right: parseUnary(c) };
  }
};

const parseUnary = (c: Cursor): Expression => {
  for (const op of ['-', '+', '~'] as const) {
    if (c.takeSymbol(op)) return { kind: 'unary', op, operand: parseUnary(c) };
  }
  let operand = parsePrimary(c);
  while (c.takeWords('COLLATE')) operand = { kind: 'collate', operand, collation: c.name() };
  return operand;
};

const parsePrimary = (c: Cursor): Expression => {
  const token = c.peek();
  const constant = literal(c);
  if (constant !== null) return constant;
  if (token.kind === 'variable') {
    c.next();
    return token.text.startsWith('@@')
      ? { kind: 'global', name: token.text.slice(2).toUpperCase() }
      : { kind: 'variable', name: token.text };
  }
  if (c.takeSymbol('(')) {
    if (c.isWord('SELECT') || c.isWord('WITH')) {
      const query = parseQuery(c);
      c.expectSymbol(')');
      return { kind: 'subquery', query };
    }
    const inner = parseExpression(c);
    c.expectSymbol(')');
    return inner;
  }
  if (token.kind === 'word') {
    const special = parseSpecial(c, token.upper);
    if (special !== null) return special;
  }
  if (!c.isName()) throw c.syntaxError();
  const parts = c.nameParts();
  if (c.isSymbol('(')) return parseCall(c, parts.join('.'));
  return { kind: 'column', parts };
};

const parseSpecial = (c: Cursor, upper: string): Expression | null => {
  switch (upper) {
    case 'NULL':
      c.next();
      return { kind: 'literal', type: null, text: '' };
    case 'DEFAULT':
      c.next();
      return { kind: 'default' };
    case 'CASE':
      c.next();
      return parseCase(c);
    case 'CAST':
      if (!c.isSymbol('(', 1)) return null;
      c.next();
      return c.parenthesised(() => {
        const operand = parseExpression(c);
        c.expectWords('AS');
        return { kind: 'cast', operand, type: parseType(c, 30).type, style: null };
      });
    case 'CONVERT':
      c.next();
      return c.parenthesised(() => {
        const { type } = parseType(c, 30);
        c.expectSymbol(',');
        const operand = parseExpression(c);
        const style = c.takeSymbol(',') ? parseExpression(c) : null;
        return { kind: 'cast', operand, type, style };
      });
    case 'COALESCE':
    case 'NULLIF':
    case 'LEFT':
    case 'RIGHT':
      if (!c.isSymbol('(', 1)) return null;
      c.next();
      return parseCall(c, upper);
    case 'SYSTEM_USER':
    case 'CURRENT_USER':
    case 'SESSION_USER':
    case 'USER':
    case 'CURRENT_TIMESTAMP':
      c.next();
      return call(upper, []);
    default:
      return null;
  }
};

const parseCase = (c: Cursor): Expression => {
  const input = c.isWord('WHEN') ? null : parseExpression(c);
  const branches: { when: Expression | ReturnType<typeof parseCondition>; result: Expression }[] = [];
  while (c.takeWords('WHEN')) {
    const when = input === null ? parseCondition(c) : parseExpression(c);
    c.expectWords('THEN');
    branches.push({ when, result: parseExpression(c) });
  }
  if (branches.length === 0) throw c.syntaxError();
  const otherwise = c.takeWords('ELSE') ? parseExpression(c) : null;
  c.expectWords('END');
  return { kind: 'case', input, branches, otherwise };
};

const dateParts = /^(DATEADD|DATEDIFF|DATENAME|DATEPART|DATEDIFF_BIG)$/;

const parseCall = (c: Cursor, name: string): Expression => {
  c.expectSymbol('(');
  const upper = name.toUpperCase();
  const distinct = c.takeOneOf('DISTINCT', 'ALL') === 'DISTINCT';
  const star = c.takeSymbol('*');
  const args: Expression[] = [];
  if (!star && !c.isSymbol(')')) {
    if (dateParts.test(upper)) {
      args.push({ kind: 'literal', type: { name: 'varchar', length: 30 }, text: c.name().toLowerCase() });
      while (c.takeSymbol(',')) args.push(parseExpression(c));
    } else {
      args.push(...c.list(() => parseExpression(c)));
    }
  }
  c.expectSymbol(')');
  const over = c.takeWords('OVER') ? parseOver(c) : null;
  return { kind: 'call', name, args, distinct, star, over };
};

const parseOver = (c: Cursor): NonNullable<FunctionCall['over']> =>
  c.parenthesised(() => {
    const partition = c.takeWords('PARTITION', 'BY') ? c.list(() => parseExpression(c)) : [];
    const order = c.takeWords('ORDER', 'BY') ? parseOrderItems(c) : [];
    if (c.isWord('ROWS') || c.isWord('RANGE')) throw unsupported('a window frame (ROWS or RANGE)');
    return { partition, order };
  });

export const parseOrderItems = (c: Cursor): OrderItem[] =>
  c.list(() => {
    const expression = parseExpression(c);
    const descending = c.takeOneOf('ASC', 'DESC') === 'DESC';
    return { expression, descending };
  });
