/**
 * Where every number that could name an open item leads: invoice and credit numbers, orders, purchase orders. Keyed by
 * the digits alone, without leading zeros; the letters around them are kept beside, to be compared when found.
 */
import type { OpenItem } from '../../shared/model.ts';
import { NumberTable } from './number-table.ts';
import { plainText, type ReferenceKey, referenceKey } from './reference-key.ts';

export const Names = { number: 0, order: 1, po: 2, tail: 3 } as const;

/** Letters around a reference's digits. */
type Letters = { readonly prefix: number; readonly suffix: number };

export class ReferencePostings {
  private readonly table: NumberTable;
  /** What stands around the digits, which a ledger has few of: a posting has its place in here. */
  private readonly letters: Letters[] = [{ prefix: 0, suffix: 0 }];
  private readonly placesOfLetters = new Map<number | string, number>();
  private readonly texts = new Map<string, number[]>();
  /** The digits of each item's own number as one number, -1 when it has none. */
  readonly digits: Float64Array;
  /** Letters that stand before the digits of some item, order or purchase order. */
  readonly knownPrefixes = new Set<number>();

  /**
   * Enters `items` in the order that they came in, in which they lie in memory. `numbers` has the number of each: the
   * postings are those of the numbers, and come in their order.
   */
  constructor(items: readonly OpenItem[], numbers: Int32Array) {
    this.table = new NumberTable(mostPostings(items));
    this.digits = new Float64Array(items.length);
    const key: ReferenceKey = { digits: -1, digitCount: 0, prefix: 0, suffix: 0, tail: -1 };
    items.forEach((it, place) => {
      const item = numbers[place] as number;
      this.add(it.number, item, Names.number, key);
      if (it.orderNo !== null && it.orderNo !== it.number) this.add(it.orderNo, item, Names.order, key);
      if (it.poNumber !== null) this.add(it.poNumber, item, Names.po, key);
    });
    this.table.sortEntries((one, other) => (one >> 2) - (other >> 2));
    for (const postings of this.texts.values()) {
      postings.sort((one, other) => (other >> 2) - (one >> 2) || one - other);
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
    const letters = this.placeOf(key.prefix, key.suffix);
    this.table.add(key.digits, item * 4 + names, letters);
    if (names === Names.number && key.tail >= 0 && key.tail !== key.digits) {
      this.table.add(key.tail, item * 4 + Names.tail, letters);
    }
  }

  private placeOf(prefix: number, suffix: number): number {
    if (prefix === 0 && suffix === 0) return 0;
    const both = suffix === 0 ? prefix : `${prefix} ${suffix}`;
    let place = this.placesOfLetters.get(both);
    if (place === undefined) {
      place = this.letters.push({ prefix, suffix }) - 1;
      this.placesOfLetters.set(both, place);
    }
    return place;
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
    return (this.letters[this.table.beside(entry)] as Letters).prefix;
  }
  suffix(entry: number): number {
    return (this.letters[this.table.beside(entry)] as Letters).suffix;
  }
  get hasTexts(): boolean {
    return this.texts.size > 0;
  }
  /** Postings (item × 4 + names) of a reference without usable digits. */
  byText(plain: string): readonly number[] {
    return this.texts.get(plain) ?? [];
  }
}

/** Each item's number, its last run of digits, its order and its purchase order. */
function mostPostings(items: readonly OpenItem[]): number {
  let count = items.length * 2;
  for (const it of items) count += (it.orderNo === null ? 0 : 1) + (it.poNumber === null ? 0 : 1);
  return count;
}
