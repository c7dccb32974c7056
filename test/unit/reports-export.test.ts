import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report, ReportFormat } from '../../shared/api.ts';
import { exportReport } from '../../src-main/reports/index.ts';
import { MAX_PRINTED_LINES } from '../../src-main/reports/report-pdf.ts';
import type { Company } from '../support/posting-fixture.ts';
import { monthOfMarch, reportOf } from '../support/report-scene.ts';

const EVIL = '=HYPERLINK("http://evil.example","paid twice")';
let march: Company;
beforeAll(async () => {
  march = await monthOfMarch();
});

async function bytesOf(report: Report, format: ReportFormat): Promise<Buffer> {
  const saved = await exportReport(report, format, { paper: 'A4' });
  return Buffer.from(saved.base64, 'base64');
}

describe('a report as CSV', () => {
  it('begins with a byte-order mark and ends its lines as RFC 4180 says', async () => {
    const bytes = await bytesOf(reportOf(march, 'receipts'), 'csv');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString('utf8');
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('reads back as the same lines: plain amounts, days, and times as the company’s clock showed them', async () => {
    const text = (await bytesOf(reportOf(march, 'receipts'), 'csv')).toString('utf8').slice(1);
    const { data: lines, errors } = Papa.parse<Record<string, string>>(text, {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatchObject({ Date: '2026-03-05', Amount: '100.00', Posted: '2026-03-10 11:00:00' });
  });

  it('makes a formula harmless', async () => {
    const text = (await bytesOf(reportOf(march, 'reconciliation'), 'csv')).toString('utf8');
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""paid twice"")"`);
  });

  it('is written in portions that join without a gap', async () => {
    const report = reportOf(march, 'receipts');
    const [row] = report.rows;
    if (!row) throw new Error('the register is empty');
    const rows = Array.from({ length: 4_500 }, (_, at) => ({ ...row, cells: row.cells.with(1, `M${at}`) }));
    const text = (await bytesOf({ ...report, rows, rowCount: rows.length }, 'csv')).toString('utf8').slice(1);
    const { data: lines } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(lines.slice(0, 4_500).map(({ Marker }) => Marker)).toEqual(rows.map((_, at) => `M${at}`));
  });
});

describe('a report as XLSX', () => {
  async function open(report: Report) {
    const files = unzipSync(await bytesOf(report, 'xlsx'));
    const part = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
    return { part, names: Object.keys(files) };
  }

  it('is a workbook whose parts are well-formed', async () => {
    const { part, names } = await open(reportOf(march, 'reconciliation'));
    for (const name of names) expect(() => new XMLParser().parse(part(name), true)).not.toThrow();
    expect(part('xl/workbook.xml')).toMatch(/name="Report"[\s\S]*name="About"/);
  });

  it('holds amounts as numbers, days as Excel’s days, and no formula at all', async () => {
    const { part } = await open(reportOf(march, 'receipts'));
    const sheet = part('xl/worksheets/sheet1.xml');
    // 2026-03-05 is day 46086 since the end of 1899.
    expect(sheet).toMatch(/<c r="A2" s="\d+"><v>46086<\/v>/);
    expect(sheet).toMatch(/<c r="J2" s="\d+"><v>100<\/v>/);
    expect(part('xl/styles.xml')).toContain('formatCode="#,##0.00"');
    expect(sheet).not.toContain('<f>');
  });

  it('keeps a text that looks like a formula as a text', async () => {
    const { part } = await open(reportOf(march, 'reconciliation'));
    const strings = part('xl/sharedStrings.xml').replaceAll('&quot;', '"');
    expect(strings).toContain(`>${EVIL}</t>`);
    expect(part('xl/worksheets/sheet1.xml')).not.toContain('<f>');
  });
});

describe('a report as PDF', () => {
  it('is a PDF with the fonts inside, for every report and an empty one', async () => {
    for (const name of ['reconciliation', 'ageing', 'fees', 'receipts', 'audit', 'payouts'] as const) {
      const bytes = await bytesOf(reportOf(march, name), 'pdf');
      expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
      expect(bytes.toString('latin1')).toContain('/FontFile2');
    }
    const empty = await bytesOf(reportOf(march, 'receipts', { from: '2025-01-01', to: '2025-01-31' }), 'pdf');
    expect(empty.toString('latin1')).toMatch(/\/Type \/Page\b/);
  });

  it('breaks over pages', async () => {
    const report = reportOf(march, 'receipts');
    const rows = Array.from({ length: 100 }, (_, at) => report.rows[at % 3]).flatMap((row) => row ?? []);
    const bytes = await bytesOf({ ...report, rows, rowCount: rows.length }, 'pdf');
    expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
  });

  it('is not made of more lines than paper takes', async () => {
    const report = { ...reportOf(march, 'receipts'), rowCount: MAX_PRINTED_LINES + 1 };
    await expect(bytesOf(report, 'pdf')).rejects.toMatchObject({ code: 'REPORT_TOO_LONG_FOR_FORMAT' });
  });
});

describe('an exported file', () => {
  it('is named by report and period', async () => {
    const saved = await exportReport(reportOf(march, 'fees'), 'xlsx', { paper: 'LETTER' });
    expect(saved.fileName).toBe('matchbook-fees-2026-03-01-2026-03-31.xlsx');
    expect(saved.mediaType).toContain('spreadsheetml');
  });

  it('that is too large is refused, with what to do', async () => {
    const tooSmall = { paper: 'A4', maxBytes: 100 } as const;
    await expect(exportReport(reportOf(march, 'audit'), 'csv', tooSmall)).rejects.toMatchObject({
      code: 'EXPORT_TOO_LARGE',
    });
  });
});
