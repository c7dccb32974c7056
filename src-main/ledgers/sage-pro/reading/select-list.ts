/** The columns of a SELECT: only what the profile has, each under Matchbook's own lower-case name. */
import { amountAsText, quoted } from '../connection/statement.ts';
import { fitsKind } from '../schema/abilities.ts';
import { knownTable } from '../schema/known-tables.ts';
import { NUMBER_TYPES, type TableProfile } from '../schema/profile.ts';

/** `[BALANCE] AS [balance], …` for those of `keys` that the table has; amounts as exact decimal text. */
export function selectList(table: TableProfile, keys: readonly string[]): string {
  return presentKeys(table, keys)
    .map((key) => {
      const column = table.columns.get(key);
      if (!column) throw new RangeError(`${key} is not in ${table.name}`);
      const name = quoted(column.name);
      return `${NUMBER_TYPES.has(column.type) ? amountAsText(name, column) : name} AS ${quoted(key)}`;
    })
    .join(', ');
}

/** Those of `keys` that exist and are of the kind that is expected of them. */
export function presentKeys(table: TableProfile, keys: readonly string[]): readonly string[] {
  const known = knownTable(table.table).columns;
  return keys.filter((key) => {
    const column = table.columns.get(key);
    const kind = known.find((it) => it.column === key)?.kind ?? 'any';
    return column !== undefined && (kind === 'text' || fitsKind(column, kind));
  });
}

/** The found name of a column that is known to exist, quoted. */
export function columnSql(table: TableProfile, key: string): string {
  const column = table.columns.get(key);
  if (!column) throw new RangeError(`${table.name} has no column ${key}`);
  return quoted(column.name);
}
