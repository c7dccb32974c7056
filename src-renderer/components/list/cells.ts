/**
 * Rows as a spreadsheet takes them from the clipboard: tab-separated text, and an HTML table, which Excel prefers. Numbers are
 * digits with the region's decimal mark, a currency stands in a column of its own, and nothing is run as a formula (the advice
 * of OWASP's page on CSV injection; the reports' CSV does the same).
 */
import type { Currency } from '../../../shared/money.ts';
import { plainNumber } from '../../format/index.ts';
import type { CopiedValue, ListColumn } from './column.ts';

export interface CopiedCells {
  readonly text: string;
  readonly html: string;
}

interface Cell {
  readonly text: string;
  /** Digits after the decimal mark; null: not a number. */
  readonly decimals: number | null;
}

const FORMULA = /^[=+\-@]/;

/** In one line, and with an apostrophe before what a spreadsheet would run. */
export function safeText(text: string): string {
  const line = text.replace(/[\t\r\n]+/g, ' ').trim();
  return FORMULA.test(line) ? `'${line}` : line;
}

function cellOf(value: CopiedValue): Cell {
  if (typeof value === 'string') return { text: safeText(value), decimals: null };
  const fraction = value.decimal.split('.')[1] ?? '';
  return { text: plainNumber(value.decimal), decimals: fraction.length };
}

/** One column more, after the last that holds amounts, when any does. */
function cellsOf<Row>(columns: readonly ListColumn<Row>[], row: Row, currencyAfter: number): Cell[] {
  let currency: Currency | null = null;
  const cells = columns.map((column) => {
    const value = column.copy ? column.copy(row) : column.text(row);
    if (typeof value !== 'string' && value.currency !== undefined) currency = value.currency;
    return cellOf(value);
  });
  if (currencyAfter >= 0) cells.splice(currencyAfter + 1, 0, { text: currency ?? '', decimals: null });
  return cells;
}

function lastWithCurrency<Row>(columns: readonly ListColumn<Row>[], rows: readonly Row[]): number {
  return columns.findLastIndex((column) =>
    rows.some((row) => {
      const value = column.copy?.(row);
      return typeof value === 'object' && value.currency !== undefined;
    }),
  );
}

export function copiedCells<Row>(
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
  options: { titles: boolean },
): CopiedCells {
  const copied = columns.filter(({ control }) => !control);
  const currencyAfter = lastWithCurrency(copied, rows);
  const titles = copied.map(({ title }) => safeText(title));
  if (currencyAfter >= 0) titles.splice(currencyAfter + 1, 0, 'Currency');
  const lines = rows.map((row) => cellsOf(copied, row, currencyAfter));
  const head = options.titles ? [titles] : [];
  const text = [...head, ...lines.map((cells) => cells.map((cell) => cell.text))]
    .map((cells) => `${cells.join('\t')}\r\n`)
    .join('');
  const headHtml = head.map(
    (cells) => `<tr>${cells.map((title) => `<th>${escaped(title)}</th>`).join('')}</tr>`,
  );
  const bodyHtml = lines.map((cells) => `<tr>${cells.map(htmlOf).join('')}</tr>`);
  return { text, html: `<table>${[...headHtml, ...bodyHtml].join('')}</table>` };
}

/** Excel's own style says what is text (an id of twenty digits stays one) and how many decimals a number shows. */
function htmlOf({ text, decimals }: Cell): string {
  const format = decimals === null ? '\\@' : decimals === 0 ? '0' : `\\#\\,\\#\\#0\\.${'0'.repeat(decimals)}`;
  return `<td style='mso-number-format:"${format}"'>${escaped(text)}</td>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
