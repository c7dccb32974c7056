/** Names of payers and customers made comparable: accents, case, order of words and legal forms do not matter. */

const LEGAL = new Set(
  (
    'LTD LIMITED INC INCORPORATED LLC LLP LP PLC CO COMPANY CORP CORPORATION GMBH AG SA SARL SAS BV NV PTY SRL SPA AB ' +
    'OY AS KG UG THE AND OF DBA TA MR MRS MS MISS DR SIR PTE PVT INTL'
  ).split(' '),
);
const MAX_NAME = 200;
const MAX_TOKENS = 12;

const PLAIN = /^[\x20-\x7e]*$/;
const BESIDE_PLAIN_WORDS = /[^A-Z0-9]+/;
const BESIDE_WORDS = /[^\p{L}\p{N}]+/u;

/** Words of a name in capitals, without accents, signs and legal forms, sorted; the bare words if nothing is left. */
export function nameTokens(name: string): string[] {
  const words: string[] = [];
  const upper = capitals(name);
  for (const word of upper.split(PLAIN.test(upper) ? BESIDE_PLAIN_WORDS : BESIDE_WORDS)) {
    if (word !== '' && words.length < MAX_TOKENS) words.push(word);
  }
  const telling = words.filter((word) => !LEGAL.has(word));
  return (telling.length > 0 ? telling : words).sort();
}

function capitals(name: string): string {
  const short = name.length > MAX_NAME ? name.slice(0, MAX_NAME) : name;
  if (PLAIN.test(short)) {
    const upper = short.toUpperCase();
    return upper.includes('.') || upper.includes("'") ? upper.replace(/['.]/g, '') : upper;
  }
  return short.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().replace(/['’.]/g, '');
}

export function nameKey(tokens: readonly string[]): string {
  return tokens.join(' ');
}

/** True when the words are the same but for one slip in a long word, a cut-off ending, or an initial. */
export function similarWord(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = one.length <= other.length ? one : other;
  const longer = shorter === one ? other : one;
  if (shorter.length === 1 || (shorter.length >= 4 && longer.startsWith(shorter))) {
    return longer.startsWith(shorter);
  }
  return shorter.length >= 5 && withinOneSlip(one, other);
}

/** One character wrong, missing, extra, or two neighbours exchanged (Damerau–Levenshtein distance of at most one). */
export function withinOneSlip(one: string, other: string): boolean {
  if (one === other) return true;
  const gap = one.length - other.length;
  if (gap > 1 || gap < -1) return false;
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const leftOne = one.length - start - end;
  const leftOther = other.length - start - end;
  if (leftOne <= 1 && leftOther <= 1) return true;
  return (
    leftOne === 2 && leftOther === 2 && one[start] === other[start + 1] && one[start + 1] === other[start]
  );
}

/** How alike two names are, 0 to 1: the share of the longer one's words that the other has, too. */
export function nameLikeness(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const taken = new Set<number>();
  let shared = 0;
  for (const word of one) {
    const at = other.findIndex((candidate, i) => !taken.has(i) && similarWord(word, candidate));
    if (at < 0) continue;
    taken.add(at);
    shared += Math.min(word.length, (other[at] as string).length) === 1 ? 0.5 : 1;
  }
  return shared / Math.max(one.length, other.length);
}
