/** Rows of open-items.csv and transactions.csv, checked and made into the engine's nouns. */
import * as z from 'zod';
import {
  type OpenItem,
  OpenItemId,
  OpenItemKind,
  TransactionId,
  type TransactionKind,
  TransactionStatus,
} from '../../shared/model.ts';
import type { MatchableTransaction } from '../matching/index.ts';
import { ABSENT, type CsvRecord } from './csv-record.ts';
import { type Columns, RowError } from './csv-rows.ts';
import { amountIn, currencyIn, dateIn, instantIn, Remembered } from './csv-values.ts';

export const OPEN_ITEM_COLUMNS = ['kind', 'number', 'customer_no', 'date', 'currency', 'balance'];
export const TRANSACTION_COLUMNS = ['id', 'kind', 'status', 'occurred_at', 'currency', 'amount'];

const FileKind = z.enum(['payment', 'refund', 'dispute', 'payout']);
const Metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** What comes before the number in the id of an open item. */
const ID_START: { readonly [kind in OpenItem['kind']]: string } = {
  invoice: 'invoice:',
  credit: 'credit:',
  on_account: 'on_account:',
};

/** The schema of an id limits its length: a text that is not empty and far from that need not be given to it. */
const SURELY_AN_ID = 100;

export function placeOf(columns: Columns, name: string): number {
  return columns.get(name) ?? ABSENT;
}

function isGiven(record: CsvRecord, place: number): boolean {
  return record.isPlain(place) ? record.from[place] !== record.to[place] : record.trimmed(place) !== '';
}

function mustBeGiven(record: CsvRecord, place: number, name: string): void {
  if (!isGiven(record, place)) throw new RowError(`${name} is empty`);
}

function needed(record: CsvRecord, place: number, name: string): string {
  const text = record.trimmed(place);
  if (text === '') throw new RowError(`${name} is empty`);
  return text;
}

function optional(record: CsvRecord, place: number): string | null {
  return record.trimmed(place) || null;
}

function openItemKindIn(text: string): OpenItem['kind'] {
  const kind = OpenItemKind.safeParse(text.toLowerCase());
  if (kind.success) return kind.data;
  throw new RowError(`kind: "${text.toLowerCase()}" is none of ${OpenItemKind.options.join(', ')}`);
}

function transactionKindIn(text: string): TransactionKind {
  const kind = FileKind.safeParse(text.toLowerCase());
  if (kind.success) return kind.data;
  throw new RowError(`kind: "${text.toLowerCase()}" is none of ${FileKind.options.join(', ')}`);
}

function statusIn(text: string): TransactionStatus {
  const status = TransactionStatus.safeParse(text.toLowerCase());
  if (status.success) return status.data;
  throw new RowError(`status: "${text.toLowerCase()}" is none of succeeded, pending, failed`);
}

const gatewayIn = (text: string) => text.toLowerCase() || 'csv';

const REMEMBER_NOTHING: Readonly<Record<string, string>> = Object.freeze({});

function metadataIn(text: string): Readonly<Record<string, string>> {
  if (text === '' || text === '{}') return REMEMBER_NOTHING;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw new RowError('metadata is not JSON', { cause });
  }
  if (holdsTexts(raw)) return raw;
  const parsed = Metadata.safeParse(raw);
  if (!parsed.success) throw new RowError('metadata is not a JSON object of texts');
  const strings: Record<string, string> = {};
  for (const [key, value] of Object.entries(parsed.data)) if (value !== null) strings[key] = String(value);
  return strings;
}

/** An object of texts, as metadata is meant to be: what else a gateway may write there goes through the schema. */
function holdsTexts(raw: unknown): raw is Record<string, string> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return false;
  for (const value of Object.values(raw)) if (typeof value !== 'string') return false;
  return !Object.hasOwn(raw, '__proto__');
}

