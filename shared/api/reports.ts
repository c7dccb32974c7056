/** Calls of the Reports screen, of backup and restore, and of the diagnostics bundle. */
import * as z from 'zod';
import { AccountingDate, ConnectionId, Instant, TransactionId } from '../model.ts';
import { Currency } from '../money.ts';
import { call } from './call.ts';
import { TieOut } from './watch.ts';

export const ReportName = z.enum(['reconciliation', 'ageing', 'fees', 'receipts', 'audit', 'payouts']);
export type ReportName = z.infer<typeof ReportName>;

export const ReportFormat = z.enum(['csv', 'xlsx', 'pdf']);
export type ReportFormat = z.infer<typeof ReportFormat>;

/** money: minor units of the row's currency. rate: hundredths of a percent, 290 is 2.90 %. Both and count are whole numbers. */
export const ReportColumn = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['text', 'date', 'instant', 'money', 'count', 'rate']),
  /** False: left out on paper, where the width ends. */
  printed: z.boolean(),
});
export type ReportColumn = z.infer<typeof ReportColumn>;

export const ReportCell = z.union([z.string(), z.number().int(), z.null()]);
export type ReportCell = z.infer<typeof ReportCell>;

export const ReportRow = z.object({
  /** What its money cells are in; null when it has none. */
  currency: Currency.nullable(),
  /** One for each column. */
  cells: z.array(ReportCell),
  emphasis: z.enum(['none', 'subtotal', 'total']),
  /** What the row opens, when it is about one transaction. */
  transactionId: TransactionId.nullable(),
});
export type ReportRow = z.infer<typeof ReportRow>;

export const Report = z.object({
  name: ReportName,
  title: z.string(),
  company: z.string(),
  from: AccountingDate,
  to: AccountingDate,
  timeZone: z.string(),
  generatedAt: Instant,
  columns: z.array(ReportColumn),
  /** The first ones, when there are more than a screen should hold. */
  rows: z.array(ReportRow),
  rowCount: z.number().int(),
  /** Of all rows, one per currency where there is money. */
  totals: z.array(ReportRow),
  /** What to know when reading it, in sentences. */
  notes: z.array(z.string()),
  /** Of the reconciliation: its equation, one per currency. Empty for every other report. */
  tieOut: z.array(TieOut),
});
export type Report = z.infer<typeof Report>;

/** A file for the window to save: base64 of its bytes. */
export const SavedFile = z.object({ fileName: z.string(), mediaType: z.string(), base64: z.string() });
export type SavedFile = z.infer<typeof SavedFile>;

const wanted = {
  name: ReportName,
  /** Days of the company's calendar, both included. */
  from: AccountingDate,
  to: AccountingDate,
  /** The audit log only: what sentence, subject or name must contain. */
  search: z.string().max(200).default(''),
};

export const BackupPolicy = z.object({
  daily: z.boolean(),
  /** Daily backups older than this are removed; the newest is always kept. */
  keepDays: z.number().int().min(1).max(3650),
  /** Null: the folder `backups` beside the company file. */
  folder: z.string().max(1000).nullable(),
});
export type BackupPolicy = z.infer<typeof BackupPolicy>;

export const BackupRow = z.object({
  file: z.string(),
  fileName: z.string(),
  madeAt: Instant,
  bytes: z.number().int(),
  /** daily: by itself. manual: asked for. before_update: before a newer program changed the file. replaced: put aside. */
  kind: z.enum(['daily', 'manual', 'before_update', 'replaced']),
});
export type BackupRow = z.infer<typeof BackupRow>;

export const BackupCheck = z.object({
  file: z.string(),
  company: z.string().nullable(),
  schemaVersion: z.number().int(),
  bytes: z.number().int(),
  transactions: z.number().int(),
  receipts: z.number().int(),
  auditEvents: z.number().int(),
  lastEventAt: Instant.nullable(),
});
export type BackupCheck = z.infer<typeof BackupCheck>;

export const reportCalls = {
  'reports.run': call(z.object(wanted), Report),
  'reports.export': call(z.object({ ...wanted, format: ReportFormat }), SavedFile),
  /** Null: the policy's folder. Made, then opened again and checked. */
  'backup.create': call(z.object({ folder: z.string().min(1).max(1000).nullable() }), BackupCheck),
  'backup.list': call(
    z.object({ folder: z.string().min(1).max(1000).nullable().default(null) }),
    z.object({ folder: z.string(), policy: BackupPolicy, rows: z.array(BackupRow) }),
  ),
  'backup.configure': call(BackupPolicy, BackupPolicy),
  'backup.check': call(z.object({ file: z.string().min(1).max(1000) }), BackupCheck),
  'backup.restore': call(
    z.object({ file: z.string().min(1).max(1000), confirm: z.literal('replace the company file') }),
    z.object({
      restored: BackupCheck,
      /** Where the file that was replaced is now; null when there was none. */
      keptAside: z.string().nullable(),
      /** Transactions that were posted since the backup was made, now back in review with a note. */
      postedSince: z.number().int(),
      /** False: there was no file to replace, or it could not be read, so nobody knows what was posted since. */
      postedSinceKnown: z.boolean(),
      /** The connections whose password or key has to be typed again on this computer. */
      secretsNeeded: z.array(z.object({ connectionId: ConnectionId, title: z.string() })),
    }),
  ),
  'diagnostics.save': call(z.object({}), SavedFile),
};
