/** A report as a file: its name, its kind, its bytes. */
import type { Report, ReportFormat, SavedFile } from '../../shared/api/reports.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { reportCsv } from './report-csv.ts';
import type { Paper } from './report-pdf.ts';

const MEDIA_TYPES: Readonly<Record<ReportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** The whole file crosses to the window in one message. */
export const MAX_EXPORT_BYTES = 32 * 1024 * 1024;

/** Throws MatchbookError: EXPORT_TOO_LARGE, REPORT_TOO_LONG_FOR_FORMAT. */
export async function exportReport(
  report: Report,
  format: ReportFormat,
  options: { readonly paper: Paper; readonly maxBytes?: number },
): Promise<SavedFile> {
  const bytes = await bytesOf(report, format, options.paper);
  const limit = options.maxBytes ?? MAX_EXPORT_BYTES;
  if (bytes.length > limit) {
    throw new MatchbookError('EXPORT_TOO_LARGE', {
      happened: `The file would have ${(bytes.length / 1_048_576).toFixed(1)} MB; it can have ${(limit / 1_048_576).toFixed(1)} MB.`,
      kept: 'No file was written.',
      todo: 'Choose a shorter period, or XLSX, which is smaller than CSV.',
    });
  }
  return {
    fileName: `matchbook-${report.name}-${report.from}-${report.to}.${format}`,
    mediaType: MEDIA_TYPES[format],
    base64: bytes.toString('base64'),
  };
}

/** The two writers are loaded when they are first used: an app that idles in the tray does without their memory. */
async function bytesOf(report: Report, format: ReportFormat, paper: Paper): Promise<Buffer> {
  switch (format) {
    case 'csv':
      return reportCsv(report);
    case 'xlsx':
      return (await import('./report-xlsx.ts')).reportXlsx(report);
    case 'pdf':
      return (await import('./report-pdf.ts')).reportPdf(report, paper);
  }
}
