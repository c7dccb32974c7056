/**
 * What the ledger answered, written down: receipts, balances, states and the audit event in one local transaction, and
 * only once however often the same answer comes.
 */
import { Instant, type Marker } from '../../shared/model.ts';
import type { LedgerEntry, PostedEntry } from '../ledgers/port.ts';
import type { OutboxEntry, ReceiptRow, Store } from '../store/index.ts';
import type { PostingDeps } from './deps.ts';
import { amountOf, readPosting } from './outbox-posting.ts';

/** Whoever acted without a person. */
export const PROGRAM = 'matchbook';

/** The entries as read back are those that were sent; otherwise the sentence that says what differs. */
export function differenceFromSent(
  entry: OutboxEntry,
  found: ReadonlyMap<Marker, PostedEntry>,
): string | null {
  for (const sent of readPosting(entry).entries) {
    const posted = found.get(sent.marker);
    if (!posted) return `The ledger does not show the entry ${sent.marker} that it said it wrote.`;
    const amount = amountOf(sent);
    if (amount !== null && (posted.amountMinor !== amount || posted.currency !== sent.currency)) {
      return `The entry ${sent.marker} reads ${posted.amountMinor} ${posted.currency} in the ledger (minor units), but ${amount} ${sent.currency} was sent.`;
    }
  }
  return null;
}

/**
 * `differences`: where the ledger shows something else than was written; kept with the transaction.
 * Returns false when it was recorded before (by another process, or before a crash).
 */
export function recordPosted(
  deps: PostingDeps,
  id: string,
  found: ReadonlyMap<Marker, PostedEntry>,
  how: 'posted' | 'already_posted',
  differences: readonly string[] = [],
): boolean {
  const { store } = deps;
  const recorded = store.transact(() => {
    const entry = store.outbox.get(id);
    if (entry.state === 'done') return false;
    const at = Instant.parse(deps.now().toISOString());
    switch (entry.kind) {
      case 'approval':
        recordReceipts(store, entry, found, at);
        break;
      case 'reversal':
        recordReversal(store, entry, found, at);
        break;
      case 'journal':
      case 'journal_reversal':
        recordJournal(store, entry);
        break;
    }
    store.outbox.finish(id, 'done', null);
    store.ledgerDifferences.record(entry.transactionId, id, differences);
    store.audit.append({
      actor: PROGRAM,
      action: `posting.${entry.kind}_posted`,
      subjectKind: 'transaction',
      subjectId: entry.transactionId,
      sentence: `${SENTENCES[entry.kind]}${how === 'already_posted' ? ' (it was there already)' : ''}.${
        differences.length === 0
          ? ''
          : ` The ledger shows something else than was written: ${differences.join(' ')}`
      }`,
      detail: {
        how,
        attempts: entry.attempts,
        approvalId: entry.approvalId,
        entries: [...found.values()],
        differences,
      },
    });
    deps.onStep?.('post.record_in_transaction', entry.transactionId);
    return true;
  });
  if (recorded && differences.length > 0) {
    deps.onAlert({
      severity: 'warning',
      kind: 'posting_failed',
      code: 'READ_BACK_DIFFERS',
      title: 'The ledger shows something else than was posted',
      message: `${differences.join(' ')} The receipt is kept as it was sent; compare it with the ledger.`,
      transactionId: store.outbox.get(id).transactionId,
    });
  }
  return recorded;
}

const SENTENCES: Readonly<Record<OutboxEntry['kind'], string>> = {
  approval: 'Posted to the ledger and read back',
  reversal: 'Reversed in the ledger and read back',
  journal: 'The journal of the payout was posted to the ledger',
  journal_reversal: 'The journal of the payout was reversed in the ledger',
};

