/**
 * The language of reference patterns: literal text with placeholders, never a regular expression, so that no pattern
 * can take more than one pass over the text per starting point.
 *
 *   {number}   letters and digits with at least one digit: what is looked up in the ledger
 *   {digits}   one to fifteen digits: looked up as well
 *   {letters}  one or more letters, skipped        {any}  one or more letters or digits, skipped
 *
 * Letters are compared without case, a space in the pattern stands for any run of spaces or none.
 * `INV-{number}-{any}` reads 10423 out of `inv-10423-1718204411`.
 */
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number' | 'digits' | 'letters' | 'any' };
export type ReferencePattern = readonly PatternPart[];

const MAX_PARTS = 12;
const MAX_TEXT = 4_096;
const MAX_FOUND = 16;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isLetter = (code: number) => code >= 65 && code <= 90;

/** Null when the text is no pattern: unknown placeholder, none to look up, or two placeholders side by side. */
export function parsePattern(source: string): ReferencePattern | null {
  const parts: PatternPart[] = [];
  let looksUp = 0;
  for (const piece of source.toUpperCase().split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    if (!piece.startsWith('{')) {
      if (piece.includes('{') || piece.includes('}')) return null;
      parts.push({ kind: 'text', text: piece.replace(/\s+/g, ' ') });
      continue;
    }
    if (parts.at(-1) && parts.at(-1)?.kind !== 'text') return null;
    if (piece === '{NUMBER}') parts.push({ kind: 'number' });
    else if (piece === '{DIGITS}') parts.push({ kind: 'digits' });
    else if (piece === '{LETTERS}') parts.push({ kind: 'letters' });
    else if (piece === '{ANY}') parts.push({ kind: 'any' });
    else return null;
    if (piece === '{NUMBER}' || piece === '{DIGITS}') looksUp++;
  }
  return looksUp === 1 && parts.length <= MAX_PARTS ? parts : null;
}

/** What {number} or {digits} stood for, wherever the pattern is found; at most 16, in the text's first 4,096 characters. */
export function findPattern(pattern: ReferencePattern, text: string): string[] {
  const upper = text.slice(0, MAX_TEXT).toUpperCase();
  const found: string[] = [];
  for (let at = 0; at < upper.length && found.length < MAX_FOUND; at++) {
    if (at > 0 && isWord(upper.charCodeAt(at)) && isWord(upper.charCodeAt(at - 1))) continue;
    const value = matchAt(pattern, upper, at);
    if (value !== null) found.push(value);
  }
  return found;
}

const isWord = (code: number) => isDigit(code) || isLetter(code);

function matchAt(pattern: ReferencePattern, text: string, start: number): string | null {
  let at = start;
  let value: string | null = null;
  for (const part of pattern) {
    if (part.kind === 'text') {
      at = skipLiteral(part.text, text, at);
      if (at < 0) return null;
      continue;
    }
    const from = at;
    let digits = 0;
    while (at < text.length && at - from < 40) {
      const code = text.charCodeAt(at);
      if (isDigit(code)) {
        if (part.kind === 'letters') break;
        digits++;
      } else if (!isLetter(code) || part.kind === 'digits') break;
      at++;
    }
    if (at === from || (part.kind === 'number' && digits === 0) || (part.kind === 'digits' && digits > 15)) {
      return null;
    }
    if (part.kind === 'number' || part.kind === 'digits') value = text.slice(from, at);
  }
  return value;
}

function skipLiteral(literal: string, text: string, start: number): number {
  let at = start;
  for (let i = 0; i < literal.length; i++) {
    if (literal[i] === ' ') {
      while (at < text.length && text[at] === ' ') at++;
    } else if (text[at] === literal[i]) at++;
    else return -1;
  }
  return at;
}
