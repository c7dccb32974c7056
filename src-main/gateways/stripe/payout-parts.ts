/**
 * Which payout carried a balance transaction to the bank. Stripe tells it in one direction only: the list of balance
 * transactions takes a payout as a filter, for automatic payouts alone (docs.stripe.com/reports/payout-reconciliation).
 */

import { type BalanceTransactionShape, idOf, PayoutShape } from './shapes.ts';
import type { StripeApi } from './stripe-api.ts';

const MOST_KEPT = 300_000;
/** Payouts are at most monthly, and a few days may pass between the money's being available and the payout. */
const LATEST_PAYOUT_SECONDS = 40 * 86_400;

export interface PayoutParts {
  remember(balanceTransaction: string, payout: string): void;
  /** What this run has seen already. */
  known(balanceTransaction: string): string | null;
  /** Makes all parts of a payout known, unless they are. */
  load(payout: string, signal: AbortSignal): Promise<void>;
  /** Looks it up where it is not known: for a record that comes again long after its payout. */
  find(bt: BalanceTransactionShape, signal: AbortSignal): Promise<string | null>;
}

export function payoutParts(api: StripeApi): PayoutParts {
  const payoutOf = new Map<string, string>();
  const loaded = new Set<string>();

  const remember = (balanceTransaction: string, payout: string) => {
    if (payoutOf.size > MOST_KEPT) {
      payoutOf.clear();
      loaded.clear();
    }
    payoutOf.set(balanceTransaction, payout);
  };

  const list = async (payout: string, source: string | null, signal: AbortSignal) => {
    let after: string | null = null;
    do {
      const page = await api.page(
        'Balance',
        (stripe, paging) =>
          stripe.balanceTransactions.list({ ...paging, payout, ...(source === null ? {} : { source }) }),
        after,
        signal,
      );
      for (const item of page.items) remember(item.id, payout);
      after = page.next;
    } while (after !== null);
  };

  return {
    remember,
    known: (balanceTransaction) => payoutOf.get(balanceTransaction) ?? null,
    async load(payout, signal) {
      if (loaded.has(payout)) return;
      await list(payout, null, signal);
      loaded.add(payout);
    },
    async find(bt, signal) {
      const known = payoutOf.get(bt.id);
      if (known !== undefined) return known;
      const available = bt.available_on ?? bt.created;
      if (available > api.nowSeconds()) return null;
      const created = { gte: bt.created, lte: available + LATEST_PAYOUT_SECONDS };
      let after: string | null = null;
      const candidates: PayoutShape[] = [];
      do {
        const page = await api.page(
          'Payouts',
          (stripe, paging) => stripe.payouts.list({ ...paging, created }),
          after,
          signal,
        );
        candidates.push(...page.items.flatMap((it) => PayoutShape.safeParse(it).data ?? []));
        after = page.next;
      } while (after !== null);
      const inCurrency = candidates.filter((it) => it.automatic && it.currency === bt.currency);
      for (const payout of inCurrency.sort((a, b) => a.created - b.created)) {
        await list(payout.id, idOf(bt.source), signal);
        const found = payoutOf.get(bt.id);
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}
