/**
 * Makes sets of open items and gateway transactions with what is right about each. It shares no code with the engine:
 * own names, own noise, own count of the ways in which an amount can be paid, so that nothing is right by construction.
 */
import * as named from './cases-named.ts';
import * as unnamed from './cases-unnamed.ts';
import { makeLedger, type Style } from './ledger.ts';
import { Random } from './random.ts';
import { SetBuilder } from './set-builder.ts';
import type { BenchSet } from './truth.ts';

type Case = (set: SetBuilder) => void;
/** How often each case is drawn. */
const CASES: readonly (readonly [Case, number])[] = [
  [named.exact, 46],
  [named.byLetterSlip, 3],
  [named.byDigitSlip, 2],
  [named.byOrder, 6],
  [named.byPo, 5],
  [named.several, 5],
  [named.oneLessCredit, 1],
  [named.short, 2],
  [named.centsShort, 0.7],
  [named.discounted, 0.7],
  [named.over, 1.5],
  [named.instalments, 1.5],
  [named.twice, 2],
  [named.closed, 6],
  [named.strangersInvoice, 1],
  [named.otherCurrency, 0.4],
  [named.unsuccessful, 3],
  [named.refunded, 2.5],
  [unnamed.byPayer, 9],
  [unnamed.bySet, 2],
  [unnamed.ambiguous, 1.2],
  [unnamed.subscription, 0.8],
  [unnamed.stranger, 2],
  [unnamed.onAccount, 1],
  [unnamed.unknownNumber, 0.5],
  [unnamed.orphanRefund, 0.3],
  [unnamed.payout, 0.5],
];

export type SetSize = {
  readonly transactions: number;
  readonly openItems: number;
  /** One payment per open item, as far as can be: no large sets, few closed invoices. For the speed bench. */
  readonly oneToOne?: boolean;
};

/** Odd seeds are US style, even ones UK. The number of transactions is reached as far as there are invoices to pay. */
export function generate(seed: number, size: SetSize): BenchSet {
  const random = new Random(seed);
  const style: Style = seed % 2 === 1 ? 'us' : 'uk';
  const set = new SetBuilder(
    random,
    makeLedger(random, style, Math.round(size.openItems * 0.97), size.oneToOne ? 0.02 : 0.1),
  );
  const cases = size.oneToOne
    ? CASES.filter(([make]) => make !== named.several && make !== unnamed.bySet)
    : CASES;
  const total = cases.reduce((sum, [, weight]) => sum + weight, 0);
  for (let tries = 0; set.rows.length < size.transactions && tries < size.transactions * 4; tries++) {
    let left = random.next() * total;
    for (const [make, weight] of cases) {
      left -= weight;
      if (left >= 0) continue;
      make(set);
      break;
    }
  }
  return set.finish(seed);
}
