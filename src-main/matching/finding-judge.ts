/** How surely digits that were found in a text name an item: by letters, words, field and form around them. */
import { twentySevenTo } from './arithmetic.ts';
import { type Atoms, DIGITS, Gap, LETTERS } from './atoms.ts';
import { Names, type ReferencePostings } from './reference-postings.ts';
import { Role, roleOfWord } from './words.ts';

export class FindingJudge {
  private readonly postings: ReferencePostings;
  private readonly atoms: Atoms;
  private readonly noise: Uint8Array;

  /** `atoms` and `noise` are those of the text that is being read. */
  constructor(postings: ReferencePostings, atoms: Atoms, noise: Uint8Array) {
    this.postings = postings;
    this.atoms = atoms;
    this.noise = noise;
  }

  /** 3: beyond doubt, 2: named, 1: it only occurs, 0: it is another number. `byWord`: the role is a word's, not the field's. */
  levelOf(entry: number, start: number, end: number, role: number, byWord: boolean, slip: boolean): number {
    const { atoms, postings } = this;
    const names = postings.names(entry);
    const itemPrefix = postings.prefix(entry);
    const samePrefix = itemPrefix > 0 && this.hasPrefix(start, itemPrefix);
    const suffix = this.suffixOf(start, end, slip);
    const itemSuffix = postings.suffix(entry);
    if (suffix.inner !== 0 && suffix.inner !== itemSuffix) return 0;
    if (itemSuffix !== 0 && suffix.inner !== itemSuffix && suffix.after !== itemSuffix) {
      return suffix.after === 0 && samePrefix ? 2 : 1;
    }
    if (samePrefix && names !== Names.tail) return slip ? 2 : 3;
    if (role === Role.other || (!this.isWhole(start, end, role) && this.allNoise(start, end)))
      return byWord && fits(names, role) && names !== Names.tail ? 2 : 1;
    if (itemSuffix !== 0 && suffix.after === itemSuffix) return 3;
    if (!samePrefix && this.hasForeignPrefix(start, itemPrefix)) return 1;
    const length = this.digitsWritten(start, end);
    if (end > start && length < 4) return 1;
    if (fits(names, role)) {
      if (names === Names.tail) return length >= 4 ? 2 : 1;
      return slip || (length <= 3 && !byWord) ? 2 : 3;
    }
    const marked = atoms.gap[start] === Gap.hash || this.isWhole(start, end, role);
    if (names === Names.tail || (length <= 3 && !marked)) return 1;
    if (role === Role.po || (names === Names.po && role > 0 && role !== Role.order)) return 1;
    return role === Role.customer && length < 4 ? 1 : 2;
  }

  /** The letters of the posting's number stand before the digits, or it has none: of two readings the closer one. */
  hasItsPrefix(entry: number, start: number): boolean {
    const prefix = this.postings.prefix(entry);
    return prefix === 0 || (prefix > 0 && this.hasPrefix(start, prefix));
  }

  /** Letters right before the window, alone or with one or two more words, are the item's own prefix. */
  private hasPrefix(start: number, prefix: number): boolean {
    const { atoms } = this;
    let value = 0;
    let length = 0;
    for (let i = start - 1; i >= 0 && i >= start - 3; i--) {
      if (atoms.kind[i] !== LETTERS || atoms.value[i] === -1) return false;
      value += (atoms.value[i] as number) * twentySevenTo(length);
      length += atoms.length[i] as number;
      if (value === prefix) return true;
      if (length > 10) return false;
    }
    return false;
  }

  /** Letters joined to the digits that are some other reference's prefix: "SO-8812" is not invoice 8812. */
  private hasForeignPrefix(start: number, itemPrefix: number): boolean {
    const { atoms } = this;
    const before = start - 1;
    if (before < 0 || atoms.kind[before] !== LETTERS || (atoms.gap[start] as number) > Gap.dash) return false;
    const value = atoms.value[before] as number;
    return (
      value !== itemPrefix && this.postings.knownPrefixes.has(value) && roleOfWord(value) !== Role.invoice
    );
  }

  private suffixOf(start: number, end: number, slip: boolean): { inner: number; after: number } {
    const { atoms } = this;
    let inner = 0;
    if (!slip) {
      for (let i = start + 1; i < end; i++) {
        if (atoms.kind[i] === LETTERS)
          inner = inner * twentySevenTo(atoms.length[i] as number) + (atoms.value[i] as number);
      }
    }
    const next = end + 1;
    const joinedOn =
      next < atoms.count && atoms.kind[next] === LETTERS && (atoms.gap[next] as number) <= Gap.dash;
    const after = joinedOn
      ? inner * twentySevenTo(atoms.length[next] as number) + (atoms.value[next] as number)
      : inner;
    return { inner, after };
  }

  private digitsWritten(start: number, end: number): number {
    let digits = 0;
    for (let i = start; i <= end; i++)
      if (this.atoms.kind[i] === DIGITS) digits += this.atoms.length[i] as number;
    return digits;
  }

  /** The window is all that a field made for references holds: "1998" in an order id is no year. */
  private isWhole(start: number, end: number, role: number): boolean {
    return (
      role > 0 &&
      end === this.atoms.count - 1 &&
      (start === 0 || (start === 1 && this.atoms.kind[0] === LETTERS))
    );
  }

  private allNoise(start: number, end: number): boolean {
    for (let i = start; i <= end; i++) if (this.atoms.kind[i] === DIGITS && this.noise[i] === 0) return false;
    return true;
  }
}

/** Whether what a posting is agrees with what the words or the field around the number say. */
export function fits(names: number, role: number): boolean {
  if (role === Role.reference) return true;
  if (names === Names.order) return role === Role.order;
  if (names === Names.po) return role === Role.po;
  return role === Role.invoice || role === Role.credit;
}