/** What reads the rows of a file of open items with these columns. */
export function openItemReader(columns: Columns): (record: CsvRecord) => OpenItem {
  const place = (name: string) => placeOf(columns, name);
  const kindAt = place('kind');
  const numberAt = place('number');
  const currencyAt = place('currency');
  const balanceAt = place('balance');
  const originalAt = place('original');
  const dateAt = place('date');
  const dueDateAt = place('due_date');
  const customerNoAt = place('customer_no');
  const customerNameAt = place('customer_name');
  const customerEmailAt = place('customer_email');
  const poNumberAt = place('po_number');
  const orderNoAt = place('order_no');
  const kinds = new Remembered(openItemKindIn);
  const currencies = new Remembered(currencyIn);
  return (record) => {
    const kind = kinds.at(record, kindAt);
    const number = needed(record, numberAt, 'number');
    mustBeGiven(record, currencyAt, 'currency');
    const currency = currencies.at(record, currencyAt);
    mustBeGiven(record, balanceAt, 'balance');
    const balanceMinor = amountIn(record, balanceAt, currency, 'balance');
    if (kind !== 'invoice' && balanceMinor > 0) {
      throw new RowError(`balance: that of a ${kind} is negative or zero`);
    }
    const id = `${ID_START[kind]}${number}`;
    if (id.length > SURELY_AN_ID && !OpenItemId.safeParse(id).success)
      throw new RowError('number is too long');
    const customerNo = needed(record, customerNoAt, 'customer_no');
    mustBeGiven(record, dateAt, 'date');
    return {
      id: id as OpenItemId,
      kind,
      number,
      customerNo,
      customerName: record.trimmed(customerNameAt),
      customerEmail: optional(record, customerEmailAt),
      poNumber: optional(record, poNumberAt),
      orderNo: optional(record, orderNoAt),
      date: dateIn(record, dateAt),
      dueDate: isGiven(record, dueDateAt) ? dateIn(record, dueDateAt) : null,
      currency,
      originalMinor: isGiven(record, originalAt)
        ? amountIn(record, originalAt, currency, 'original')
        : balanceMinor,
      balanceMinor,
      discount: null,
    };
  };
}

/** What reads the rows of a file of transactions with these columns. */
export function transactionReader(columns: Columns): (record: CsvRecord) => MatchableTransaction {
  const place = (name: string) => placeOf(columns, name);
  const idAt = place('id');
  const kindAt = place('kind');
  const statusAt = place('status');
  const currencyAt = place('currency');
  const amountAt = place('amount');
  const feeAt = place('fee');
  const gatewayAt = place('gateway');
  const occurredAtAt = place('occurred_at');
  const payerNameAt = place('payer_name');
  const payerEmailAt = place('payer_email');
  const customerRefAt = place('customer_ref');
  const descriptionAt = place('description');
  const orderIdAt = place('order_id');
  const relatedIdAt = place('related_id');
  const payoutIdAt = place('payout_id');
  const metadataAt = place('metadata');
  const kinds = new Remembered(transactionKindIn);
  const statuses = new Remembered(statusIn);
  const currencies = new Remembered(currencyIn);
  const gateways = new Remembered(gatewayIn);
  return (record) => {
    const id = needed(record, idAt, 'id');
    if (id.length > SURELY_AN_ID && !TransactionId.safeParse(id).success) {
      throw new RowError('id is longer than 200 characters');
    }
    const kind = kinds.at(record, kindAt);
    const status = statuses.at(record, statusAt);
    mustBeGiven(record, currencyAt, 'currency');
    const currency = currencies.at(record, currencyAt);
    mustBeGiven(record, amountAt, 'amount');
    const amountMinor = amountIn(record, amountAt, currency, 'amount');
    if (amountMinor <= 0) throw new RowError('amount is not above zero');
    const gateway = gateways.at(record, gatewayAt);
    mustBeGiven(record, occurredAtAt, 'occurred_at');
    return {
      id: id as TransactionId,
      gateway,
      kind,
      status,
      occurredAt: instantIn(record, occurredAtAt),
      currency,
      amountMinor,
      feeMinor: isGiven(record, feeAt) ? Math.max(0, amountIn(record, feeAt, currency, 'fee')) : 0,
      payerName: optional(record, payerNameAt),
      payerEmail: optional(record, payerEmailAt),
      customerRef: optional(record, customerRefAt),
      cardFingerprint: null,
      description: optional(record, descriptionAt),
      orderId: optional(record, orderIdAt),
      relatedId: optional(record, relatedIdAt),
      payoutId: optional(record, payoutIdAt),
      metadata: metadataIn(record.trimmed(metadataAt)),
      references: NO_REFERENCES,
    };
  };
}

const NO_REFERENCES: MatchableTransaction['references'] = [];
