import { ConnectionId, Instant } from '../../shared/model.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import { reordered, repeated, repeatedWithChange } from '../../src-main/demo/http/index.ts';
import { startPayTraceSimulator } from '../../src-main/demo/paytrace/index.ts';
import { payTraceConnector } from '../../src-main/gateways/paytrace/index.ts';
import { type GatewayHarness, gatewayContract } from '../support/gateway-contract.ts';
import { testDeps } from '../support/gateway-pulls.ts';

const MIX = { repeated, reordered, duplicate: repeatedWithChange };
const LOGIN = { username: 'northgate-api', password: 'not-a-real-password', integratorId: '9670512345' };

async function startHarness(): Promise<GatewayHarness> {
  const world = createDemoWorld({ seed: 7, payments: 1, today: '2025-06-16', elsewhere: { paytrace: 220 } });
  let now = new Date('2025-06-16T12:00:00Z');
  const simulator = await startPayTraceSimulator({ world, ...LOGIN, clock: () => now });
  const { control } = simulator;
  const settings = { baseUrl: simulator.url };
  const like = world.payments.find((it) => it.gateway === 'paytrace' && it.declined === null);
  if (!like) throw new Error('The demo company has no PayTrace payment.');
  control.books.settleDue(now.getTime() / 1000);
  return {
    connector: payTraceConnector,
    connection: {
      id: ConnectionId.parse('paytrace-demo'),
      gateway: 'paytrace',
      title: 'PayTrace',
      settings,
      importFrom: Instant.parse('2023-01-01T00:00:00Z'),
    },
    credentials: LOGIN,
    deps: testDeps(() => now),
    wrongCredentials: { ...LOGIN, password: 'another-unreal-password' },
    malformed: [
      { field: 'username', values: { username: '' } },
      { field: 'username', values: { username: 'two words' } },
      { field: 'password', values: { password: '' } },
      { field: 'integratorId', values: { integratorId: 'id with spaces' } },
    ],
    unreachable: { ...settings, baseUrl: 'http://127.0.0.1:9' },
    payments: [...control.books.records.values()]
      .filter((it) => it.type === 'SALE')
      .map((it) => String(it.id)),
    payouts: [...control.books.batches.keys()].map((number) => `batch-${number}`),
    trouble: (trouble, times) => control.faults.next(trouble, times),
    mixPages: (how, times) => control.faults.onPage(MIX[how], times),
    calm: () => control.faults.clear(),
    payNow() {
      now = new Date(now.getTime() + 3_600_000);
      return String(control.pay({ key: `paytrace-live-${now.getTime()}` }, like).id);
    },
    close: () => simulator.close(),
  };
}

gatewayContract('PayTrace', startHarness);
