/** Calls of the field mapping editor. */
import * as z from 'zod';
import { MappableField, Mapping, MappingLine, SourceField } from '../mapping.ts';
import { AccountingDate, ConnectionId, Instant, LedgerAccount, TransactionId } from '../model.ts';
import { Currency, Minor } from '../money.ts';
import { call } from './call.ts';
import { SavedFile } from './reports.ts';

export const MappingVersionRow = z.object({
  version: z.number().int(),
  savedAt: Instant,
  savedBy: z.string(),
  note: z.string(),
  lines: z.number().int(),
});
export type MappingVersionRow = z.infer<typeof MappingVersionRow>;

export const MappingSuggestion = z.object({ line: MappingLine, reason: z.string() });
export type MappingSuggestion = z.infer<typeof MappingSuggestion>;

export const MappingSheet = z.object({
  connectionId: ConnectionId,
  title: z.string(),
  /** False: the ledger takes no mapped fields (import files, or a ledger that has none). */
  supported: z.boolean(),
  /** 0: never saved. */
  version: z.number().int(),
  mapping: Mapping,
  targets: z.array(MappableField),
  fields: z.array(SourceField),
  accounts: z.array(LedgerAccount),
  suggestions: z.array(MappingSuggestion),
  versions: z.array(MappingVersionRow),
});
export type MappingSheet = z.infer<typeof MappingSheet>;

export const MappingLineProblem = z.object({ line: z.number().int(), message: z.string() });
export type MappingLineProblem = z.infer<typeof MappingLineProblem>;

/** What would be written for one transaction, had it been approved with this mapping. */
export const DryRunRow = z.object({
  transactionId: TransactionId,
  date: AccountingDate,
  payerName: z.string().nullable(),
  currency: Currency,
  amountMinor: Minor,
  /** By target; what is missing keeps the field's own default. */
  values: z.record(z.string(), z.string()),
  /** Sentences. Any of them would send the transaction back to review. */
  problems: z.array(z.string()),
});
export type DryRunRow = z.infer<typeof DryRunRow>;

const whose = { connectionId: ConnectionId };
const SavedOutcome = z.object({
  problems: z.array(MappingLineProblem),
  saved: z.boolean(),
  sheet: MappingSheet,
});

export const mappingCalls = {
  'mapping.sheet': call(z.object(whose), MappingSheet),
  /** Checked against the ledger's fields, and tried on the newest 50 transactions. Nothing is kept. */
  'mapping.dryRun': call(
    z.object({ ...whose, mapping: Mapping }),
    z.object({ problems: z.array(MappingLineProblem), rows: z.array(DryRunRow) }),
  ),
  /** Refused when problems are found, or when another version was saved since `basedOn`. Counts from the next approval on. */
  'mapping.save': call(
    z.object({ ...whose, mapping: Mapping, basedOn: z.number().int(), note: z.string().trim().max(200) }),
    SavedOutcome,
  ),
  /** Saves an older version's mapping as the newest one. */
  'mapping.rollBack': call(z.object({ ...whose, version: z.number().int().min(1) }), SavedOutcome),
  'mapping.export': call(z.object(whose), SavedFile),
  /** Reads an exported file for the editor; nothing is saved. */
  'mapping.read': call(z.object({ text: z.string().max(2_000_000) }), Mapping),
};
