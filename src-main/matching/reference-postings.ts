/**
 * Where every number that could name an open item leads: invoice and credit numbers, orders, purchase orders. Keyed by
 * the digits alone, without leading zeros; the letters around them are kept beside, to be compared when found.
 */

import type { OpenItem } from '../../shared/model.ts';
import { tenTo, twentySevenTo } from './arithmetic.ts';
import { Atoms, DIGITS, LETTERS, MAX_ATOMS } from './atoms.ts';
import { NumberTable } from './number-table.ts';

export const Names = { number: 0, order: 1, po: 2, tail: 3 } as const;
const MAX_DIGITS = 15;

/** A reference's parts: digits of all its runs as one number (-1 if none or too many), letters before and after. */
export type ReferenceKey = {
  digits: number;
  digitCount: number;
  prefix: number;
  suffix: number;
  tail: number;
};

const atoms = new Atoms();

export function referenceKey(text: string, into: ReferenceKey): ReferenceKey {
  into.digits = -1;
  into.digitCount = 0;
  into.prefix = 0;
  into.suffix = 0;
  into.tail = -1;
  atoms.scan(text);
  if (atoms.count === MAX_ATOMS) return into;
  let digits = 0;
  let runs = 0;
  for (let i = 0; i < atoms.count; i++) {
    const value = atoms.value[i] as number;
    if (atoms.kind[i] === DIGITS) {
      const length = atoms.length[i] as number;
      into.digitCount += length;
      digits = digits * tenTo(length) + value;
      runs++;
      into.tail = length >= 4 && value >= 100 ? value : -1;
    } else if (atoms.kind[i] === LETTERS) {
      if (runs === 0) into.prefix = joined(into.prefix, value, atoms.length[i] as number);
      else into.suffix = joined(into.suffix, value, atoms.length[i] as number);
    }
  }
  if (runs > 0 && into.digitCount <= MAX_DIGITS) into.digits = digits;
  if (runs < 2) into.tail = -1;
  return into;
}

function joined(before: number, value: number, length: number): number {
  if (before === -1 || value === -1) return -1;
  const together = before * twentySevenTo(length) + value;
  return Number.isSafeInteger(together) ? together : -1;
}

/** What is compared when a reference has no digits, or more than fifteen: its letters and digits, in capitals. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

export class ReferencePostings {
  private readonly table: NumberTable;
  private readonly prefixes: Float64Array;
  private readonly suffixes: Float64Array;
  private readonly texts = new Map<string, number[]>();
  /** The digits of each item's own number as one number, -1 when it has none. */
  readonly digits: Float64Array;
  /** Letters that stand before the digits of some item, order or purchase order. */
  readonly knownPrefixes = new Set<number>();

  constructor(items: readonly OpenItem[]) {
    const room = items.length * 4 + 16;
    this.table = new NumberTable(Math.ceil(room * 0.6));
    this.prefixes = new Float64Array(room);
    this.suffixes = new Float64Array(room);
    this.digits = new Float64Array(items.length);
    const key: ReferenceKey = { digits: -1, digitCount: 0, prefix: 0, suffix: 0, tail: -1 };
    for (let item = items.length - 1; item >= 0; item--) {
      const it = items[item] as OpenItem;
      this.add(it.number, item, Names.number, key);
      if (it.orderNo !== null && it.orderNo !== it.number) this.add(it.orderNo, item, Names.order, key);
      if (it.poNumber !== null) this.add(it.poNumber, item, Names.po, key);
    }
  }

  private add(text: string, item: number, names: number, key: ReferenceKey): void {
    referenceKey(text, key);
    if (names === Names.number) this.digits[item] = key.digits;
    if (key.digits < 0) {
      const plain = plainText(text);
      if (plain.length < 3) return;
      const postings = this.texts.get(plain);
      if (postings) postings.push(item * 4 + names);
      else this.texts.set(plain, [item * 4 + names]);
      return;
    }
    if (key.prefix > 0) this.knownPrefixes.add(key.prefix);
    this.enter(key.digits, item * 4 + names, key.prefix, key.suffix);
    if (names === Names.number && key.tail >= 0 && key.tail !== key.digits) {
      this.enter(key.tail, item * 4 + Names.tail, key.prefix, key.suffix);
    }
  }

  private enter(digits: number, code: number, prefix: number, suffix: number): void {
    const entry = this.table.add(digits, code);
    this.prefixes[entry] = prefix;
    this.suffixes[entry] = suffix;
  }

  first(digits: number): number {
    return this.table.first(digits);
  }
  next(entry: number): number {
    return this.table.next(entry);
  }
  item(entry: number): number {
    return this.table.value(entry) >> 2;
  }
  names(entry: number): number {
    return this.table.value(entry) & 3;
  }
  prefix(entry: number): number {
    return this.prefixes[entry] as number;
  }
  suffix(entry: number): number {
    return this.suffixes[entry] as number;
  }
  get hasTexts(): boolean {
    return this.texts.size > 0;
  }
  /** Postings (item × 4 + names) of a reference without usable digits. */
  byText(plain: string): readonly number[] {
    return this.texts.get(plain) ?? [];
  }
}
