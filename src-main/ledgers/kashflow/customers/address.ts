/** Countries and postcodes as KashFlow has them. */

/**
 * ISO 3166-1 alpha-2 of an English name or of a code, but for Greece, which KashFlow calls EL (kashflow.com/developers/soap-api,
 * Customer). Null when it is no country that is known.
 */
export function countryCodeOf(text: string): string | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return null;
  const code =
    COMMON[wanted] ?? names().get(wanted) ?? (/^[a-z]{2}$/.test(wanted) ? wanted.toUpperCase() : null);
  return code === 'GR' ? 'EL' : code;
}

/** British ones in capitals with one blank before the last three; others as they are. */
export function standardPostcode(text: string): string {
  const tight = text.replaceAll(/\s+/g, '').toUpperCase();
  const [, outward, inward] = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(tight) ?? [];
  return outward === undefined ? text.trim() : `${outward} ${inward}`;
}

const COMMON: Readonly<Record<string, string>> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  usa: 'US',
  'united states of america': 'US',
};

let byName: ReadonlyMap<string, string> | null = null;

function names(): ReadonlyMap<string, string> {
  if (byName) return byName;
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const found = new Map<string, string>();
  for (const first of letters) {
    for (const second of letters) {
      const code = `${first}${second}`;
      const name = english.of(code);
      const current = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
      if (name !== undefined && current) found.set(name.toLowerCase(), code);
    }
  }
  byName = found;
  return found;
}
