/** How one export is to be read: saved once, found again by the names of its columns. */
import { createHash } from 'node:crypto';
import { IANAZone } from 'luxon';
import * as z from 'zod';
import { TransactionKind, TransactionStatus } from '../../../shared/model.ts';

/** What a column can mean. Columns without a meaning are kept with the record as metadata. */
export const FIELDS = [
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
export type Field = (typeof FIELDS)[number];

export const Layout = z.object({
  name: z.string().min(1).max(100),
  /** From `signatureOf`: equal for every export with these columns, in whatever order. */
  signature: z.string().min(1),
  /** Header of the column, by what it means. */
  columns: z.partialRecord(z.enum(FIELDS), z.string()),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
  decimalMark: z.enum(['.', ',']),
  timeZone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'a time zone such as Europe/London'),
  /** For exports without a currency column. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** What the export's own words mean, in lower case; words that are not here are read by the usual ones. */
  kinds: z.record(z.string(), TransactionKind).default({}),
  statuses: z.record(z.string(), TransactionStatus).default({}),
  /** A refund's row carries the id of its payment instead of one of its own. */
  isIdShared: z.boolean().default(false),
});
export type Layout = z.infer<typeof Layout>;

export function signatureOf(headers: readonly string[]): string {
  const names = headers.map((name) => name.trim().toLowerCase()).sort();
  return createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 24);
}
