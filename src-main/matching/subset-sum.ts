/** Sets of open items that add up to an amount: the shapes that people pay first, then a bounded search. */

export type Found = {
  /** Positions in the given list, ascending. */
  readonly members: number[];
  readonly shape: 'whole' | 'oldest' | 'contiguous' | 'loose';
};
export type Sets = {
  readonly found: readonly Found[];
  /** False when the search was cut off, so that there may be more sets. */
  readonly complete: boolean;
};

const NONE: Sets = { found: [], complete: true };
const MOST_FOUND = 6;
const SEARCHED = 24;
const NODES = 6_000;

/**
 * Sets of at least two of `balances` (all above zero, oldest first) that add up to `target`. The search is exhaustive
 * up to 24 items and 6,000 steps; beyond that, only the whole account and contiguous stretches are found for certain.
 */
export function setsThatSumTo(balances: readonly number[], target: number): Sets {
  const found: Found[] = [];
  if (balances.length < 2 || target <= 0) return NONE;
  let whole = 0;
  for (let i = 0; i < balances.length; i++) whole += balances[i] as number;
  if (whole < target) return NONE;
  stretches(balances, target, found);
  const usable: number[] = [];
  for (let i = 0; i < balances.length; i++) if ((balances[i] as number) < target) usable.push(i);
  if (usable.length < 2) return { found, complete: true };
  const complete = usable.length <= SEARCHED;
  const pool = complete ? usable : usable.slice(0, SEARCHED);
  const finished = search(balances, pool, target, found);
  return { found, complete: complete && finished };
}

function stretches(balances: readonly number[], target: number, found: Found[]): void {
  let start = 0;
  let sum = 0;
  for (let end = 0; end < balances.length && found.length < MOST_FOUND; end++) {
    sum += balances[end] as number;
    while (sum > target && start <= end) sum -= balances[start++] as number;
    if (sum !== target || end === start) continue;
    const members: number[] = [];
    for (let i = start; i <= end; i++) members.push(i);
    const whole = members.length === balances.length;
    found.push({ members, shape: whole ? 'whole' : start === 0 ? 'oldest' : 'contiguous' });
  }
}

/** Depth-first over the largest first, cut where the rest cannot reach the target. False when it ran out of steps. */
function search(
  balances: readonly number[],
  pool: readonly number[],
  target: number,
  found: Found[],
): boolean {
  const order = [...pool].sort((a, b) => (balances[b] as number) - (balances[a] as number) || a - b);
  const rest: number[] = new Array(order.length + 1).fill(0);
  for (let i = order.length - 1; i >= 0; i--) {
    rest[i] = (rest[i + 1] as number) + (balances[order[i] as number] as number);
  }
  const chosen: number[] = [];
  let nodes = 0;
  const descend = (at: number, left: number): boolean => {
    if (left === 0) {
      if (chosen.length > 1)
        keep(
          [...chosen].sort((a, b) => a - b),
          found,
        );
      return found.length < MOST_FOUND;
    }
    for (let i = at; i < order.length; i++) {
      if (++nodes > NODES) return false;
      if ((rest[i] as number) < left) return true;
      const balance = balances[order[i] as number] as number;
      if (balance > left) continue;
      chosen.push(order[i] as number);
      const goOn = descend(i + 1, left - balance);
      chosen.pop();
      if (!goOn) return false;
    }
    return true;
  };
  return descend(0, target);
}

function keep(members: number[], found: Found[]): void {
  const known = found.some(
    (it) => it.members.length === members.length && it.members.every((m, i) => m === members[i]),
  );
  if (!known) found.push({ members, shape: 'loose' });
}

/** Natural logarithm of the number of ways to choose `k` of `n`. */
export function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
