/**
 * `post --ledger sage-pro … --receipts FILE`: posts approved receipts from a CSV file, each exactly once however often
 * the same file is run and wherever it was cut off. Exit status: 0 when every row is in the ledger (posted now or
 * before), 1 when rows were refused, rejected or failed, 2 when nothing could be tried (arguments, file, connection,
 * a schema that cannot be posted to).
 */
import { MatchbookError } from '../../shared/errors.ts';
import { type Currency, formatMinor, type Minor } from '../../shared/money.ts';
import type { Preflight } from '../../shared/preflight.ts';
import { type SageProLedger, SageProSettings } from '../ledgers/sage-pro/index.ts';
import { UnreadableFileError } from './csv-rows.ts';
import type { CommandIo } from './io.ts';
import {
  LEDGER_USAGE,
  type LedgerOptions,
  ledgerOptions,
  OptionError,
  openLedger,
  tellFailure,
} from './ledger-options.ts';
import { postRow, type RowResult } from './post-row.ts';
import { type ReceiptFile, type ReceiptRow, readReceiptFile } from './receipt-file.ts';

type Counts = Record<RowResult['status'] | 'rejected', number>;

export async function postCommand(args: string[], io: CommandIo): Promise<number> {
  const json = args.includes('--json');
  try {
    const options = ledgerOptions(args);
    if (options.receipts === null) throw new OptionError('--receipts FILE is missing.');
    const settings = SageProSettings.safeParse(options.settings);
    const zone = settings.success ? settings.data.timeZone : 'UTC';
    const file = await readReceiptFile(options.receipts, zone);
    const ledger = openLedger(withCurrency(options, file), io.env, () => new Date());
    try {
      const preflight = await ledger.preflight(new AbortController().signal);
      if (!preflight.canPost) return notPossible(preflight, json, io);
      return await postFile(ledger, file, json, io);
    } finally {
      await ledger.close();
    }
  } catch (error) {
    if (error instanceof OptionError) {
      io.stderr.write(`${error.message}\nUsage: post ${LEDGER_USAGE} --receipts FILE [--json]\n`);
      return 2;
    }
    if (error instanceof UnreadableFileError) {
      io.stderr.write(`${error.message}\n`);
      return 2;
    }
    if (!(error instanceof MatchbookError)) throw error;
    tellFailure(error, json, io);
    return 2;
  }
}

/** Without --base-currency, the file's most frequent currency: that of invoices which name none. */
function withCurrency(
  { settings, baseCurrency }: LedgerOptions,
  { rows }: ReceiptFile,
): Readonly<Record<string, unknown>> {
  if (baseCurrency !== null) return settings;
  const counts = new Map<Currency, number>();
  for (const { currency } of rows) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most ? { ...settings, baseCurrency: most[0] } : settings;
}

function notPossible(preflight: Preflight, json: boolean, io: CommandIo): number {
  const blocking = preflight.findings.filter(({ severity }) => severity.startsWith('blocks_'));
  const error = new MatchbookError('LEDGER_SCHEMA', {
    happened: `${preflight.server.database} cannot be posted to directly. ${blocking.map(({ message }) => message).join(' ')}`,
    kept: 'Nothing was posted.',
    todo: 'Run the check command for the whole picture.',
  });
  tellFailure(error, json, io);
  return 2;
}

