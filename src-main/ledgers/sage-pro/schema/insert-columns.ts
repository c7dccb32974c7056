/**
 * Which columns of an INSERT we know how to fill. A column that is NOT NULL, has no default, and is none of Sage Pro's
 * own names blocks direct posting: only the site knows what belongs into it.
 */
import { isServerFilled, type TableProfile } from './profile.ts';

/**
 * Sage Pro's own columns that are left blank: every column of the FoxPro edition is NOT NULL with an empty value ('', 0,
 * no date) as its default, so a converted table has them NOT NULL and the program itself writes the empty value.
 */
const BLANK_IN_FOXPRO = [
  'paytype',
  'arsess',
  'glbatch',
  'arperiod',
  'gllink',
  'checkno',
  'refno',
  'notes',
  'descrip',
  'artype',
  'arstat',
  'salesmn',
  'terr',
  'ponum',
  'ornum',
  'pterms',
  'pnet',
  'currency',
  'disamt',
  'disdate',
  'bpaid',
  'tax',
  'company',
  'trantype',
  'tranno',
  'invdte',
  'bbal',
  'code',
  'type',
];

/** Filled by name with something: see posting/receipt-row.ts and posting/distribution-row.ts. */
const FILLED: Record<'arcash' | 'ardist', readonly string[]> = {
  arcash: ['custno', 'invno', 'dtepaid', 'paidamt', 'amount', 'exrat', 'adduser', 'adddate', 'addtime'],
  ardist: ['trandte', 'glacnt', 'amount', 'custno', 'invno', 'adduser', 'adddate', 'addtime'],
};

export function isBlankInFoxPro(key: string): boolean {
  return BLANK_IN_FOXPRO.includes(key);
}

/** Names of the columns that must be filled and that we do not know how to fill. `markerKey` is filled by the marker. */
export function blockingColumns(
  table: TableProfile,
  purpose: 'arcash' | 'ardist',
  markerKey: string | null,
): readonly string[] {
  const blocking: string[] = [];
  for (const [key, column] of table.columns) {
    if (column.nullable || column.hasDefault || isServerFilled(column)) continue;
    if (FILLED[purpose].includes(key) || isBlankInFoxPro(key) || key === markerKey) continue;
    blocking.push(column.name);
  }
  return blocking;
}
