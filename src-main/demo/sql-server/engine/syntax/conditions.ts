/** Search conditions. T-SQL has no boolean values, so a condition is a tree of its own. */
import { sqlError, unsupported } from '../errors.ts';
import type { Condition, Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseQuery } from './query.ts';

const comparisons = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', '!<', '!>']);
const normal: Record<string, string> = { '!=': '<>', '!<': '>=', '!>': '<=' };

export const parseCondition = (c: Cursor): Condition => {
  let left = parseAnd(c);
  while (c.takeWords('OR')) left = { kind: 'or', left, right: parseAnd(c) };
  return left;
};

const parseAnd = (c: Cursor): Condition => {
  let left = parseNot(c);
  while (c.takeWords('AND')) left = { kind: 'and', left, right: parseNot(c) };
  return left;
};

const parseNot = (c: Cursor): Condition =>
  c.takeWords('NOT') ? { kind: 'not', operand: parseNot(c) } : parsePredicate(c);

/** An opening parenthesis starts an expression or a condition: what parses further decides. */
const parseParenthesis = (c: Cursor): Condition => {
  const start = c.position;
  try {
    return parseRest(c, parseExpression(c));
  } catch (asExpression) {
    const reached = c.position;
    c.position = start;
    try {
      return c.parenthesised(() => parseCondition(c));
    } catch (asCondition) {
      throw c.position >= reached ? asCondition : asExpression;
    }
  }
};

const parsePredicate = (c: Cursor): Condition => {
  if (c.takeWords('EXISTS')) return { kind: 'exists', query: c.parenthesised(() => parseQuery(c)) };
  if (c.isWord('UPDATE') && c.isSymbol('(', 1)) {
    c.next();
    return { kind: 'updated', column: c.parenthesised(() => c.name()) };
  }
  if (c.isWord('CONTAINS') || c.isWord('FREETEXT')) throw unsupported('full-text search');
  if (c.isSymbol('(')) return parseParenthesis(c);
  const operand = parseExpression(c);
  return parseRest(c, operand);
};

const parseRest = (c: Cursor, operand: Expression): Condition => {
  const token = c.peek();
  if (token.kind === 'symbol' && comparisons.has(token.text)) {
    c.next();
    const op = normal[token.text] ?? token.text;
    const quantifier = c.takeOneOf('ALL', 'ANY', 'SOME');
    if (quantifier !== '') {
      const query = c.parenthesised(() => parseQuery(c));
      return { kind: 'quantified', op, all: quantifier === 'ALL', operand, query };
    }
    return { kind: 'compare', op, left: operand, right: parseExpression(c) };
  }
  if (c.takeWords('IS')) {
    const negated = c.takeWords('NOT');
    c.expectWords('NULL');
    return { kind: 'is-null', operand, negated };
  }
  const negated = c.takeWords('NOT');
  if (c.takeWords('BETWEEN')) {
    const low = parseExpression(c);
    c.expectWords('AND');
    return { kind: 'between', operand, low, high: parseExpression(c), negated };
  }
  if (c.takeWords('LIKE')) {
    const pattern = parseExpression(c);
    const escapeCharacter = c.takeWords('ESCAPE') ? parseExpression(c) : null;
    return { kind: 'like', operand, pattern, escapeCharacter, negated };
  }
  if (c.takeWords('IN')) {
    return c.parenthesised((): Condition => {
      if (c.isWord('SELECT')) return { kind: 'in-query', operand, query: parseQuery(c), negated };
      return { kind: 'in-list', operand, items: c.list(() => parseExpression(c)), negated };
    });
  }
  const shown = c.peek();
  if (negated || shown.kind === 'symbol') throw c.syntaxError();
  throw sqlError(4145, shown.kind === 'end' ? (c.peek(-1).text ?? '') : shown.text);
};
