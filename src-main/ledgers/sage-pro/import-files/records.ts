/** What the manifest records: entries that were approved, and the files that they went into. Validated when read back. */
import * as z from 'zod';
import { AccountingDate, Marker } from '../../../../shared/model.ts';
import { Currency, Minor } from '../../../../shared/money.ts';

const base = {
  marker: Marker,
  date: AccountingDate,
  currency: Currency,
  reference: z.string(),
  exchangeRate: z.string().nullable(),
};

/** A receipt as a file has it: amounts with their signs, the reversal of one with the opposite signs. */
export const FileReceipt = z.object({
  ...base,
  kind: z.literal('receipt'),
  purpose: z.enum(['receipt', 'refund', 'chargeback', 'on_account', 'reversal']),
  customerNo: z.string(),
  /** '' for money on account. */
  itemNumber: z.string(),
  rawItemNumber: z.string(),
  cashMinor: Minor,
  discountMinor: Minor,
  writeOffMinor: Minor,
});
export type FileReceipt = z.infer<typeof FileReceipt>;

export const FileJournal = z.object({
  ...base,
  kind: z.literal('journal'),
  lines: z.array(z.object({ account: z.string(), amountMinor: Minor, description: z.string() })),
});
export type FileJournal = z.infer<typeof FileJournal>;

export const FileEntry = z.discriminatedUnion('kind', [FileReceipt, FileJournal]);
export type FileEntry = z.infer<typeof FileEntry>;

export const ManifestRecord = z.discriminatedUnion('record', [
  z.object({ record: z.literal('entries'), entries: z.array(FileEntry) }),
  /** Written before the files: from here on these entries belong to this number and to no other. */
  z.object({ record: z.literal('assigned'), number: z.number().int().min(1), markers: z.array(Marker) }),
  z.object({ record: z.literal('written'), number: z.number().int().min(1) }),
]);
export type ManifestRecord = z.infer<typeof ManifestRecord>;

export function totalOf(receipt: FileReceipt): number {
  return receipt.cashMinor + receipt.discountMinor + receipt.writeOffMinor;
}
