/** Reports on what the store holds: tie-out by period, and CSV that is safe to open. May import store/ and shared/. */
export { type CsvCell, toCsv } from './csv.ts';
export { instantsOf } from './period.ts';
export { periodTieOut } from './summary.ts';
export { type TieOutLine, type TieOutReport, tieOutCsv, tieOutReport } from './tie-out.ts';
