import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/user-guide/errors.md'), 'utf8');

/** Codes of the operating system, of TLS and of libraries: read by the program, translated into its own. */
const OTHERS =
  /^(ERR_|CERT_|UNABLE_TO_|SQLITE_|EAI_|UND_ERR_)|^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH|MODULE_NOT_FOUND)$/;
/** Never shown by themselves: their sentence becomes the reason of a rejected row or record. */
const WITHIN = new Set(['MONEY', 'ROW', 'RECORD_REFUSED']);
/** Sage Accounting’s own words for transaction types and states, and Shopify’s for refusals. */
const THEIRS = new Set([
  ...['CUSTOMER_RECEIPT', 'CUSTOMER_REFUND', 'CUSTOMER_ALLOCATION', 'PART_PAID'],
  ...['ACCESS_DENIED', 'INTERNAL_SERVER_ERROR', 'MAX_COST_EXCEEDED'],
]);

/** A text in capitals with an underscore is a code wherever it stands; one word is where a code is expected. */
const WORDS = /'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g;
const ONE_WORD =
  /(?:\bcode(?::| =)|Error\(|Refusal\(|failed\(|finding\()\s*(?:'[a-z_]+',\s*)?'([A-Z][A-Z0-9]+)'/g;
/** The preflight's findings have theirs on a line of its own. */
const FINDING = /^\s+'([A-Z][A-Z0-9]+)',$/gm;

function codesIn(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !file.startsWith('src-main/demo/'));
  for (const file of files) {
    const source = readFileSync(join(ROOT, file), 'utf8');
    for (const pattern of file.includes('/preflight/') ? [WORDS, ONE_WORD, FINDING] : [WORDS, ONE_WORD]) {
      for (const [, code = ''] of source.matchAll(pattern)) {
        if (!OTHERS.test(code) && !WITHIN.has(code) && !THEIRS.has(code)) found.set(code, file);
      }
    }
  }
  return found;
}

const codes = new Map([...codesIn('src-main'), ...codesIn('shared'), ...codesIn('src-renderer/api')]);
const rows = [...GUIDE.matchAll(/^\| `([A-Z_0-9]+)` \|(.*)\|$/gm)].map(([, code = '', rest = '']) => ({
  code,
  cells: rest.split('|').map((cell) => cell.trim()),
}));

describe('every code that the product can show', () => {
  it('is found in the source', () => {
    expect(codes.size).toBeGreaterThan(120);
    for (const known of [
      'LEDGER_TIMEOUT',
      'OVERPAYMENT',
      'CLOCK',
      'UNEXPECTED',
      'STORE_NEWER',
      'BALANCE_MOVED',
    ]) {
      expect(codes.has(known), known).toBe(true);
    }
  });

  it('is explained in the user guide', () => {
    const explained = new Set(rows.map(({ code }) => code));
    const missing = [...codes]
      .filter(([code]) => !explained.has(code))
      .map(([code, file]) => `${code} (${file})`);
    expect(missing, 'add a line to docs/user-guide/errors.md for each').toEqual([]);
  });
});

describe('the page of the user guide', () => {
  it('explains no code that is not there any more', () => {
    expect(rows.map(({ code }) => code).filter((code) => !codes.has(code))).toEqual([]);
  });

  it('says once for each what it means, what was kept and what to do', () => {
    expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
    for (const { code, cells } of rows) {
      expect(cells, code).toHaveLength(3);
      const [meaning = '', kept = '', todo = ''] = cells;
      expect(meaning.length, code).toBeGreaterThan(10);
      expect(kept, code).not.toBe('');
      expect(todo, code).toMatch(/\.$/);
    }
  });
});
