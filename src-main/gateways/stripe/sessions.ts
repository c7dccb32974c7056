/**
 * The Checkout session behind a payment, for its client_reference_id. Sessions name their payment intent, but nothing
 * names the session, so they are listed by time (a session lives for a day at most by default, docs.stripe.com/api/
 * checkout/sessions expires_at) or, for a few payments, asked for one by one.
 */

import * as z from 'zod';
import { type ChargeShape, idOf, SessionShape } from './shapes.ts';
import { createdBetween, type StripeApi } from './stripe-api.ts';

const READING = 'Checkout Sessions';
const LIFETIME_SECONDS = 25 * 3600;
const FEW = 8;
const MOST_KEPT = 100_000;

/** Only what is read of a session is kept: there are many. */
const KeptSession = z.object(SessionShape.shape);

export interface CheckoutSessions {
  /** Makes the sessions of these charges known. */
  look(
    charges: readonly Pick<ChargeShape, 'payment_intent' | 'created'>[],
    signal: AbortSignal,
  ): Promise<void>;
  of(paymentIntent: string | null): SessionShape | null;
  /** Forgets what is known of a payment intent: its session has just changed. */
  forget(paymentIntent: string): void;
}

export function checkoutSessions(api: StripeApi): CheckoutSessions {
  const known = new Map<string, SessionShape | null>();
  /** A time whose sessions have all been listed, and cannot change any more. */
  let listed: { from: number; to: number } | null = null;

  const remember = (item: unknown) => {
    const parsed = KeptSession.safeParse(item);
    const intent = idOf(parsed.data?.payment_intent);
    if (parsed.success && intent !== null) known.set(intent, parsed.data);
  };

  const lookFor = async (intent: string, signal: AbortSignal) => {
    const found = await api.page(
      READING,
      (stripe, paging) => stripe.checkout.sessions.list({ ...paging, payment_intent: intent }),
      null,
      signal,
      (item) => idOf(SessionShape.safeParse(item).data?.payment_intent) === intent,
    );
    known.set(intent, null);
    for (const item of found.items) remember(item);
  };

  const lookBetween = async (from: number, to: number, signal: AbortSignal) => {
    let after: string | null = null;
    do {
      const page = await api.page(
        READING,
        (stripe, paging) => stripe.checkout.sessions.list({ ...paging, created: { gte: from, lte: to } }),
        after,
        signal,
        createdBetween(from, to),
      );
      for (const item of page.items) remember(item);
      after = page.next;
    } while (after !== null);
  };

  /** Lists what is not listed yet of a time, and lengthens the listed one where they touch. */
  const listTime = async (from: number, to: number, signal: AbortSignal) => {
    const settled = Math.min(to, api.nowSeconds() - LIFETIME_SECONDS);
    if (listed === null || from > listed.to + 1 || to < listed.from - 1) {
      await lookBetween(from, to, signal);
      if (settled > from) listed = { from, to: settled };
      return;
    }
    if (from < listed.from) await lookBetween(from, listed.from - 1, signal);
    if (to > listed.to) await lookBetween(listed.to + 1, to, signal);
    listed = { from: Math.min(from, listed.from), to: Math.max(settled, listed.to) };
  };

  return {
    async look(charges, signal) {
      if (known.size > MOST_KEPT) {
        known.clear();
        listed = null;
      }
      const unknown = new Map<string, number>();
      for (const charge of charges) {
        const intent = idOf(charge.payment_intent);
        if (intent !== null && !known.has(intent)) unknown.set(intent, charge.created);
      }
      if (unknown.size > FEW) {
        const times = [...unknown.values()];
        const from = times.reduce((a, b) => Math.min(a, b)) - LIFETIME_SECONDS;
        const to = times.reduce((a, b) => Math.max(a, b));
        await listTime(from, to, signal);
        for (const intent of unknown.keys()) if (!known.has(intent)) known.set(intent, null);
        return;
      }
      for (const intent of unknown.keys()) await lookFor(intent, signal);
    },
    of: (intent) => (intent === null ? null : (known.get(intent) ?? null)),
    forget: (intent) => {
      known.delete(intent);
    },
  };
}
