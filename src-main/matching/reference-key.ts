/** What a reference is compared by: its digits as one number, and the letters around them. */
import { tenTo, twentySevenTo } from './arithmetic.ts';
import { Atoms, DIGITS, LETTERS, MAX_ATOMS } from './atoms.ts';

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

const PLAIN = /^[A-Z0-9]*$/;

/** What is compared when a reference has no digits, or more than fifteen: its letters and digits, in capitals. */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
