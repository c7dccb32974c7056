/**
 * Charges with their payment intent and customer, for the balance transactions that come from them. A balance list
 * can be asked to expand its source, but the documentation promises nothing for what lies below a source that is of
 * many kinds; so charges are read from their own list, a hundred at a time, over the time in which they were made.
 */

import { ChargeShape } from './shapes.ts';
import { createdBetween, type StripeApi } from './stripe-api.ts';
import { isMissing } from './stripe-failures.ts';

const FEW = 5;
const MOST_KEPT = 6_000;
export const CHARGE_PARTS = ['payment_intent', 'customer', 'balance_transaction'];

/** `created` is null where only the id is known. */
export interface WantedCharge {
  readonly id: string;
  readonly created: number | null;
}

export interface ChargeBook {
  look(wanted: readonly WantedCharge[], signal: AbortSignal): Promise<void>;
  of(id: string | null): ChargeShape | null;
  remember(charge: ChargeShape): void;
  /** As it is now, not as it was remembered; null when it is not there. */
  fresh(id: string, signal: AbortSignal): Promise<ChargeShape | null>;
}

export function chargeBook(api: StripeApi): ChargeBook {
  const known = new Map<string, ChargeShape>();

  const remember = (charge: ChargeShape) => {
    known.delete(charge.id);
    known.set(charge.id, charge);
    for (const oldest of known.keys()) {
      if (known.size <= MOST_KEPT) break;
      known.delete(oldest);
    }
  };

  const fresh = async (id: string, signal: AbortSignal): Promise<ChargeShape | null> => {
    try {
      const answer = await api.ask(
        'Charges',
        (it) => it.charges.retrieve(id, { expand: CHARGE_PARTS }),
        signal,
      );
      const parsed = ChargeShape.safeParse(answer);
      if (parsed.success) remember(parsed.data);
      return parsed.data ?? null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  /** Reads at most as many pages as are worth it; what lies far from the rest is then asked for by itself. */
  const lookBetween = async (from: number, to: number, pages: number, signal: AbortSignal) => {
    let after: string | null = null;
    for (let read = 0; read < pages; read += 1) {
      const page = await api.page(
        'Charges',
        (stripe, paging) =>
          stripe.charges.list({
            ...paging,
            created: { gte: from, lte: to },
            expand: CHARGE_PARTS.map((part) => `data.${part}`),
          }),
        after,
        signal,
        createdBetween(from, to),
      );
      for (const item of page.items) {
        const parsed = ChargeShape.safeParse(item);
        if (parsed.success) remember(parsed.data);
      }
      after = page.next;
      if (after === null) return;
    }
  };

  return {
    of: (id) => (id === null ? null : (known.get(id) ?? null)),
    remember,
    fresh,
    async look(wanted, signal) {
      const unknown = new Map(wanted.filter(({ id }) => !known.has(id)).map((it) => [it.id, it.created]));
      const times = [...unknown.values()].filter((it) => it !== null).sort((a, b) => b - a);
      const [newest] = times;
      const oldest = withoutStragglers(times);
      if (times.length > FEW && newest !== undefined && oldest !== null) {
        await lookBetween(oldest, newest, Math.ceil(times.length / 40) + 1, signal);
      }
      for (const id of unknown.keys()) if (!known.has(id)) await fresh(id, signal);
    },
  };
}

/**
 * How far back to read through: to the oldest, unless a few lie weeks before the rest and would stretch the time.
 * `times` are newest first.
 */
function withoutStragglers(times: readonly number[]): number | null {
  const [newest, oldest, fourFifths] = [times[0], times.at(-1), times[Math.floor(times.length * 0.8)]];
  if (newest === undefined || oldest === undefined || fourFifths === undefined) return null;
  const isClose = newest - oldest <= 2 * (newest - fourFifths) + 3_600;
  return isClose ? oldest : fourFifths;
}
