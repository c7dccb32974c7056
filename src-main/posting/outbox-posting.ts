/** The ledger port's Posting as it lies in the outbox. Written only here, from values this program built. */
import type { LedgerEntry, Posting } from '../ledgers/port.ts';
import { canonicalJson, type OutboxEntry } from '../store/index.ts';

export function writePosting(posting: Posting): string {
  return canonicalJson(posting);
}

export function readPosting(entry: OutboxEntry): Posting {
  return JSON.parse(entry.posting) as Posting;
}

/** The amount that stands behind an entry in the receipts, in the entry's currency. */
export function amountOf(entry: LedgerEntry): number | null {
  return entry.kind === 'receipt' ||
    entry.kind === 'refund' ||
    entry.kind === 'chargeback' ||
    entry.kind === 'on_account'
    ? entry.amountMinor
    : null;
}
