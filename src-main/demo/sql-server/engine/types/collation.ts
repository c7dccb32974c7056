/** Collations: how text compares, and the key under which equal texts meet. Trailing spaces never count. */
import { type SqlError, sqlError } from '../errors.ts';
import type { Value } from './sql-type.ts';

export interface Collation {
  readonly name: string;
  readonly binary: boolean;
  readonly caseSensitive: boolean;
  /** Two texts are equal under the collation exactly when their keys are the same string. */
  key(text: string): string;
  compare(a: string, b: string): number;
}

const trimmed = (text: string): string => {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end -= 1;
  return end === text.length ? text : text.slice(0, end);
};

const unaccented = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

const build = (name: string): Collation => {
  const binary = /_BIN2?$/i.test(name);
  const caseSensitive = binary || /_CS_/i.test(name);
  const accentSensitive = !/_AI/i.test(name);
  if (binary) {
    return {
      name,
      binary,
      caseSensitive,
      key: trimmed,
      compare: (a, b) => {
        const [x, y] = padded(a, b);
        return x < y ? -1 : x > y ? 1 : 0;
      },
    };
  }
  const collator = new Intl.Collator('en', {
    sensitivity: caseSensitive ? 'variant' : accentSensitive ? 'accent' : 'base',
    caseFirst: 'lower',
  });
  const plain = /^[\x20-\x7e]*$/;
  const key = (text: string): string => {
    const base = trimmed(text);
    const folded = caseSensitive
      ? base
      : plain.test(base)
        ? base.toUpperCase()
        : base.toLocaleUpperCase('en');
    return accentSensitive ? folded : unaccented(folded);
  };
  return {
    name,
    binary,
    caseSensitive,
    key,
    compare: (a, b) => {
      if (a === b) return 0;
      const [x, y] = [key(a), key(b)];
      if (x === y) return 0;
      const order = collator.compare(x, y);
      return order !== 0 ? order : x < y ? -1 : 1;
    },
  };
};

/** The shorter text is compared as if padded with spaces. */
const padded = (a: string, b: string): [string, string] =>
  a.length === b.length ? [a, b] : a.length < b.length ? [a.padEnd(b.length), b] : [a, b.padEnd(a.length)];

const known = /^(SQL_)?Latin1_General(_CP1|_CP850|_100|_90)?(_BIN2?|_C[IS]_A[IS](_KS)?(_WS)?)$/i;
const built = new Map<string, Collation>();

/** 448 for a name that is no collation of this server. */
export const collationNamed = (name: string): Collation => {
  const found = built.get(name.toLowerCase());
  if (found !== undefined) return found;
  if (!known.test(name)) throw sqlError(448, name);
  const collation = build(name);
  built.set(name.toLowerCase(), collation);
  return collation;
};

/** The text that identifies a value for grouping, distinctness, hashing and key locks. NULL is a value of its own. */
export const valueKey = (value: Value, collation: Collation | null): string => {
  if (value === null) return '\u0000';
  if (typeof value === 'string') return `'${collation === null ? value : collation.key(value)}`;
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`;
  return typeof value === 'number' && Object.is(value, -0) ? '0' : String(value);
};

export const compareValues = (a: Value, b: Value, collation: Collation | null): number => {
  if (typeof a === 'string' && typeof b === 'string') {
    return collation === null ? (a < b ? -1 : a > b ? 1 : 0) : collation.compare(a, b);
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
};

export const collationConflict = (a: string, b: string, operation: string): SqlError =>
  sqlError(468, a, b, operation);
