import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency, formatMinor } from '../../shared/money.ts';
import { decodeExport } from '../../src-main/gateways/csv/encoding.ts';
import { readTable } from '../../src-main/gateways/csv/index.ts';
import { decimalMarkOf, parseWritten } from '../../src-main/gateways/csv/written-amount.ts';
import { dateOrderOf, parseWrittenDate } from '../../src-main/gateways/csv/written-date.ts';

const USD = currency('USD');
const JPY = currency('JPY');
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, mark: boolean) =>
  new Uint8Array(Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le'));

describe('the encoding of an export', () => {
  const text = 'Name;Betrag\nMüller & Söhne;12,50 €\n';

  it('is recognised: UTF-8 with and without a mark, UTF-16, Windows-1252', () => {
    expect(decodeExport(utf8(text))).toEqual({ text, encoding: 'utf-8' });
    expect(decodeExport(utf8(`\ufeff${text}`))).toEqual({ text, encoding: 'utf-8' });
    expect(decodeExport(utf16(text, true))).toEqual({ text, encoding: 'utf-16le' });
    expect(decodeExport(utf16(text, false))).toEqual({ text, encoding: 'utf-16le' });
    const bytes = Buffer.from(text.replace('€', '\x80'), 'latin1');
    expect(decodeExport(bytes)).toEqual({ text, encoding: 'windows-1252' });
  });
});

describe('the table in an export', () => {
  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
  ])('is divided by %s', (_, delimiter) => {
    const rows = ['Id,Date,Amount', 'a,2025-06-01,1.00', 'b,2025-06-02,2.00'].map((row) =>
      row.replaceAll(',', delimiter),
    );
    expect(readTable(utf8(rows.join('\r\n')))).toMatchObject({
      delimiter,
      headers: ['Id', 'Date', 'Amount'],
      rows: [{ line: 2 }, { line: 3 }],
    });
  });

  it('begins below a title, and knows the line of each row, also after a value with line breaks', () => {
    const text =
      'Transactions of Northgate\n\nId,Date,Note\n1,2025-06-01,"two\nlines"\n2,2025-06-02,"say ""hi"", please"\n';
    expect(readTable(utf8(text))?.rows).toEqual([
      { line: 4, cells: ['1', '2025-06-01', 'two\nlines'], fault: null },
      { line: 6, cells: ['2', '2025-06-02', 'say "hi", please'], fault: null },
    ]);
  });

  it('has a fault where a row is of another shape', () => {
    const rows =
      readTable(utf8('Id,Date,Amount,Note\n1,2025-06-01,1.00,x\n2,2025-06-01,1,234.00,x,y\n3\n'))?.rows ?? [];
    expect(rows.map(({ fault }) => fault)).toEqual([
      null,
      'The row has 6 values, but the header names 4 columns.',
      'The row has only 1 of 4 values.',
    ]);
  });

  it('is none in what is no table', () => {
    for (const text of ['', '\n\n', 'just a sentence', '<html><body>Sign in</body></html>'])
      expect(readTable(utf8(text))).toBeNull();
  });
});

describe('a written amount', () => {
  it.each([
    ['1,234.56', '.', 123_456],
    ['1.234,56', ',', 123_456],
    ['1 234,56', ',', 123_456],
    ['1’234.50', '.', 123_450],
    ['(12.00)', '.', -1_200],
    ['12.00-', '.', -1_200],
    ['-$12.00', '.', -1_200],
    ['$-12.00', '.', -1_200],
    ['€ 12,5', ',', 1_250],
    ['12.00 GBP', '.', 1_200],
    ['−0.05', '.', -5],
    ['1,234', '.', 123_400],
    ['1.234', ',', 123_400],
  ] as const)('%s with "%s" before its decimals is %i', (text, mark, minor) => {
    expect(parseWritten(text, mark, USD)).toBe(minor);
  });

  it.each([
    ['twelve', '.'],
    ['', '.'],
    ['1.2.3', '.'],
    ['1,23.00', '.'],
    ['12.345', '.'],
    ['1.234,56', '.'],
  ] as const)('%s is none', (text, mark) => {
    expect(() => parseWritten(text, mark, USD)).toThrow();
  });

  it('of a currency without decimals has none', () => {
    expect(parseWritten('1,500', '.', JPY)).toBe(1_500);
    expect(parseWritten('1,500.00', '.', JPY)).toBe(1_500);
    expect(() => parseWritten('1,500.50', '.', JPY)).toThrow();
  });

  it('is read back whichever way it was written', () => {
    const cents = fc.integer({ min: -999_999_999, max: 999_999_999 });
    fc.assert(
      fc.property(cents, fc.constantFrom('.', ',' as const), fc.boolean(), (minor, mark, grouped) => {
        const [whole = '', fraction = ''] = formatMinor(minor, USD).split('.');
        const other = mark === '.' ? ',' : '.';
        const shown = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, other) : whole;
        expect(parseWritten(`${shown}${mark}${fraction}`, mark as '.' | ',', USD)).toBe(minor);
      }),
    );
  });
});

