/** How long a report may be: what would take the whole memory, or hold up the window, is refused with a way out. */
import type { Report } from '../../shared/api/reports.ts';
import { MatchbookError } from '../../shared/errors.ts';

/** A hundred thousand lines: years of a small firm, and still a file that Excel opens. */
export const MAX_LINES = 100_000;

/** Throws MatchbookError REPORT_TOO_LARGE: a report that silently leaves lines out would be a wrong one. */
export function withinLimit<Line>(lines: readonly Line[], limit = MAX_LINES): readonly Line[] {
  if (lines.length <= limit) return lines;
  throw new MatchbookError('REPORT_TOO_LARGE', {
    happened: `This report would have more than ${count(limit)} lines.`,
    kept: 'Nothing was left out or changed.',
    todo: 'Choose a shorter period, one month at a time for instance.',
  });
}

export function assertFits(report: Report, format: string, limit: number): void {
  if (report.rowCount <= limit) return;
  throw new MatchbookError('REPORT_TOO_LONG_FOR_FORMAT', {
    happened: `This report has ${count(report.rowCount)} lines; ${format} takes ${count(limit)}.`,
    kept: 'The report itself is whole.',
    todo: 'Export it as CSV, or choose a shorter period.',
  });
}

const count = (lines: number): string => lines.toLocaleString('en-US');
