/** The order of date, then id, in which payments come first to what they compete for. */
import { compareTexts, sortedByKey } from './ordering.ts';
import type { MatchableTransaction } from './types.ts';

/** Which rank by date the first, second, … of `places` has, and the other way round. */
export class DateOrder {
  private readonly ranks: Int32Array;
  private readonly atRanks: Int32Array;

  constructor(
    transactions: readonly MatchableTransaction[],
    minutes: Float64Array,
    places: readonly number[],
  ) {
    const given = new Int32Array(transactions.length);
    places.forEach((place, i) => {
      given[place] = i;
    });
    this.ranks = new Int32Array(places.length);
    this.atRanks = new Int32Array(places.length);
    byDate(transactions, minutes, places).forEach((place, rank) => {
      const i = given[place] as number;
      this.ranks[i] = rank;
      this.atRanks[rank] = i;
    });
  }

  rankOf(i: number): number {
    return this.ranks[i] as number;
  }
  atRank(rank: number): number {
    return this.atRanks[rank] as number;
  }
}

/** Places of transactions in order of instant, then id. `minutes` are those of their instants, by place. */
export function byDate(
  transactions: readonly MatchableTransaction[],
  minutes: Float64Array,
  places: readonly number[],
): number[] {
  const at = (place: number) => transactions[place] as MatchableTransaction;
  return sortedByKey(
    places,
    (place) => minutes[place] as number,
    (a, b) => compareTexts(at(a).occurredAt, at(b).occurredAt) || compareTexts(at(a).id, at(b).id),
  );
}
