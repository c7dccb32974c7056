/** Reads a CSV file row by row with line numbers: RFC 4180, UTF-8 with or without byte order mark, LF or CRLF. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { OddRecords } from './csv-odd-records.ts';
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
const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const LINE_FEED = 10;

/** What was to be done with the file, for the sentences, and the page that shows its columns. */
export interface FilePurpose {
  readonly done: string;
  readonly columnsPage: string;
}

const MATCHING: FilePurpose = { done: 'matched', columnsPage: 'docs/matching.md' };

/** The file's bytes, which are UTF-8. Throws UnreadableFileError with a sentence for the user. */
export async function readUtf8(file: string, purpose: FilePurpose = MATCHING): Promise<Buffer> {
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
  if (!isUtf8(bytes)) {
    throw new UnreadableFileError(
      `${file} is not UTF-8 text. Save it as CSV with UTF-8 encoding; nothing was ${purpose.done}.`,
    );
  }
  return withoutMark(bytes);
}

function withoutMark(bytes: Buffer): Buffer {
  const { length } = BYTE_ORDER_MARK;
  return bytes.subarray(0, length).equals(BYTE_ORDER_MARK) ? bytes.subarray(length) : bytes;
}

/** Line ends of whatever kind become line feeds. */
function withLineFeeds(bytes: Buffer): Buffer {
  if (!bytes.includes('\r')) return bytes;
  return Buffer.from(bytes.toString('latin1').replace(/\r\n?/g, '\n'), 'latin1');
}

/**
 * Gives each row to `take`, in order. A RowError that it throws, a wrong number of columns or a broken quote puts the
 * row among the rejected, and the next line is read. Throws UnreadableFileError when the header lacks a column.
 */
export function readRows(
  file: string,
  source: Buffer,
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
  source: Buffer,
  required: readonly string[],
  taking: (columns: Columns) => TakeRecord,
  purpose: FilePurpose = MATCHING,
): RejectedRow[] {
  const bytes = withoutMark(withLineFeeds(source));
  const rejected: RejectedRow[] = [];
  const record = new CsvRecord(bytes);
  const odds = new OddRecords(bytes);
  let take: TakeRecord | null = null;
  let width = 0;
  const reject = (line: number, reason: string) => rejected.push({ file, line, reason });

  let broken = 0;
  let line = 1;
  for (let start = 0; start < bytes.length; ) {
    const rowLine = line;
    const end = record.cut(start);
    if (end === ODD) {
      const odd = odds.at(start);
      if (odd.broken && take !== null && broken < MOST_BROKEN) {
        broken++;
        reject(rowLine, 'a quoted value is not closed, or has text after its closing quote');
        const next = bytes.indexOf(LINE_FEED, start);
        start = next < 0 ? bytes.length : next + 1;
        line++;
        continue;
      }
      record.fill(odd.values);
      const end = odd.end();
      line += linesIn(bytes, start, end);
      start = end;
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
function linesIn(bytes: Buffer, from: number, to: number): number {
  let count = 1;
  for (
    let at = bytes.indexOf(LINE_FEED, from);
    at >= 0 && at < to - 1;
    at = bytes.indexOf(LINE_FEED, at + 1)
  ) {
    count++;
  }
  return count;
}
