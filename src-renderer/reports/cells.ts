/** A report's cells as the user's region writes them, and how wide its columns have to be for them. */
import type { Report, ReportCell, ReportColumn, ReportRow } from '../../shared/api.ts';
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

const MANY_COLUMNS = 8;

/**
 * Without the columns that paper leaves out, unless all are asked for: what matters most is in view without scrolling
 * sideways. Of many columns, the currency's own goes too where there is but one; the amounts say it.
 */
export function withColumns(report: Report, all: boolean): Report {
  if (all) return report;
  const currencies = new Set(report.rows.flatMap(({ currency }) => (currency === null ? [] : [currency])));
  const dropped = report.columns.length > MANY_COLUMNS && currencies.size < 2 ? 'currency' : null;
  const kept = report.columns.map(({ printed, name }) => printed && name !== dropped);
  const cut = (row: ReportRow): ReportRow => ({ ...row, cells: row.cells.filter((_cell, at) => kept[at]) });
  return {
    ...report,
    columns: report.columns.filter((_column, at) => kept[at]),
    rows: report.rows.map(cut),
    totals: report.totals.map(cut),
  };
}

const NUMERIC = new Set<ReportColumn['kind']>(['money', 'count', 'rate']);

export const alignOf = (column: ReportColumn): 'end' | 'start' =>
  NUMERIC.has(column.kind) ? 'end' : 'start';

const PADDING_PX = 18;
/** More beside the first and the last column. */
const EDGE_PX = 16;
const NARROWEST_PX = 64;
/** Longer texts are wrapped; numbers and dates never are. */
export const WIDEST_TEXT_PX = 380;
const WIDEST_AMONG_MANY_PX = 240;

/** In pixels, one for each column: its longest cell in one line, texts up to a limit. `measure`: of a text in the table's font. */
export function columnWidths(
  columns: readonly ReportColumn[],
  rows: readonly ReportRow[],
  timeZone: string,
  measure: (text: string) => number,
): number[] {
  const widestText = columns.length > MANY_COLUMNS ? WIDEST_AMONG_MANY_PX : WIDEST_TEXT_PX;
  return columns.map((column, at) => {
    let wide = measure(column.title);
    let most = -1;
    for (const row of rows) {
      const cell = row.cells[at] ?? null;
      // Formatting each of thousands of cells would hold up the window: those that are longest as they came will do.
      const length = cell === null ? 0 : String(cell).length;
      if (length < most || (length === most && column.kind !== 'text')) continue;
      most = length;
      wide = Math.max(wide, measure(cellText(cell, column, row, timeZone)));
    }
    const limit = column.kind === 'text' ? widestText : Number.POSITIVE_INFINITY;
    const edge = at === 0 || at === columns.length - 1 ? EDGE_PX : 0;
    return Math.ceil(Math.min(limit, Math.max(NARROWEST_PX, wide + PADDING_PX)) + edge);
  });
}
