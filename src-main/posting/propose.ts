/**
 * Between the store and the matching engine: what the engine is given, and its proposals put beside what people have
 * decided. A person's own allocation is not overwritten, and what a person rejected is not proposed again.
 */
import { setImmediate } from 'node:timers/promises';
import type { AccountingDate, Customer, Instant, OpenItem, Proposal } from '../../shared/model.ts';
import { toMatchable } from '../matching/matchable.ts';
import type { MatchableTransaction, PostedAllocation } from '../matching/types.ts';
import { proposalSignature, type Store } from '../store/index.ts';
import { accountingDate } from './dates.ts';
import { withoutAllocations } from './set-aside.ts';

export interface MatchInput {
  readonly openItems: readonly OpenItem[];
  readonly customers: readonly Customer[];
  readonly transactions: readonly MatchableTransaction[];
  readonly context: {
    readonly decided: readonly MatchableTransaction[];
    readonly posted: readonly PostedAllocation[];
    readonly today: AccountingDate;
  };
}

/** How far back decided transactions serve as evidence for duplicates and refunds. */
const MEMORY_DAYS = 400;
const BATCH = 200;

export function matchInput(store: Store, now: Date, timeZone: string): MatchInput {
  const since = new Date(now.getTime() - MEMORY_DAYS * 86_400_000).toISOString() as Instant;
  const decided = store.transactions.inStates(['posted', 'approved', 'dead_letter', 'ignored'], since);
  return {
    openItems: itemsAfterOutbox(store),
    customers: store.ledgerCopy.customers(),
    transactions: store.transactions
      .inStates(['waiting', 'returned'])
      .filter(({ transaction }) => store.proposals.find(transaction.id)?.madeBy !== 'person')
      .map(({ transaction }) => toMatchable(transaction)),
    context: {
      decided: decided.map(({ transaction }) => toMatchable(transaction)),
      posted: store.receipts.standingAllocations(),
      today: accountingDate(now, timeZone),
    },
  };
}

/** What is approved and not yet posted has used up its invoices already. */
function itemsAfterOutbox(store: Store): OpenItem[] {
  const reserved = store.outbox.reserved();
  return store.ledgerCopy.allItems().map((item) => {
    const taken = reserved.get(item.id) ?? 0;
    return taken === 0 ? item : { ...item, balanceMinor: item.balanceMinor - taken };
  });
}

export interface StoredProposals {
  /** New or changed. */
  readonly stored: number;
  /** The same as before, a person's own, or decided in the meantime. */
  readonly kept: number;
}

/** In batches, with a pause for others between them. */
export async function storeProposals(store: Store, proposals: readonly Proposal[]): Promise<StoredProposals> {
  let stored = 0;
  for (let start = 0; start < proposals.length; start += BATCH) {
    if (start > 0) await setImmediate();
    store.transact(() => {
      for (const proposal of proposals.slice(start, start + BATCH)) {
        if (storeOne(store, proposal)) stored += 1;
      }
    });
  }
  return { stored, kept: proposals.length - stored };
}

function storeOne(store: Store, proposal: Proposal): boolean {
  const row = store.transactions.find(proposal.transactionId);
  if (row === null || (row.state !== 'waiting' && row.state !== 'returned')) return false;
  if (store.proposals.find(proposal.transactionId)?.madeBy === 'person') return false;
  const rejection = store.proposals.rejection(proposal.transactionId, proposalSignature(proposal));
  if (rejection === null) return store.proposals.save(proposal, 'matching');
  const { by, reason } = rejection;
  return store.proposals.save(
    withoutAllocations(proposal, row.transaction.amountMinor, by, reason),
    'matching',
  );
}
