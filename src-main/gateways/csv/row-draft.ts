/** One row of an export to a record, as its layout says. */
import { createHash } from 'node:crypto';
import type { TransactionKind, TransactionStatus } from '../../../shared/model.ts';
import { type Currency, currency, type Minor } from '../../../shared/money.ts';
import { NOBODY, type RecordDraft, RecordRefused, type SettlementDraft } from '../record.ts';
import type { Field, Layout } from './layout.ts';
import type { TableRow } from './table.ts';
import { kindOfWord, statusOfWord } from './words.ts';
import { parseWritten } from './written-amount.ts';
import { parseWrittenDate } from './written-date.ts';

const MOST_METADATA = 40;
const LONGEST_METADATA = 500;

/** The cells of one row by what they mean, and the rest by their headers. */
export interface RowReader {
  value(field: Field): string;
  readonly others: Readonly<Record<string, string>>;
}

export function rowReader(headers: readonly string[], layout: Layout, row: TableRow): RowReader {
  const cell = (at: number) => row.cells[at]?.trim() ?? '';
  const meant = new Set(Object.values(layout.columns));
  const others = headers.flatMap((header, at): [string, string][] =>
    meant.has(header) || cell(at) === '' ? [] : [[header, cell(at).slice(0, LONGEST_METADATA)]],
  );
  return {
    value(field) {
      const header = layout.columns[field];
      const at = header === undefined ? -1 : headers.indexOf(header);
      return at < 0 ? '' : cell(at);
    },
    others: Object.fromEntries(others.slice(0, MOST_METADATA)),
  };
}

/**
 * Without an id of its own a row is known by what does not change from export to export; the same row twice in one
 * file is two payments, told apart by their order.
 */
