/** Calls of the import of one CSV file: look at it, say what its columns mean, bring its rows in. */
import * as z from 'zod';
import { ConnectionId, Instant, TransactionKind, TransactionStatus } from '../model.ts';
import { Currency, Minor } from '../money.ts';
import { call } from './call.ts';

/** What a column can mean. Columns without a meaning are kept with the record as metadata. */
export const CSV_FIELDS = [
  'externalId',
  'date',
  'time',
  'amount',
  'fee',
  'net',
  'currency',
  'kind',
  'status',
  'payerName',
  'payerEmail',
  'customerRef',
  'description',
  'orderId',
  'relatedId',
  'payoutId',
  'cardBrand',
  'cardLast4',
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

/** How one export is to be read: saved once, found again by the names of its columns. */
export const CsvLayout = z.object({
  name: z.string().min(1).max(100),
  /** Equal for every export with these columns, in whatever order. */
  signature: z.string().min(1).max(64),
  /** Header of the column, by what it means. */
  columns: z.partialRecord(z.enum(CSV_FIELDS), z.string().max(200)),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
  decimalMark: z.enum(['.', ',']),
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Europe/London'),
  /** For exports without a currency column. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency such as USD'),
  /** What the export's own words mean, in lower case; words that are not here are read by the usual ones. */
  kinds: z.record(z.string(), TransactionKind).default({}),
  statuses: z.record(z.string(), TransactionStatus).default({}),
  /** A refund's row carries the id of its payment instead of one of its own. */
  isIdShared: z.boolean().default(false),
});
export type CsvLayout = z.infer<typeof CsvLayout>;

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    // Not an error: this is how Intl says that it knows no such zone.
    return false;
  }
}

/** Files of up to 5 MiB are taken whole; larger ones go into the watched folder. */
export const MOST_CSV_BYTES = 5 * 1024 * 1024;

const CsvFile = z.object({
  connectionId: ConnectionId,
  fileName: z.string().min(1).max(255),
  contentBase64: z.base64().max(Math.ceil(MOST_CSV_BYTES / 3) * 4),
});

const CsvAbout = z.enum(['dateOrder', 'decimalMark', ...CSV_FIELDS]);

const RejectedRow = z.object({ where: z.string(), reason: z.string() });

export const CsvPreview = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  rows: z.number().int(),
  columns: z.array(z.object({ header: z.string(), samples: z.array(z.string()) })),
  layout: CsvLayout,
  /** The layout was saved before, or is the one that was sent. */
  known: z.boolean(),
  /** What the file alone does not tell. */
  questions: z.array(
    z.object({
      about: CsvAbout,
      sentence: z.string(),
    }),
  ),
  /** Read by this layout: how many rows become records, the first of them, and the rows that do not. */
  records: z.number().int(),
  examples: z.array(
    z.object({
      externalId: z.string(),
      occurredAt: Instant,
      kind: TransactionKind,
      amountMinor: Minor,
      currency: Currency,
      payer: z.string().nullable(),
    }),
  ),
  rejected: z.number().int(),
  /** The first of them. */
  rejectedRows: z.array(RejectedRow),
});
export type CsvPreview = z.infer<typeof CsvPreview>;

export const CsvImported = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  /** They had come before, in another file or in this one. */
  unchanged: z.number().int(),
  rejected: z.number().int(),
  rejectedRows: z.array(RejectedRow),
});
export type CsvImported = z.infer<typeof CsvImported>;

export const csvCalls = {
  /**
   * Stores nothing. `layout`: as edited so far; without it the saved one, or a proposal. `ask`: what of an edited layout is
   * to be told anew from the file, or asked, because another column was chosen.
   */
  'csv.preview': call(
    CsvFile.extend({
      /** Null: no connection takes CSV files yet. */
      connectionId: ConnectionId.nullable(),
      layout: CsvLayout.nullable().default(null),
      ask: z.array(CsvAbout).default([]),
    }),
    CsvPreview,
  ),
  /** The connection that takes files one by one, without a folder: made now when there is none. */
  'csv.connect': call(z.object({}), z.object({ connectionId: ConnectionId })),
  /** Takes the place of the layout with the same signature. */
  'csv.saveLayout': call(z.object({ connectionId: ConnectionId, layout: CsvLayout }), CsvLayout),
  /** By the saved layout. A row that has come before is not a record again. */
  'csv.import': call(CsvFile, CsvImported),
};
