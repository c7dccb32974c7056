/** A process of the batch: does one run after another as it is told, and reports each. */
import type { Errand, FailedRun } from './batch.ts';
import { inMemory, onKashFlow, onSageAccounting, onSqlServer } from './open-books.ts';
import { planRun, type RunReport, run } from './run-one.ts';

/** Far beyond the slowest; what takes longer hangs. */
const MOST_MS = 120_000;

const OPENED = {
  sql: () => onSqlServer,
  memory: () => inMemory(),
  'sage-accounting': () => onSageAccounting,
  kashflow: () => onKashFlow,
} as const;

async function report({ seed, ledger, realProcess }: Errand): Promise<RunReport | FailedRun> {
  const plan = planRun(seed, { hasServer: ledger !== 'memory', realProcess });
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<FailedRun>((resolve) => {
    timer = setTimeout(
      () => resolve({ seed, failed: `It was not done after ${MOST_MS / 1_000} seconds.` }),
      MOST_MS,
    );
  });
  try {
    return await Promise.race([run(plan, OPENED[ledger]()), tooLong]);
  } catch (error) {
    return { seed, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

// Nobody is left to report to.
process.on('disconnect', () => process.exit(1));
process.on('message', (errand: Errand) => {
  void report(errand).then((done) => process.send?.(done));
});
