/** FROM: tables with hints, joins, derived tables. */
import { unsupported } from '../errors.ts';
import type { Query, TableHint, TableSource } from './ast.ts';
import { parseCondition } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseQuery } from './query.ts';

export const parseFrom = (c: Cursor): TableSource[] => c.list(() => parseJoins(c));

const parseJoins = (c: Cursor): TableSource => {
  let left = parseTableSource(c);
  for (;;) {
    const type = joinType(c);
    if (type === null) return left;
    if (type === 'cross' || type === 'cross-apply' || type === 'outer-apply') {
      left = { kind: 'join', type, left, right: parseTableSource(c), on: null };
      continue;
    }
    const right = parseJoins(c);
    c.expectWords('ON');
    left = { kind: 'join', type, left, right, on: parseCondition(c) };
  }
};

type JoinType = (TableSource & { kind: 'join' })['type'];
const joinType = (c: Cursor): JoinType | null => {
  if (c.takeWords('CROSS', 'JOIN')) return 'cross';
  if (c.takeWords('CROSS', 'APPLY')) return 'cross-apply';
  if (c.takeWords('OUTER', 'APPLY')) return 'outer-apply';
  if (c.takeWords('JOIN')) return 'inner';
  const hinted = (ahead: number): number =>
    ['LOOP', 'HASH', 'MERGE'].includes(c.peek(ahead).upper) ? ahead + 1 : ahead;
  for (const [word, type] of [
    ['INNER', 'inner'],
    ['LEFT', 'left'],
    ['RIGHT', 'right'],
    ['FULL', 'full'],
  ] as const) {
    if (!c.isWord(word)) continue;
    const ahead = hinted(type !== 'inner' && c.peek(1).upper === 'OUTER' ? 2 : 1);
    if (c.peek(ahead).upper !== 'JOIN') return null;
    c.position += ahead + 1;
    return type;
  }
  return null;
};

const hintNames = new Set<string>([
  'NOLOCK',
  'READUNCOMMITTED',
  'READCOMMITTED',
  'READCOMMITTEDLOCK',
  'REPEATABLEREAD',
  'SERIALIZABLE',
  'HOLDLOCK',
  'UPDLOCK',
  'XLOCK',
  'ROWLOCK',
  'PAGLOCK',
  'TABLOCK',
  'TABLOCKX',
  'READPAST',
  'NOWAIT',
  'INDEX',
  'KEEPIDENTITY',
  'NOEXPAND',
  'FORCESEEK',
] satisfies TableHint[]);

const parseHint = (c: Cursor): TableHint => {
  const token = c.next();
  if (!hintNames.has(token.upper)) {
    if (token.kind !== 'word') throw c.syntaxError(token);
    throw unsupported(`the table hint ${token.text}`);
  }
  if (token.upper === 'INDEX') {
    if (c.takeSymbol('=')) c.next();
    else c.parenthesised(() => c.list(() => c.next()));
  }
  return token.upper as TableHint;
};

/** WITH (hint, …), and the old form without WITH. */
export const parseHints = (c: Cursor): TableHint[] => {
  if (c.isWord('WITH') && c.isSymbol('(', 1)) {
    c.next();
  } else if (!(c.isSymbol('(') && hintNames.has(c.peek(1).upper))) return [];
  return c.parenthesised(() => {
    const hints = [parseHint(c)];
    while (c.takeSymbol(',') || !c.isSymbol(')')) hints.push(parseHint(c));
    return hints;
  });
};

const parseTableAlias = (c: Cursor): string => {
  if (c.takeWords('AS')) return c.name();
  return c.isName() ? c.name() : '';
};

const parseTableSource = (c: Cursor): TableSource => {
  if (c.isSymbol('(')) return parseDerived(c);
  if (c.peek().kind === 'variable') {
    const name = c.variable();
    return { kind: 'table-variable', name, alias: parseTableAlias(c) };
  }
  const name = c.objectName();
  if (c.isSymbol('(') && !hintNames.has(c.peek(1).upper)) {
    throw unsupported(`the table-valued function ${name.name}`);
  }
  const early = parseHints(c);
  const alias = parseTableAlias(c);
  return { kind: 'table', name, alias, hints: [...early, ...parseHints(c)] };
};

const parseDerived = (c: Cursor): TableSource => {
  c.expectSymbol('(');
  if (c.isWord('VALUES')) {
    c.next();
    const rows = c.list(() => c.parenthesised(() => c.list(() => parseExpression(c))));
    c.expectSymbol(')');
    const query: Query = { with: [], body: { kind: 'values', rows }, orderBy: [], offset: null };
    return { kind: 'derived', query, ...parseDerivedName(c) };
  }
  const start = c.position;
  if (c.isWord('SELECT') || c.isSymbol('(')) {
    try {
      const query = parseQuery(c);
      c.expectSymbol(')');
      return { kind: 'derived', query, ...parseDerivedName(c) };
    } catch (failure) {
      if (c.tokens[start]?.upper === 'SELECT') throw failure;
      c.position = start;
    }
  }
  const inner = parseJoins(c);
  c.expectSymbol(')');
  return inner;
};

const parseDerivedName = (c: Cursor): { alias: string; columns: string[] } => {
  c.takeWords('AS');
  const alias = c.name();
  const columns = c.isSymbol('(') ? c.parenthesised(() => c.list(() => c.name())) : [];
  return { alias, columns };
};
