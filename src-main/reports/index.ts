/**
 * Reports on what the store holds: six tables, each a pure function over it, on screen and as CSV, XLSX or PDF; the tie-out
 * by period; CSV that is safe to open. May import store/ and shared/. Called by handlers/ and cli/.
 */
export { type CsvCell, toCsv } from './csv.ts';
export { dailyTieOut } from './daily.ts';
export { exportReport, MAX_EXPORT_BYTES } from './export.ts';
export { MAX_LINES } from './limits.ts';
export { instantsOf } from './period.ts';
export { forScreen, runReport, SCREEN_ROWS } from './run.ts';
export { periodTieOut } from './summary.ts';
export type { ReportFrame, ReportRequest } from './table.ts';
export { type TieOutLine, type TieOutReport, tieOutCsv, tieOutReport } from './tie-out.ts';
