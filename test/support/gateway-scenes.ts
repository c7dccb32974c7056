/** Simulators of PayTrace, Opayo and WooshPay over a small demo company, a connection to each, a clock that tests move. */
import { ConnectionId, Instant } from '../../shared/model.ts';
import { createDemoWorld, type DemoPayment, type DemoWorld } from '../../src-main/demo/company/index.ts';
import { type OpayoControl, startOpayoSimulator } from '../../src-main/demo/opayo/index.ts';
import { type PayTraceControl, startPayTraceSimulator } from '../../src-main/demo/paytrace/index.ts';
import {
  demoWooshPayKey,
  startWooshPaySimulator,
  type WooshPayControl,
} from '../../src-main/demo/wooshpay/index.ts';
import { opayoConnector } from '../../src-main/gateways/opayo/index.ts';
import { payTraceConnector } from '../../src-main/gateways/paytrace/index.ts';
import type { Gateway, GatewayConnector } from '../../src-main/gateways/port.ts';
import { wooshPayConnector } from '../../src-main/gateways/wooshpay/index.ts';
import { testDeps } from './gateway-pulls.ts';

const TODAY = '2025-06-16';
type Elsewhere = 'paytrace' | 'opayo' | 'wooshpay';

interface Simulator<Control> {
  readonly url: string;
  readonly requests: number;
  readonly control: Control;
  close(): Promise<void>;
}

interface Scene<Control, Paid> {
  readonly control: Control;
  readonly like: DemoPayment;
  readonly requests: () => number;
  open(settings?: object, credentials?: Readonly<Record<string, string>>): Gateway;
  later(minutes: number): void;
  nowSeconds(): number;
  pay(change?: Partial<DemoPayment>): Paid;
  close(): Promise<void>;
}

interface SceneParts<Control, Paid> {
  readonly gateway: Elsewhere;
  readonly connector: GatewayConnector;
  readonly credentials: Readonly<Record<string, string>>;
  start(world: DemoWorld, clock: () => Date): Promise<Simulator<Control>>;
  pay(control: Control, payment: Partial<DemoPayment> & { readonly key: string }, like: DemoPayment): Paid;
}

async function scene<Control, Paid>(parts: SceneParts<Control, Paid>): Promise<Scene<Control, Paid>> {
  const { gateway, connector } = parts;
  const world = createDemoWorld({ seed: 7, payments: 1, today: TODAY, elsewhere: { [gateway]: 160 } });
  let now = new Date(`${TODAY}T18:00:00Z`);
  const simulator = await parts.start(world, () => now);
  const isPlain = (it: DemoPayment) => it.declined === null && it.refunds.length === 0 && it.dispute === null;
  const like = world.payments.find((it) => it.gateway === gateway && isPlain(it));
  if (!like) throw new Error(`The demo company has no payment at ${gateway}.`);
  let counter = 0;
  return {
    control: simulator.control,
    like,
    requests: () => simulator.requests,
    open(settings = {}, credentials = {}) {
      const connection = {
        id: ConnectionId.parse(`${gateway}-demo`),
        gateway,
        title: connector.title,
        settings: { baseUrl: simulator.url, ratePerSecond: 50, ...settings },
        importFrom: Instant.parse('2025-01-01T00:00:00Z'),
      };
      return connector.open(
        connection,
        { ...parts.credentials, ...credentials },
        testDeps(() => now),
      );
    },
    later(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    nowSeconds: () => Math.floor(now.getTime() / 1000),
    pay(change = {}) {
      counter += 1;
      return parts.pay(simulator.control, { key: `${gateway}-live-${counter}`, ...change }, like);
    },
    close: () => simulator.close(),
  };
}

const PAYTRACE = { username: 'northgate-api', password: 'not-a-real-password', integratorId: '9670512345' };
export type PayTraceScene = Scene<PayTraceControl, ReturnType<PayTraceControl['pay']>>;
export const payTraceScene = (): Promise<PayTraceScene> =>
  scene({
    gateway: 'paytrace',
    connector: payTraceConnector,
    credentials: PAYTRACE,
    start: (world, clock) => startPayTraceSimulator({ world, ...PAYTRACE, clock }),
    pay: (control, payment, like) => control.pay(payment, like),
  });

const OPAYO = { vendor: 'northgate', user: 'matchbook', password: 'not-a-real-password' };
export type OpayoScene = Scene<OpayoControl, ReturnType<OpayoControl['pay']>>;
export const opayoScene = (): Promise<OpayoScene> =>
  scene({
    gateway: 'opayo',
    connector: opayoConnector,
    credentials: OPAYO,
    start: (world, clock) => startOpayoSimulator({ world, ...OPAYO, clock }),
    pay: (control, payment, like) => control.pay(payment, like),
  });

/** `pay` gives the payment intent's id. */
export type WooshPayScene = Scene<WooshPayControl, string>;
export const wooshPayScene = (): Promise<WooshPayScene> =>
  scene({
    gateway: 'wooshpay',
    connector: wooshPayConnector,
    credentials: { apiKey: demoWooshPayKey() },
    start: (world, clock) => startWooshPaySimulator({ world, apiKey: demoWooshPayKey(), clock }),
    pay: (control, payment, like) => String(control.pay(payment, like).payment_intent),
  });
