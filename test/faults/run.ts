/**
 * The fault harness: npm run test:faults [-- --seed N --runs N --jobs N --ledger sql|memory|sage-accounting|kashflow --real-every N]
 * Exit status 0 only when every run was finished and no rule was violated.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type LedgerName, runBatch } from './batch.ts';
import { addTo, describeTrouble, figuresOf, noTotals } from './report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1000' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    ledger: { type: 'string', default: 'sql' },
    'real-every': { type: 'string', default: '50' },
  },
});

function whole(text: string, name: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least)
    throw new RangeError(`--${name} is a whole number of at least ${least}.`);
  return number;
}

const LEDGERS: readonly LedgerName[] = ['sql', 'memory', 'sage-accounting', 'kashflow'];

function ledgerNamed(text: string): LedgerName {
  const found = LEDGERS.find((name) => name === text);
  if (!found) throw new RangeError(`--ledger is one of ${LEDGERS.join(', ')}.`);
  return found;
}

const startedAt = performance.now();
const totals = noTotals();
await runBatch({
  firstSeed: whole(values.seed, 'seed', 0),
  runs: whole(values.runs, 'runs', 1),
  jobs: whole(values.jobs, 'jobs', 1),
  ledger: ledgerNamed(values.ledger),
  realEvery: whole(values['real-every'], 'real-every', 0),
  onReport: (report) => {
    addTo(totals, report);
    process.stdout.write(describeTrouble(report));
    if (totals.runs % 100 === 0) {
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
      process.stdout.write(`${totals.runs} runs, ${totals.violations} violations, ${seconds} s\n`);
    }
  },
});
process.stdout.write(`${figuresOf(totals, performance.now() - startedAt)}\n`);
process.exitCode = totals.violations + totals.failed === 0 ? 0 : 1;
