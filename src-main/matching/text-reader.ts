/** Finds the ledger's numbers in one text, and judges each finding by the words and the field around it. */
import { tenTo } from './arithmetic.ts';
import { Atoms, DIGITS, Gap, LETTERS, MAX_ATOMS } from './atoms.ts';
import { FindingJudge, fits } from './finding-judge.ts';
import { markNoise } from './noise.ts';
import type { ReferenceKey } from './reference-key.ts';
import { Names, type ReferencePostings } from './reference-postings.ts';
import { foldedWindow, MOST_LETTERS, withoutCheckDigit } from './slips.ts';
import { Role, roleOfWord, TRANSPARENT } from './words.ts';

/** 3: named beyond doubt. 2: named. 1: the digits occur, but look like something else. */
export type Level = 1 | 2 | 3;
export type Named = {
  readonly item: number;
  readonly level: Level;
  readonly names: number;
  readonly source: number;
  /** Read through a slip: a letter for a digit. */
  readonly slip: boolean;
};
export type Loose = { value: number; length: number; asInvoice: boolean };

const MOST_PER_NUMBER = 40;
const MOST_NAMED = 200;
const MOST_LOOSE = 8;
const LONGEST_WINDOW = 5;
const P = 16;
const O = 15;

export class TextReader {
  private readonly postings: ReferencePostings;
  private readonly atoms = new Atoms();
  private readonly noise = new Uint8Array(MAX_ATOMS);
  private readonly judge: FindingJudge;
  private readonly roles = new Int8Array(MAX_ATOMS);
  private readonly ends = new Int32Array(LONGEST_WINDOW);
  private readonly values = new Float64Array(LONGEST_WINDOW);

  constructor(postings: ReferencePostings) {
    this.postings = postings;
    this.judge = new FindingJudge(postings, this.atoms, this.noise);
  }

  read(text: string, fieldRole: Role, source: number, named: Named[], loose: Loose[]): void {
    const { atoms } = this;
    atoms.scan(text);
    markNoise(atoms, this.noise);
    let at = 0;
    while (at < atoms.count && named.length < MOST_NAMED) {
      if (atoms.kind[at] !== DIGITS) {
        at++;
        continue;
      }
      const wordRole = this.roleBefore(at);
      this.roles[at] = wordRole;
      at = this.readFrom(at, wordRole, fieldRole, source, named, loose);
    }
  }

  /** A value that a user's pattern picked out: it names what the rule says, whatever stands around it. */
  lookUpPattern(key: ReferenceKey, role: Role, source: number, named: Named[]): void {
    let entry = this.postings.first(key.digits);
    for (let seen = 0; entry >= 0 && seen < MOST_PER_NUMBER; seen++, entry = this.postings.next(entry)) {
      const names = this.postings.names(entry);
      if (!fits(names, role) || names === Names.tail) continue;
      const prefix = this.postings.prefix(entry);
      if (key.prefix !== 0 && prefix !== 0 && prefix !== key.prefix) continue;
      record(named, { item: this.postings.item(entry), level: 3, names, source, slip: false });
    }
  }

  /** Reads the windows that begin at a run of digits, longest first; returns where to go on. */
  private readFrom(
    start: number,
    wordRole: number,
    fieldRole: Role,
    source: number,
    named: Named[],
    loose: Loose[],
  ): number {
    const windows = this.windowsFrom(start);
    for (let w = windows - 1; w >= 0; w--) {
      const end = this.ends[w] as number;
      if (this.lookUp(this.values[w] as number, start, end, wordRole, fieldRole, source, named, false)) {
        for (let i = start; i <= end; i++) this.roles[i] = wordRole;
        return end + 1;
      }
    }
    for (let before = 0; before <= MOST_LETTERS; before++) {
      const folded = foldedWindow(this.atoms, start, before);
      if (folded && this.lookUp(folded.value, start, folded.end, wordRole, fieldRole, source, named, true)) {
        return folded.end + 1;
      }
    }
    const rest = withoutCheckDigit(this.atoms.value[start] as number);
    if (rest >= 0 && this.lookUp(rest, start, start, wordRole, fieldRole, source, named, true))
      return start + 1;
    this.keepLoose(start, wordRole, fieldRole, loose);
    return start + 1;
  }

