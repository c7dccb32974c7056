/** One report by its name: a pure function of what the store holds. */
import type { Report, ReportName } from '../../shared/api/reports.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { Instant } from '../../shared/model.ts';
import type { Store } from '../store/index.ts';
import { ageing } from './ageing.ts';
import { audit } from './audit.ts';
import { fees } from './fees.ts';
import { payouts } from './payouts.ts';
import { receipts } from './receipts.ts';
import { reconciliation } from './reconciliation.ts';
import type { ReportFrame, ReportRequest, ReportTable } from './table.ts';

type ReportMaker = (store: Store, request: ReportRequest, frame: ReportFrame) => ReportTable;

const reports: Readonly<Record<ReportName, ReportMaker>> = {
  reconciliation,
  ageing,
  fees,
  receipts,
  audit,
  payouts,
};

/** Throws MatchbookError: REPORT_PERIOD when it ends before it begins, REPORT_TOO_LARGE. */
export function runReport(store: Store, request: ReportRequest, frame: ReportFrame): Report {
  if (request.from > request.to) {
    throw new MatchbookError('REPORT_PERIOD', {
      happened: `The period from ${request.from} to ${request.to} ends before it begins.`,
      kept: 'Nothing was changed.',
      todo: 'Exchange the two dates.',
    });
  }
  const table = reports[request.name](store, request, frame);
  return {
    name: request.name,
    company: frame.company,
    from: request.from,
    to: request.to,
    timeZone: frame.timeZone,
    generatedAt: Instant.parse(frame.now().toISOString()),
    rowCount: table.rows.length,
    tieOut: [],
    ...table,
  };
}

/** What a screen holds; the rest is in the export. */
export const SCREEN_ROWS = 5_000;

export function forScreen(report: Report): Report {
  return report.rows.length <= SCREEN_ROWS
    ? report
    : {
        ...report,
        rows: report.rows.slice(0, SCREEN_ROWS),
        notes: [
          ...report.notes,
          `The first ${SCREEN_ROWS.toLocaleString('en-US')} of ${report.rowCount.toLocaleString('en-US')} lines are shown; an export has them all.`,
        ],
      };
}
