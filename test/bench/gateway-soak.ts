/**
 * The long soak: `node test/bench/gateway-soak.ts [seed] [days] [payments a day]` prints a line for each gateway and
 * ends with status 1 when anything differs from the gateways' books. Thirty days by default.
 */
import { soak } from '../support/gateway-soak.ts';

const [seed = 1, days = 30, paymentsPerDay = 60] = process.argv.slice(2).map(Number);
const startedAt = performance.now();
const reports = await soak({ seed, days, paymentsPerDay, pullsPerDay: 6 });
for (const { differences, rejected, ...counts } of reports) {
  console.log(JSON.stringify({ ...counts, rejected: rejected.length, differences: differences.length }));
  for (const sentence of [...differences, ...rejected].slice(0, 10)) console.log(`  ${sentence}`);
}
const elapsedMs = Math.round(performance.now() - startedAt);
const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ seed, days, paymentsPerDay, elapsedMs, peakRssMb }));
if (reports.some(({ differences }) => differences.length > 0)) process.exitCode = 1;
