/** Chooses the column that carries the marker: the ledger has no room for tables of ours, so a reference column is it. */
import { MARKER_LENGTH, MARKER_MIN_LENGTH } from '../../marker.ts';
import { CHAR_TYPES, type ColumnProfile, isServerFilled, type TableProfile } from './profile.ts';

export interface MarkerColumn {
  readonly column: ColumnProfile;
  /** How many characters of the marker it holds. */
  readonly length: number;
  readonly reason: string;
}

/** Reference columns in the order in which they are preferred. */
const PREFERRED = ['refno', 'checkno', 'reference', 'refer', 'descrip', 'comment', 'notes', 'ponum'];

/** Columns with a meaning of their own: a marker in them would be read as something else by Sage Pro or by the site. */
const TAKEN = new Set([
  'custno',
  'invno',
  'company',
  'salesmn',
  'terr',
  'currency',
  'paytype',
  'artype',
  'arstat',
  'arsess',
  'glbatch',
  'arperiod',
  'adduser',
  'addtime',
  'glacnt',
  'trantype',
  'ornum',
  'pterms',
]);

function roomOf(column: ColumnProfile): number {
  if (!CHAR_TYPES.has(column.type) || isServerFilled(column) || column.length === null) return 0;
  return column.length < 0 ? Number.MAX_SAFE_INTEGER : column.length;
}

function chosen(column: ColumnProfile, why: string): MarkerColumn {
  const length = Math.min(MARKER_LENGTH, roomOf(column));
  const cut =
    length < MARKER_LENGTH
      ? ` It holds the first ${length} of the marker’s ${MARKER_LENGTH} characters.`
      : '';
  return { column, length, reason: `${why}${cut}` };
}

/** `wanted`: a column name from the settings, or 'auto'. Null when no column is wide enough. */
export function chooseMarkerColumn(table: TableProfile, wanted: string): MarkerColumn | null {
  if (wanted.toLowerCase() !== 'auto') {
    const column = table.columns.get(wanted.toLowerCase());
    if (!column || roomOf(column) < MARKER_MIN_LENGTH) return null;
    return chosen(column, 'It was chosen in the settings.');
  }
  const passed: string[] = [];
  const others = [...table.columns.keys()].filter((key) => !PREFERRED.includes(key) && !TAKEN.has(key));
  const widestFirst = others.sort((a, b) => roomAt(table, b) - roomAt(table, a) || (a < b ? -1 : 1));
  for (const key of [...PREFERRED, ...widestFirst]) {
    const column = table.columns.get(key);
    if (!column) continue;
    if (roomOf(column) >= MARKER_MIN_LENGTH) return chosen(column, reasonFor(column, passed));
    if (PREFERRED.includes(key) && CHAR_TYPES.has(column.type))
      passed.push(`${column.name} (${column.length})`);
  }
  return null;
}

function roomAt(table: TableProfile, key: string): number {
  const column = table.columns.get(key);
  return column ? roomOf(column) : 0;
}

function reasonFor(column: ColumnProfile, passed: readonly string[]): string {
  const width = column.length !== null && column.length < 0 ? 'any length' : `${column.length} characters`;
  if (passed.length === 0) return `It is the receipt’s reference and holds ${width}.`;
  return `It holds ${width}; ${passed.join(' and ')} ${passed.length > 1 ? 'are' : 'is'} too narrow for ${MARKER_MIN_LENGTH}.`;
}
