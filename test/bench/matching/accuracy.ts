/**
 * Accuracy of `match` on made-up sets. Training seeds are 1 to 99, unseen ones from 1001.
 * Standalone: `node test/bench/matching/accuracy.ts [firstSeed] [sets] [transactions] [--mistakes]`
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { matchCommand } from '../../../src-main/cli/match.ts';
import { generate } from './generator.ts';
import { addScore, BINS, emptyScore, type Score } from './scorer.ts';
import type { BenchSet } from './truth.ts';

export type AccuracyOptions = {
  readonly firstSeed: number;
  readonly sets: number;
  readonly transactions: number;
};

export async function measureAccuracy(options: AccuracyOptions): Promise<Score> {
  const score = emptyScore();
  for (let seed = options.firstSeed; seed < options.firstSeed + options.sets; seed++) {
    const set = generate(seed, {
      transactions: options.transactions,
      openItems: Math.round(options.transactions * 1.15),
    });
    addScore(score, set, await outputOf(set));
  }
  return score;
}

async function outputOf(set: BenchSet): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'matching-bench-'));
  try {
    const openItems = join(folder, 'open-items.csv');
    const transactions = join(folder, 'transactions.csv');
    await writeFile(openItems, set.openItemsCsv);
    await writeFile(transactions, set.transactionsCsv);
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const chunks: Buffer[] = [];
    stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    stderr.resume();
    const args = ['--open-items', openItems, '--transactions', transactions, '--json'];
    const status = await matchCommand(args, { stdout, stderr });
    if (status !== 0) throw new Error(`match ended with status ${status}`);
    stdout.end();
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)}%`;

export function accuracyText(score: Score): string {
  const lines = [
    `transactions ${score.transactions}, ready ${score.ready} (${percent(score.ready, score.transactions)})`,
    `ready wrong ${score.readyWrong.length}: precision ${percent(score.ready - score.readyWrong.length, score.ready)}`,
    `clear in ready ${percent(score.clearReady, score.clear)} of ${score.clear}`,
    `resolvable proposed right ${percent(score.resolvableRight, score.resolvable)} of ${score.resolvable}`,
    `resolvable right, in ready or top of check ${percent(score.resolvableReadyOrTop, score.resolvable)}; in ready ${percent(score.resolvableReady, score.resolvable)}`,
    `never-ready in ready ${score.unresolvableReady} of ${score.unresolvable}`,
    `flags as expected ${percent(score.flaggedRight, score.flagged)} of ${score.flagged}`,
    `sums broken ${score.sumsBroken}`,
    '',
    'confidence   stated    right     count',
  ];
  score.bins.forEach((bin, i) => {
    if (bin.count === 0) return;
    const name = `< ${Math.min(1, BINS[i] as number)}`.padEnd(11);
    lines.push(
      `${name}  ${percent(bin.stated, bin.count).padEnd(8)}  ${percent(bin.right, bin.count).padEnd(8)}  ${bin.count}`,
    );
  });
  lines.push('', 'category             count   ready     right     flagged');
  for (const [name, it] of [...score.categories].sort((a, b) => b[1].count - a[1].count)) {
    const cells = [percent(it.ready, it.count), percent(it.right, it.count), percent(it.flagged, it.count)];
    lines.push(
      `${name.padEnd(19)}  ${String(it.count).padEnd(6)}  ${cells.map((cell) => cell.padEnd(8)).join('  ')}`,
    );
  }
  return lines.join('\n');
}

if (import.meta.main) {
  const numbers = process.argv
    .slice(2)
    .filter((arg) => /^\d+$/.test(arg))
    .map(Number);
  const [firstSeed = 1, sets = 4, transactions = 5_000] = numbers;
  const score = await measureAccuracy({ firstSeed, sets, transactions });
  console.log(accuracyText(score));
  if (process.argv.includes('--mistakes')) {
    for (const { truth, line } of [...score.readyWrong, ...score.mistakes])
      console.log(JSON.stringify({ truth, line }));
  }
}
