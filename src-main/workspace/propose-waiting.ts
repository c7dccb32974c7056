/** Proposals for everything that waits for a decision, from what is in the store; a person's own are left alone. */
import type { OpenItem } from '../../shared/model.ts';
import { toMatchable } from '../matching/index.ts';
import { withoutAllocations } from '../posting/index.ts';
import { type ProposeOptions, propose } from '../proposing/index.ts';
import { proposalSignature, type Store } from '../store/index.ts';

export interface Proposed {
  readonly proposed: number;
  readonly changed: number;
}

/** Rejects with the signal's reason when it aborts; the store then holds the proposals of the run before. */
export async function proposeWaiting(store: Store, options: ProposeOptions): Promise<Proposed> {
  const waiting = [...store.transactions.inStates(['waiting', 'returned'])]
    .map(({ transaction }) => transaction)
    .filter(({ id }) => store.proposals.find(id)?.madeBy !== 'person');
  const decided = [...store.transactions.inStates(['approved', 'posted', 'ignored'])].map(({ transaction }) =>
    toMatchable(transaction),
  );
  const proposals = await propose(
    {
      openItems: itemsAfterOutbox(store),
      customers: store.ledgerCopy.customers(),
      transactions: waiting.map(toMatchable),
      context: { decided, posted: store.receipts.standingAllocations() },
    },
    options,
  );

  const amounts = new Map(waiting.map(({ id, amountMinor }) => [id, amountMinor]));
  let changed = 0;
  store.transact(() => {
    for (const proposal of proposals) {
      const state = store.transactions.find(proposal.transactionId)?.state;
      // Decided while the engine was at work: what the person saw then stands.
      if (state !== 'waiting' && state !== 'returned') continue;
      const turnedDown = store.proposals.rejection(proposal.transactionId, proposalSignature(proposal));
      const kept =
        turnedDown === null
          ? proposal
          : withoutAllocations(
              proposal,
              amounts.get(proposal.transactionId) ?? 0,
              turnedDown.by,
              turnedDown.reason,
            );
      if (store.proposals.save(kept, 'matching')) changed += 1;
    }
  });
  return { proposed: proposals.length, changed };
}

/** What is approved and not yet posted already uses up its invoices. */
function itemsAfterOutbox(store: Store): OpenItem[] {
  const items = store.ledgerCopy.allItems();
  if (store.outbox.pendingCount() === 0) return items;
  return items.map((item) => {
    const reserved = store.outbox.reservedMinor(item.id);
    return reserved === 0 ? item : { ...item, balanceMinor: item.balanceMinor - reserved };
  });
}
