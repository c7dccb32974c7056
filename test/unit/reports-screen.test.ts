import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ReportColumn, ReportRow } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { periodNamed, periodProblem, todayIn, typedDay } from '../../src-renderer/reports/periods.ts';

vi.stubGlobal('navigator', { language: 'en-US' });
const { alignOf, cellText, columnWidths, WIDEST_TEXT_PX } = await import(
  '../../src-renderer/reports/cells.ts'
);
const { differenceSentences } = await import('../../src-renderer/reports/difference.ts');

const day = (text: string) => AccountingDate.parse(text);

describe('a period by its name', () => {
  it('is whole months of the company’s calendar, both days included', () => {
    const today = day('2024-02-29');
    expect(periodNamed('this-month', today)).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(periodNamed('last-month', today)).toEqual({ from: '2024-01-01', to: '2024-01-31' });
    expect(periodNamed('this-quarter', today)).toEqual({ from: '2024-01-01', to: '2024-03-31' });
    expect(periodNamed('last-quarter', today)).toEqual({ from: '2023-10-01', to: '2023-12-31' });
    expect(periodNamed('this-year', today)).toEqual({ from: '2024-01-01', to: '2024-12-31' });
    expect(periodNamed('last-year', today)).toEqual({ from: '2023-01-01', to: '2023-12-31' });
  });

  it('holds today, and ends the day before the next one begins', () => {
    const anyDay = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, fc.constantFrom('month', 'quarter', 'year'), (date, length) => {
        const today = day(date.toISOString().slice(0, 10));
        const now = periodNamed(`this-${length}` as 'this-month', today);
        const before = periodNamed(`last-${length}` as 'last-month', today);
        expect(now.from <= today && today <= now.to).toBe(true);
        expect(Date.parse(now.from) - Date.parse(before.to)).toBe(86_400_000);
      }),
    );
  });

  it('begins with the day that it is for the company, wherever the computer stands', () => {
    const now = new Date('2026-04-01T03:30:00Z');
    expect(todayIn('America/New_York', now)).toBe('2026-03-31');
    expect(todayIn('Europe/London', now)).toBe('2026-04-01');
    expect(todayIn('Pacific/Auckland', new Date('2025-12-31T11:30:00Z'))).toBe('2026-01-01');
  });
});

describe('days that are typed', () => {
  it('are told apart from what is no date, and from a period that runs backwards', () => {
    expect(typedDay('2026-02-28')).toBe('2026-02-28');
    expect(typedDay('')).toBeNull();
    expect(periodProblem('', '2026-02-28')).toContain('first day');
    expect(periodProblem('2026-02-01', '2026-02')).toContain('last day');
    expect(periodProblem('2026-03-01', '2026-02-28')).toContain('before it begins');
    expect(periodProblem('2026-03-01', '2026-03-01')).toBeNull();
  });
});

describe('a cell of a report', () => {
  const column = (kind: ReportColumn['kind']): ReportColumn => ({
    name: kind,
    title: kind,
    kind,
    printed: true,
  });
  const row = (cells: ReportRow['cells'], code: string | null = 'USD'): ReportRow => ({
    currency: code === null ? null : currency(code),
    cells,
    emphasis: 'none',
    transactionId: null,
  });
  const text = (kind: ReportColumn['kind'], cell: string | number | null, code: string | null = 'USD') =>
    cellText(cell, column(kind), row([cell], code), 'America/New_York');

  it('is written as the region writes it', () => {
    expect(text('money', -123_456)).toBe('-$1,234.56');
    expect(text('money', 1_234, 'JPY')).toBe('¥1,234');
    expect(text('count', 12_345)).toBe('12,345');
    expect(text('rate', 290)).toBe('2.90%');
    expect(text('date', '2026-03-05')).toBe('Mar 5, 2026');
    expect(text('instant', '2026-03-05T04:30:00Z')).toBe('Mar 4, 2026, 11:30 PM');
    expect(text('text', '=1+1')).toBe('=1+1');
    expect(text('money', null)).toBe('');
  });

  it('stands to the right when it is a number', () => {
    expect(
      (['text', 'date', 'instant', 'money', 'count', 'rate'] as const).map((kind) => alignOf(column(kind))),
    ).toEqual(['start', 'start', 'start', 'end', 'end', 'end']);
  });

  it('has a column that is wide enough for the widest number, while long texts wrap', () => {
    const columns = [column('money'), column('text')];
    const measure = (text: string) => text.length * 8;
    const narrow = columnWidths(columns, [row([100, 'a'])], 'UTC', measure);
    const wide = columnWidths(
      columns,
      [row([100, 'a']), row([123_456_789_012, 'b'.repeat(500)])],
      'UTC',
      measure,
    );
    expect(wide[0]).toBeGreaterThan(narrow[0] ?? 0);
    expect(wide[0]).toBeGreaterThan('$1,234,567,890.12'.length * 8);
    expect(wide[1]).toBe(WIDEST_TEXT_PX + 16);
  });
});

describe('the difference of a reconciliation, in words', () => {
  const line = {
    currency: currency('USD'),
    gatewayMinor: 10_000,
    postedMinor: 7_000,
    awaitingMinor: 3_000,
    explainedMinor: 0,
    differenceMinor: 0,
  };

  it('says whether it ties out, and whether something waits', () => {
    expect(differenceSentences([line])).toEqual([
      'It ties out: nothing is left over. What still waits is under Awaiting.',
    ]);
    expect(differenceSentences([{ ...line, postedMinor: 10_000, awaitingMinor: 0 }])).toEqual([
      'It ties out: nothing is left over, and nothing waits.',
    ]);
  });

  it('speaks of each currency that is off, and which way', () => {
    const short = { ...line, differenceMinor: 500 };
    const over = { ...line, currency: currency('EUR'), differenceMinor: -500 };
    const [first, second, ...none] = differenceSentences([line, short, over]);
    expect(first).toContain('$5.00 came in that is neither posted');
    expect(second).toContain('€5.00 more is posted');
    expect(none).toEqual([]);
  });
});
