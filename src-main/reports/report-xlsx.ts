/**
 * A report as an Excel workbook (write-excel-file): one sheet with the table alone, so that it can be sorted, filtered and
 * pivoted, and one that says what it is. Amounts are numbers, days are dates; a text is a string cell, which Excel never runs.
 */
import type { Cell, Row, SheetData } from 'write-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import type { Report, ReportCell, ReportColumn, ReportRow } from '../../shared/api/reports.ts';
import { localTime, moneyFormat, plainText } from './cells.ts';
import { assertFits } from './limits.ts';

/** The workbook is built in memory, and nothing else runs meanwhile. */
export const MAX_WORKBOOK_LINES = 20_000;

/** A cell of Excel holds no more. */
const MAX_TEXT = 32_767;

/** Throws MatchbookError REPORT_TOO_LONG_FOR_FORMAT above MAX_WORKBOOK_LINES. */
export async function reportXlsx(report: Report): Promise<Buffer> {
  assertFits(report, 'an XLSX file', MAX_WORKBOOK_LINES);
  const header: Row = report.columns.map((column) => ({
    value: column.title,
    type: String,
    fontWeight: 'bold',
    align: isNumber(column) ? 'right' : 'left',
    bottomBorderStyle: 'thin',
    wrap: true,
  }));
  const rows = [...report.rows, ...report.totals].map((row) =>
    report.columns.map((column, at) => cellOf(row.cells[at] ?? null, column, row, report.timeZone)),
  );
  return writeXlsxFile([
    {
      data: [header, ...rows],
      sheet: 'Report',
      columns: widthsOf(report).map((width) => ({ width })),
      stickyRowsCount: 1,
      orientation: 'landscape',
    },
    { data: about(report), sheet: 'About', columns: [{ width: 14 }, { width: 100 }] },
  ]).toBuffer();
}

const isNumber = ({ kind }: ReportColumn): boolean => kind === 'money' || kind === 'count' || kind === 'rate';

function cellOf(cell: ReportCell, column: ReportColumn, row: ReportRow, timeZone: string): Cell {
  if (cell === null) return null;
  const style = row.emphasis === 'none' ? {} : { fontWeight: 'bold' as const };
  if (typeof cell === 'number') {
    const format =
      column.kind === 'money' ? moneyFormat(row.currency) : column.kind === 'rate' ? '0.00" %"' : '0';
    return { ...style, value: Number(plainText(cell, column, row, timeZone)), type: Number, format };
  }
  switch (column.kind) {
    case 'date':
      return { ...style, value: new Date(`${cell}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
    case 'instant': {
      // Excel knows no time zones: the company's wall clock is written.
      const wall = localTime(cell, timeZone).setZone('utc', { keepLocalTime: true });
      return { ...style, value: wall.toJSDate(), type: Date, format: 'yyyy-mm-dd hh:mm:ss' };
    }
    default:
      return { ...style, value: clip(cell), type: String };
  }
}

const clip = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`);

/** In characters, by the longest of the first lines. */
function widthsOf(report: Report): number[] {
  const sample = [...report.rows.slice(0, 200), ...report.totals];
  return report.columns.map((column, at) => {
    const longest = Math.max(
      ...sample.map((row) => plainText(row.cells[at] ?? null, column, row, report.timeZone).length),
      8,
    );
    return Math.min(Math.max(longest, Math.ceil(column.title.length / 2)) + 3, 60);
  });
}

function about(report: Report): SheetData {
  const line = (name: string, text: string): Row => [
    { value: name, type: String, fontWeight: 'bold', alignVertical: 'top' },
    { value: clip(text), type: String, wrap: true },
  ];
  return [
    line('Report', report.title),
    line('Company', report.company),
    line('Period', `${report.from} to ${report.to}`),
    line('Times', report.timeZone),
    line('Made', localTime(report.generatedAt, report.timeZone).toFormat('yyyy-MM-dd HH:mm:ss')),
    line('Lines', String(report.rowCount)),
    ...report.notes.map((note) => line('Note', note)),
  ];
}
