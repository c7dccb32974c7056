import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import { reordered, repeated } from '../../src-main/demo/http/index.ts';
import {
  demoShopifyClient,
  demoShopifyToken,
  type ShopifySimulatorOptions,
  startShopifySimulator,
} from '../../src-main/demo/shopify/index.ts';
import { orderIdOf, type ShopLine } from '../../src-main/demo/shopify/orders.ts';
import type { Cursor, Gateway } from '../../src-main/gateways/port.ts';
import { shopifyConnector } from '../../src-main/gateways/shopify/index.ts';
import type { ContractScene, GatewayHarness } from '../support/gateway-contract.ts';
import { connectionPromises } from '../support/gateway-contract-network.ts';
import { Imported, pullInto, RUNNING, testDeps } from '../support/gateway-pulls.ts';
import { gather, type OrderHarness, orderContract } from '../support/order-contract.ts';

const world = createDemoWorld({ seed: 7, payments: 1, today: '2025-06-16' });
const WRONG = ['shpat', 'another0unreal0token'].join('_');
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function scene(options: Partial<ShopifySimulatorOptions> = {}) {
  let now = new Date('2025-06-16T12:00:00Z');
  const simulator = await startShopifySimulator({ world, orders: 24, clock: () => now, ...options });
  const deps = testDeps(() => now);
  // The bucket fills while the connector waits, as it would by the clock.
  const sleep: typeof deps.sleep = async (ms, signal) => {
    signal.throwIfAborted();
    deps.waitedMs += ms;
    simulator.control.available += (ms / 1000) * 100;
  };
  const connection = {
    id: ConnectionId.parse('shopify-demo'),
    gateway: 'shopify',
    title: 'Shopify',
    settings: { baseUrl: simulator.url },
    importFrom: Instant.parse('2025-01-01T00:00:00Z'),
  };
  const open = (key = demoShopifyToken(), settings: object = {}) =>
    shopifyConnector.open(
      { ...connection, settings: { ...connection.settings, ...settings } },
      { shop: 'northgate', key },
      { now: () => now, sleep },
    );
  closing.push(() => simulator.close());
  return {
    simulator,
    control: simulator.control,
    deps,
    connection,
    open,
    now: () => now.toISOString(),
    later: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
  };
}

async function startHarness(): Promise<OrderHarness> {
  const it = await scene();
  const { control } = it;
  return {
    open: () => it.open(),
    beginning: '2025-05-01T00:00:00Z',
    orders: control.books
      .byChange()
      .filter(({ status }) => status === 'PAID')
      .map(orderIdOf),
    now: it.now,
    later: it.later,
    place: () => control.place(),
    refund: (id, how) => control.refund(id, how),
    cancel: (id) => control.cancel(id),
    placeWrong: () => control.place({ errorMinor: 3 }),
    trouble: (trouble, times) => control.faults.next(trouble, times),
    betweenPages(happening) {
      it.later(1);
      control.faults.betweenPages(happening);
    },
    mixPages: (how, times) => control.faults.onPage(how === 'repeated' ? repeated : reordered, times),
    waitedMs: () => it.deps.waitedMs,
    close: async () => {},
  };
}

orderContract('Shopify', startHarness);

describe('Shopify: the gateway contract, as far as a shop without payments keeps it', () => {
  let current: ContractScene;
  const opened: Gateway[] = [];
  const prepare = async () => {
    const it = await scene();
    const harness = {
      connection: it.connection,
      credentials: { shop: 'northgate', key: demoShopifyToken() },
      wrongCredentials: { shop: 'northgate', key: WRONG },
      unreachable: { baseUrl: 'http://127.0.0.1:9' },
    } as unknown as GatewayHarness;
    current = {
      harness,
      open: (credentials = harness.credentials, settings = it.connection.settings) => {
        const gateway = shopifyConnector.open({ ...it.connection, settings }, credentials, it.deps);
        opened.push(gateway);
        return gateway;
      },
      importAll: () => pullInto(new Imported(), it.open()),
    };
  };
  beforeEach(prepare);
  connectionPromises(() => current);

  it('pulls one page without transactions, and goes on from its cursor alone', async () => {
    const imported = await current.importAll();
    expect([imported.pages, imported.all().length, imported.rejected.size]).toEqual([1, 0, 0]);
    await pullInto(imported, current.open());
    expect(imported.pages).toBe(2);
    for (const cursor of ['not a cursor', '{}', '{"version":99}']) {
      const error = await current
        .open()
        .pull(cursor as Cursor, RUNNING)
        [Symbol.asyncIterator]()
        .next()
        .catch((it: unknown) => it);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ code: 'GATEWAY_CURSOR_UNUSABLE' });
    }
  });
});

