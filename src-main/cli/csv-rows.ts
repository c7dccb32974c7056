/** Reads a CSV file row by row with line numbers: RFC 4180, UTF-8 with or without byte order mark, LF or CRLF. */
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { ABSENT, CsvRecord, ODD } from './csv-record.ts';

/** The file as a whole can't be used: missing, not UTF-8, no header, or columns missing. */
export class UnreadableFileError extends Error {
  readonly code = 'UNREADABLE_FILE';
}

/** A row that was left out, the line that it begins on (the header is line 1), and why. */
export type RejectedRow = { readonly file: string; readonly line: number; readonly reason: string };

/** A row whose content is wrong; the message completes "line 7: …". */
export class RowError extends Error {
  readonly code = 'ROW';
}

/** A row's value by column name; an absent column reads as the empty text. */
export type Row = (column: string) => string;

/** The place of each column in a record, by its name. */
export type Columns = ReadonlyMap<string, number>;

/** Takes a record, and the line that it begins on. */
export type TakeRecord = (record: CsvRecord, line: number) => void;

/** Records with broken quotes that are told one by one; then what follows such a quote is read as part of its value. */
const MOST_BROKEN = 1_000;
const BYTE_ORDER_MARK = '\ufeff';

/** What was to be done with the file, for the sentences, and the page that shows its columns. */
export interface FilePurpose {
  readonly done: string;
  readonly columnsPage: string;
}

const MATCHING: FilePurpose = { done: 'matched', columnsPage: 'docs/matching.md' };

/** Throws UnreadableFileError with a sentence for the user. */
export async function readText(file: string, purpose: FilePurpose = MATCHING): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    const reason =
      (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(cause);
    throw new UnreadableFileError(`${file} can't be read: ${reason}. Nothing was ${purpose.done}.`, {
      cause,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableFileError(
      `${file} is not UTF-8 text. Save it as CSV with UTF-8 encoding; nothing was ${purpose.done}.`,
      { cause },
    );
  }
}

/**
 * Gives each row to `take`, in order. A RowError that it throws, a wrong number of columns or a broken quote puts the
 * row among the rejected, and the next line is read. Throws UnreadableFileError when the header lacks a column.
 */
export function readRows(
  file: string,
  source: string,
  required: readonly string[],
  take: (row: Row, line: number) => void,
  purpose: FilePurpose = MATCHING,
): RejectedRow[] {
  const taking = (columns: Columns): TakeRecord => {
    let current: CsvRecord | null = null;
    const row: Row = (column) => current?.value(columns.get(column) ?? ABSENT) ?? '';
    return (record, line) => {
      current = record;
      take(row, line);
    };
  };
  return readRecords(file, source, required, taking, purpose);
}

/**
 * As `readRows`, for large files: `taking` gets the place of each column once and returns what takes the records. It is
 * the same record each time, with the next row's values.
 */
export function readRecords(
  file: string,
  source: string,
  required: readonly string[],
  taking: (columns: Columns) => TakeRecord,
  purpose: FilePurpose = MATCHING,
): RejectedRow[] {
  const lineFeeds = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  const text = lineFeeds.startsWith(BYTE_ORDER_MARK) ? lineFeeds.slice(1) : lineFeeds;
  const rejected: RejectedRow[] = [];
  const record = new CsvRecord();
  let take: TakeRecord | null = null;
  let width = 0;
  const reject = (line: number, reason: string) => rejected.push({ file, line, reason });

  let broken = 0;
  let line = 1;
  for (let start = 0; start < text.length; ) {
    const rowLine = line;
    const end = record.cut(text, start);
    if (end === ODD) {
      const odd = oddRecord(text, start);
      if (odd.broken && take !== null && broken < MOST_BROKEN) {
        broken++;
        reject(rowLine, 'a quoted value is not closed, or has text after its closing quote');
        const next = text.indexOf('\n', start);
        start = next < 0 ? text.length : next + 1;
        line++;
        continue;
      }
      record.fill(odd.values);
      line += linesIn(text, start, odd.end);
      start = odd.end;
    } else {
      line += 1 + record.breaks;
      start = end;
    }
    if (record.count === 1 && record.value(1).trim() === '') continue;
    if (take === null) {
      take = taking(headerOf(file, record.values(), required, purpose));
      width = record.count;
      continue;
    }
    if (record.count !== width) {
      reject(rowLine, `it has ${record.count} columns, the header has ${width}`);
      continue;
    }
    try {
      take(record, rowLine);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      reject(rowLine, error.message);
    }
  }
  if (take === null) headerOf(file, [], required, purpose);
  return rejected;
}

/** A record with quotes that are not plainly right, as Papa Parse reads it, and whether it finds them broken. */
function oddRecord(text: string, start: number): { values: string[]; end: number; broken: boolean } {
  let read = { values: [''], end: text.length, broken: true };
  const rest = text.slice(start);
  // Papa Parse drops a mark at the very beginning of what it is given: there it is the record's own, so one is added.
  const given = rest.startsWith(BYTE_ORDER_MARK) ? `${BYTE_ORDER_MARK}${rest}` : rest;
  Papa.parse<string[]>(given, {
    delimiter: ',',
    newline: '\n',
    step: ({ data, errors, meta }, parser) => {
      const broken = errors.some((it) => it.type === 'Quotes');
      read = { values: data, end: Math.min(text.length, start + meta.cursor), broken };
      parser.abort();
    },
  });
  return read;
}

function headerOf(
  file: string,
  names: readonly string[],
  required: readonly string[],
  purpose: FilePurpose,
): Columns {
  const columns = new Map<string, number>();
  names.forEach((name, at) => {
    const plain = name.trim().toLowerCase();
    if (!columns.has(plain)) columns.set(plain, at + 1);
  });
  const missing = required.filter((name) => !columns.has(name));
  if (missing.length > 0) {
    throw new UnreadableFileError(
      `${file} has no header with the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}. ` +
        `Nothing was ${purpose.done}; ${purpose.columnsPage} shows the columns.`,
    );
  }
  return columns;
}

/** Lines that a record takes; `to` is where the next one begins. */
function linesIn(text: string, from: number, to: number): number {
  let count = 1;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to - 1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
