/** The receipts file of the post command: one row per allocation of an approved transaction. Columns: docs/ledger-effects.md. */
import { AccountingDate } from '../../shared/model.ts';
import { type Currency, currency, type Minor, MoneyError, parseMinor } from '../../shared/money.ts';
import { type FilePurpose, type RejectedRow, type Row, RowError, readRows, readUtf8 } from './csv-rows.ts';

export interface ReceiptRow {
  readonly line: number;
  readonly transactionId: string;
  readonly gateway: string;
  readonly date: AccountingDate;
  readonly currency: Currency;
  /** The whole transaction's amount; below zero for a refund. */
  readonly amountMinor: Minor;
  readonly customerNo: string;
  /** '' : money on account. */
  readonly invoiceNo: string;
  readonly allocatedMinor: Minor;
}

export interface ReceiptFile {
  readonly rows: readonly ReceiptRow[];
  readonly rejected: readonly RejectedRow[];
}

const COLUMNS = [
  'transaction_id',
  'gateway',
  'occurred_at',
  'currency',
  'amount',
  'customer_no',
  'invoice_no',
  'allocated',
];
const PURPOSE: FilePurpose = { done: 'posted', columnsPage: 'docs/ledger-effects.md' };
const MOST_CHARACTERS = 200;

/** Throws UnreadableFileError. Dates are the instants' days in `timeZone`. */
export async function readReceiptFile(file: string, timeZone: string): Promise<ReceiptFile> {
  const source = await readUtf8(file, PURPOSE);
  const rows: ReceiptRow[] = [];
  const dayOf = days(timeZone);
  const rejected = readRows(
    file,
    source,
    COLUMNS,
    (row, line) => rows.push(receiptIn(row, line, dayOf)),
    PURPOSE,
  );
  return { rows, rejected };
}

function receiptIn(row: Row, line: number, dayOf: (instant: Date) => string): ReceiptRow {
  const code = currencyIn(needed(row, 'currency'));
  const allocatedMinor = amountIn(needed(row, 'allocated'), code, 'allocated');
  if (allocatedMinor === 0) throw new RowError('allocated is zero');
  return {
    line,
    transactionId: needed(row, 'transaction_id'),
    gateway: needed(row, 'gateway').toLowerCase(),
    date: dateIn(needed(row, 'occurred_at'), dayOf),
    currency: code,
    amountMinor: amountIn(needed(row, 'amount'), code, 'amount'),
    customerNo: needed(row, 'customer_no'),
    invoiceNo: row('invoice_no').trim(),
    allocatedMinor,
  };
}

function needed(row: Row, column: string): string {
  const value = row(column).trim();
  if (value === '') throw new RowError(`${column} is empty`);
  if (value.length > MOST_CHARACTERS)
    throw new RowError(`${column} is longer than ${MOST_CHARACTERS} characters`);
  return value;
}

function currencyIn(text: string): Currency {
  try {
    return currency(text);
  } catch (error) {
    throw error instanceof MoneyError ? new RowError(`currency: ${error.message}`) : error;
  }
}

function amountIn(text: string, code: Currency, column: string): Minor {
  try {
    return parseMinor(text, code);
  } catch (error) {
    throw error instanceof MoneyError ? new RowError(`${column}: ${error.message}`) : error;
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** A plain day is taken as it is; an instant, UTC where it names no zone, becomes the company's local day. */
function dateIn(text: string, dayOf: (instant: Date) => string): AccountingDate {
  const day = AccountingDate.safeParse(text.slice(0, 10));
  if (day.success && DAY.test(text)) return day.data;
  if (day.success && INSTANT.test(text)) {
    const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
    const instant = new Date(zoned.replace(' ', 'T'));
    if (!Number.isNaN(instant.getTime())) return AccountingDate.parse(dayOf(instant));
  }
  throw new RowError(`occurred_at: "${text}" is not an instant such as 2024-05-31T14:05:00Z`);
}

function days(timeZone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => format.format(instant);
}
