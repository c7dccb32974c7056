/** Holds the command's output against what is known to be right. Reads nothing but the JSON lines. */
import type { Allocated, BenchSet, Truth } from './truth.ts';

type Line = {
  readonly id: string;
  readonly band: 'ready' | 'check' | 'exception';
  readonly confidence: number;
  readonly allocations: readonly { readonly number: string; readonly amount: string }[];
  readonly remainder: { readonly kind: string; readonly amount: string };
  readonly flags: readonly string[];
  readonly evidence: readonly string[];
};

export type Mistake = { readonly truth: Truth; readonly line: Line };
export type Score = {
  transactions: number;
  ready: number;
  readyWrong: Mistake[];
  clear: number;
  clearReady: number;
  resolvable: number;
  resolvableReady: number;
  /** Right, and in `ready` or in `check` with confidence of at least a half. */
  resolvableReadyOrTop: number;
  resolvableRight: number;
  unresolvable: number;
  unresolvableReady: number;
  flagged: number;
  flaggedRight: number;
  sumsBroken: number;
  /** Proposals with allocations, where just one answer is right, by confidence: how many, the sum of what was stated, how many were right. */
  readonly bins: { count: number; stated: number; right: number }[];
  readonly categories: Map<string, { count: number; ready: number; right: number; flagged: number }>;
  readonly mistakes: Mistake[];
};

/** Upper ends of the calibration bins. */
export const BINS = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.01];

export function emptyScore(): Score {
  return {
    transactions: 0,
    ready: 0,
    readyWrong: [],
    clear: 0,
    clearReady: 0,
    resolvable: 0,
    resolvableReady: 0,
    resolvableReadyOrTop: 0,
    resolvableRight: 0,
    unresolvable: 0,
    unresolvableReady: 0,
    flagged: 0,
    flaggedRight: 0,
    sumsBroken: 0,
    bins: BINS.map(() => ({ count: 0, stated: 0, right: 0 })),
    categories: new Map(),
    mistakes: [],
  };
}

/** Adds a set's output to a score. Throws when a transaction is missing from the output. */
export function addScore(score: Score, set: BenchSet, output: string): void {
  const amounts = amountsOf(set);
  const seen = new Set<string>();
  for (const text of output.split('\n')) {
    if (text === '' || text.startsWith('{"summary"')) continue;
    const line = JSON.parse(text) as Line;
    const truth = set.truths.get(line.id);
    if (!truth) throw new Error(`${line.id} is in the output, but not in the set`);
    seen.add(line.id);
    judge(score, truth, line, amounts.get(line.id) ?? 0);
  }
  if (seen.size !== set.truths.size)
    throw new Error(`${set.truths.size - seen.size} transactions have no proposal`);
}

function judge(score: Score, truth: Truth, line: Line, amount: number): void {
  const allocated = Object.fromEntries(line.allocations.map((it) => [it.number, cents(it.amount)]));
  const right = truth.accept.some((accepted) => same(accepted, allocated));
  const ready = line.band === 'ready';
  const total = Object.values(allocated).reduce((sum, part) => sum + part, 0) + cents(line.remainder.amount);
  if (total !== amount) score.sumsBroken++;
  score.transactions++;
  if (ready) score.ready++;
  if (ready && (!right || truth.neverReady)) score.readyWrong.push({ truth, line });
  if (truth.clear) score.clear++;
  if (truth.clear && ready && right) score.clearReady++;
  if (truth.resolvable) {
    score.resolvable++;
    if (right) score.resolvableRight++;
    else score.mistakes.push({ truth, line });
    if (right && ready) score.resolvableReady++;
    if (right && (ready || (line.band === 'check' && line.confidence >= 0.5))) score.resolvableReadyOrTop++;
  }
  if (truth.neverReady) {
    score.unresolvable++;
    if (ready) score.unresolvableReady++;
  }
  const flagged = truth.flag !== null && line.flags.includes(truth.flag);
  if (truth.flag !== null) {
    score.flagged++;
    if (flagged) score.flaggedRight++;
    else score.mistakes.push({ truth, line });
  }
  if (line.allocations.length > 0 && truth.accept.length === 1) {
    const bin = score.bins[BINS.findIndex((end) => line.confidence < end)];
    if (bin) {
      bin.count++;
      bin.stated += line.confidence;
      if (right) bin.right++;
    }
  }
  const category = score.categories.get(truth.category) ?? { count: 0, ready: 0, right: 0, flagged: 0 };
  category.count++;
  if (ready) category.ready++;
  if (right) category.right++;
  if (flagged) category.flagged++;
  score.categories.set(truth.category, category);
}

function same(accepted: Allocated, allocated: Allocated): boolean {
  const numbers = Object.keys(accepted);
  return (
    numbers.length === Object.keys(allocated).length &&
    numbers.every((number) => accepted[number] === allocated[number])
  );
}

const cents = (text: string) => Math.round(Number(text) * 100);

function amountsOf(set: BenchSet): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const row of set.transactionsCsv.split('\n').slice(1)) {
    const cells = row.split(',');
    if (cells.length > 6) amounts.set(cells[0] as string, cents(cells[6] as string));
  }
  return amounts;
}
