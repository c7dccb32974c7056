/** A Stripe simulator over a small demo company, a connection to it, and a clock that tests move. */
import { ConnectionId, Instant } from '../../shared/model.ts';
import { createDemoWorld, type DemoPayment } from '../../src-main/demo/company/index.ts';
import { demoApiKey, startStripeSimulator } from '../../src-main/demo/stripe/index.ts';
import type { Gateway } from '../../src-main/gateways/port.ts';
import { stripeConnector } from '../../src-main/gateways/stripe/index.ts';
import { testDeps } from './gateway-pulls.ts';

export interface StripeScene {
  readonly control: Awaited<ReturnType<typeof startStripeSimulator>>['control'];
  readonly requests: () => number;
  readonly like: DemoPayment;
  open(settings?: object, apiKey?: string): Gateway;
  /** Moves the clock, and Stripe's with it. */
  later(minutes: number): void;
  /** A payment at the clock's time. */
  pay(change?: Partial<DemoPayment>): string;
  close(): Promise<void>;
}

export interface StripeSceneOptions {
  readonly payments?: number;
  readonly seed?: number;
  readonly restrictedKeys?: Readonly<Record<string, readonly string[]>>;
  readonly importFrom?: string;
}

const TODAY = '2025-06-16';

export async function stripeScene(options: StripeSceneOptions = {}): Promise<StripeScene> {
  const world = createDemoWorld({ seed: options.seed ?? 7, payments: options.payments ?? 60, today: TODAY });
  let now = new Date(`${TODAY}T12:00:00Z`);
  const { restrictedKeys = {} } = options;
  const simulator = await startStripeSimulator({
    world,
    apiKey: demoApiKey(),
    restrictedKeys,
    clock: () => now,
  });
  const like = world.payments.find((it) => it.declined === null && it.currency === 'USD');
  if (!like) throw new Error('The demo company has no payment.');
  const opened: Gateway[] = [];
  let counter = 0;
  return {
    control: simulator.control,
    requests: () => simulator.requests,
    like,
    open(settings = {}, apiKey = demoApiKey()) {
      const address = { host: '127.0.0.1', port: simulator.port, protocol: 'http', ratePerSecond: 100 };
      const connection = {
        id: ConnectionId.parse('stripe-demo'),
        gateway: 'stripe',
        title: 'Stripe',
        settings: { ...address, ...settings },
        importFrom: Instant.parse(options.importFrom ?? '2024-01-01T00:00:00Z'),
      };
      const gateway = stripeConnector.open(
        connection,
        { apiKey },
        testDeps(() => now),
      );
      opened.push(gateway);
      return gateway;
    },
    later(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    pay(change = {}) {
      counter += 1;
      return simulator.control.pay({ key: `stripe-live-${counter}`, ...change }, like).id;
    },
    async close() {
      for (const gateway of opened) await gateway.close();
      await simulator.close();
    },
  };
}
