/**
 * Keys with padding. Sage Pro's keys are of fixed width and padded with blanks, often on the left; everywhere else in
 * Matchbook they are trimmed. A key is looked for by its exact padded forms first, because only those can use an index.
 */
import { type Parameters, quoted } from '../connection/statement.ts';
import type { ColumnProfile } from '../schema/profile.ts';

/** `[invno] IN (@p1, @p2)`: as it is (blanks on the right do not count in SQL), and at the right end of the column. */
export function keyEquals(column: ColumnProfile, trimmed: string, parameters: Parameters): string {
  const width = column.length ?? 0;
  const left = width > 0 ? trimmed.padStart(width) : trimmed;
  const name = quoted(column.name);
  if (left === trimmed) return `${name} = ${parameters.text(trimmed, column)}`;
  return `${name} IN (${parameters.text(trimmed, column)}, ${parameters.text(left, column)})`;
}

/** For keys that are padded in some other way. Reads the whole table, so it is only asked when the exact forms find nothing. */
export function trimmedKeyEquals(column: ColumnProfile, trimmed: string, parameters: Parameters): string {
  return `LTRIM(RTRIM(${quoted(column.name)})) = ${parameters.text(trimmed, column)}`;
}

/** `raw`, a key as another table has it, as it goes into `column`; null when it does not fit. */
export function keyFor(column: ColumnProfile, raw: string): string | null {
  const trimmed = raw.trim();
  const width = column.length === null || column.length < 0 ? Number.MAX_SAFE_INTEGER : column.length;
  if (trimmed.length > width) return null;
  if (raw.length <= width) return raw;
  return raw.startsWith(' ') ? trimmed.padStart(width) : trimmed;
}

/** Equal as the database sees it: case counts only where the column's collation says so. */
export function sameKey(a: string, b: string, column: Pick<ColumnProfile, 'collation'> | undefined): boolean {
  if (a.trim() === b.trim()) return true;
  if (!/_CI(_|$)/i.test(column?.collation ?? '')) return false;
  return a.trim().toUpperCase() === b.trim().toUpperCase();
}
