/**
 * The import files' columns, which a firm maps to what its Sage imports: which fields, in which order, under which
 * names, and how dates and amounts are written. Pure.
 */
import * as z from 'zod';
import type { AccountingDate } from '../../../../shared/model.ts';
import { type Currency, formatMinor, type Minor } from '../../../../shared/money.ts';

const RECEIPT_FIELDS = [
  'date',
  'customer_no',
  'invoice_no',
  'amount',
  'discount',
  'write_off',
  'currency',
  'exchange_rate',
  'kind',
  'reference',
  'marker',
  /** The invoice number with the padding that armast has. */
  'invoice_no_padded',
  /** Always empty, for a column that the import expects and Matchbook has nothing for. */
  'blank',
] as const;

const JOURNAL_FIELDS = [
  'date',
  'account',
  'debit',
  'credit',
  /** Debit above zero, credit below. */
  'amount',
  'currency',
  'description',
  'reference',
  'marker',
  'blank',
] as const;

function columnsOf<const Field extends string>(fields: readonly Field[], usual: readonly Field[]) {
  const column = z.object({ field: z.enum(fields), header: z.string().max(100) });
  return z
    .array(column)
    .min(1)
    .max(60)
    .default(usual.map((field) => ({ field, header: field as string })));
}

export const ImportLayout = z.object({
  receipts: columnsOf(RECEIPT_FIELDS, RECEIPT_FIELDS.slice(0, 11)),
  journals: columnsOf(JOURNAL_FIELDS, [
    'date',
    'account',
    'debit',
    'credit',
    'currency',
    'description',
    'reference',
    'marker',
  ]),
  header: z.boolean().default(true),
  dateFormat: z.enum(['YYYY-MM-DD', 'MM/DD/YYYY', 'DD/MM/YYYY', 'YYYYMMDD']).default('YYYY-MM-DD'),
  decimalSeparator: z.enum(['.', ',']).default('.'),
  delimiter: z.enum([',', ';', '\t']).default(','),
});
export type ImportLayout = z.infer<typeof ImportLayout>;

export type ReceiptField = (typeof RECEIPT_FIELDS)[number];
export type JournalField = (typeof JOURNAL_FIELDS)[number];

export function dateText(date: AccountingDate, format: ImportLayout['dateFormat']): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return format.replace('YYYY', year).replace('MM', month).replace('DD', day);
}

export function amountText(minor: Minor, currency: Currency, layout: ImportLayout): string {
  return formatMinor(minor, currency).replace('.', layout.decimalSeparator);
}

/** A text that a spreadsheet would take for a formula gets an apostrophe, which a spreadsheet does not show. */
export function safeText(text: string): string {
  const plain = text.replace(/[\r\n]+/g, ' ');
  return /^[=+\-@\t]/.test(plain) ? `'${plain}` : plain;
}

/** RFC 4180, lines ended by CRLF. */
export function csv(rows: readonly (readonly string[])[], delimiter: string): string {
  const cell = (text: string): string =>
    text.includes(delimiter) || /["\r\n]/.test(text) || text !== text.trim()
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  return rows.map((row) => `${row.map(cell).join(delimiter)}\r\n`).join('');
}
