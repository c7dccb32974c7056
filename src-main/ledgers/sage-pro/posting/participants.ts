/**
 * Everything that a posting is about, looked up and locked in one fixed order (customers, then items, each by number),
 * so that two posters never wait for each other in a circle; then the markers, which nobody can add meanwhile.
 */
import type { Marker } from '../../../../shared/model.ts';
import type { Currency } from '../../../../shared/money.ts';
import type { LedgerEntry, Posting } from '../../port.ts';
import type { SageTransaction } from '../connection/connection.ts';
import type { PostingTables } from '../schema/schema.ts';
import type { SageProSettings } from '../settings.ts';
import { type FoundEntry, findJournals, findReceipts } from './found-entries.ts';
import { type LockedCustomer, type LockedItem, lockCustomer, lockItems } from './locked-rows.ts';

export interface Participants {
  /** By trimmed number as the entries give it. */
  readonly customers: ReadonlyMap<string, readonly LockedCustomer[]>;
  readonly items: ReadonlyMap<string, readonly LockedItem[]>;
  /** Entries that are to be reversed, by their own markers. */
  readonly originals: ReadonlyMap<Marker, FoundEntry>;
  /** Entries of this posting that are in the ledger already. */
  readonly existing: ReadonlyMap<Marker, FoundEntry>;
}

/** A refund or chargeback that goes to an account of its own touches no invoice: it is a journal. */
export function goesToAccount(entry: LedgerEntry, settings: SageProSettings): boolean {
  return (
    (entry.kind === 'refund' || entry.kind === 'chargeback') && settings.refundStyle === 'refund_account'
  );
}

const sorted = (numbers: Iterable<string>): string[] =>
  [...new Set(numbers)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

export async function gather(
  transaction: SageTransaction,
  tables: PostingTables,
  posting: Posting,
  settings: SageProSettings,
): Promise<Participants> {
  const base = settings.baseCurrency;
  const originals = await findOriginals(transaction, tables, posting, base);
  const receipts = posting.entries.filter(
    (it) => it.kind !== 'journal' && it.kind !== 'reversal' && !goesToAccount(it, settings),
  );
  const reversed = [...originals.values()].filter((it) => it.kind === 'receipt');
  const customerNos = sorted([
    ...receipts.map((it) => ('customerNo' in it ? it.customerNo.trim() : '')),
    ...reversed.map((it) => it.rawCustomerNo.trim()),
  ]);
  const numbers = sorted([
    ...receipts.map((it) => ('itemNumber' in it ? it.itemNumber.trim() : '')),
    ...reversed.map((it) => it.rawNumber.trim()),
  ]);
  const customers = new Map<string, readonly LockedCustomer[]>();
  for (const no of customerNos) {
    if (no !== '') customers.set(no, await lockCustomer(transaction, tables.arcust, no, base));
  }
  const items = new Map<string, readonly LockedItem[]>();
  for (const no of numbers) {
    if (no !== '') items.set(no, await lockItems(transaction, tables.armast, no, base));
  }
  const existing = await findExisting(transaction, tables, posting, settings, originals);
  return { customers, items, originals, existing };
}

async function findOriginals(
  transaction: SageTransaction,
  tables: PostingTables,
  posting: Posting,
  base: Currency,
): Promise<ReadonlyMap<Marker, FoundEntry>> {
  const wanted = posting.entries.flatMap((it) => (it.kind === 'reversal' ? [it.of] : []));
  if (wanted.length === 0) return new Map();
  const receipts = await findReceipts(transaction.rows, tables, wanted, base);
  const others = wanted.filter((marker) => !receipts.has(marker));
  const journals = await findJournals(transaction.rows, tables, others, base, false);
  return new Map<Marker, FoundEntry>([...receipts, ...journals]);
}

async function findExisting(
  transaction: SageTransaction,
  tables: PostingTables,
  posting: Posting,
  settings: SageProSettings,
  originals: Participants['originals'],
): Promise<ReadonlyMap<Marker, FoundEntry>> {
  const journals: Marker[] = [];
  const receipts: Marker[] = [];
  for (const entry of posting.entries) {
    const isJournal =
      entry.kind === 'journal' ||
      goesToAccount(entry, settings) ||
      (entry.kind === 'reversal' && originals.get(entry.of)?.kind === 'journal');
    (isJournal ? journals : receipts).push(entry.marker);
  }
  const base = settings.baseCurrency;
  return new Map<Marker, FoundEntry>([
    ...(await findReceipts(transaction.rows, tables, receipts, base)),
    ...(await findJournals(transaction.rows, tables, journals.sort(), base, true)),
  ]);
}
