/** A country, whichever way it is written: US, USA, United States. Names by CLDR (Intl.DisplayNames), and what people write besides. */
import type { LedgerCustomer } from '../../shared/customers.ts';

const ALSO: Readonly<Record<string, string>> = {
  usa: 'US',
  'u s a': 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  eire: 'IE',
  'republic of ireland': 'IE',
  holland: 'NL',
  can: 'CA',
  mex: 'MX',
  aus: 'AU',
};

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
let byName: ReadonlyMap<string, string> | null = null;

function names(): ReadonlyMap<string, string> {
  if (byName) return byName;
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const found = new Map<string, string>();
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const name = english.of(`${first}${second}`);
      // A code that was given up stands for another now: UK for GB.
      const current = Intl.getCanonicalLocales(`und-${first}${second}`)[0] === `und-${first}${second}`;
      if (name !== undefined && current) found.set(plain(name), `${first}${second}`);
    }
  }
  byName = found;
  return found;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim();

/** ISO 3166-1 alpha-2; null when it is no country that is known. */
export function countryCode(text: string): string | null {
  const word = plain(text);
  const code = ALSO[word] ?? names().get(word);
  if (code !== undefined) return code;
  return /^[a-z]{2}$/.test(word) && [...names().values()].includes(word.toUpperCase())
    ? word.toUpperCase()
    : null;
}

/** How this ledger writes countries: for each code, the way that most of its customers have it. */
export function countryHabits(customers: readonly LedgerCustomer[]): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { values } of customers) {
    const written = values.country?.trim() ?? '';
    const code = written === '' ? null : countryCode(written);
    if (code === null) continue;
    const forms = counts.get(code) ?? new Map<string, number>();
    counts.set(code, forms.set(written, (forms.get(written) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([code, forms]) => [
      code,
      [...forms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? code,
    ]),
  );
}
