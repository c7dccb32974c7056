/** The figures of a batch, added up and printed. */
import type { FailedRun } from './batch.ts';
import type { RunReport } from './run-one.ts';

export interface Totals {
  runs: number;
  failed: number;
  violations: number;
  decisions: number;
  receipts: number;
  deadLetters: number;
  clockJumps: number;
  realProcesses: number;
  readonly shapes: Map<string, number>;
  readonly struck: Map<string, number>;
  readonly kills: Map<string, number>;
  readonly realKills: Map<string, number>;
}

export function noTotals(): Totals {
  return {
    runs: 0,
    failed: 0,
    violations: 0,
    decisions: 0,
    receipts: 0,
    deadLetters: 0,
    clockJumps: 0,
    realProcesses: 0,
    shapes: new Map(),
    struck: new Map(),
    kills: new Map(),
    realKills: new Map(),
  };
}

export function addTo(totals: Totals, report: RunReport | FailedRun): void {
  totals.runs += 1;
  if ('failed' in report) {
    totals.failed += 1;
    return;
  }
  const { profile } = report;
  totals.violations += report.violations.length;
  totals.decisions += report.decisions;
  totals.receipts += report.receipts;
  totals.deadLetters += report.deadLetters;
  totals.clockJumps += report.clockJumps;
  totals.realProcesses += profile.realProcess ? 1 : 0;
  add(totals.shapes, { [profile.shape]: 1 });
  add(totals.struck, report.struck);
  add(profile.realProcess ? totals.realKills : totals.kills, report.kills);
}

function add(to: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [what, times] of Object.entries(counts)) to.set(what, (to.get(what) ?? 0) + times);
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, it) => all + it, 0);

/** What went wrong in a run, with all that is needed to see it again; '' when nothing did. */
export function describeTrouble(report: RunReport | FailedRun): string {
  const again = `npm run test:faults -- --seed ${report.seed} --runs 1`;
  if ('failed' in report) return `Seed ${report.seed}: ${report.failed}\n  Again: ${again}\n`;
  if (report.violations.length === 0) return '';
  const lines = report.violations.map(
    ({ rule, sentence, rows }) =>
      `  ${rule}: ${sentence}\n${rows.map((row) => `      ${JSON.stringify(row)}\n`).join('')}`,
  );
  const { shape, realProcess, rates } = report.profile;
  const faults = Object.entries(rates).filter(([, rate]) => rate > 0);
  return `Seed ${report.seed} (${shape}${realProcess ? ', real process' : ''}), fault plan ${JSON.stringify(Object.fromEntries(faults))}\n${lines.join('')}  Again: ${again}\n`;
}

export function figuresOf(totals: Totals, elapsedMs: number): string {
  const table = (title: string, counts: ReadonlyMap<string, number>): string =>
    [
      `${title}: ${sum(counts)}`,
      ...[...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([what, times]) => `  ${what.padEnd(36)} ${String(times).padStart(7)}`),
    ].join('\n');
  return [
    `Runs: ${totals.runs}, of them with real processes: ${totals.realProcesses}`,
    `Decisions: ${totals.decisions}, receipts: ${totals.receipts}, still dead letters at the end: ${totals.deadLetters}, clock jumps: ${totals.clockJumps}`,
    table('Shapes', totals.shapes),
    table('Faults and other hands', totals.struck),
    table('Simulated kills by step', totals.kills),
    table('Real kills (SIGKILL) by step', totals.realKills),
    `Runs that could not be finished: ${totals.failed}`,
    `Violations: ${totals.violations}`,
    `Time: ${(elapsedMs / 1_000).toFixed(1)} s`,
  ].join('\n');
}
