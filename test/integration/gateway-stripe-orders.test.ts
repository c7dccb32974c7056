import { describe, expect, it } from 'vitest';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { createDemoWorld, type DemoBasket } from '../../src-main/demo/company/index.ts';
import { reordered, repeated } from '../../src-main/demo/http/index.ts';
import { demoApiKey, startStripeSimulator } from '../../src-main/demo/stripe/index.ts';
import { stripeConnector } from '../../src-main/gateways/stripe/index.ts';
import { testDeps } from '../support/gateway-pulls.ts';
import { gather, type OrderHarness, orderContract } from '../support/order-contract.ts';

const RESTRICTED = ['rk', 'test', 'orders0without0products'].join('_');
const MAY = ['rak_checkout_session_read', 'rak_charge_read', 'rak_payment_intent_read', 'rak_event_read'];

async function scene() {
  const world = createDemoWorld({ seed: 7, payments: 1, today: '2025-06-16' });
  let now = new Date('2025-06-16T12:00:00Z');
  const simulator = await startStripeSimulator({
    world,
    apiKey: demoApiKey(),
    restrictedKeys: { [RESTRICTED]: MAY },
    clock: () => now,
  });
  const { control } = simulator;
  const like = { ...world.payments[0] };
  const [buyer, receiver] = world.customers.filter(({ country }) => country === 'US');
  const [bolt, glove] = world.stock.goods;
  if (!like.key || !buyer || !receiver || !bolt || !glove) throw new Error('The demo company is empty.');
  const deps = testDeps(() => now);
  const basket: DemoBasket = {
    lines: [
      {
        sku: bolt.item,
        description: bolt.description,
        quantity: 3,
        amountMinor: 3_000,
        discountMinor: 300,
        taxMinor: 189,
      },
      {
        sku: null,
        description: 'Gift wrapping',
        quantity: 1,
        amountMinor: 500,
        discountMinor: 0,
        taxMinor: 0,
      },
    ],
    shippingMinor: 750,
    shipTo: receiver,
  };
  let counter = 0;
  const pay = (change: Partial<DemoBasket> = {}, amountMinor = 4_139, orderId: string | null = 'SO-5512') => {
    counter += 1;
    const key = `shop-${counter}`;
    const payment = {
      key,
      declined: null,
      amountMinor,
      currency: bolt && buyer.currency,
      basket: { ...basket, ...change },
      references: {
        description: null,
        metadata: {},
        orderId,
        hostedPage: true,
        statementSuffix: null,
        transferGroup: null,
      },
    } as const;
    const charge = control.pay(payment, like as Parameters<typeof control.pay>[1]);
    const session = control.books.sessions
      .newestFirst()
      .find((it) => it.payment_intent === charge.payment_intent);
    if (!session) throw new Error('The payment has no session.');
    return { session: session.id, charge: charge.id, intent: String(charge.payment_intent) };
  };
  const chargeOf = (session: string) => {
    const intent = control.books.sessions.must(session).payment_intent;
    return String(control.books.paymentIntents.must(String(intent)).latest_charge);
  };
  return {
    control,
    simulator,
    deps,
    bolt,
    receiver,
    pay,
    chargeOf,
    now: () => now.toISOString(),
    later: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    open: (apiKey = demoApiKey(), settings: object = {}) =>
      stripeConnector.open(
        {
          id: ConnectionId.parse('stripe-demo'),
          gateway: 'stripe',
          title: 'Stripe',
          settings: {
            host: '127.0.0.1',
            port: simulator.port,
            protocol: 'http',
            ratePerSecond: 100,
            ...settings,
          },
          importFrom: Instant.parse('2024-01-01T00:00:00Z'),
        },
        { apiKey },
        deps,
      ),
  };
}

async function startHarness(): Promise<OrderHarness> {
  const it = await scene();
  const { control } = it;
  const beginning = it.now();
  const orders: string[] = [];
  // More than a page of the list, so that something can happen between two.
  for (let at = 0; at < 104; at += 1) {
    it.later(1);
    orders.push(it.pay({}, 4_139, `SO-${at}`).session);
  }
  it.later(1);
  return {
    open: () => it.open(),
    beginning,
    orders,
    now: it.now,
    later: it.later,
    place: () => it.pay().session,
    refund(id, how) {
      const charge = control.books.charges.must(it.chargeOf(id));
      const left = charge.amount_captured - charge.amount_refunded;
      control.refund(charge.id, how === 'part' ? 1_000 : left);
    },
    cancel: null,
    placeWrong: () => it.pay({}, 4_140).session,
    trouble: (trouble, times) => control.faults.next(trouble, times),
    betweenPages: (happening) => control.faults.betweenPages(happening),
    mixPages: (how, times) => control.faults.onPage(how === 'repeated' ? repeated : reordered, times),
    waitedMs: () => it.deps.waitedMs,
    close: () => it.simulator.close(),
  };
}

orderContract('Stripe', startHarness);

describe('a paid Checkout session', () => {
  it('becomes an order with its articles, discount, tax, shipping, buyer and payment', async () => {
    const it = await scene();
    const since = it.now();
    const paid = it.pay();
    const gateway = it.open();
    const order = (await gather(gateway, since)).orders.get(paid.session);
    expect(order).toMatchObject({
      name: 'SO-5512',
      status: 'paid',
      lines: [
        { sku: it.bolt.item, description: it.bolt.description, quantity: '3', amountMinor: 2_700 },
        { sku: null, description: 'Gift wrapping', quantity: '1', amountMinor: 500 },
      ],
      shippingMinor: 750,
      taxMinor: 189,
      discountMinor: 0,
      totalMinor: 4_139,
      shipping: { name: it.receiver.contact.name, line1: it.receiver.address1, postalCode: it.receiver.zip },
      paymentIds: [paid.intent, paid.charge],
    });
    expect(order?.buyer.email).toContain('@');
    await gateway.close();
    await it.simulator.close();
  });

  it('without a reference is called by the end of its id', async () => {
    const it = await scene();
    const since = it.now();
    const paid = it.pay({}, 4_139, null);
    const gateway = it.open();
    expect((await gather(gateway, since)).orders.get(paid.session)?.name).toBe(paid.session.slice(-8));
    await gateway.close();
    await it.simulator.close();
  });

  it('comes without article numbers when the key may not read products', async () => {
    const it = await scene();
    const since = it.now();
    const paid = it.pay();
    const gateway = it.open(RESTRICTED);
    const order = (await gather(gateway, since)).orders.get(paid.session);
    expect(order?.lines.map(({ sku, description }) => [sku, description])).toEqual([
      [null, it.bolt.description],
      [null, 'Gift wrapping'],
    ]);
    await gateway.close();
    await it.simulator.close();
  });

  it('is no order where customers pay their invoices so', async () => {
    const it = await scene();
    const gateway = it.open(demoApiKey(), { checkoutOrders: false });
    expect(gateway.orders).toBeUndefined();
    await gateway.close();
    await it.simulator.close();
  });

  it('is no order while nothing is paid', async () => {
    const it = await scene();
    const since = it.now();
    const { session } = it.pay();
    it.control.books.sessions.update(session, { payment_status: 'unpaid' });
    const gateway = it.open();
    const found = await gather(gateway, since);
    expect([found.orders.size, found.rejected.size]).toEqual([0, 0]);
    await gateway.close();
    await it.simulator.close();
  });
});