describe('what is typed to connect a shop', () => {
  const good = { shop: 'northgate', key: demoShopifyToken() };

  it.each([
    ['northgate'],
    ['northgate.myshopify.com'],
    ['https://northgate.myshopify.com/admin'],
    ['https://admin.shopify.com/store/northgate'],
  ])('takes the shop as %s', (shop) => {
    expect(shopifyConnector.checkCredentials({ ...good, shop })).toEqual([]);
  });

  it('takes a token, or a client ID and secret, and says what is wrong with others', () => {
    expect(shopifyConnector.checkCredentials({ ...good, key: demoShopifyClient() })).toEqual([]);
    for (const key of ['', 'shpss_aloneIsNotEnough', 'shpat_••••••', 'two words']) {
      const [problem] = shopifyConnector.checkCredentials({ ...good, key });
      expect(problem?.field).toBe('key');
      expect(problem?.message).toMatch(/^[A-Z].{15,}\.$/);
    }
    expect(shopifyConnector.checkCredentials({ ...good, shop: 'shop.example.com' })[0]?.field).toBe('shop');
    expect(shopifyConnector.settings.safeParse({}).success).toBe(true);
  });
});

describe('a test of the connection', () => {
  it('names the scope without which nothing can be read', async () => {
    const { open } = await scene({ scopes: ['read_products'] });
    const test = await open().test(RUNNING);
    expect(test.ok).toBe(false);
    expect(test.checks.find(({ ok }) => !ok)?.detail).toContain('read_orders');
  });

  it('passes with that scope alone, and says what stays unseen', async () => {
    const { open } = await scene({ scopes: ['read_orders'] });
    const test = await open().test(RUNNING);
    expect(test).toMatchObject({ ok: true, account: 'Northgate Supply Shop', environment: 'test' });
    const said = test.checks.map(({ detail }) => detail).join(' ');
    expect(said).toContain('read_all_orders, so only orders of the last 60 days');
    expect(said).toContain('read_customers');
  });

  it('calls a shop that sells live, and leaves its test orders out', async () => {
    const { open, control, now } = await scene({ isDevelopment: false, orders: 0 });
    expect((await open().test(RUNNING)).environment).toBe('live');
    const since = now();
    control.place({ isTest: true });
    const real = control.place();
    expect((await gather(open(), since)).ids).toEqual([real]);
  });
});

describe('signing in with client ID and secret', () => {
  it('asks for a token once, and for another when that one is refused', async () => {
    const { open, control } = await scene();
    const gateway = open(demoShopifyClient());
    await gather(gateway, '2025-06-01T00:00:00Z');
    expect(control.tokens).toBe(1);
    control.revokeTokens();
    const again = await gather(gateway, '2025-06-01T00:00:00Z');
    expect([control.tokens, again.orders.size > 0]).toEqual([2, true]);
  });

  it('says so when they are refused', async () => {
    const { open } = await scene();
    const test = await open('0another0unreal0client0id0:shpss_another0unreal').test(RUNNING);
    expect(test.checks).toMatchObject([
      { ok: false, detail: expect.stringContaining('client ID and secret') },
    ]);
  });
});

describe('the limits of a shop', () => {
  it('a query that costs too much is asked for in smaller pages', async () => {
    const { open, control } = await scene();
    const all = await gather(open(demoShopifyToken(), { ordersPerPage: 100 }), '2025-05-01T00:00:00Z');
    expect(all.orders.size).toBe(control.books.byChange().filter(({ status }) => status === 'PAID').length);
  });

  it('an empty bucket is waited for, as long as it takes to fill', async () => {
    const { open, control, deps } = await scene();
    control.available = 20;
    const all = await gather(open(), '2025-05-01T00:00:00Z');
    expect(all.orders.size).toBeGreaterThan(0);
    expect(deps.waitedMs).toBeGreaterThanOrEqual(1_000);
  });

  it('an app that lost its scope is told which one', async () => {
    const { open } = await scene({ scopes: [] });
    const error = await gather(open(), '2025-05-01T00:00:00Z').catch((it) => it);
    expect(error).toMatchObject({ code: 'GATEWAY_PERMISSION_MISSING', transient: false });
    expect(error.explanation.happened).toContain('read_orders');
  });
});

