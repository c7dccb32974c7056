/** What a firm's mapping fills, as cells of the receipt's row. The texts were checked against the fields when they were made. */
import type { AccountingDate } from '../../../../shared/model.ts';
import { CHAR_TYPES, type ColumnProfile, DATE_TYPES } from '../schema/profile.ts';
import type { PostingTables } from '../schema/schema.ts';
import type { Cell, Cells } from './insert-row.ts';

const TABLE = 'arcash.';

/** A column that the table lost since is left out, as everywhere. */
export function mappedCells({ arcash }: PostingTables, fields: Readonly<Record<string, string>>): Cells {
  const cells: Record<string, Cell> = {};
  for (const [name, text] of Object.entries(fields)) {
    const key = name.slice(TABLE.length);
    const column = name.startsWith(TABLE) ? arcash.columns.get(key) : undefined;
    if (column) cells[key] = cellOf(column, text);
  }
  return cells;
}

function cellOf(column: ColumnProfile, text: string): Cell {
  if (DATE_TYPES.has(column.type)) return { kind: 'date', date: text as AccountingDate };
  return CHAR_TYPES.has(column.type) || column.type.endsWith('text')
    ? { kind: 'text', text }
    : { kind: 'decimal', text };
}
