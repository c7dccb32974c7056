/**
 * A first import of many payments from the Stripe simulator on loopback: `node test/bench/gateway-import.ts [payments]`
 * prints records per second, requests and memory. The simulator runs in the same process, so both share its memory.
 */

import { ConnectionId, Instant } from '../../shared/model.ts';
import { createDemoWorld, MAX_PAYMENTS } from '../../src-main/demo/company/index.ts';
import { demoApiKey, startStripeSimulator } from '../../src-main/demo/stripe/index.ts';
import { stripeConnector } from '../../src-main/gateways/stripe/index.ts';
import { RUNNING, testDeps } from '../support/gateway-pulls.ts';

const payments = Math.min(MAX_PAYMENTS, Number(process.argv[2] ?? 50_000));
const clock = () => new Date('2025-06-16T12:00:00Z');
const world = createDemoWorld({ seed: 1, payments, today: '2025-06-16' });
const simulator = await startStripeSimulator({ world, apiKey: demoApiKey(), clock });
const rssBeforeMb = Math.round(process.memoryUsage().rss / 1e6);
const gateway = stripeConnector.open(
  {
    id: ConnectionId.parse('bench'),
    gateway: 'stripe',
    title: 'Stripe',
    settings: { host: '127.0.0.1', port: simulator.port, protocol: 'http' },
    importFrom: Instant.parse('2023-01-01T00:00:00Z'),
  },
  { apiKey: demoApiKey() },
  testDeps(clock),
);
const startedAt = performance.now();
const ids = new Set<string>();
let given = 0;
let pages = 0;
let rejected = 0;
let longestPage = 0;
for await (const page of gateway.pull(null, RUNNING)) {
  for (const { externalId } of page.transactions) ids.add(externalId);
  given += page.transactions.length;
  rejected += page.rejected.length;
  longestPage = Math.max(longestPage, page.transactions.length);
  pages += 1;
}
const elapsedMs = Math.round(performance.now() - startedAt);
console.log(
  JSON.stringify({
    payments,
    records: ids.size,
    given,
    rejected,
    pages,
    longestPage,
    requests: simulator.requests,
    elapsedMs,
    recordsPerSecond: Math.round((ids.size / elapsedMs) * 1000),
    rssBeforeMb,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
await gateway.close();
await simulator.close();