describe('an order of the shop', () => {
  const [first, second] = world.stock.goods;
  if (!first || !second) throw new Error('The demo company sells nothing.');
  const line = (change: Partial<ShopLine>): ShopLine => ({
    item: first,
    quantity: 3,
    current: 3,
    priceMinor: 1_000,
    discountMinor: 0,
    taxMinor: 0,
    ...change,
  });
  const one = async (
    change: Parameters<Awaited<ReturnType<typeof scene>>['control']['place']>[0],
    then: (control: Awaited<ReturnType<typeof scene>>['control'], id: string) => void = () => undefined,
  ) => {
    const { open, control, now } = await scene({ orders: 0 });
    const since = now();
    const id = control.place({ shippingMinor: 0, ...change });
    then(control, id);
    const found = await gather(open(), since);
    return { order: found.orders.get(id), rejected: found.rejected.get(id), id };
  };

  it('has its articles after their discounts, its buyer, its address and its payment', async () => {
    const lines = [
      line({ discountMinor: 301, taxMinor: 189 }),
      line({ item: second, quantity: 1, current: 1 }),
    ];
    const { order, id } = await one({ lines, shippingMinor: 750, payment: 'ch_demoPayment01' });
    expect(order).toMatchObject({
      externalId: id,
      name: '#1001',
      status: 'paid',
      lines: [
        { sku: first.item, description: first.description, quantity: '3', amountMinor: 2_699 },
        { sku: second.item, quantity: '1', amountMinor: 1_000 },
      ],
      shippingMinor: 750,
      taxMinor: 189,
      discountMinor: 0,
      totalMinor: 4_638,
      paymentIds: ['ch_demoPayment01'],
    });
    expect(order?.buyer).toMatchObject({
      email: expect.stringContaining('@'),
      customerRef: expect.any(String),
    });
    expect(order?.shipping?.line1).not.toBe('');
  });

  it('shows its lines before tax when its prices include it', async () => {
    const { order } = await one({ taxesIncluded: true, lines: [line({ taxMinor: 500 })] });
    expect(order).toMatchObject({ lines: [{ amountMinor: 2_500 }], taxMinor: 500, totalMinor: 3_000 });
  });

  it('counts what is left of a line, to the cent, after some was removed', async () => {
    const { order } = await one({ lines: [line({ discountMinor: 100, taxMinor: 101 })] }, (control, id) =>
      control.remove(id, 0, 1),
    );
    expect(order?.lines).toMatchObject([{ quantity: '2' }]);
    expect(order?.totalMinor).toBe((order?.lines[0]?.amountMinor ?? 0) + (order?.taxMinor ?? 0));
  });

  it('stays as it was ordered when money is given back without goods', async () => {
    const { order } = await one({ lines: [line({})] }, (control, id) => control.goodwill(id, 250));
    expect(order).toMatchObject({ status: 'part_refunded', lines: [{ quantity: '3' }], totalMinor: 3_000 });
  });

  it('has a tip as a line of its own', async () => {
    const { order } = await one({ lines: [line({})], tipMinor: 300 });
    expect(order?.lines.at(-1)).toEqual({ sku: null, description: 'Tip', quantity: '1', amountMinor: 300 });
  });

  it('has all its lines, however many', async () => {
    const lines = Array.from({ length: 73 }, () => line({}));
    expect((await one({ lines })).order?.lines).toHaveLength(73);
  });

  it('in a currency without decimals is whole units', async () => {
    const { order } = await one({ currency: currency('JPY'), lines: [line({})] });
    expect(order).toMatchObject({ currency: 'JPY', totalMinor: 3_000 });
  });

  it('is none while it is not paid', async () => {
    const { order, rejected } = await one({ status: 'AUTHORIZED', lines: [line({})] });
    expect([order, rejected]).toEqual([undefined, undefined]);
  });
});
