import { ConnectionId, Instant } from '../../shared/model.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import { reordered, repeated, repeatedWithChange } from '../../src-main/demo/http/index.ts';
import { startOpayoSimulator } from '../../src-main/demo/opayo/index.ts';
import { opayoConnector } from '../../src-main/gateways/opayo/index.ts';
import { type GatewayHarness, gatewayContract } from '../support/gateway-contract.ts';
import { testDeps } from '../support/gateway-pulls.ts';

const MIX = { repeated, reordered, duplicate: repeatedWithChange };
const LOGIN = { vendor: 'northgate', user: 'matchbook', password: 'not-a-real-password' };

const withoutBraces = (id: string) => id.replace(/[{}]/g, '');

async function startHarness(): Promise<GatewayHarness> {
  const world = createDemoWorld({ seed: 7, payments: 1, today: '2025-06-16', elsewhere: { opayo: 220 } });
  let now = new Date('2025-06-16T12:00:00Z');
  const simulator = await startOpayoSimulator({ world, ...LOGIN, clock: () => now });
  const { control } = simulator;
  const settings = { baseUrl: simulator.url };
  const like = world.payments.find((it) => it.gateway === 'opayo' && it.declined === null);
  if (!like) throw new Error('The demo company has no Opayo payment.');
  control.books.settleDue(now.getTime() / 1000);
  return {
    connector: opayoConnector,
    connection: {
      id: ConnectionId.parse('opayo-demo'),
      gateway: 'opayo',
      title: 'Opayo',
      settings,
      importFrom: Instant.parse('2023-01-01T00:00:00Z'),
    },
    credentials: LOGIN,
    deps: testDeps(() => now),
    wrongCredentials: { ...LOGIN, password: 'another-unreal-password' },
    malformed: [
      { field: 'vendor', values: { vendor: 'name of more than fifteen letters' } },
      { field: 'user', values: { user: 'a<b' } },
      { field: 'password', values: { password: '' } },
    ],
    unreachable: { ...settings, baseUrl: 'http://127.0.0.1:9' },
    payments: [...control.books.records.values()]
      .filter((it) => it.type !== 'REFUND' && it.type !== 'VOID')
      .map((it) => withoutBraces(it.vpsTxId)),
    payouts: [...control.books.batches.values()].flatMap(({ id, vpsTxIds }) => {
      const currencies = vpsTxIds.map((it) => control.books.records.get(it)?.payment.currency);
      return [...new Set(currencies)].map((code) => `batch-${id}-${code}`);
    }),
    trouble: (trouble, times) => control.faults.next(trouble, times),
    mixPages: (how, times) => control.faults.onPage(MIX[how], times),
    calm: () => control.faults.clear(),
    payNow() {
      now = new Date(now.getTime() + 3_600_000);
      return withoutBraces(control.pay({ key: `opayo-live-${now.getTime()}` }, like).vpsTxId);
    },
    close: () => simulator.close(),
  };
}

gatewayContract('Opayo', startHarness);
