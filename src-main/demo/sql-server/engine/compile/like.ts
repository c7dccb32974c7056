/** LIKE: % _ [a-f] [^a-f] and ESCAPE, under the collation of the operands. */
import type { Collation } from '../types/collation.ts';

type Piece =
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'char'; readonly char: string }
  | {
      readonly kind: 'set';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    };

const parsePattern = (pattern: string, escapeCharacter: string): Piece[] | null => {
  const pieces: Piece[] = [];
  for (let i = 0; i < pattern.length; i += 1) {
    const char = pattern[i] ?? '';
    if (escapeCharacter !== '' && char === escapeCharacter) {
      i += 1;
      if (i >= pattern.length) return null;
      pieces.push({ kind: 'char', char: pattern[i] ?? '' });
    } else if (char === '%') {
      if (pieces.at(-1)?.kind !== 'any') pieces.push({ kind: 'any' });
    } else if (char === '_') pieces.push({ kind: 'one' });
    else if (char === '[') {
      const close = closingBracket(pattern, i, escapeCharacter);
      if (close < 0) return null;
      pieces.push(parseSet(pattern.slice(i + 1, close), escapeCharacter));
      i = close;
    } else pieces.push({ kind: 'char', char });
  }
  return pieces;
};

/** ']' right after '[' or '[^' still closes: SQL Server has no literal ']' inside a set without ESCAPE. */
const closingBracket = (pattern: string, open: number, escapeCharacter: string): number => {
  for (let i = open + 1; i < pattern.length; i += 1) {
    if (escapeCharacter !== '' && pattern[i] === escapeCharacter) i += 1;
    else if (pattern[i] === ']') return i;
  }
  return -1;
};

const parseSet = (body: string, escapeCharacter: string): Piece => {
  const negated = body.startsWith('^');
  const chars: { char: string; escaped: boolean }[] = [];
  for (let i = negated ? 1 : 0; i < body.length; i += 1) {
    const escaped = escapeCharacter !== '' && body[i] === escapeCharacter && i + 1 < body.length;
    if (escaped) i += 1;
    chars.push({ char: body[i] ?? '', escaped });
  }
  const ranges: [string, string][] = [];
  for (let i = 0; i < chars.length; i += 1) {
    const [from, dash, to] = [chars[i], chars[i + 1], chars[i + 2]];
    if (from === undefined) continue;
    if (dash?.char === '-' && !dash.escaped && to !== undefined) {
      ranges.push([from.char, to.char]);
      i += 2;
    } else ranges.push([from.char, from.char]);
  }
  return { kind: 'set', negated, ranges };
};

const matchesOne = (piece: Piece, char: string, collation: Collation): boolean => {
  switch (piece.kind) {
    case 'any':
    case 'one':
      return true;
    case 'char':
      return same(char, piece.char, collation);
    case 'set': {
      const inside = piece.ranges.some(([from, to]) =>
        from === to ? same(char, from, collation) : within(char, from, to, collation),
      );
      return inside !== piece.negated;
    }
  }
};
const same = (a: string, b: string, collation: Collation): boolean =>
  a === b || (a !== ' ' && b !== ' ' && collation.key(a) === collation.key(b));
const within = (char: string, from: string, to: string, collation: Collation): boolean =>
  collation.compare(from, char) <= 0 && collation.compare(char, to) <= 0;

/** Iterative matching with one backtracking point: linear in practice, never exponential. */
const matches = (text: string, pieces: readonly Piece[], collation: Collation): boolean => {
  let [t, p, starPiece, starText] = [0, 0, -1, 0];
  while (t < text.length) {
    const piece = pieces[p];
    if (piece !== undefined && piece.kind !== 'any' && matchesOne(piece, text[t] ?? '', collation)) {
      t += 1;
      p += 1;
    } else if (piece?.kind === 'any') {
      starPiece = p;
      starText = t;
      p += 1;
    } else if (starPiece >= 0) {
      starText += 1;
      t = starText;
      p = starPiece + 1;
    } else return false;
  }
  while (pieces[p]?.kind === 'any') p += 1;
  return p === pieces.length;
};

/** Trailing spaces of the text may be left over (not those of the pattern), as with varchar in SQL Server. */
export const likeMatcher = (
  collation: Collation,
): ((text: string, pattern: string, escapeCharacter: string) => boolean) => {
  let lastPattern: string | null = null;
  let lastEscape = '';
  let pieces: Piece[] | null = null;
  return (text, pattern, escapeCharacter) => {
    if (pattern !== lastPattern || escapeCharacter !== lastEscape) {
      pieces = parsePattern(pattern, escapeCharacter);
      lastPattern = pattern;
      lastEscape = escapeCharacter;
    }
    if (pieces === null) return false;
    if (matches(text, pieces, collation)) return true;
    const trimmed = text.replace(/ +$/, '');
    for (let kept = trimmed.length; kept < text.length; kept += 1) {
      if (matches(text.slice(0, kept), pieces, collation)) return true;
    }
    return false;
  };
};

/** 1-based position of the first match, for PATINDEX; 0 when there is none. */
export const patternIndex = (text: string, pattern: string, collation: Collation): number => {
  const inner = pattern.replace(/^%/, '').replace(/%$/, '');
  const leading = pattern.startsWith('%');
  const trailing = pattern.endsWith('%') && pattern.length > 1;
  const pieces = parsePattern(inner, '');
  if (pieces === null) return 0;
  if (trailing) pieces.push({ kind: 'any' });
  const last = leading ? text.length : 0;
  for (let start = 0; start <= last; start += 1) {
    if (matches(text.slice(start), pieces, collation)) return start + 1;
  }
  return 0;
};
