/** What a gateway's payouts so far tell about the next one. Pure. */
import type { AccountingDate } from '../../shared/model.ts';
import { workingDaysBetween } from './working-days.ts';

/** The payouts of one connection in one currency that are looked at, newest or oldest first. */
export interface PayoutDays {
  readonly paidOn: readonly AccountingDate[];
  /** For parts of these payouts: when it happened, when it was paid out. */
  readonly parts: readonly { readonly on: AccountingDate; readonly paidOn: AccountingDate }[];
}

export interface Rhythm {
  /** Working days from a payment to its payout, as most often seen; null when none was seen. */
  readonly delayDays: number | null;
  /** Working days from one payout to the next; null when there were fewer than two. */
  readonly intervalDays: number | null;
}

/** A gateway that pays out on every working day is late after this many. */
const SHORTEST_MARGIN = 3;

export function rhythmOf({ paidOn, parts }: PayoutDays): Rhythm {
  const days = [...new Set(paidOn)].sort();
  const gaps = days.slice(1).map((day, index) => workingDaysBetween(days[index] ?? day, day));
  return {
    delayDays: median(parts.map((part) => workingDaysBetween(part.on, part.paidOn))),
    intervalDays: median(gaps.filter((gap) => gap > 0)),
  };
}

/** Working days after the due day from which a payout counts as missing: one more than from payout to payout. */
export function marginOf({ intervalDays }: Rhythm): number {
  return Math.max(SHORTEST_MARGIN, (intervalDays ?? 0) + 1);
}

function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
