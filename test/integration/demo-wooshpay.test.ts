import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDemoWorld, type DemoPayment } from '../../src-main/demo/company/index.ts';
import {
  demoWooshPayKey,
  startWooshPaySimulator,
  type WooshPaySimulator,
  wooshPayId,
} from '../../src-main/demo/wooshpay/index.ts';

const world = createDemoWorld({ seed: 5, payments: 1, today: '2026-03-31', elsewhere: { wooshpay: 150 } });
const payments = world.payments.filter((it) => it.gateway === 'wooshpay');
let simulator: WooshPaySimulator;

interface WooshPayList {
  readonly has_more: boolean;
  readonly data: readonly { readonly id: string; readonly [field: string]: unknown }[];
}

async function get(path: string, key = demoWooshPayKey()): Promise<{ status: number; body: unknown }> {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const answer = await fetch(`${simulator.url}${path}`, { headers: { authorization } });
  return { status: answer.status, body: await answer.json() };
}
const list = async (path: string) => (await get(path)).body as WooshPayList;

beforeAll(async () => {
  simulator = await startWooshPaySimulator({
    world,
    apiKey: demoWooshPayKey(),
    clock: () => new Date('2026-03-31T12:00:00Z'),
  });
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.faults.clear());

describe('what can be listed', () => {
  it.each(['/v1/payment_intents', '/v1/charges'])('%s gives everything once, page by page', async (path) => {
    const ids: string[] = [];
    let more = true;
    while (more) {
      const after = ids.length === 0 ? '' : `&starting_after=${ids.at(-1)}`;
      const page = await list(`${path}?limit=40${after}`);
      ids.push(...page.data.map((it) => it.id));
      more = page.has_more;
    }
    expect(ids).toHaveLength(150);
    expect(new Set(ids).size).toBe(150);
  });

  it('shows the refunds within their charge, and each by its id', async () => {
    const refunded = payments.find((it) => it.refunds.length > 0) as DemoPayment;
    const { body } = await get(`/v1/charges/${wooshPayId(world.seed, 'ch', refunded.key)}`);
    const charge = body as { amount_refunded: number; refunds: WooshPayList };
    expect(charge.amount_refunded).toBe(refunded.refunds[0]?.amountMinor);
    const refund = await get(`/v1/refunds/${charge.refunds.data[0]?.id}`);
    expect(refund.body).toMatchObject({ object: 'refund', amount: charge.amount_refunded });
    expect((await get('/v1/refunds')).status).toBe(404);
  });

  it('shows disputes with what became of them', async () => {
    const disputes = await list('/v1/disputes/list?limit=100');
    expect(disputes.data.map((it) => it.status)).toEqual(
      expect.arrayContaining(['needs_response', 'won', 'lost']),
    );
  });
});

describe('what WooshPay refuses', () => {
  it('another key, and an id that is not there', async () => {
    expect((await get('/v1/charges', ['sk', 'test', 'wrong'].join('_'))).status).toBe(401);
    expect((await get('/v1/charges/ch_1')).status).toBe(404);
  });
});

describe('what happens later', () => {
  it('a payment, its refund and its dispute', async () => {
    const like = payments.find((it) => it.declined === null) as DemoPayment;
    const payment = {
      ...like,
      key: 'live-1',
      amountMinor: 9_900,
      at: Date.parse('2026-03-31T11:00:00Z') / 1000,
    };
    const charge = simulator.control.pay(payment, like);
    simulator.control.refund(payment, 900);
    simulator.control.openDispute(payment);
    const { body } = await get(`/v1/charges/${charge.id}`);
    expect(body).toMatchObject({ amount: 9_900, amount_refunded: 900, disputed: true });
    expect((await list('/v1/disputes/list')).data[0]).toMatchObject({ charge: charge.id });
  });

  it('fails on demand with its own error', async () => {
    simulator.control.faults.next({ kind: 'status', status: 503 });
    const failed = await get('/v1/charges');
    expect(failed).toMatchObject({ status: 503, body: { error: { type: 'api_error' } } });
  });
});