function recordReceipts(
  store: Store,
  entry: OutboxEntry,
  found: ReadonlyMap<Marker, PostedEntry>,
  at: Instant,
): void {
  if (entry.approvalId === null) throw new Error(`Outbox entry ${entry.id} has no approval.`);
  const { approval } = store.approvals.get(entry.approvalId);
  const itemIds = new Map(approval.allocations.map(({ openItemId, number }) => [openItemId, number]));
  for (const sent of readPosting(entry).entries) {
    const receipt = receiptOf(
      sent,
      entry,
      approval.id,
      at,
      found.get(sent.marker)?.balanceAfterMinor ?? null,
    );
    if (receipt.openItemId !== null && !itemIds.has(receipt.openItemId)) {
      throw new Error(`Receipt ${receipt.marker} is for an item that was not approved.`);
    }
    store.receipts.add(receipt);
    if (receipt.openItemId !== null && receipt.balanceAfterMinor !== null) {
      store.ledgerCopy.setBalance(receipt.openItemId, receipt.balanceAfterMinor);
    }
  }
  store.approvals.setStatus(approval.id, 'posted');
  store.transactions.setState(entry.transactionId, 'posted', null);
}

function receiptOf(
  sent: LedgerEntry,
  entry: OutboxEntry,
  approvalId: ReceiptRow['approvalId'],
  postedAt: Instant,
  balanceAfterMinor: number | null,
): ReceiptRow {
  const base = {
    marker: sent.marker,
    approvalId,
    transactionId: entry.transactionId,
    round: entry.round,
    currency: sent.currency,
    paidOn: sent.date,
    postedAt,
    balanceAfterMinor,
    reversedBy: null,
  };
  if (sent.kind === 'on_account') {
    const { customerNo, amountMinor } = sent;
    return {
      ...base,
      openItemId: null,
      customerNo,
      itemNumber: null,
      kind: 'on_account',
      amountMinor,
      cashMinor: amountMinor,
      discountMinor: 0,
      writeOffMinor: 0,
    };
  }
  if (sent.kind === 'journal' || sent.kind === 'reversal') {
    throw new Error(`A ${sent.kind} is not a receipt (${sent.marker}).`);
  }
  const { customerNo, itemNumber, amountMinor, discountMinor, writeOffMinor } = sent;
  const cashMinor = amountMinor - discountMinor - writeOffMinor;
  const noCash = discountMinor !== 0 ? ('discount' as const) : ('write_off' as const);
  return {
    ...base,
    openItemId: `${sent.itemKind}:${itemNumber}` as ReceiptRow['openItemId'],
    customerNo,
    itemNumber,
    kind: cashMinor === 0 && amountMinor !== 0 ? noCash : sent.kind,
    amountMinor,
    cashMinor,
    discountMinor,
    writeOffMinor,
  };
}

function recordReversal(
  store: Store,
  entry: OutboxEntry,
  found: ReadonlyMap<Marker, PostedEntry>,
  at: Instant,
): void {
  for (const sent of readPosting(entry).entries) {
    if (sent.kind !== 'reversal') continue;
    const receipt = store.receipts.find(sent.of);
    store.receipts.markReversed(sent.of, sent.marker, at);
    const after = found.get(sent.marker)?.balanceAfterMinor ?? null;
    if (receipt?.openItemId && after !== null) store.ledgerCopy.setBalance(receipt.openItemId, after);
  }
  if (entry.approvalId !== null) store.approvals.setStatus(entry.approvalId, 'undone');
  store.proposals.release(entry.transactionId);
  store.transactions.reopen(entry.transactionId, `Undone by ${entry.createdBy}.`);
}

function recordJournal(store: Store, entry: OutboxEntry): void {
  const posted = entry.kind === 'journal';
  store.payouts.setJournal(entry.transactionId, {
    journalState: posted ? 'posted' : 'none',
    journalNote: posted ? null : `Reversed by ${entry.createdBy}.`,
    journalMarker: posted ? (entry.markers[0] ?? null) : null,
    journalRound: posted ? entry.round : entry.round + 1,
  });
}
