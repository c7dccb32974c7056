/** T-SQL text → tokens. */
import { sqlError } from '../errors.ts';

export type TokenKind =
  | 'word'
  | 'quoted'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'money'
  | 'string'
  | 'nstring'
  | 'binary'
  | 'variable'
  | 'symbol'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The name, the string's content, the number's digits, the symbol. */
  readonly text: string;
  /** Upper case of an unquoted word; '' for every other token. */
  readonly upper: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const matchers: readonly [TokenKind | 'skip', RegExp][] = [
  ['skip', /(?:[\s\u00a0\ufeff]+|--[^\n]*)+/y],
  ['binary', /0x[0-9a-f]*/iy],
  ['float', /(?:\d+\.?\d*|\.\d+)e[+-]?\d+/iy],
  ['decimal', /\d+\.\d*|\.\d+/y],
  ['integer', /\d+/y],
  ['money', /[$£€]\s*(?:\d[\d,]*\.?\d*|\.\d+)?/y],
  ['variable', /@@?[\p{L}_#$@\d]+/uy],
  ['word', /[\p{L}_#][\p{L}\p{N}_#$@]*/uy],
  ['symbol', /<>|<=|>=|!=|!<|!>|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|::|[-+*/%(),.;=<>~&|^:]/y],
];

const closing: Record<string, string> = { '[': ']', '"': '"', "'": "'" };

export const tokenize = (sql: string, quotedIdentifier: boolean): Token[] => {
  const tokens: Token[] = [];
  let position = 0;
  let line = 1;
  const push = (kind: TokenKind, text: string, end: number): void => {
    const upper = kind === 'word' ? text.toUpperCase() : '';
    tokens.push({ kind, text, upper, line, start: position, end });
  };
  const advance = (end: number): void => {
    for (let i = position; i < end; i += 1) if (sql.charCodeAt(i) === 10) line += 1;
    position = end;
  };
  while (position < sql.length) {
    const char = sql[position] ?? '';
    if (char === '/' && sql[position + 1] === '*') {
      advance(commentEnd(sql, position));
      continue;
    }
    const national = (char === 'N' || char === 'n') && sql[position + 1] === "'";
    if (national || char === "'" || char === '"' || char === '[') {
      const quote = national ? "'" : char;
      const { text, end } = readQuoted(sql, position + (national ? 1 : 0), closing[quote] ?? quote);
      const isString = quote === "'" || (quote === '"' && !quotedIdentifier);
      push(national ? 'nstring' : isString ? 'string' : 'quoted', text, end);
      advance(end);
      continue;
    }
    let matched = false;
    for (const [kind, pattern] of matchers) {
      pattern.lastIndex = position;
      const found = pattern.exec(sql);
      if (found === null) continue;
      matched = true;
      if (kind !== 'skip') push(kind, found[0], pattern.lastIndex);
      advance(pattern.lastIndex);
      break;
    }
    if (!matched) throw sqlError(102, char);
  }
  tokens.push({ kind: 'end', text: '', upper: '', line, start: position, end: position });
  return tokens;
};

const commentEnd = (sql: string, start: number): number => {
  let depth = 0;
  for (let i = start; i < sql.length; i += 1) {
    if (sql[i] === '/' && sql[i + 1] === '*') {
      depth += 1;
      i += 1;
    } else if (sql[i] === '*' && sql[i + 1] === '/') {
      depth -= 1;
      i += 1;
      if (depth === 0) return i + 1;
    }
  }
  throw sqlError(113);
};

const readQuoted = (sql: string, start: number, close: string): { text: string; end: number } => {
  let text = '';
  let i = start + 1;
  while (i < sql.length) {
    if (sql[i] === close) {
      if (sql[i + 1] !== close) return { text, end: i + 1 };
      i += 1;
    }
    text += sql[i] ?? '';
    i += 1;
  }
  throw sqlError(105, text);
};
