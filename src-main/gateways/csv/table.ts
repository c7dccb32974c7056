/** The rows of an export: which sign divides the columns, which line names them, and what stands under the names. */
import Papa from 'papaparse';
import { decodeExport, type Encoding } from './encoding.ts';

export type Delimiter = ',' | ';' | '\t' | '|';
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

export interface TableRow {
  /** Of the file, as a text editor counts; the line on which the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with the row's shape, in a sentence; null for a whole row. */
  readonly fault: string | null;
}

export interface Table {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Trimmed; unnamed columns are called "Column 3". */
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
}

/** Lines before the header (a title, a period) are few. */
const MOST_PREAMBLE = 20;
const PROBE_CHARACTERS = 64_000;

/** Null for a file without a header and at least one column that repeats. */
export function readTable(bytes: Uint8Array): Table | null {
  const { text, encoding } = decodeExport(bytes);
  const delimiter = delimiterOf(text.slice(0, PROBE_CHARACTERS));
  const lines = parse(text, delimiter);
  const headerAt = headerOf(lines);
  const header = lines[headerAt];
  if (!header || header.cells.length < 2) return null;
  const headers = header.cells.map((cell, at) => cell.trim() || `Column ${at + 1}`);
  const rows = lines
    .slice(headerAt + 1)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells, fault }) => ({ line, cells, fault: fault ?? shapeFault(cells, headers.length) }));
  return { encoding, delimiter, headers, rows };
}

/** Exports may end a row early or with empty cells; a value beyond the last header has no meaning. */
function shapeFault(cells: readonly string[], columns: number): string | null {
  const beyond = cells.slice(columns).filter((cell) => cell.trim() !== '');
  if (beyond.length > 0)
    return `The row has ${cells.length} values, but the header names ${columns} columns.`;
  return cells.length < Math.ceil(columns / 2)
    ? `The row has only ${cells.length} of ${columns} values.`
    : null;
}

function parse(text: string, delimiter: Delimiter): TableRow[] {
  const rows: TableRow[] = [];
  let line = 1;
  let consumed = 0;
  const input = text.replaceAll('\0', '');
  Papa.parse<string[]>(input, {
    delimiter,
    skipEmptyLines: false,
    step: ({ data, errors, meta }) => {
      const fault = errors.find(({ type }) => type === 'Quotes');
      rows.push({
        line,
        cells: data,
        fault: fault
          ? 'A quotation mark is opened and not closed, or closed in the middle of a value.'
          : null,
      });
      line += newlines(input, consumed, meta.cursor);
      consumed = meta.cursor;
    },
  });
  return rows;
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 10 || (sign === 13 && text.charCodeAt(at + 1) !== 10)) count += 1;
  }
  return count;
}

/** The sign that gives the most columns, the same number on most lines. */
function delimiterOf(sample: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const { data } = Papa.parse<string[]>(sample, { delimiter, skipEmptyLines: true, preview: 200 });
    const widths = new Map<number, number>();
    for (const { length } of data) widths.set(length, (widths.get(length) ?? 0) + 1);
    const [width = 0, lines = 0] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
    const score = width < 2 ? 0 : (lines / Math.max(1, data.length)) * Math.min(width, 12);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The first line that is as wide as the table and has words, not values, in nearly every cell. */
function headerOf(lines: readonly TableRow[]): number {
  const widths = lines.slice(0, 200).map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  const usual = Math.max(0, ...widths);
  const at = lines.slice(0, MOST_PREAMBLE).findIndex(({ cells }) => {
    const filled = cells.filter((cell) => cell.trim() !== '');
    const words = filled.filter((cell) => /\p{L}/u.test(cell) && !/^\d/.test(cell.trim()));
    return filled.length >= Math.max(2, usual * 0.6) && words.length >= filled.length * 0.8;
  });
  return Math.max(at, 0);
}
