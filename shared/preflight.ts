/** What a ledger's preflight found, shown as a table in the setup wizard and by `check`. */
import * as z from 'zod';

export const PreflightTable = z.object({
  /** The table as Matchbook calls it (armast) and as it was found (PRO01.dbo.armast01), null when missing. */
  table: z.string(),
  foundAs: z.string().nullable(),
  required: z.boolean(),
  usedFor: z.string(),
  columns: z.array(
    z.object({
      column: z.string(),
      /** As found, e.g. 'char(10) not null'; null when missing. */
      type: z.string().nullable(),
      required: z.boolean(),
      /** What follows: used for …, left alone, missing so … */
      consequence: z.string(),
    }),
  ),
  /** Columns that must be filled and that we do not know how to fill; they block direct posting. */
  blocking: z.array(z.string()),
  triggers: z.array(z.string()),
  consequence: z.string(),
});
export type PreflightTable = z.infer<typeof PreflightTable>;

export const PreflightFinding = z.object({
  severity: z.enum(['info', 'warning', 'blocks_posting', 'blocks_reading']),
  code: z.string(),
  message: z.string(),
});
export type PreflightFinding = z.infer<typeof PreflightFinding>;

export const Preflight = z.object({
  ledger: z.string(),
  server: z.object({
    name: z.string(),
    version: z.string(),
    database: z.string(),
    collation: z.string().nullable(),
    login: z.string(),
    /** The server's clock less ours; null when it could not be read. */
    clockDifferenceMs: z.number().nullable(),
    encrypted: z.boolean().nullable(),
  }),
  tables: z.array(PreflightTable),
  /** The column that carries the marker, and why that one; null when none is wide enough. */
  markerColumn: z
    .object({ table: z.string(), column: z.string(), length: z.number().int(), reason: z.string() })
    .nullable(),
  findings: z.array(PreflightFinding),
  canRead: z.boolean(),
  canPost: z.boolean(),
  /** Reading works and direct posting does not: approved receipts can be written as an import file. */
  importFilesOnly: z.boolean(),
});
export type Preflight = z.infer<typeof Preflight>;
