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

  scan(source: string): void {
    const long = source.length > MAX_TEXT;
    const text = long ? `${source.slice(0, MAX_TEXT - MAX_TEXT / 4)} ${source.slice(-MAX_TEXT / 4)}` : source;
    // Nearly all texts are ASCII: that one is not is found while it is cut.
    if (!this.cut(text, false)) this.cut(text.normalize('NFKC'), true);
  }

  /** False when the text has other characters than ASCII and is not normalized: then nothing that was cut holds. */
  private cut(text: string, normalized: boolean): boolean {
    const { length } = text;
    let count = 0;
    let gap = Gap.other as number;
    let gapLength = 0;
    let code = length > 0 ? text.charCodeAt(0) : 0;
    for (let at = 0; at < length; ) {
      const kind = kindOf(code);
      if (kind === 0) {
        if (code > 127 && !normalized) return false;
        gap = gapLength === 0 ? gapOf(code) : widerGap(gap, gapOf(code));
        gapLength++;
        at++;
        code = at < length ? text.charCodeAt(at) : 0;
        continue;
      }
      if (count === MAX_ATOMS) {
        if (!normalized && hasBeyondAscii(text)) return false;
        break;
      }
      const start = at;
      let value = 0;
      do {
        value = kind === DIGITS ? value * 10 + (code - 48) : value * 27 + letterOf(code);
        at++;
        code = at < length ? text.charCodeAt(at) : 0;
      } while (kindOf(code) === kind);
      const size = at - start;
      this.kind[count] = kind;
      this.value[count] = size > (kind === DIGITS ? MAX_DIGITS : MAX_LETTERS) ? -1 : value;
      this.length[count] = size;
      this.gap[count] = count > 0 && gapLength === 0 ? Gap.none : gap;
      count++;
      gap = Gap.none;
      gapLength = 0;
    }
    this.count = count;
    this.trailing = gapLength === 0 ? Gap.none : gap;
    return true;
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
