/**
 * What a payout carried, given page by page once all of it was read and adds up to the payout. Parts that do not add
 * up are given as they are, with a rejected record that states the difference.
 */
import type { GatewayPage } from '../port.ts';
import type { Pull } from './pull.ts';

const PAGE = 100;

export async function* givePayoutParts(
  pull: Pull,
  payoutId: string,
  progress: number | null,
): AsyncGenerator<GatewayPage> {
  const { payout, parts, sum } = await pull.tools.parts.read(payoutId, pull.signal);
  if (!payout.automatic) return;
  for (let at = 0; at < parts.length; at += PAGE) {
    const collected = pull.collector();
    await pull.addBalance(parts.slice(at, at + PAGE), collected);
    yield pull.page(collected, progress);
  }
  // While Stripe is still putting it together, it cannot add up yet.
  if (payout.reconciliation_status === 'in_progress' || sum === payout.amount) return;
  const collected = pull.collector();
  const paid = `it paid ${payout.amount} (minor units of ${payout.currency.toUpperCase()})`;
  collected.reject(
    `${payoutId}:parts`,
    { payout, parts: parts.length },
    sum === null
      ? `What payout ${payoutId} carried could not be read whole; ${paid}.`
      : `What payout ${payoutId} carried adds up to ${sum}, but ${paid}: ${payout.amount - sum} is not explained.`,
  );
  yield pull.page(collected, progress);
}
