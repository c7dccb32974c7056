/** A payment while it is being matched, and the explanations of it that compete. */
import type { Remainder } from '../../shared/model.ts';
import type { Minor } from '../../shared/money.ts';
import type { Earlier } from './duplicates.ts';
import { type Identity, NOBODY } from './identity.ts';
import type { Reading } from './reference-reader.ts';
import type { Shape } from './rules.ts';
import type { Named } from './text-reader.ts';
import type { MatchableTransaction } from './types.ts';

/** How the money and the items' balances agree. */
export type Fit =
  | 'exact'
  | 'sum'
  | 'credits'
  | 'terms'
  | 'customary'
  | 'tolerance'
  | 'fee'
  | 'part'
  | 'over'
  | 'rate';

/** One way to apply the payment: items (by index number, ascending) and what each gets. */
export type Hypothesis = {
  readonly items: readonly number[];
  readonly amounts: readonly Minor[];
  /** What each item loses of its balance, in the item's currency; the amounts unless currencies differ. */
  readonly taken: readonly Minor[];
  readonly shape: Shape;
  readonly fit: Fit;
  readonly remainder: Remainder;
  /** Log-odds against "none of the open items". */
  score: number;
  /** Among how many open items of the customer the set was found; 0 when the items were named. */
  readonly searched: number;
  /** Number of other sets that were found, or may exist because the search was cut off. */
  readonly rivals: number;
};

export type Payment = {
  /** Place in the order of date, then id. */
  readonly at: number;
  readonly it: MatchableTransaction;
  readonly minute: number;
  readonly day: number;
  /** The index's number of the currency, 0 when no open item is in it. */
  readonly currency: number;
  readonly reading: Reading;
  identity: Identity;
  hypotheses: readonly Hypothesis[];
  /** Log-odds of "none of the open items" beyond its prior: an invoice that is paid already, a number not in the ledger. */
  nullScore: number;
  chosen: Hypothesis | null;
  /** Rounds in which others got what it asked for. */
  lost: number;
  /** The item that fitted it exactly and went to another payment; -1 when there is none. */
  missed: number;
  /** The earlier payment that this one repeats, if any. */
  repeats: Earlier | null;
};

const NONE: readonly Hypothesis[] = [];
const MINUTES_A_DAY = 1_440;

/** A payment that was read, with nothing known of its payer and nothing weighed yet. `minute` is that of its instant. */
export function newPayment(
  at: number,
  it: MatchableTransaction,
  minute: number,
  currency: number,
  reading: Reading,
): Payment {
  return {
    at,
    it,
    minute,
    day: Math.floor(minute / MINUTES_A_DAY),
    currency,
    reading,
    identity: NOBODY,
    hypotheses: NONE,
    nullScore: Number.NaN,
    chosen: null,
    lost: 0,
    missed: -1,
    repeats: null,
  };
}

/** How the payment names an item, if it does. */
export function namingOf({ reading }: Payment, item: number): Named | null {
  const { named } = reading;
  for (let i = 0; i < named.length; i++) if (named[i]?.item === item) return named[i] as Named;
  return null;
}
