/** Stripe-shaped ids that depend on nothing but the world's seed and what the object is: equal on every start. */
import { BASE62, createRandom } from '../company/random.ts';

const LENGTHS = {
  ch: 24,
  pi: 24,
  txn: 24,
  re: 24,
  du: 24,
  po: 24,
  evt: 24,
  pm: 24,
  ba: 24,
  cus: 14,
  li: 24,
  cs_test_a1: 58,
  acct: 16,
  price: 24,
  prod: 14,
  req: 14,
} as const;

export type IdPrefix = keyof typeof LENGTHS;

/** e.g. ch_3k2… for ('ch', 'stripe-000001'). */
export function stripeId(seed: number, prefix: IdPrefix, name: string): string {
  const text = createRandom(`stripe-id/${seed}/${prefix}/${name}`).text(LENGTHS[prefix], BASE62);
  return prefix === 'cs_test_a1' ? `${prefix}${text}` : `${prefix}_${text}`;
}

/** The charge of a payment of the world: how tests get from the truth to what the app saw. */
export function chargeIdOf(seed: number, paymentKey: string): string {
  return stripeId(seed, 'ch', paymentKey);
}
