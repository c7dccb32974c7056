/**
 * Open items that one slip in the number would lead to, and whose balance is the same: what speaks for the one that is
 * named speaks for them, too.
 */
import type { OpenItemIndex } from './open-item-index.ts';
import { areNeighbours, someNeighbour } from './slips.ts';

/** Up to so many items are compared one by one; of more, the numbers that a slip could have meant are looked up. */
const MOST_COMPARED = 60;

/** Items of one balance, by number. */
type Sorted = { readonly digits: Float64Array; readonly items: Int32Array };

export class Lookalikes {
  private readonly index: OpenItemIndex;
  /** For the balances that very many items have, and that were asked for. */
  private readonly sorted = new Map<number, Sorted>();

  constructor(index: OpenItemIndex) {
    this.index = index;
  }

  /** Whether other customers' items of the item's balance have more than `most` different numbers next to its own. */
  areMany(item: number, most: number): boolean {
    const { index } = this;
    const digits = index.references.digits[item] as number;
    const customer = index.customerOf[item] as number;
    const balance = index.balance[item] as number;
    const few = this.sorted.has(balance) ? null : index.withBalance(balance, MOST_COMPARED);
    if (few) return manyAmong(index, digits, customer, few, most);
    const { digits: numbers, items } = this.sortedBy(balance);
    let found = 0;
    return someNeighbour(digits, (neighbour) => {
      for (let at = firstFrom(numbers, neighbour); numbers[at] === neighbour; at++) {
        if (index.customerOf[items[at] as number] === customer) continue;
        found++;
        break;
      }
      return found > most;
    });
  }

  private sortedBy(balance: number): Sorted {
    const known = this.sorted.get(balance);
    if (known) return known;
    const { references } = this.index;
    const all = this.index.withBalance(balance, Number.POSITIVE_INFINITY) ?? [];
    const items = Int32Array.from(all).sort(
      (a, b) => (references.digits[a] as number) - (references.digits[b] as number),
    );
    const sorted = { digits: Float64Array.from(items, (it) => references.digits[it] as number), items };
    this.sorted.set(balance, sorted);
    return sorted;
  }
}

function manyAmong(
  { references, customerOf }: OpenItemIndex,
  digits: number,
  customer: number,
  items: readonly number[],
  most: number,
): boolean {
  const numbers: number[] = [];
  for (const item of items) {
    const other = references.digits[item] as number;
    if (!areNeighbours(digits, other) || customerOf[item] === customer || numbers.includes(other)) continue;
    if (numbers.push(other) > most) return true;
  }
  return false;
}

/** Place of the first number in an ascending list that is not below `least`. */
function firstFrom(numbers: Float64Array, least: number): number {
  let from = 0;
  let to = numbers.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((numbers[middle] as number) < least) from = middle + 1;
    else to = middle;
  }
  return from;
}
