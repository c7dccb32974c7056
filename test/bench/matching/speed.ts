/**
 * Speed and memory of `match`, each run in a fresh process; beside it an all-pairs matcher and the reconcile of
 * @actual-app/api, at sizes that they finish. Standalone: `node test/bench/matching/speed.ts [transactions]`
 * MATCHING_BENCH_ACTUAL names a folder in which @actual-app/api is installed; without it that comparison is left out.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from './generator.ts';

const RUNS = 5;
const NAIVE_SIZE = 5_000;
const ACTUAL_SIZE = 1_000;
const KEPT_OUTPUT = 1 << 16;

export type SpeedReport = {
  readonly transactions: number;
  readonly openItems: number;
  /** Medians over the runs; the whole command: reading both files, indexing, matching, writing. */
  readonly elapsedMs: number;
  /** Processor time of the process, start to end: what the engine of the language does beside runs on another core. */
  readonly cpuMs: number;
  readonly peakRssMb: number;
  readonly halfElapsedMs: number;
  /** Time of the whole over time of half the transactions and half the items. */
  readonly doublingFactor: number;
  readonly indexMs: number;
  readonly hundredNewMs: number;
  readonly naive: { readonly size: number; readonly elapsedMs: number; readonly oursMs: number };
  /** Null when the package is not there. */
  readonly actual: { readonly size: number; readonly elapsedMs: number; readonly oursMs: number } | null;
};

type Files = { readonly openItems: string; readonly transactions: string; readonly rows: number };

export async function measureSpeed(transactions = 100_000): Promise<SpeedReport> {
  const folder = await mkdtemp(join(tmpdir(), 'matching-speed-'));
  try {
    const whole = await filesOf(folder, 5, transactions);
    const half = await filesOf(folder, 5, transactions / 2);
    const wholeRuns: Run[] = [];
    const halfRuns: Run[] = [];
    for (let i = 0; i < RUNS; i++) {
      wholeRuns.push(await command(whole));
      halfRuns.push(await command(half));
    }
    const elapsedMs = median(wholeRuns.map((it) => it.elapsedMs));
    const halfElapsedMs = median(halfRuns.map((it) => it.elapsedMs));
    const inside = await child<Inside>(
      'speed-child.ts',
      whole.openItems,
      whole.transactions,
      String(NAIVE_SIZE),
    );
    return {
      transactions: wholeRuns[0]?.transactions ?? 0,
      openItems: whole.rows,
      elapsedMs,
      cpuMs: median(wholeRuns.map((it) => it.cpuMs)),
      peakRssMb: median(wholeRuns.map((it) => it.peakRssMb)),
      halfElapsedMs,
      doublingFactor: elapsedMs / halfElapsedMs,
      indexMs: inside.indexMs,
      hundredNewMs: inside.hundredMs,
      naive: { size: NAIVE_SIZE, elapsedMs: inside.naiveMs, oursMs: inside.sameMs },
      actual: await besideActual(folder),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Summary = {
  readonly transactions: number;
  readonly elapsedMs: number;
  readonly peakRssMb: number;
};
type Run = Summary & { readonly cpuMs: number };
type Inside = {
  readonly indexMs: number;
  readonly hundredMs: number;
  readonly naiveMs: number;
  readonly sameMs: number;
};

async function filesOf(folder: string, seed: number, size: number): Promise<Files> {
  const set = generate(seed, { transactions: size, openItems: size, oneToOne: true });
  const files = {
    openItems: join(folder, `open-${size}.csv`),
    transactions: join(folder, `paid-${size}.csv`),
  };
  await writeFile(files.openItems, set.openItemsCsv);
  await writeFile(files.transactions, set.transactionsCsv);
  return { ...files, rows: set.openItemsCsv.split('\n').length - 2 };
}

/** The last lines that the script prints: what came before is dropped as it comes, so that the measuring process does little beside. */
async function output(options: readonly string[], script: string, ...args: string[]): Promise<string[]> {
  const child = spawn(process.execPath, [...options, join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let last = Buffer.alloc(0);
  for await (const chunk of child.stdout) {
    const all = chunk.length >= KEPT_OUTPUT ? chunk : Buffer.concat([last, chunk]);
    last = all.subarray(-KEPT_OUTPUT);
  }
  const [status] = await ended;
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return last.toString('utf8').trimEnd().split('\n');
}

/** The options of node that `npm run cli` starts every command with. */
async function optionsOfCli(): Promise<string[]> {
  const { scripts } = JSON.parse(
    await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  ) as {
    scripts: { cli: string };
  };
  return scripts.cli.split(' ').filter((word) => word.startsWith('--'));
}

async function child<Result>(script: string, ...args: string[]): Promise<Result> {
  return JSON.parse((await output([], script, ...args)).at(-1) ?? '') as Result;
}

async function command(files: Files): Promise<Run> {
  const args = ['match', '--open-items', files.openItems, '--transactions', files.transactions, '--json'];
  const lines = await output(await optionsOfCli(), 'command-child.ts', ...args);
  const { summary } = JSON.parse(lines.at(-2) ?? '') as { summary: Summary };
  const { cpuMs } = JSON.parse(lines.at(-1) ?? '') as { cpuMs: number };
  return { ...summary, cpuMs };
}

async function besideActual(folder: string): Promise<SpeedReport['actual']> {
  const home = process.env.MATCHING_BENCH_ACTUAL;
  if (!home) return null;
  await access(join(home, 'node_modules/@actual-app/api/package.json'));
  const lines = await output([], 'actual-child.ts', home, String(ACTUAL_SIZE));
  const line = lines.find((it) => it.startsWith('{"actual"'));
  if (!line) throw new Error('@actual-app/api ended without a figure');
  const { actual } = JSON.parse(line) as { actual: { elapsedMs: number } };
  const ours = await command(await filesOf(folder, 5, ACTUAL_SIZE));
  return { size: ACTUAL_SIZE, elapsedMs: actual.elapsedMs, oursMs: ours.elapsedMs };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

const ms = (value: number) => `${Math.round(value).toLocaleString('en')} ms`;

export function speedText(it: SpeedReport): string {
  const lines = [
    `${it.transactions} transactions x ${it.openItems} open items: ${ms(it.elapsedMs)}, ${it.peakRssMb} MB at its peak (limits: 3,000 ms, 600 MB); processor time of all threads ${ms(it.cpuMs)}`,
    `half of both: ${ms(it.halfElapsedMs)}; doubling costs x${it.doublingFactor.toFixed(2)} (limit: 2.3)`,
    `100 new transactions against the index: ${it.hundredNewMs.toFixed(1)} ms (limit: 50); building it: ${ms(it.indexMs)}`,
    `all pairs, ${it.naive.size} x ${it.naive.size}: ${ms(it.naive.elapsedMs)}; this engine ${ms(it.naive.oursMs)}: x${(it.naive.elapsedMs / it.naive.oursMs).toFixed(0)}`,
  ];
  lines.push(
    it.actual
      ? `@actual-app/api, ${it.actual.size} x ${it.actual.size}: ${ms(it.actual.elapsedMs)}; this command ${ms(it.actual.oursMs)}: x${(it.actual.elapsedMs / it.actual.oursMs).toFixed(0)}`
      : '@actual-app/api: NOT COMPARED. Install it in a folder and name that in MATCHING_BENCH_ACTUAL.',
  );
  return lines.join('\n');
}

if (import.meta.main) console.log(speedText(await measureSpeed(Number(process.argv[2] ?? 100_000))));
