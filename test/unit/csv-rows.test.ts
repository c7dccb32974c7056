import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { RowError, readRows } from '../../src-main/cli/csv-rows.ts';

const PURPOSE = { done: 'read', columnsPage: 'the page' };

function read(text: string) {
  const rows: string[] = [];
  const rejected = readRows(
    'f.csv',
    Buffer.from(text),
    ['a', 'b'],
    (row, line) => {
      if (row('a') === 'wrong') throw new RowError('it is wrong');
      rows.push(`${line}: ${row('a')}|${row('b')}|${row('absent')}`);
    },
    PURPOSE,
  );
  return { rows, rejected: rejected.map((it) => `${it.line}: ${it.reason}`) };
}

describe('the rows of a CSV file', () => {
  it('have the values that were written, whatever signs those are of', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\n', ' ', 'x', 'é', '€', '🙂', '\ufeff') }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value)), (written) => {
        const kept: string[][] = [];
        const text = Papa.unparse({ fields: ['a', 'b'], data: written }, { newline: '\n' });
        readRows('f.csv', Buffer.from(text), ['a', 'b'], (row) => kept.push([row('a'), row('b')]), PURPOSE);
        const lineFeeds = (it: string) => it.replace(/\r\n?/g, '\n');
        expect(kept).toEqual(written.map((pair) => pair.map(lineFeeds)));
      }),
    );
  });

  it('are found again after quotes that are not plainly right, also behind signs of several bytes', () => {
    const text = 'a,b\né🙂,"x" \n"ż" ,"two\n€ lines"\n"ü"x,1\n🙂,2\n"€, open\nwrong,3\n"say ""é""",4';
    expect(read(text)).toEqual({
      rows: ['2: é🙂|x|', '3: ż|two\n€ lines|', '6: 🙂|2|', '9: say "é"|4|'],
      rejected: [
        '5: a quoted value is not closed, or has text after its closing quote',
        '7: a quoted value is not closed, or has text after its closing quote',
        '8: it is wrong',
      ],
    });
  });

  it('may end in any way, follow a byte order mark, and have empty lines between them', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `\ufeff${['', 'b,a', '1,é', '  ', '2,"x', 'y"', '3'].join(end)}`;
      expect(read(text)).toEqual({
        rows: ['3: é|1|', '5: x\ny|2|'],
        rejected: ['7: it has 1 columns, the header has 2'],
      });
    }
  });
});
