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
import { RowError } from './csv-rows.ts';
import { amountIn, currencyIn, dateIn, instantIn, remembering, trimmed } from './csv-values.ts';

export const OPEN_ITEM_COLUMNS = ['kind', 'number', 'customer_no', 'date', 'currency', 'balance'];
export const TRANSACTION_COLUMNS = ['id', 'kind', 'status', 'occurred_at', 'currency', 'amount'];

type Columns = ReadonlyMap<string, number>;
type Values = readonly string[];

const FileKind = z.enum(['payment', 'refund', 'dispute', 'payout']);
const Metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** The schema of an id limits its length: a text that is not empty and far from that need not be given to it. */
const SURELY_AN_ID = 100;

/** Reads a column of a row, trimmed; of an absent column the empty text. */
function column(columns: Columns, name: string): (values: Values) => string {
  const at = columns.get(name);
  return at === undefined ? () => '' : (values) => trimmed(values[at] as string);
}

function neededColumn(columns: Columns, name: string): (values: Values) => string {
  const read = column(columns, name);
  return (values) => {
    const value = read(values);
    if (value === '') throw new RowError(`${name} is empty`);
    return value;
  };
}

function optionalColumn(columns: Columns, name: string): (values: Values) => string | null {
  const read = column(columns, name);
  return (values) => read(values) || null;
}

const openItemKindIn = remembering((text: string): OpenItem['kind'] => {
  const kind = OpenItemKind.safeParse(text.toLowerCase());
  if (kind.success) return kind.data;
  throw new RowError(`kind: "${text.toLowerCase()}" is none of ${OpenItemKind.options.join(', ')}`);
});

const transactionKindIn = remembering((text: string): TransactionKind => {
  const kind = FileKind.safeParse(text.toLowerCase());
  if (kind.success) return kind.data;
  throw new RowError(`kind: "${text.toLowerCase()}" is none of ${FileKind.options.join(', ')}`);
});

const statusIn = remembering((text: string): TransactionStatus => {
  const status = TransactionStatus.safeParse(text.toLowerCase());
  if (status.success) return status.data;
  throw new RowError(`status: "${text.toLowerCase()}" is none of succeeded, pending, failed`);
});

const gatewayIn = remembering((text: string): string => text.toLowerCase() || 'csv');

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
export function openItemReader(columns: Columns): (values: Values) => OpenItem {
  const kindOf = column(columns, 'kind');
  const numberOf = neededColumn(columns, 'number');
  const currencyOf = neededColumn(columns, 'currency');
  const balanceOf = neededColumn(columns, 'balance');
  const originalOf = column(columns, 'original');
  const dueDateOf = optionalColumn(columns, 'due_date');
  const customerNoOf = neededColumn(columns, 'customer_no');
  const customerNameOf = column(columns, 'customer_name');
  const customerEmailOf = optionalColumn(columns, 'customer_email');
  const poNumberOf = optionalColumn(columns, 'po_number');
  const orderNoOf = optionalColumn(columns, 'order_no');
  const dateOf = neededColumn(columns, 'date');
  return (values) => {
    const kind = openItemKindIn(kindOf(values));
    const number = numberOf(values);
    const currency = currencyIn(currencyOf(values));
    const balanceMinor = amountIn(balanceOf(values), currency, 'balance');
    if (kind !== 'invoice' && balanceMinor > 0) {
      throw new RowError(`balance: that of a ${kind} is negative or zero`);
    }
    const original = originalOf(values);
    const due = dueDateOf(values);
    const id = `${kind}:${number}`;
    if (id.length > SURELY_AN_ID && !OpenItemId.safeParse(id).success)
      throw new RowError('number is too long');
    return {
      id: id as OpenItemId,
      kind,
      number,
      customerNo: customerNoOf(values),
      customerName: customerNameOf(values),
      customerEmail: customerEmailOf(values),
      poNumber: poNumberOf(values),
      orderNo: orderNoOf(values),
      date: dateIn(dateOf(values)),
      dueDate: due === null ? null : dateIn(due),
      currency,
      originalMinor: original === '' ? balanceMinor : amountIn(original, currency, 'original'),
      balanceMinor,
      discount: null,
    };
  };
}

/** What reads the rows of a file of transactions with these columns. */
export function transactionReader(columns: Columns): (values: Values) => MatchableTransaction {
  const idOf = neededColumn(columns, 'id');
  const kindOf = column(columns, 'kind');
  const statusOf = column(columns, 'status');
  const currencyOf = neededColumn(columns, 'currency');
  const amountOf = neededColumn(columns, 'amount');
  const feeOf = column(columns, 'fee');
  const gatewayOf = column(columns, 'gateway');
  const occurredAtOf = neededColumn(columns, 'occurred_at');
  const payerNameOf = optionalColumn(columns, 'payer_name');
  const payerEmailOf = optionalColumn(columns, 'payer_email');
  const customerRefOf = optionalColumn(columns, 'customer_ref');
  const descriptionOf = optionalColumn(columns, 'description');
  const orderIdOf = optionalColumn(columns, 'order_id');
  const relatedIdOf = optionalColumn(columns, 'related_id');
  const payoutIdOf = optionalColumn(columns, 'payout_id');
  const metadataOf = column(columns, 'metadata');
  return (values) => {
    const id = idOf(values);
    if (id.length > SURELY_AN_ID && !TransactionId.safeParse(id).success) {
      throw new RowError('id is longer than 200 characters');
    }
    const kind = transactionKindIn(kindOf(values));
    const status = statusIn(statusOf(values));
    const currency = currencyIn(currencyOf(values));
    const amountMinor = amountIn(amountOf(values), currency, 'amount');
    if (amountMinor <= 0) throw new RowError('amount is not above zero');
    const fee = feeOf(values);
    return {
      id: id as TransactionId,
      gateway: gatewayIn(gatewayOf(values)),
      kind,
      status,
      occurredAt: instantIn(occurredAtOf(values)),
      currency,
      amountMinor,
      feeMinor: fee === '' ? 0 : Math.max(0, amountIn(fee, currency, 'fee')),
      payerName: payerNameOf(values),
      payerEmail: payerEmailOf(values),
      customerRef: customerRefOf(values),
      cardFingerprint: null,
      description: descriptionOf(values),
      orderId: orderIdOf(values),
      relatedId: relatedIdOf(values),
      payoutId: payoutIdOf(values),
      metadata: metadataIn(metadataOf(values)),
      references: NO_REFERENCES,
    };
  };
}

const NO_REFERENCES: MatchableTransaction['references'] = [];
