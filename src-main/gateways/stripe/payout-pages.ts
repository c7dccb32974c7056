/**
 * What a payout carried, given page by page once all of it was read and adds up to the payout. Parts that do not add
 * up are read once more; then they are given as they are, with a rejected record that states the difference.
 */
import type { GatewayPage } from '../port.ts';
import type { Pull } from './pull.ts';
import { BalanceTransactionShape, idOf, PayoutShape } from './shapes.ts';

const PAGE = 100;
const READINGS = 2;

export async function* givePayoutParts(
  pull: Pull,
  payoutId: string,
  progress: number | null,
): AsyncGenerator<GatewayPage> {
  const answer = await pull.tools.api.ask('Payouts', (it) => it.payouts.retrieve(payoutId), pull.signal);
  const payout = PayoutShape.parse(answer);
  if (!payout.automatic) return;
  let parts: unknown[] = [];
  let sum: number | null = null;
  for (let reading = 0; reading < READINGS && sum !== payout.amount; reading += 1) {
    parts = await readParts(pull, payoutId);
    sum = sumOf(parts);
  }
  const isComplete = payout.reconciliation_status !== 'in_progress';
  for (const part of parts) pull.tools.parts.remember(String(Reflect.get(Object(part), 'id')), payoutId);
  for (let at = 0; at < parts.length; at += PAGE) {
    const collected = pull.collector();
    await pull.addBalance(parts.slice(at, at + PAGE), collected);
    yield pull.page(collected, progress);
  }
  if (isComplete && sum !== payout.amount) {
    const collected = pull.collector();
    collected.reject(
      `${payoutId}:parts`,
      { payout, parts: parts.length },
      sum === null
        ? `What payout ${payoutId} carried could not be read whole.`
        : `What payout ${payoutId} carried adds up to ${sum}, but it paid ${payout.amount} (minor units of ${payout.currency.toUpperCase()}): ${payout.amount - sum} is not explained.`,
    );
    yield pull.page(collected, progress);
  }
}

async function readParts(pull: Pull, payout: string): Promise<unknown[]> {
  const parts = new Map<string, unknown>();
  let after: string | null = null;
  do {
    const page = await pull.tools.api.page(
      'Balance',
      (stripe, paging) => stripe.balanceTransactions.list({ ...paging, payout, expand: ['data.source'] }),
      after,
      pull.signal,
    );
    for (const item of page.items) {
      const isPayoutItself =
        item.type === 'payout' && idOf(item.source as string | { id: string }) === payout;
      if (!isPayoutItself) parts.set(item.id, item);
    }
    after = page.next;
  } while (after !== null);
  return [...parts.values()];
}

function sumOf(parts: readonly unknown[]): number | null {
  let sum = 0;
  for (const part of parts) {
    const net = BalanceTransactionShape.safeParse(part).data?.net;
    if (net === undefined) return null;
    sum += net;
  }
  return sum;
}
