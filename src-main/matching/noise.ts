/** Which runs of digits are no references: amounts, dates, times, telephone numbers, years. */
import { tenTo } from './arithmetic.ts';
import { type Atoms, DIGITS, Gap, LETTERS, wordValue } from './atoms.ts';

const CURRENCIES = new Set('USD GBP EUR CAD AUD CHF JPY SEK NOK DKK NZD'.split(' ').map(wordValue));

/** Marks in `noise` (1) each atom of the text that reads as something other than a reference. */
export function markNoise(atoms: Atoms, noise: Uint8Array): void {
  noise.fill(0, 0, atoms.count);
  for (let i = 0; i < atoms.count; i++) {
    if (atoms.kind[i] !== DIGITS) continue;
    if (isAmount(atoms, i)) {
      noise[i] = 1;
      if (digitsAt(atoms, i + 1) && (atoms.gap[i + 1] === Gap.dot || atoms.gap[i + 1] === Gap.comma))
        noise[i + 1] = 1;
    }
    const date = dateLength(atoms, i);
    for (let k = 0; k < date; k++) noise[i + k] = 1;
    const phone = phoneLength(atoms, i);
    for (let k = 0; k < phone; k++) noise[i + k] = 1;
    if (isYear(atoms, i) || isTime(atoms, i)) noise[i] = 1;
  }
}

function digitsAt(atoms: Atoms, at: number): number {
  return at >= 0 && at < atoms.count && atoms.kind[at] === DIGITS ? (atoms.length[at] as number) : 0;
}

function isAmount(atoms: Atoms, i: number): boolean {
  if (atoms.gap[i] === Gap.money) return true;
  const after = digitsAt(atoms, i + 1);
  const gapAfter = i + 1 < atoms.count ? atoms.gap[i + 1] : atoms.trailing;
  const dotted =
    gapAfter === Gap.dot && after === 2 && !(atoms.gap[i + 2] === Gap.dot && digitsAt(atoms, i + 2));
  if (dotted) return true;
  const grouped = gapAfter === Gap.comma && after === 3 && digitsAt(atoms, i) <= 3;
  if (grouped && atoms.gap[i + 2] === Gap.dot && digitsAt(atoms, i + 2) === 2) return true;
  if (gapAfter === Gap.money) return true;
  const wordAfter = atoms.kind[i + 1] === LETTERS && i + 1 < atoms.count ? (atoms.value[i + 1] as number) : 0;
  return wordAfter > 0 && gapAfter === Gap.space && CURRENCIES.has(wordAfter);
}

function dateLength(atoms: Atoms, i: number): number {
  const one = digitsAt(atoms, i);
  const two = digitsAt(atoms, i + 1);
  const three = digitsAt(atoms, i + 2);
  if (two === 0 || two > 2) return 0;
  const gap = atoms.gap[i + 1];
  if (gap !== Gap.dash && gap !== Gap.slash && gap !== Gap.dot) return 0;
  const a = atoms.value[i] as number;
  const b = atoms.value[i + 1] as number;
  const c = atoms.value[i + 2] as number;
  if (three > 0 && atoms.gap[i + 2] === gap) {
    if (one === 4 && three <= 2 && plausibleYear(a) && b <= 12 && c <= 31) return 3;
    if (one <= 2 && (three === 4 ? plausibleYear(c) : three === 2) && dayAndMonth(a, b)) return 3;
    return 0;
  }
  return one <= 2 && gap === Gap.slash && dayAndMonth(a, b) ? 2 : 0;
}

const dayAndMonth = (a: number, b: number) => a >= 1 && b >= 1 && a <= 31 && b <= 31 && (a <= 12 || b <= 12);
const plausibleYear = (year: number) => year >= 1950 && year < 2050;

function isYear(atoms: Atoms, i: number): boolean {
  return atoms.length[i] === 4 && plausibleYear(atoms.value[i] as number);
}

function isTime(atoms: Atoms, i: number): boolean {
  const short = (atoms.length[i] as number) <= 2;
  return short && (atoms.gap[i] === Gap.colon || (i + 1 < atoms.count && atoms.gap[i + 1] === Gap.colon));
}

/** Groups of digits as telephone numbers are written; a run of ten or more after a plus sign. */
function phoneLength(atoms: Atoms, i: number): number {
  let groups = 0;
  let total = 0;
  for (let at = i; at < atoms.count && groups < MOST_GROUPS; at++) {
    const length = digitsAt(atoms, at);
    if (length === 0) break;
    const gap = atoms.gap[at];
    if (groups > 0 && gap !== Gap.dash && gap !== Gap.space && gap !== Gap.dot && gap !== Gap.other) break;
    groups++;
    total += length;
  }
  if (total < FEWEST_DIGITS) return 0;
  const countryCode = (atoms.length[i] as number) <= 3 || groups === 1;
  if (atoms.gap[i] === Gap.plus && countryCode && total <= 15) return groups;
  const leadingZero = startsWithZero(atoms, i);
  for (const shape of PHONES) {
    if (shape.groups.length > groups || (shape.zero && !leadingZero)) continue;
    if (shape.groups.every((length, k) => atoms.length[i + k] === length)) return shape.groups.length;
  }
  return 0;
}

const MOST_GROUPS = 5;
/** No shape below has fewer. */
const FEWEST_DIGITS = 10;
const PHONES = [
  { zero: false, groups: [1, 3, 3, 4] },
  { zero: false, groups: [3, 3, 4] },
  { zero: true, groups: [5, 6] },
  { zero: true, groups: [5, 3, 3] },
  { zero: true, groups: [4, 3, 4] },
  { zero: true, groups: [3, 4, 4] },
  { zero: true, groups: [11] },
] as const;

function startsWithZero(atoms: Atoms, i: number): boolean {
  const value = atoms.value[i] as number;
  return value >= 0 && value < tenTo((atoms.length[i] as number) - 1);
}
