import { ConnectionId, Instant } from '../../shared/model.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import { reordered, repeated, repeatedWithChange } from '../../src-main/demo/http/index.ts';
import { demoApiKey, startStripeSimulator } from '../../src-main/demo/stripe/index.ts';
import { stripeConnector } from '../../src-main/gateways/stripe/index.ts';
import { type GatewayHarness, gatewayContract } from '../support/gateway-contract.ts';
import { testDeps } from '../support/gateway-pulls.ts';

const MIX = { repeated, reordered, duplicate: repeatedWithChange };

async function startHarness(): Promise<GatewayHarness> {
  const world = createDemoWorld({ seed: 7, payments: 240, today: '2025-06-16' });
  let now = new Date('2025-06-16T12:00:00Z');
  const simulator = await startStripeSimulator({ world, apiKey: demoApiKey(), clock: () => now });
  const { control } = simulator;
  const settings = { host: '127.0.0.1', port: simulator.port, protocol: 'http' };
  const [like] = world.payments;
  if (!like) throw new Error('The demo company has no payment.');
  // The day's payout, if one is due, is made before it is counted.
  control.runPayoutsUntil('2025-06-16');
  return {
    connector: stripeConnector,
    connection: {
      id: ConnectionId.parse('stripe-demo'),
      gateway: 'stripe',
      title: 'Stripe',
      settings,
      importFrom: Instant.parse('2023-01-01T00:00:00Z'),
    },
    credentials: { apiKey: demoApiKey() },
    deps: testDeps(() => now),
    wrongCredentials: { apiKey: ['sk', 'test', 'nobody0knows0this0key0'].join('_') },
    malformed: [
      { field: 'apiKey', values: { apiKey: '' } },
      { field: 'apiKey', values: { apiKey: ['pk', 'test', 'publishable000'].join('_') } },
      { field: 'apiKey', values: { apiKey: 'sk_test_' } },
      { field: 'apiKey', values: { apiKey: `${demoApiKey()} and more` } },
    ],
    unreachable: { ...settings, port: 9 },
    payments: [...control.books.charges.older(null)].map((it) => it.id),
    payouts: [...control.books.payouts.older(null)].map((it) => it.id),
    trouble: (trouble, times) => control.faults.next(trouble, times),
    mixPages: (how, times) => control.faults.onPage(MIX[how], times),
    calm: () => control.faults.clear(),
    payNow() {
      now = new Date(now.getTime() + 3_600_000);
      return control.pay({ key: `stripe-live-${now.getTime()}` }, like).id;
    },
    close: () => simulator.close(),
  };
}

gatewayContract('Stripe', startHarness);