export function rowIdentity(row: RowReader): string {
  const fixed: readonly Field[] = [
    'date',
    'time',
    'amount',
    'currency',
    'kind',
    'payerName',
    'payerEmail',
    'description',
    'orderId',
  ];
  const text = fixed.map((field) => row.value(field)).join('\u001f');
  return `row-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
}

/** Throws RecordRefused or MoneyError with a sentence for the person who sees the rejected row. */
export function rowDraft(row: RowReader, layout: Layout, rowId: string): RecordDraft {
  const unit = currency(row.value('currency') || layout.currency);
  const amount = parseWritten(needed(row, 'amount', 'amount'), layout.decimalMark, unit);
  const kind = kindOf(row, layout, amount);
  const status = statusOf(row, layout);
  const ownId = row.value('externalId');
  const isChild = layout.isIdShared && kind !== 'payment' && ownId !== '';
  const payoutId = row.value('payoutId') || null;
  const externalId = kind === 'payout' && payoutId ? payoutId : isChild ? `${ownId}:${kind}` : ownId || rowId;
  const last4 = /(\d{4})\D*$/.exec(row.value('cardLast4'))?.[1] ?? null;
  const order = row.value('orderId') || null;
  return {
    externalId,
    kind,
    status,
    occurredAt: occurredAt(row, layout),
    currency: unit,
    amountMinor: Math.abs(amount),
    settlement: status === 'succeeded' ? settlementOf(row, layout, unit, kind, amount) : null,
    payer: {
      ...NOBODY,
      name: row.value('payerName') || null,
      email: row.value('payerEmail') || null,
      customerRef: row.value('customerRef') || null,
      cardBrand: row.value('cardBrand').toLowerCase() || null,
      cardLast4: last4,
    },
    description: row.value('description') || null,
    orderId: order,
    references: [
      ...(order ? [{ source: layout.columns.orderId ?? 'order', value: order }] : []),
      ...(row.value('description')
        ? [{ source: layout.columns.description ?? 'description', value: row.value('description') }]
        : []),
    ],
    metadata: row.others,
    relatedExternalId: row.value('relatedId') || (isChild ? ownId : null),
    payoutExternalId: kind === 'payout' ? null : payoutId,
    risk: null,
    raw: { row: rowId, layout: layout.name, ...meaningful(row), ...row.others },
  };
}

function needed(row: RowReader, field: Field, called: string): string {
  const value = row.value(field);
  if (value === '') throw new RecordRefused(`The row has no ${called}.`);
  return value;
}

function occurredAt(row: RowReader, layout: Layout): string {
  const date = needed(row, 'date', 'date');
  const time = row.value('time');
  return parseWrittenDate(time === '' ? date : `${date} ${time}`, layout.dateOrder, layout.timeZone);
}

/** Without a column that says so, money that goes out is a refund. */
function kindOf(row: RowReader, layout: Layout, amount: Minor): TransactionKind {
  const word = row.value('kind');
  if (word === '') return amount < 0 ? 'refund' : 'payment';
  const kind = layout.kinds[word.toLowerCase()] ?? kindOfWord(word);
  if (kind === null) {
    throw new RecordRefused(`The row is a "${word}", and the layout does not say what that means.`);
  }
  return kind === 'payment' && amount < 0 ? 'refund' : kind;
}

function statusOf(row: RowReader, layout: Layout): TransactionStatus {
  const word = row.value('status');
  if (word === '') return 'succeeded';
  const status = layout.statuses[word.toLowerCase()] ?? statusOfWord(word);
  if (status === null) {
    throw new RecordRefused(`The row has the status "${word}", and the layout does not say what that means.`);
  }
  return status;
}

const OUTGOING = new Set<TransactionKind>(['refund', 'dispute', 'payout', 'fee']);

/**
 * Null for exports without fees, net amounts or payouts: they do not say what was settled. Exports write fees as
 * positive or as negative numbers; the net amount decides, and where it does not fit either way the row is rejected.
 */
function settlementOf(
  row: RowReader,
  layout: Layout,
  unit: Currency,
  kind: TransactionKind,
  amount: Minor,
): SettlementDraft | null {
  const [feeText, netText] = [row.value('fee'), row.value('net')];
  if (feeText === '' && netText === '' && row.value('payoutId') === '' && kind !== 'payout') return null;
  const isSigned = kind === 'adjustment' || kind === 'dispute_reversal';
  const gross = isSigned ? amount : OUTGOING.has(kind) ? -Math.abs(amount) : Math.abs(amount);
  const written = feeText === '' ? null : parseWritten(feeText, layout.decimalMark, unit);
  const net = netText === '' ? null : parseWritten(netText, layout.decimalMark, unit);
  const fee = feeOf(gross, written, net);
  const netMinor = gross - fee || 0;
  return {
    currency: unit,
    grossMinor: gross,
    feeMinor: fee || 0,
    netMinor,
    fees: fee === 0 ? [] : [{ kind: 'gateway_fee', amountMinor: fee, description: null }],
    exchangeRate: null,
    availableAt: null,
  };
}

function feeOf(gross: Minor, written: Minor | null, net: Minor | null): Minor {
  if (net === null) return written === null ? 0 : gross < 0 ? written : Math.abs(written);
  // A net amount without its sign, beside a gross amount without its sign.
  const nets = gross < 0 && net > 0 ? [net, -net] : [net];
  if (written === null) return gross - (nets.at(-1) ?? net);
  for (const fee of [written, -written]) if (nets.includes(gross - fee)) return fee;
  throw new RecordRefused(
    `The amount less the fee is not the net amount (${gross} − ${Math.abs(written)} ≠ ${net}, minor units).`,
  );
}

function meaningful(row: RowReader): Record<string, string> {
  const fields: readonly Field[] = [
    'externalId',
    'date',
    'time',
    'amount',
    'fee',
    'net',
    'currency',
    'kind',
    'status',
    'orderId',
    'relatedId',
    'payoutId',
  ];
  return Object.fromEntries(fields.flatMap((field) => (row.value(field) ? [[field, row.value(field)]] : [])));
}
