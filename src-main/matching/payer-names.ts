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
const BESIDE_WORDS = /[^\p{L}\p{N}]+/u;

/** Words of a name in capitals, without accents, signs and legal forms, sorted; the bare words if nothing is left. */
export function nameTokens(name: string): string[] {
  const short = name.length > MAX_NAME ? name.slice(0, MAX_NAME) : name;
  const words = PLAIN.test(short) ? plainWords(short.toUpperCase()) : otherWords(short);
  const telling = words.filter((word) => !LEGAL.has(word));
  return sortedWords(telling.length > 0 ? telling : words);
}

/** Words of capitals in ASCII, cut without a regular expression: nearly all names are such. */
function plainWords(upper: string): string[] {
  const text = upper.includes('.') || upper.includes("'") ? upper.replace(/['.]/g, '') : upper;
  const words: string[] = [];
  let start = 0;
  for (let at = 0; at <= text.length && words.length < MAX_TOKENS; at++) {
    if (at < text.length && isWordCode(text.charCodeAt(at))) continue;
    if (at > start) words.push(text.slice(start, at));
    start = at + 1;
  }
  return words;
}

const isWordCode = (code: number) => (code >= 48 && code <= 57) || (code >= 65 && code <= 90);

function otherWords(name: string): string[] {
  const upper = name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().replace(/['’.]/g, '');
  const words = upper.split(BESIDE_WORDS).filter((word) => word !== '');
  return words.length > MAX_TOKENS ? words.slice(0, MAX_TOKENS) : words;
}

/** By UTF-16 units. They are few, and a sort that is called takes longer to begin than these take. */
function sortedWords(words: string[]): string[] {
  for (let next = 1; next < words.length; next++) {
    const word = words[next] as string;
    let at = next;
    for (; at > 0 && (words[at - 1] as string) > word; at--) words[at] = words[at - 1] as string;
    words[at] = word;
  }
  return words;
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
