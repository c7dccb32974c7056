import { ConnectionId, Instant } from '../../shared/model.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import { reordered, repeated, repeatedWithChange } from '../../src-main/demo/http/index.ts';
import { demoWooshPayKey, startWooshPaySimulator } from '../../src-main/demo/wooshpay/index.ts';
import { wooshPayConnector } from '../../src-main/gateways/wooshpay/index.ts';
import { type GatewayHarness, gatewayContract } from '../support/gateway-contract.ts';
import { testDeps } from '../support/gateway-pulls.ts';

const MIX = { repeated, reordered, duplicate: repeatedWithChange };
const LOGIN = { apiKey: demoWooshPayKey() };

async function startHarness(): Promise<GatewayHarness> {
  const world = createDemoWorld({ seed: 7, payments: 1, today: '2025-06-16', elsewhere: { wooshpay: 220 } });
  let now = new Date('2025-06-16T12:00:00Z');
  const simulator = await startWooshPaySimulator({ world, ...LOGIN, clock: () => now });
  const { control } = simulator;
  const settings = { baseUrl: simulator.url };
  const like = world.payments.find((it) => it.gateway === 'wooshpay' && it.declined === null);
  if (!like) throw new Error('The demo company has no WooshPay payment.');
  return {
    connector: wooshPayConnector,
    connection: {
      id: ConnectionId.parse('wooshpay-demo'),
      gateway: 'wooshpay',
      title: 'WooshPay',
      settings,
      importFrom: Instant.parse('2023-01-01T00:00:00Z'),
    },
    credentials: LOGIN,
    deps: testDeps(() => now),
    wrongCredentials: { apiKey: ['sk', 'test', 'nobody0knows0this0key'].join('_') },
    malformed: [
      { field: 'apiKey', values: { apiKey: '' } },
      { field: 'apiKey', values: { apiKey: ['pk', 'test', 'public000'].join('_') } },
      { field: 'apiKey', values: { apiKey: 'secret' } },
    ],
    unreachable: { ...settings, baseUrl: 'http://127.0.0.1:9' },
    payments: [...control.books.paymentIntents.older(null)].map((it) => it.id),
    payouts: [],
    trouble: (trouble, times) => control.faults.next(trouble, times),
    mixPages: (how, times) => control.faults.onPage(MIX[how], times),
    calm: () => control.faults.clear(),
    payNow() {
      now = new Date(now.getTime() + 3_600_000);
      return String(control.pay({ key: `wooshpay-live-${now.getTime()}` }, like).payment_intent);
    },
    close: () => simulator.close(),
  };
}

gatewayContract('WooshPay', startHarness);
