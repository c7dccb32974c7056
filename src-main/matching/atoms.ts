/**
 * Cuts a text into atoms: runs of letters and runs of digits, each with its value and with what stands before it.
 * A run of letters is a number in base 27 (so that words are compared without strings), a run of digits its value.
 */

export const LETTERS = 1;
export const DIGITS = 2;

/** What stands between an atom and the one before it. */
export const Gap = {
  none: 0,
  dash: 1,
  slash: 2,
  dot: 3,
  space: 4,
  underscore: 5,
  hash: 6,
  comma: 7,
  money: 8,
  colon: 9,
  plus: 10,
  star: 11,
  other: 12,
} as const;

/** Texts are read up to this length; of a longer one the beginning and the last quarter of it. */
export const MAX_TEXT = 4_096;
export const MAX_ATOMS = 768;
/** More letters or digits than these have no exact value: -1. */
const MAX_LETTERS = 10;
const MAX_DIGITS = 15;

/** The base-27 value of a word of A to Z. */
export function wordValue(word: string): number {
  let value = 0;
  for (let i = 0; i < word.length; i++) value = value * 27 + (word.charCodeAt(i) - 64);
  return value;
}

/** Reused from text to text: `count` atoms are valid after `scan`. */
export class Atoms {
  count = 0;
  readonly kind = new Uint8Array(MAX_ATOMS);
  readonly value = new Float64Array(MAX_ATOMS);
  readonly length = new Int32Array(MAX_ATOMS);
  readonly gap = new Uint8Array(MAX_ATOMS);
  /** What stands after the last atom. */
  trailing = 0;
  text = '';

  scan(source: string): void {
    this.count = 0;
    let text = source;
    if (text.length > MAX_TEXT) {
      text = `${text.slice(0, MAX_TEXT - MAX_TEXT / 4)} ${text.slice(-MAX_TEXT / 4)}`;
    }
    if (hasBeyondAscii(text)) text = text.normalize('NFKC');
    this.text = text;
    let gap = Gap.other as number;
    let gapLength = 0;
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      const kind = kindOf(code);
      if (kind === 0) {
        gap = gapLength === 0 ? gapOf(code) : widerGap(gap, gapOf(code));
        gapLength++;
        at++;
        continue;
      }
      if (this.count === MAX_ATOMS) break;
      const start = at;
      let value = 0;
      let here = code;
      do {
        value = kind === DIGITS ? value * 10 + (here - 48) : value * 27 + letterOf(here);
        at++;
        here = at < text.length ? text.charCodeAt(at) : 0;
      } while (kindOf(here) === kind);
      const length = at - start;
      const index = this.count++;
      this.kind[index] = kind;
      this.value[index] = length > (kind === DIGITS ? MAX_DIGITS : MAX_LETTERS) ? -1 : value;
      this.length[index] = length;
      this.gap[index] = index > 0 && gapLength === 0 ? Gap.none : gap;
      gap = Gap.none;
      gapLength = 0;
    }
    this.trailing = gapLength === 0 ? Gap.none : gap;
  }
}

function hasBeyondAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return true;
  return false;
}

const KINDS = new Uint8Array(128);
KINDS.fill(DIGITS, 48, 58);
KINDS.fill(LETTERS, 65, 91);
KINDS.fill(LETTERS, 97, 123);

function kindOf(code: number): number {
  return code < 128 ? (KINDS[code] as number) : 0;
}

const letterOf = (code: number): number => (code >= 97 ? code - 96 : code - 64);

function gapOf(code: number): number {
  switch (code) {
    case 45:
    case 0x2010:
    case 0x2011:
    case 0x2013:
      return Gap.dash;
    case 47:
      return Gap.slash;
    case 46:
      return Gap.dot;
    case 9:
    case 10:
    case 13:
    case 32:
      return Gap.space;
    case 95:
      return Gap.underscore;
    case 35:
      return Gap.hash;
    case 44:
      return Gap.comma;
    case 36:
    case 163:
    case 165:
    case 0x20ac:
      return Gap.money;
    case 58:
      return Gap.colon;
    case 43:
      return Gap.plus;
    case 42:
      return Gap.star;
    default:
      return Gap.other;
  }
}

function widerGap(one: number, other: number): number {
  if (one === other || other === Gap.space) return one;
  if (one === Gap.space) return other;
  for (const strong of [Gap.money, Gap.star, Gap.hash, Gap.plus, Gap.comma]) {
    if (one === strong || other === strong) return strong;
  }
  return Gap.other;
}
