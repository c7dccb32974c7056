/** Builds an INSERT from values by column, for the columns that a table really has. */
import type { AccountingDate } from '../../../../shared/model.ts';
import type { Currency, Minor } from '../../../../shared/money.ts';
import { Parameters, quoted, type Statement } from '../connection/statement.ts';
import { isBlankInFoxPro } from '../schema/insert-columns.ts';
import {
  CHAR_TYPES,
  type ColumnProfile,
  DATE_TYPES,
  isServerFilled,
  NUMBER_TYPES,
  type TableProfile,
  tableSql,
} from '../schema/profile.ts';
import { keyFor } from './keys.ts';

export type Cell =
  /** A padded key: must fit whole. */
  | { readonly kind: 'key'; readonly raw: string }
  /** Free text: cut to the column's width. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'amount'; readonly minor: Minor; readonly currency: Currency }
  | { readonly kind: 'decimal'; readonly text: string }
  /** null: not set, 1900-01-01. */
  | { readonly kind: 'date'; readonly date: AccountingDate | null };

/** By lower-case column name. A cell whose column the table lacks is left out. */
export type Cells = Readonly<Record<string, Cell | undefined>>;

/** A key that does not fit into the column that must hold it. */
export class KeyTooLong extends Error {}

/** The SQL of a cell; null when the column's type cannot hold it, so that it stays at its default. */
function cellSql(
  cell: Cell,
  column: ColumnProfile,
  table: TableProfile,
  parameters: Parameters,
): string | null {
  switch (cell.kind) {
    case 'key': {
      if (!CHAR_TYPES.has(column.type)) return null;
      const key = keyFor(column, cell.raw);
      if (key === null) {
        throw new KeyTooLong(
          `"${cell.raw.trim()}" does not fit into ${table.name}.${column.name} (${column.length} characters).`,
        );
      }
      return parameters.text(key, column);
    }
    case 'text': {
      if (!CHAR_TYPES.has(column.type) && column.type !== 'text' && column.type !== 'ntext') return null;
      const width = column.length === null || column.length < 0 ? cell.text.length : column.length;
      return parameters.text(cell.text.slice(0, width), column);
    }
    case 'amount':
      return NUMBER_TYPES.has(column.type) ? parameters.amount(cell.minor, cell.currency, column) : null;
    case 'decimal':
      return NUMBER_TYPES.has(column.type) ? parameters.decimal(cell.text, column) : null;
    case 'date':
      return DATE_TYPES.has(column.type) ? parameters.date(cell.date ?? '1900-01-01') : null;
  }
}

/** FoxPro's empty value for a column's type; null for a type that has none. */
function blankSql(column: ColumnProfile, parameters: Parameters): string | null {
  if (CHAR_TYPES.has(column.type) || column.type === 'text' || column.type === 'ntext')
    return parameters.text('', column);
  if (NUMBER_TYPES.has(column.type) || column.type === 'bit') return '0';
  return DATE_TYPES.has(column.type) ? parameters.date('1900-01-01') : null;
}

/** Columns that have a default, or may be NULL, and that no cell names stay as the server makes them. */
export function insertStatement(
  table: TableProfile,
  cells: Cells,
  isBlank: (key: string) => boolean = isBlankInFoxPro,
): Statement {
  const parameters = new Parameters();
  const names: string[] = [];
  const values: string[] = [];
  for (const [key, column] of table.columns) {
    if (isServerFilled(column)) continue;
    const cell = cells[key];
    let value = cell ? cellSql(cell, column, table, parameters) : null;
    if (value === null && !column.nullable && !column.hasDefault && isBlank(key)) {
      value = blankSql(column, parameters);
    }
    if (value === null) continue;
    names.push(quoted(column.name));
    values.push(value);
  }
  return {
    text: `INSERT INTO ${tableSql(table)} (${names.join(', ')}) VALUES (${values.join(', ')})`,
    parameters: parameters.list,
  };
}