  private windowsFrom(start: number): number {
    const { atoms } = this;
    let windows = 0;
    let value = 0;
    let length = 0;
    for (let i = start; i < atoms.count && i - start < LONGEST_WINDOW; i++) {
      const gap = atoms.gap[i] as number;
      if (i > start && gap > Gap.underscore) break;
      if (atoms.kind[i] === LETTERS) {
        if ((atoms.length[i] as number) > 3 || gap > Gap.dash) break;
        continue;
      }
      length += atoms.length[i] as number;
      if (length > 15) break;
      value = value * tenTo(atoms.length[i] as number) + (atoms.value[i] as number);
      this.ends[windows] = i;
      this.values[windows] = value;
      windows++;
    }
    return windows;
  }

  /** True when the number names at least one item with level 2 or 3. */
  private lookUp(
    value: number,
    start: number,
    end: number,
    wordRole: number,
    fieldRole: Role,
    source: number,
    named: Named[],
    slip: boolean,
  ): boolean {
    let entry = this.postings.first(value);
    if (entry < 0) return false;
    const role = wordRole > 0 ? wordRole : fieldRole;
    let fitting = false;
    let plain = false;
    for (let e = entry, seen = 0; e >= 0 && seen < MOST_PER_NUMBER; e = this.postings.next(e), seen++) {
      if (fits(this.postings.names(e), role)) fitting = true;
      if (this.postings.prefix(e) === 0 && (role <= 0 || fits(this.postings.names(e), role))) plain = true;
    }
    let strong = false;
    for (let seen = 0; entry >= 0 && seen < MOST_PER_NUMBER; entry = this.postings.next(entry), seen++) {
      let level = this.judge.levelOf(entry, start, end, role, wordRole > 0, slip);
      if (level === 2 && fitting && role > 0 && !fits(this.postings.names(entry), role)) level = 1;
      if (level === 2 || level === 3) {
        if (plain && !this.judge.hasItsPrefix(entry, start)) level = 1;
      }
      if (level === 0) continue;
      if (level >= 2) strong = true;
      record(named, {
        item: this.postings.item(entry),
        level: level as Level,
        names: this.postings.names(entry),
        source,
        slip,
      });
    }
    return strong;
  }

  /** What the words before a number say it is; in a list the first number's words count for all. */
  private roleBefore(at: number): number {
    const { atoms } = this;
    if (atoms.gap[at] === Gap.star) return Role.other;
    for (let i = at - 1; i >= 0 && i >= at - 4; i--) {
      if (atoms.kind[i] === DIGITS) {
        const gap = atoms.gap[i + 1] as number;
        return gap === Gap.dot || gap === Gap.colon ? Role.none : (this.roles[i] as number);
      }
      const value = atoms.value[i] as number;
      if (value === O && i > 0 && atoms.value[i - 1] === P && atoms.kind[i - 1] === LETTERS) return Role.po;
      const role = roleOfWord(value);
      if (role === TRANSPARENT) continue;
      return role === -1 ? Role.none : role;
    }
    return Role.none;
  }

  private keepLoose(at: number, wordRole: number, fieldRole: Role, loose: Loose[]): void {
    const { atoms } = this;
    const length = atoms.length[at] as number;
    if (loose.length >= MOST_LOOSE || length < 4 || length > 12 || this.noise[at] === 1) return;
    if (wordRole === Role.other || (wordRole <= 0 && fieldRole === Role.other)) return;
    const prefix = at > 0 && atoms.kind[at - 1] === LETTERS ? (atoms.value[at - 1] as number) : 0;
    const asInvoice =
      wordRole === Role.invoice ||
      fieldRole === Role.invoice ||
      (prefix > 0 && this.postings.knownPrefixes.has(prefix));
    loose.push({ value: atoms.value[at] as number, length, asInvoice });
  }
}

/** Keeps the strongest naming of each item. */
export function record(named: Named[], hit: Named): void {
  for (let i = 0; i < named.length; i++) {
    const known = named[i] as Named;
    if (known.item !== hit.item) continue;
    if (hit.level > known.level) named[i] = hit;
    return;
  }
  named.push(hit);
}
