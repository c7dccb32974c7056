/**
 * What a restore cannot take back: the ledger keeps what was posted after the backup was made. Each such transaction goes
 * back to review with a note that says where its money is, and nothing posts it by itself.
 */
import { formatMinor } from '../../shared/money.ts';
import type { ReceiptRow, Store } from '../store/index.ts';

const PAGE = 1_000;

/** `present`: the file in use until now. `restored`: the backup, open for writing. Returns how many transactions it concerns. */
export function returnPostedSince(present: Store, restored: Store): number {
  const unknown = new Map<string, ReceiptRow[]>();
  for (const receipt of allReceipts(present)) {
    if (receipt.reversedBy !== null || restored.receipts.find(receipt.marker)) continue;
    const list = unknown.get(receipt.transactionId) ?? [];
    unknown.set(receipt.transactionId, [...list, receipt]);
  }
  return restored.transact(() => {
    let returned = 0;
    for (const receipts of unknown.values()) {
      const [first] = receipts;
      // What waits in the backup's own outbox is looked for in the ledger before it is written.
      if (!first || restored.outbox.pendingOf(first.transactionId).length > 0) continue;
      const { transaction } = present.transactions.get(first.transactionId);
      if (restored.connections.find(transaction.connectionId) === null) {
        restored.connections.save(present.connections.get(transaction.connectionId));
      }
      restored.transactions.upsert(transaction);
      restored.transactions.setState(transaction.id, 'returned', noteOf(receipts));
      returned += 1;
    }
    return returned;
  });
}

function noteOf(receipts: readonly ReceiptRow[]): string {
  const postings = receipts.map(
    ({ marker, itemNumber, customerNo, amountMinor, currency, paidOn }) =>
      `${formatMinor(amountMinor, currency)} ${currency} to ${itemNumber ?? `the account of ${customerNo}`} on ${paidOn} (${marker})`,
  );
  return (
    `It was posted after the backup that was restored: ${postings.join('; ')}. ` +
    'Look in the ledger: if it stands there, ignore it here with that as the reason; do not post it again.'
  );
}

function* allReceipts(store: Store): Generator<ReceiptRow> {
  let after: ReceiptRow | null = null;
  for (;;) {
    const page: ReceiptRow[] = store.receipts.page(after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last;
  }
}
