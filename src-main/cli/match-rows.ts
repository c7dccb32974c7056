/** Rows of open-items.csv and transactions.csv, checked and made into the engine's nouns. */
import * as z from 'zod';
import {
  AccountingDate,
  Instant,
  type OpenItem,
  OpenItemId,
  OpenItemKind,
  TransactionId,
  TransactionStatus,
} from '../../shared/model.ts';
import { type Currency, currency, type Minor, MoneyError, parseMinor } from '../../shared/money.ts';
import type { MatchableTransaction } from '../matching/index.ts';
import { type Row, RowError } from './csv-rows.ts';

export const OPEN_ITEM_COLUMNS = ['kind', 'number', 'customer_no', 'date', 'currency', 'balance'];
export const TRANSACTION_COLUMNS = ['id', 'kind', 'status', 'occurred_at', 'currency', 'amount'];

const FileKind = z.enum(['payment', 'refund', 'dispute', 'payout']);
const Metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;
const OTHER_INSTANT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Checks and remembers the texts that come again and again: dates and currency codes. */
function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const value = read(text);
    if (known.size < 50_000) known.set(text, value);
    return value;
  };
}

const dateIn = remembering((text: string): AccountingDate => {
  const parsed = AccountingDate.safeParse(text);
  if (!parsed.success) throw new RowError(`"${text}" is not a date such as 2024-05-31`);
  return parsed.data;
});

const currencyIn = remembering((text: string): Currency => {
  try {
    return currency(text);
  } catch (error) {
    throw asRowError(error);
  }
});

function asRowError(error: unknown): unknown {
  return error instanceof MoneyError ? new RowError(error.message) : error;
}

function amountIn(text: string, code: Currency, column: string): Minor {
  try {
    return parseMinor(text, code);
  } catch (error) {
    if (error instanceof MoneyError) throw new RowError(`${column}: ${error.message}`);
    throw error;
  }
}

function needed(row: Row, column: string): string {
  const value = row(column).trim();
  if (value === '') throw new RowError(`${column} is empty`);
  return value;
}

function optional(row: Row, column: string): string | null {
  const value = row(column).trim();
  return value === '' ? null : value;
}

function instantIn(text: string): Instant {
  const plain = INSTANT.exec(text);
  if (plain?.[1]) {
    dateIn(plain[1]);
    return text as Instant;
  }
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const full = text.length <= 10 ? `${text}T00:00:00Z` : zoned ? text : `${text}Z`;
  const parsed = OTHER_INSTANT.test(text) ? new Date(full.replace(' ', 'T')) : new Date(Number.NaN);
  if (Number.isNaN(parsed.getTime())) {
    throw new RowError(`occurred_at: "${text}" is not an instant such as 2024-05-31T14:05:00Z`);
  }
  dateIn(text.slice(0, 10));
  return Instant.parse(parsed.toISOString());
}

const REMEMBER_NOTHING: Readonly<Record<string, string>> = Object.freeze({});

function metadataIn(text: string): Readonly<Record<string, string>> {
  if (text === '' || text === '{}') return REMEMBER_NOTHING;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new RowError('metadata is not JSON', { cause });
  }
  const parsed = Metadata.safeParse(raw);
  if (!parsed.success) throw new RowError('metadata is not a JSON object of texts');
  const strings: Record<string, string> = {};
  for (const [key, value] of Object.entries(parsed.data)) if (value !== null) strings[key] = String(value);
  return strings;
}

export function openItemIn(row: Row): OpenItem {
  const kindText = row('kind').trim().toLowerCase();
  const kind = OpenItemKind.safeParse(kindText);
  if (!kind.success) throw new RowError(`kind: "${kindText}" is none of ${OpenItemKind.options.join(', ')}`);
  const number = needed(row, 'number');
  const code = currencyIn(needed(row, 'currency'));
  const balanceMinor = amountIn(needed(row, 'balance'), code, 'balance');
  if (kind.data !== 'invoice' && balanceMinor > 0) {
    throw new RowError(`balance: that of a ${kind.data} is negative or zero`);
  }
  const original = row('original').trim();
  const due = optional(row, 'due_date');
  const id = OpenItemId.safeParse(`${kind.data}:${number}`);
  if (!id.success) throw new RowError('number is too long');
  return {
    id: id.data,
    kind: kind.data,
    number,
    customerNo: needed(row, 'customer_no'),
    customerName: row('customer_name').trim(),
    customerEmail: optional(row, 'customer_email'),
    poNumber: optional(row, 'po_number'),
    orderNo: optional(row, 'order_no'),
    date: dateIn(needed(row, 'date')),
    dueDate: due === null ? null : dateIn(due),
    currency: code,
    originalMinor: original === '' ? balanceMinor : amountIn(original, code, 'original'),
    balanceMinor,
    discount: null,
  };
}

export function transactionIn(row: Row): MatchableTransaction {
  const id = TransactionId.safeParse(needed(row, 'id'));
  if (!id.success) throw new RowError('id is longer than 200 characters');
  const kindText = row('kind').trim().toLowerCase();
  const kind = FileKind.safeParse(kindText);
  if (!kind.success) throw new RowError(`kind: "${kindText}" is none of ${FileKind.options.join(', ')}`);
  const statusText = row('status').trim().toLowerCase();
  const status = TransactionStatus.safeParse(statusText);
  if (!status.success) throw new RowError(`status: "${statusText}" is none of succeeded, pending, failed`);
  const code = currencyIn(needed(row, 'currency'));
  const amountMinor = amountIn(needed(row, 'amount'), code, 'amount');
  if (amountMinor <= 0) throw new RowError('amount is not above zero');
  const fee = row('fee').trim();
  return {
    id: id.data,
    gateway: row('gateway').trim().toLowerCase() || 'csv',
    kind: kind.data,
    status: status.data,
    occurredAt: instantIn(needed(row, 'occurred_at')),
    currency: code,
    amountMinor,
    feeMinor: fee === '' ? 0 : Math.max(0, amountIn(fee, code, 'fee')),
    payerName: optional(row, 'payer_name'),
    payerEmail: optional(row, 'payer_email'),
    customerRef: optional(row, 'customer_ref'),
    cardFingerprint: null,
    description: optional(row, 'description'),
    orderId: optional(row, 'order_id'),
    relatedId: optional(row, 'related_id'),
    payoutId: optional(row, 'payout_id'),
    metadata: metadataIn(row('metadata').trim()),
    references: [],
  };
}
