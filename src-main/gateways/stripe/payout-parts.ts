/**
 * Which payout carried a balance transaction to the bank. Stripe tells it in one direction only: the list of balance
 * transactions takes a payout as a filter, for automatic payouts alone (docs.stripe.com/reports/payout-reconciliation).
 */
import {
  BalanceTransactionShape,
  idOf,
  type BalanceTransactionShape as Movement,
  PayoutShape,
} from './shapes.ts';
import { createdBetween, type StripeApi } from './stripe-api.ts';

const MOST_KEPT = 300_000;
const READINGS = 3;
/** Payouts are at most monthly, and a few days may pass between the money's being available and the payout. */
const LATEST_PAYOUT_SECONDS = 40 * 86_400;

/** What a payout carried, without its own balance transaction. */
export interface ReadPayout {
  readonly payout: PayoutShape;
  readonly parts: readonly unknown[];
  /** Their net amounts; null where one cannot be read. Equal to the payout's amount unless something is wrong. */
  readonly sum: number | null;
}

export interface PayoutParts {
  /** Reads a payout's parts, more than once where they do not add up, and knows them from then on. */
  read(payout: string, signal: AbortSignal): Promise<ReadPayout>;
  /** Makes the parts of a payout known, unless they are. */
  load(payout: string, signal: AbortSignal): Promise<void>;
  /** What this run has seen already. */
  known(balanceTransaction: string): string | null;
  /** Looks it up where it is not known: for a record that comes again long after its payout. */
  find(bt: Movement, signal: AbortSignal): Promise<string | null>;
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

  const list = async (payout: string, signal: AbortSignal): Promise<unknown[]> => {
    const parts = new Map<string, unknown>();
    let after: string | null = null;
    do {
      const page = await api.page(
        'Balance',
        (stripe, paging) => stripe.balanceTransactions.list({ ...paging, payout, expand: ['data.source'] }),
        after,
        signal,
      );
      for (const item of page.items) {
        const isPayoutItself = item.type === 'payout' && sourceOf(item) === payout;
        if (!isPayoutItself) parts.set(item.id, item);
      }
      after = page.next;
    } while (after !== null);
    return [...parts.values()];
  };

  const read = async (id: string, signal: AbortSignal): Promise<ReadPayout> => {
    const payout = PayoutShape.parse(await api.ask('Payouts', (it) => it.payouts.retrieve(id), signal));
    if (!payout.automatic) return { payout, parts: [], sum: null };
    let parts: unknown[] = [];
    let sum: number | null = null;
    for (let reading = 0; reading < READINGS && sum !== payout.amount; reading += 1) {
      parts = await list(id, signal);
      sum = sumOf(parts);
    }
    for (const part of parts) remember(String(Reflect.get(Object(part), 'id')), id);
    loaded.add(id);
    return { payout, parts, sum };
  };

  /** Whether a payout carried the one movement: its source narrows the list down to a few. */
  const carried = async (payout: string, bt: Movement, signal: AbortSignal): Promise<boolean> => {
    const source = idOf(bt.source);
    if (source === null) {
      await read(payout, signal);
      return payoutOf.get(bt.id) === payout;
    }
    const page = await api.page(
      'Balance',
      (stripe, paging) => stripe.balanceTransactions.list({ ...paging, payout, source }),
      null,
      signal,
      (item) => sourceOf(item) === source,
    );
    const isPart = page.items.some(({ id }) => id === bt.id);
    if (isPart) remember(bt.id, payout);
    return isPart;
  };

  return {
    read,
    async load(payout, signal) {
      if (!loaded.has(payout)) await read(payout, signal);
    },
    known: (balanceTransaction) => payoutOf.get(balanceTransaction) ?? null,
    async find(bt, signal) {
      const known = payoutOf.get(bt.id);
      if (known !== undefined) return known;
      const available = bt.available_on ?? bt.created;
      if (available > api.nowSeconds()) return null;
      const [from, to] = [bt.created, available + LATEST_PAYOUT_SECONDS];
      const candidates: PayoutShape[] = [];
      let after: string | null = null;
      do {
        const page = await api.page(
          'Payouts',
          (stripe, paging) => stripe.payouts.list({ ...paging, created: { gte: from, lte: to } }),
          after,
          signal,
          createdBetween(from, to),
        );
        candidates.push(...page.items.flatMap((it) => PayoutShape.safeParse(it).data ?? []));
        after = page.next;
      } while (after !== null);
      const inCurrency = candidates.filter((it) => it.automatic && it.currency === bt.currency);
      for (const payout of inCurrency.sort((a, b) => a.created - b.created)) {
        if (await carried(payout.id, bt, signal)) return payout.id;
      }
      return null;
    },
  };
}

const sourceOf = (item: Readonly<Record<string, unknown>>): string | null =>
  idOf(item.source as string | { readonly id: string } | null);

function sumOf(parts: readonly unknown[]): number | null {
  let sum = 0;
  for (const part of parts) {
    const net = BalanceTransactionShape.safeParse(part).data?.net;
    if (net === undefined) return null;
    sum += net;
  }
  return sum;
}