describe('the decimal mark of a column', () => {
  it.each([
    [['1,234.56', '12.00'], '.'],
    [['1.234,56', '12,00'], ','],
    [['1.234.567'], ','],
    [['12,5'], ','],
    [['100', '200'], '.'],
    [['1,234', '12.50'], '.'],
  ])('%o is %s', (values, mark) => {
    expect(decimalMarkOf(values)).toBe(mark);
  });

  it('has to be asked where every amount could be either', () => {
    expect(decimalMarkOf(['1,234', '5,678'])).toBeNull();
  });
});

describe('a written date', () => {
  const zone = 'America/New_York';

  it.each([
    ['2025-06-03', 'ymd', '2025-06-03T16:00:00.000Z'],
    ['03/06/2025', 'dmy', '2025-06-03T16:00:00.000Z'],
    ['06/03/2025', 'mdy', '2025-06-03T16:00:00.000Z'],
    ['3.6.25 14:05', 'dmy', '2025-06-03T18:05:00.000Z'],
    ['6/3/2025 2:05:09 PM', 'mdy', '2025-06-03T18:05:09.000Z'],
    ['6/3/2025 12:05 AM', 'mdy', '2025-06-03T04:05:00.000Z'],
    ['3 Jun 2025', 'dmy', '2025-06-03T16:00:00.000Z'],
    ['Jun 3, 2025', 'dmy', '2025-06-03T16:00:00.000Z'],
    ['2025-06-03T14:05:09Z', 'ymd', '2025-06-03T14:05:09.000Z'],
    ['2025-06-03 14:05:09 UTC', 'ymd', '2025-06-03T14:05:09.000Z'],
    ['2025-06-03 14:05:09', 'ymd', '2025-06-03T18:05:09.000Z'],
    ['2025-06-03T14:05:09+02:00', 'ymd', '2025-06-03T12:05:09.000Z'],
    ['20250603', 'ymd', '2025-06-03T16:00:00.000Z'],
    ['1748952309', 'ymd', '2025-06-03T12:05:09.000Z'],
  ] as const)('%s (%s)', (text, order, instant) => {
    expect(parseWrittenDate(text, order, zone)).toBe(instant);
  });

  it.each([
    ['31/02/2025', 'dmy'],
    ['13/13/2025', 'dmy'],
    ['yesterday', 'dmy'],
    ['', 'ymd'],
  ] as const)('%s is none', (text, order) => {
    expect(() => parseWrittenDate(text, order, zone)).toThrow('is not a date');
  });
});

describe('the order of day and month in a column', () => {
  it.each([
    [['03/06/2025', '25/06/2025'], 'dmy'],
    [['06/03/2025', '06/25/2025'], 'mdy'],
    [['2025-06-03'], 'ymd'],
    [['3 Jun 2025'], 'ymd'],
    [['05/05/2025'], 'ymd'],
  ])('%o is %s', (values, order) => {
    expect(dateOrderOf(values)).toBe(order);
  });

  it('has to be asked where every date could be either, and where they contradict each other', () => {
    expect(dateOrderOf(['03/06/2025', '04/06/2025'])).toBeNull();
    expect(dateOrderOf(['25/06/2025', '06/25/2025'])).toBeNull();
  });
});
