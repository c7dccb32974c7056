/**
 * A report as CSV for Excel: UTF-8 with a byte-order mark, so that Excel reads names right, lines ended as RFC 4180 says.
 * Written in portions, with the event loop let in between, so that a long one does not hold up the window.
 */
import { setImmediate } from 'node:timers/promises';
import type { Report } from '../../shared/api/reports.ts';
import { plainText } from './cells.ts';
import { toCsv } from './csv.ts';

const PORTION = 2_000;
const BYTE_ORDER_MARK = '\uFEFF';

export async function reportCsv(report: Report): Promise<Buffer> {
  const header = report.columns.map(({ title }) => title);
  const rows = [...report.rows, ...report.totals];
  const parts = [Buffer.from(`${BYTE_ORDER_MARK}${toCsv(header, [])}`, 'utf8')];
  for (let at = 0; at < rows.length; at += PORTION) {
    const cells = rows
      .slice(at, at + PORTION)
      .map((row) =>
        report.columns.map((column, index) =>
          plainText(row.cells[index] ?? null, column, row, report.timeZone),
        ),
      );
    const [first = [], ...others] = cells;
    parts.push(Buffer.from(toCsv(first, others), 'utf8'));
    await setImmediate();
  }
  return Buffer.concat(parts);
}
