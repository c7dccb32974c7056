/**
 * `match --open-items FILE --transactions FILE [--json]`: the matching engine alone, on files. Results go to standard
 * output, one per transaction in the file's order and then the summary; rejected rows and errors go to standard error.
 */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { OpenItem } from '../../shared/model.ts';
import { indexOpenItems, type MatchableTransaction, matchEach } from '../matching/index.ts';
import { type RejectedRow, RowError, readRecords, readUtf8, UnreadableFileError } from './csv-rows.ts';
import { LineStore } from './line-store.ts';
import { jsonLine, jsonSummary, tableHeader, tableLine, tableSummary } from './match-output.ts';
import {
  OPEN_ITEM_COLUMNS,
  openItemReader,
  placeOf,
  TRANSACTION_COLUMNS,
  transactionReader,
} from './match-rows.ts';
import { OnceEach } from './once-each.ts';

export type Streams = { readonly stdout: Writable; readonly stderr: Writable };

const USAGE = 'Usage: match --open-items FILE --transactions FILE [--json]';
/** Bytes that are gathered for one call of the system. */
const GATHERED = 1 << 20;
const MOST_REPORTED = 10_000;

/** Exit status: 0 when it ran (rows may be rejected), 2 when a file can't be read or the arguments are wrong. */
export async function matchCommand(args: string[], io: Streams): Promise<number> {
  const startedAt = performance.now();
  const options = parse(args);
  if (typeof options === 'string') {
    io.stderr.write(`${options}\n${USAGE}\n`);
    return 2;
  }
  try {
    await run(options, io, startedAt);
    return 0;
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return 2;
  }
}

type Options = { readonly openItems: string; readonly transactions: string; readonly json: boolean };

function parse(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        'open-items': { type: 'string' },
        transactions: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const openItems = values['open-items'];
    if (!openItems) return '--open-items FILE is missing.';
    if (!values.transactions) return '--transactions FILE is missing.';
    return { openItems, transactions: values.transactions, json: values.json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function run(options: Options, io: Streams, startedAt: number): Promise<void> {
  const items = await openItemsOf(options.openItems);
  const index = indexOpenItems(items.rows);
  const transactions = await transactionsOf(options.transactions);
  const rejected = [...items.rejected, ...transactions.rejected];
  report(rejected, options.json, io.stderr);

  const bands = { ready: 0, check: 0, exception: 0 };
  const lines = new LineStore(transactions.rows.length);
  matchEach(index, transactions.rows, { alternatives: false }, (proposal, at) => {
    const transaction = transactions.rows[at] as MatchableTransaction;
    bands[proposal.band]++;
    lines.put(at, options.json ? jsonLine(proposal, transaction) : tableLine(proposal, transaction));
  });
  if (!options.json) await write(io.stdout, `${tableHeader()}\n`);
  await writePieces(io.stdout, lines.pieces());
  const summary = {
    transactions: transactions.rows.length,
    ...bands,
    rejected: rejected.length,
    elapsedMs: Math.round(performance.now() - startedAt),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  await write(io.stdout, `${options.json ? jsonSummary(summary) : tableSummary(summary)}\n`);
}

async function openItemsOf(file: string): Promise<{ rows: OpenItem[]; rejected: RejectedRow[] }> {
  const once = new OnceEach<OpenItem>();
  const rejected = readRecords(file, await readUtf8(file), OPEN_ITEM_COLUMNS, (columns) => {
    const read = openItemReader(columns);
    const number = placeOf(columns, 'number');
    return (record, line) => {
      const item = read(record);
      const before = once.admit(item, record.hash(number), line);
      if (before > 0) throw givenBefore(`${item.kind} ${item.number}`, before);
    };
  });
  return { rows: once.rows, rejected };
}

async function transactionsOf(
  file: string,
): Promise<{ rows: MatchableTransaction[]; rejected: RejectedRow[] }> {
  const once = new OnceEach<MatchableTransaction>();
  const rejected = readRecords(file, await readUtf8(file), TRANSACTION_COLUMNS, (columns) => {
    const read = transactionReader(columns);
    const id = placeOf(columns, 'id');
    return (record, line) => {
      const transaction = read(record);
      const before = once.admit(transaction, record.hash(id), line);
      if (before > 0) throw givenBefore(transaction.id, before);
    };
  });
  return { rows: once.rows, rejected };
}

function givenBefore(name: string, line: number): RowError {
  return new RowError(`${name} was given before, on line ${line}`);
}

function report(rejected: readonly RejectedRow[], json: boolean, stderr: Writable): void {
  const shown = rejected.slice(0, MOST_REPORTED);
  const lines = shown.map((it) =>
    json ? JSON.stringify({ rejected: it }) : `${it.file} line ${it.line} is left out: ${it.reason}`,
  );
  const more = rejected.length - shown.length;
  if (more > 0 && !json) lines.push(`${more} more rows are left out`);
  if (lines.length > 0) stderr.write(`${lines.join('\n')}\n`);
}

/** Writes many pieces with few calls of the system, and without copying them together. */
async function writePieces(stream: Writable, pieces: Iterable<Uint8Array>): Promise<void> {
  let gathered = 0;
  stream.cork();
  for (const piece of pieces) {
    stream.write(piece);
    gathered += piece.length;
    if (gathered < GATHERED) continue;
    gathered = 0;
    stream.uncork();
    if (stream.writableNeedDrain) await once(stream, 'drain');
    stream.cork();
  }
  stream.uncork();
  if (stream.writableNeedDrain) await once(stream, 'drain');
}

async function write(stream: Writable, text: string | Uint8Array): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}