async function postFile(
  ledger: SageProLedger,
  file: ReceiptFile,
  json: boolean,
  io: CommandIo,
): Promise<number> {
  const startedAt = performance.now();
  const counts: Counts = {
    posted: 0,
    already_posted: 0,
    refused: 0,
    rejected: file.rejected.length,
    failed: 0,
  };
  const totals = new Map<Currency, Minor>();
  for (const { line, reason } of file.rejected) {
    tell(io, json, { line, status: 'rejected', reason });
  }
  const tooMuch = overAllocated(file.rows);
  let lost = false;
  for (const row of file.rows) {
    const result: RowResult = tooMuch.has(row)
      ? overallocatedResult(row)
      : lost
        ? notTried
        : await postRow(ledger, row);
    lost ||= result.connectionLost;
    counts[result.status] += 1;
    if (result.status === 'posted')
      totals.set(row.currency, (totals.get(row.currency) ?? 0) + row.allocatedMinor);
    tell(io, json, {
      line: row.line,
      transaction_id: row.transactionId,
      customer_no: row.customerNo,
      invoice_no: row.invoiceNo,
      marker: result.marker,
      status: result.status,
      code: result.code,
      reason: result.reason,
      currency: row.currency,
      amount: formatMinor(row.allocatedMinor, row.currency),
    });
  }
  const amounts = Object.fromEntries([...totals].map(([code, minor]) => [code, formatMinor(minor, code)]));
  const [first] = totals;
  const amount =
    totals.size === 1 && first ? formatMinor(first[1], first[0]) : totals.size === 0 ? '0.00' : null;
  const summary = {
    receipts: file.rows.length + file.rejected.length,
    ...counts,
    amount,
    amounts,
    elapsedMs: Math.round(performance.now() - startedAt),
  };
  if (json) io.stdout.write(`${JSON.stringify({ summary })}\n`);
  else io.stdout.write(`${sentence(counts, amounts)}\n`);
  return counts.refused + counts.rejected + counts.failed === 0 ? 0 : 1;
}

const notTried: RowResult = {
  status: 'failed',
  marker: '',
  code: 'LEDGER_CONNECTION_LOST',
  reason:
    'It was not tried, because the connection to the ledger is gone. Nothing of it was posted; run the same file again.',
  connectionLost: true,
};

/** Rows of transactions that give away more than they brought in. The same row twice is one row. */
function overAllocated(rows: readonly ReceiptRow[]): ReadonlySet<ReceiptRow> {
  const transactions = new Map<string, ReceiptRow[]>();
  for (const row of rows) {
    const key = `${row.gateway}\n${row.transactionId}`;
    const group = transactions.get(key);
    if (group) group.push(row);
    else transactions.set(key, [row]);
  }
  const over = new Set<ReceiptRow>();
  for (const group of transactions.values()) {
    // A file that names each row's part as its amount is checked row by row.
    const oneAmount = group.every(({ amountMinor }) => amountMinor === group[0]?.amountMinor);
    const distinct = new Map(group.map((row) => [row.invoiceNo, row]));
    const total = [...distinct.values()].reduce((sum, { allocatedMinor }) => sum + allocatedMinor, 0);
    for (const row of group) {
      const given = oneAmount ? total : row.allocatedMinor;
      const fits = row.amountMinor < 0 ? given >= row.amountMinor : given <= row.amountMinor;
      if (!fits) over.add(row);
    }
  }
  return over;
}

function overallocatedResult(row: ReceiptRow): RowResult {
  return {
    status: 'refused',
    marker: '',
    code: 'ALLOCATED_MORE_THAN_AMOUNT',
    reason: `The rows of ${row.transactionId} allocate more than its ${formatMinor(row.amountMinor, row.currency)} ${row.currency}.`,
    connectionLost: false,
  };
}

function tell(io: CommandIo, json: boolean, line: Readonly<Record<string, unknown>>): void {
  if (json) io.stdout.write(`${JSON.stringify(line)}\n`);
  else {
    const { line: at, status, transaction_id: id, invoice_no: invoice, amount, reason } = line;
    const what =
      id === undefined ? '' : ` ${String(id)} → ${String(invoice) || 'on account'} ${String(amount)}`;
    io.stdout.write(
      `line ${String(at)}: ${String(status).replace('_', ' ')}${what}${reason ? `: ${String(reason)}` : ''}\n`,
    );
  }
}

function sentence(counts: Counts, amounts: Readonly<Record<string, string>>): string {
  const total = Object.entries(amounts).map(([code, amount]) => `${amount} ${code}`);
  const money = total.length > 0 ? ` (${total.join(', ')})` : '';
  return `${counts.posted} posted${money}, ${counts.already_posted} already posted, ${counts.refused} refused, ${counts.rejected} rejected, ${counts.failed} failed.`;
}
