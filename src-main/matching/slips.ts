/** Slips of people and of optical reading: letters for digits, and numbers that differ in one place. */
import { lastDigit, tenTo, twentySevenTo } from './arithmetic.ts';
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
/** Letters in a row that are taken for digits. */
export const MOST_LETTERS = 2;

/**
 * Reads the run that the digits at `start` belong to with its look-alike letters as digits ("1O423", "I0423"), taking
 * the last `before` letters (0 to 2) of the word right before it as digits, too. Null when that reads no letter at all.
 */
export function foldedWindow(
  atoms: Atoms,
  start: number,
  before: number,
): { value: number; end: number } | null {
  let value = 0;
  let length = 0;
  let letters = before;
  if (before > 0) {
    const word = start - 1;
    if (word < 0 || atoms.kind[word] !== LETTERS || atoms.gap[start] !== Gap.none) return null;
    if ((atoms.length[word] as number) < before || atoms.value[word] === -1) return null;
    value = digitsOf((atoms.value[word] as number) % twentySevenTo(before), before);
    if (value < 0) return null;
    length = before;
  }
  let end = start;
  for (let i = start; i < atoms.count; i++) {
    const gap = atoms.gap[i] as number;
    if (i > start && gap > (atoms.kind[i] === LETTERS ? Gap.none : Gap.slash)) break;
    const size = atoms.length[i] as number;
    let digits = atoms.value[i] as number;
    if (atoms.kind[i] === LETTERS) {
      digits = digitsOf(digits, size);
      if (digits < 0) break;
      letters += size;
    }
    value = value * tenTo(size) + digits;
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
  if (one === other || one < 0 || other < 0) return false;
  if (sameLength(one, other) && !couldBeOneSlip(Math.abs(one - other))) return false;
  let a = one;
  let b = other;
  let differing = 0;
  let place = 0;
  let first = -1;
  while (a > 0 && b > 0) {
    if (lastDigit(a) !== lastDigit(b)) {
      differing++;
      if (first < 0) first = place;
      else if (place !== first + 1) differing = 3;
    }
    a = Math.floor(a / 10);
    b = Math.floor(b / 10);
    place++;
  }
  if (a === 0 && b === 0) {
    if (differing === 1) return true;
    const power = tenTo(first);
    const pair = (value: number) => Math.floor(value / power) % 100;
    return differing === 2 && pair(one) === (pair(other) % 10) * 10 + Math.floor(pair(other) / 10);
  }
  return a < 10 && b < 10 && withinOneSlip(String(one), String(other));
}

function sameLength(one: number, other: number): boolean {
  const [small, large] = one < other ? [one, other] : [other, one];
  let power = 10;
  while (power <= small) power *= 10;
  return large < power;
}

/** One digit wrong makes a difference of 1 to 9 times a power of ten, a pair exchanged 9 to 81 times: most make more. */
function couldBeOneSlip(difference: number): boolean {
  let rest = difference;
  while (lastDigit(rest) === 0) rest /= 10;
  return rest <= 81;
}

/** Whether one exchanged pair, or one wrong digit, turns one number into the other. */
export function areNeighbours(one: number, other: number): boolean {
  if (one === other || !couldBeOneSlip(Math.abs(one - other))) return false;
  return sameLength(one, other) && oneSlipApart(one, other);
}

/** Calls `visit` with each neighbour of a number; the exchange that would put a zero in front is none. */
export function someNeighbour(value: number, visit: (neighbour: number) => boolean): boolean {
  for (let power = 1; power <= value; power *= 10) {
    const digit = lastDigit(Math.floor(value / power));
    for (let other = power * 10 > value ? 1 : 0; other <= 9; other++) {
      if (other !== digit && visit(value + (other - digit) * power)) return true;
    }
    if (power * 10 > value) break;
    const next = lastDigit(Math.floor(value / power / 10));
    if (digit === 0 && power * 100 > value) continue;
    if (next !== digit && visit(value + (next - digit) * power + (digit - next) * power * 10)) return true;
  }
  return false;
}

/** The number without its last digit when that is the check digit (Luhn, as on payment slips) of the rest; else -1. */
export function withoutCheckDigit(value: number): number {
  const rest = Math.floor(value / 10);
  if (rest < 1_000) return -1;
  let sum = 0;
  let doubled = true;
  for (let left = rest; left > 0; left = Math.floor(left / 10), doubled = !doubled) {
    const digit = lastDigit(left) * (doubled ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return (10 - (sum % 10)) % 10 === lastDigit(value) ? rest : -1;
}
