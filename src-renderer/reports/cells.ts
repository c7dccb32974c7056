/** A report's cells as the user's region writes them, and how wide its columns have to be for them. */
import type { ReportCell, ReportColumn, ReportRow } from '../../shared/api.ts';
import { AccountingDate, Instant } from '../../shared/model.ts';
import { amount, count, day, moment, rate } from '../format/index.ts';

export function cellText(cell: ReportCell, column: ReportColumn, row: ReportRow, timeZone: string): string {
  if (cell === null) return '';
  switch (column.kind) {
    case 'text':
      return String(cell);
    case 'date':
      return day(AccountingDate.parse(cell));
    case 'instant':
      return moment(Instant.parse(cell), timeZone);
    case 'money':
      return row.currency === null ? count(Number(cell)) : amount(Number(cell), row.currency);
    case 'count':
      return count(Number(cell));
    case 'rate':
      return rate(Number(cell));
  }
}

const NUMERIC = new Set<ReportColumn['kind']>(['money', 'count', 'rate']);

export const alignOf = (column: ReportColumn): 'end' | 'start' =>
  NUMERIC.has(column.kind) ? 'end' : 'start';

const CHARACTER_PX = 7.6;
const PADDING_PX = 25;
const NARROWEST_PX = 72;
/** Longer texts are wrapped; numbers and dates never are. */
const WIDEST_TEXT_PX = 300;

/** In pixels, one for each column: its longest cell in one line, texts up to a limit. */
export function columnWidths(
  columns: readonly ReportColumn[],
  rows: readonly ReportRow[],
  timeZone: string,
): number[] {
  return columns.map((column, at) => {
    let longest = '';
    let most = -1;
    for (const row of rows) {
      const cell = row.cells[at] ?? null;
      // Formatting each of thousands of cells would hold up the window: the longest raw one is the longest one written.
      const length = cell === null ? 0 : String(cell).length;
      if (length <= most) continue;
      most = length;
      longest = cellText(cell, column, row, timeZone);
    }
    const wide = Math.max(longest.length, column.title.length) * CHARACTER_PX + PADDING_PX;
    const limit = column.kind === 'text' ? WIDEST_TEXT_PX : Number.POSITIVE_INFINITY;
    return Math.round(Math.min(limit, Math.max(NARROWEST_PX, wide)));
  });
}
