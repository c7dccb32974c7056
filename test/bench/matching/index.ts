/**
 * The public benchmark of matching: `run()` for `npm run bench`, and each part on its own (accuracy.ts, speed.ts). The
 * generator shares no code with the engine; the scorer reads only what the `match` command prints.
 */
import { type AccuracyOptions, accuracyText, measureAccuracy } from './accuracy.ts';
import { measureSpeed, speedText } from './speed.ts';

export type Check = {
  readonly name: string;
  readonly value: number;
  readonly limit: string;
  readonly ok: boolean;
};
export type BenchReport = { readonly name: string; readonly text: string; readonly checks: readonly Check[] };

const UNSEEN: AccuracyOptions = { firstSeed: 1_001, sets: 16, transactions: 10_000 };

/** Accuracy on unseen seeds, then speed. Minutes, not seconds. */
export async function run(): Promise<BenchReport> {
  const score = await measureAccuracy(UNSEEN);
  const speed = await measureSpeed();
  const check = (name: string, value: number, ok: boolean, limit: string): Check => ({
    name,
    value,
    limit,
    ok,
  });
  const least = (name: string, part: number, whole: number, limit: number) =>
    check(name, part / whole, part / whole >= limit, `at least ${limit}`);
  const most = (name: string, value: number, limit: number) =>
    check(name, value, value <= limit, `at most ${limit}`);
  return {
    name: 'matching',
    text: `${accuracyText(score)}\n\n${speedText(speed)}`,
    checks: [
      least('precision of ready', score.ready - score.readyWrong.length, score.ready, 0.999),
      least('clear cases in ready', score.clearReady, score.clear, 0.97),
      least('resolvable in ready or top of check', score.resolvableReadyOrTop, score.resolvable, 0.9),
      least('resolvable proposed right', score.resolvableRight, score.resolvable, 0.95),
      most('never-ready in ready', score.unresolvableReady, 0),
      most('sums broken', score.sumsBroken, 0),
      most('elapsed ms', speed.elapsedMs, 3_000),
      most('peak MB', speed.peakRssMb, 600),
      most('doubling factor', speed.doublingFactor, 2.3),
      most('100 new transactions, ms', speed.hundredNewMs, 50),
    ],
  };
}

if (import.meta.main) {
  const report = await run();
  console.log(report.text);
  for (const it of report.checks) {
    console.log(`${it.ok ? 'ok  ' : 'FAIL'}  ${it.name}: ${Number(it.value.toFixed(5))} (${it.limit})`);
  }
}
