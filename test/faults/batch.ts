/** Many runs over all cores: a few processes of the harness, each taking the next seed when it is done with one. */
import { type ChildProcess, fork } from 'node:child_process';
import type { RunReport } from './run-one.ts';

/** sql: Sage Pro on the demo's SQL server. sage-accounting, kashflow: over HTTP, on their simulators. memory: no server at all. */
export type LedgerName = 'sql' | 'memory' | 'sage-accounting' | 'kashflow';

export interface BatchOptions {
  readonly firstSeed: number;
  readonly runs: number;
  readonly jobs: number;
  readonly ledger: LedgerName;
  /** Every so many runs, one has its program in a process of its own and real kills; 0: none. */
  readonly realEvery: number;
  readonly onReport: (report: RunReport | FailedRun) => void;
}

/** The harness itself gave up on a run: a defect, as much as a violation. */
export interface FailedRun {
  readonly seed: number;
  readonly failed: string;
}

export interface Errand {
  readonly seed: number;
  readonly ledger: LedgerName;
  readonly realProcess: boolean;
}

const WORKER = new URL('./batch-worker.ts', import.meta.url);

export async function runBatch(options: BatchOptions): Promise<void> {
  const seeds = Array.from({ length: options.runs }, (_, at) => options.firstSeed + at);
  const lanes = Array.from({ length: Math.max(1, Math.min(options.jobs, options.runs)) }, () =>
    lane(seeds, options),
  );
  await Promise.all(lanes);
}

async function lane(seeds: number[], { ledger, realEvery, onReport }: BatchOptions): Promise<void> {
  let worker: ChildProcess | null = null;
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    worker ??= fork(WORKER, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const realProcess = ledger === 'sql' && realEvery > 0 && seed % realEvery === 0;
    const report = await send(worker, { seed, ledger, realProcess });
    if ('failed' in report) {
      worker.kill();
      worker = null;
    }
    onReport(report);
  }
  worker?.kill();
}

function send(worker: ChildProcess, errand: Errand): Promise<RunReport | FailedRun> {
  return new Promise((resolve) => {
    const settle = (report: RunReport | FailedRun): void => {
      worker.off('message', settle);
      worker.off('exit', died);
      resolve(report);
    };
    const died = (code: number | null, signal: string | null): void =>
      settle({ seed: errand.seed, failed: `The process of the run ended (${code ?? signal}).` });
    worker.on('message', settle);
    worker.on('exit', died);
    worker.send(errand);
  });
}
