import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Currency, currency } from '../../shared/money.ts';
import { copiedCells, safeText } from '../../src-renderer/components/list/cells.ts';
import type { ListColumn } from '../../src-renderer/components/list/column.ts';
import { followRegion } from '../../src-renderer/format/index.ts';

interface Row {
  readonly who: string;
  readonly amount: string;
  readonly code: Currency;
  readonly times: number;
}

const columns: ListColumn<Row>[] = [
  { name: 'who', title: 'Who', width: 100, text: (row) => row.who },
  {
    name: 'amount',
    title: 'Amount',
    width: 100,
    text: (row) => `${row.code} ${row.amount}`,
    copy: (row) => ({ decimal: row.amount, currency: row.code }),
  },
  {
    name: 'times',
    title: 'Times',
    width: 100,
    text: (row) => `${row.times}×`,
    copy: (row) => ({ decimal: String(row.times) }),
  },
  { name: 'act', title: 'Act', width: 100, control: true, text: () => '' },
];
const rows: Row[] = [
  { who: 'Ann', amount: '1234.50', code: currency('USD'), times: 2 },
  { who: 'Ben & Co', amount: '-0.99', code: currency('GBP'), times: 1 },
];

afterEach(() => followRegion('en-US'));

describe('rows on the clipboard', () => {
  it('are lines of cells, amounts as numbers with their currency beside them, without the buttons', () => {
    expect(copiedCells(columns, rows, { titles: true }).text).toBe(
      'Who\tAmount\tCurrency\tTimes\r\nAnn\t1234.50\tUSD\t2\r\nBen & Co\t-0.99\tGBP\t1\r\n',
    );
    expect(copiedCells(columns, rows, { titles: false }).text.split('\r\n')).toHaveLength(3);
  });

  it('have the region’s decimal mark, so that its Excel takes them as numbers', () => {
    followRegion('de-DE');
    expect(copiedCells(columns, rows, { titles: false }).text).toContain('Ann\t1234,50\tUSD\t2');
  });

  it('are a table too, in which text stays text and numbers keep their decimals', () => {
    const { html } = copiedCells(columns, rows, { titles: true });
    expect(html).toMatch(/^<table><tr><th>Who<\/th>/);
    expect(html).toContain(`<td style='mso-number-format:"\\@"'>Ben &amp; Co</td>`);
    expect(html).toContain(`<td style='mso-number-format:"\\#\\,\\#\\#0\\.00"'>-0.99</td>`);
    expect(html).toContain(`<td style='mso-number-format:"0"'>2</td>`);
  });
});

describe('a text that a spreadsheet would run', () => {
  it.each(['=1+1', '+1', '-1+cmd', '@SUM(A1)', '\t=1', '  =HYPERLINK("x")'])(
    '%j gets an apostrophe',
    (text) => {
      expect(safeText(text)).toMatch(/^'[=+\-@]/);
    },
  );

  it('is the only one that is changed, but for tabs and line ends', () => {
    expect(safeText('a = b\r\nc\td')).toBe('a = b c d');
    expect(safeText('–')).toBe('–');
  });

  it('never comes through, and no text ever makes a cell or a line more', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (names) => {
        const { text } = copiedCells(
          columns,
          names.map((who) => ({ who, amount: '-1.00', code: currency('USD'), times: 0 })),
          { titles: false },
        );
        const lines = text.split('\r\n');
        expect(lines).toHaveLength(names.length + 1);
        for (const line of lines.slice(0, -1)) {
          const cells = line.split('\t');
          expect(cells).toHaveLength(4);
          expect(cells[0]).not.toMatch(/^[=+\-@]/);
        }
      }),
    );
  });
});
