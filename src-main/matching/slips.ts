/** Slips of people and of optical reading: letters for digits, and numbers that differ in one place. */
import { type Atoms, Gap, LETTERS } from './atoms.ts';
import { withinOneSlip } from './payer-names.ts';

/** Digit that a letter is mistaken for, by its place in the alphabet; -1 for none. */
const DIGIT_OF_LETTER = new Int8Array(27).fill(-1);
for (const [letters, digit] of [
  ['OQD', 0],
  ['IL', 1],
  ['Z', 2],
  ['S', 5],
  ['G', 6],
  ['B', 8],
] as const) {
  for (const letter of letters) DIGIT_OF_LETTER[letter.charCodeAt(0) - 64] = digit;
}
const MOST_LETTERS = 2;

/**
 * Reads the run that the digits at `start` belong to with its look-alike letters as digits ("1O423", "I0423").
 * Null when there is no such letter beside it. A letter before the run counts as well.
 */
export function foldedWindow(atoms: Atoms, start: number): { value: number; end: number } | null {
  let value = 0;
  let length = 0;
  let letters = 0;
  if (start > 0 && atoms.kind[start - 1] === LETTERS && atoms.gap[start] === Gap.none) {
    const digits = digitsOf(atoms.value[start - 1] as number, atoms.length[start - 1] as number);
    if (digits >= 0) {
      value = digits;
      length = atoms.length[start - 1] as number;
      letters += length;
    }
  }
  let end = start;
  for (let i = start; i < atoms.count; i++) {
    if (i > start && atoms.gap[i] !== Gap.none) break;
    const size = atoms.length[i] as number;
    let digits = atoms.value[i] as number;
    if (atoms.kind[i] === LETTERS) {
      digits = digitsOf(digits, size);
      if (digits < 0) break;
      letters += size;
    }
    value = value * 10 ** size + digits;
    length += size;
    if (length > 15) return null;
    end = i;
  }
  return letters > 0 && length >= 4 ? { value, end } : null;
}

function digitsOf(letters: number, length: number): number {
  if (length > MOST_LETTERS || letters < 0) return -1;
  let value = 0;
  let scale = 1;
  let rest = letters;
  for (let i = 0; i < length; i++) {
    const digit = DIGIT_OF_LETTER[rest % 27] as number;
    if (digit < 0) return -1;
    value += digit * scale;
    scale *= 10;
    rest = Math.floor(rest / 27);
  }
  return value;
}

/** True when two numbers differ by one digit wrong, missing, extra, or exchanged with its neighbour. */
export function oneSlipApart(one: number, other: number): boolean {
  return one !== other && withinOneSlip(String(one), String(other));
}

/** The numbers that one exchanged pair, or one wrong digit, would have turned into this one. */
export function neighbours(value: number): number[] {
  const text = String(value);
  const found: number[] = [];
  for (let i = 0; i < text.length; i++) {
    for (let digit = 0; digit <= 9; digit++) {
      if (digit !== Number(text[i]) && !(i === 0 && digit === 0)) {
        found.push(Number(text.slice(0, i) + digit + text.slice(i + 1)));
      }
    }
    if (i > 0 && text[i] !== text[i - 1]) {
      found.push(Number(text.slice(0, i - 1) + text[i] + text[i - 1] + text.slice(i + 1)));
    }
  }
  return found;
}
