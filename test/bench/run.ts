/**
 * `npm run bench [-- --only matching]`: the benchmarks, one after another, each in this one run so that its ratios mean
 * something. Nothing passes or fails by time: machines are noisy; the figures in docs/ say on what they were taken.
 */
import { parseArgs } from 'node:util';
import type { BenchReport } from './matching/index.ts';

const benches: Readonly<Record<string, () => Promise<BenchReport>>> = {
  matching: async () => (await import('./matching/index.ts')).run(),
  idle: async () => (await import('./idle/index.ts')).run(),
  list: async () => (await import('./list-scroll.ts')).run(),
  review: async () => (await import('./review-window.ts')).run(),
  ledger: async () => (await import('./ledger/index.ts')).run(),
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = Object.entries(benches).filter(([name]) => values.only === undefined || values.only === name);
if (chosen.length === 0) {
  console.error(`There is no benchmark "${values.only}". There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
for (const [name, run] of chosen) {
  console.log(`== ${name}\n`);
  const report = await run();
  console.log(report.text);
  for (const check of report.checks) {
    console.log(
      `${check.ok ? 'reached    ' : 'not reached'}  ${check.name}: ${Number(check.value.toFixed(5))} (${check.limit})`,
    );
  }
  console.log('');
}
console.log(
  'The gateways have two of their own: node test/bench/gateway-import.ts, node test/bench/gateway-soak.ts.',
);
