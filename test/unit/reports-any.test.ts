import { beforeAll, describe, expect, it } from 'vitest';
import { forScreen, runReport, SCREEN_ROWS } from '../../src-main/reports/index.ts';
import { withinLimit } from '../../src-main/reports/limits.ts';
import { type Company, day } from '../support/posting-fixture.ts';
import { linesOf, monthOfMarch, reportOf, ZONE } from '../support/report-scene.ts';

const MARCH = { from: day('2026-03-01'), to: day('2026-03-31') };
let march: Company;
beforeAll(async () => {
  march = await monthOfMarch();
});

describe('the audit log', () => {
  it('holds what was done in the period, in order, and says whether the trail is whole', () => {
    const report = reportOf(march, 'audit');
    expect(linesOf(report).map(({ sequence }) => sequence)).toEqual(report.rows.map((_, at) => at + 1));
    expect(report.notes[0]).toContain(`its ${report.rowCount} entries follow from each other`);
    expect(reportOf(march, 'audit', { from: '2026-03-11' }).rows).toEqual([]);
  });

  it('can be narrowed to what contains some words, taken as they are', () => {
    expect(reportOf(march, 'audit', { search: 'HYPERLINK(' }).rowCount).toBe(1);
    expect(reportOf(march, 'audit', { search: '%' }).rowCount).toBe(0);
  });
});

describe('the payouts', () => {
  it('add up to the penny, line by line', () => {
    const [line] = linesOf(reportOf(march, 'payouts'));
    expect(line).toMatchObject({
      date: '2026-03-05',
      externalId: 'po_1',
      payments: 17_500,
      givenBack: 0,
      other: -500,
      fees: 595,
      paidOut: 16_405,
      difference: 0,
      parts: 4,
      tieOut: 'Tied out',
      journal: 'Not posted',
    });
  });
});

describe('any report', () => {
  const frame = { company: 'Acme Books Ltd', timeZone: ZONE, now: () => new Date('2026-03-31T20:00:00Z') };

  it('has a cell for every column, and is made as of the clock that it is given', () => {
    for (const name of ['reconciliation', 'ageing', 'fees', 'receipts', 'audit', 'payouts'] as const) {
      const report = runReport(march.store, { name, ...MARCH, search: '' }, frame);
      expect(report.generatedAt).toBe('2026-03-31T20:00:00.000Z');
      for (const { cells } of [...report.rows, ...report.totals])
        expect(cells).toHaveLength(report.columns.length);
    }
  });

  it('of a period that ends before it begins is refused', () => {
    expect(() =>
      runReport(march.store, { name: 'fees', from: MARCH.to, to: MARCH.from, search: '' }, frame),
    ).toThrow(expect.objectContaining({ code: 'REPORT_PERIOD' }));
  });

  it('that would be too long is refused, never cut', () => {
    expect(() => withinLimit([1, 2, 3], 2)).toThrow(expect.objectContaining({ code: 'REPORT_TOO_LARGE' }));
    expect(withinLimit([1, 2], 2)).toEqual([1, 2]);
  });

  it('is cut for the screen, which says so', () => {
    const report = reportOf(march, 'audit');
    const [row] = report.rows;
    if (!row) throw new Error('the audit log is empty');
    const long = { ...report, rows: Array(SCREEN_ROWS + 1).fill(row), rowCount: SCREEN_ROWS + 1 };
    expect(forScreen(long).rows).toHaveLength(SCREEN_ROWS);
    expect(forScreen(long).notes.at(-1)).toContain('5,000 of 5,001');
    expect(forScreen(report)).toBe(report);
  });
});
