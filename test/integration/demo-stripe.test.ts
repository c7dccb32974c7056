import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import {
  chargeIdOf,
  demoApiKey,
  type StripeSimulator,
  startStripeSimulator,
} from '../../src-main/demo/stripe/index.ts';

const TODAY = '2026-03-31';
const world = createDemoWorld({ seed: 7, payments: 400, today: TODAY });
const payments = world.payments.filter((payment) => payment.gateway === 'stripe');
const restricted = ['rk', 'test', 'demo0reader0of0charges'].join('_');
let simulator: StripeSimulator;
let stripe: Stripe;

function clientFor(key: string, maxNetworkRetries = 0): Stripe {
  const { port } = simulator;
  return new Stripe(key, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries,
    timeout: 5_000,
    telemetry: false,
  });
}

async function everything<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const entry of list) all.push(entry);
  return all;
}

beforeAll(async () => {
  simulator = await startStripeSimulator({
    world,
    apiKey: demoApiKey(),
    restrictedKeys: { [restricted]: ['rak_charge_read'] },
    clock: () => new Date(`${TODAY}T09:00:00Z`),
  });
  stripe = clientFor(demoApiKey());
});
afterAll(() => simulator.close());

describe('reading with the official client', () => {
  it('gives every charge once, newest first, page by page', async () => {
    const charges = await everything(stripe.charges.list({ limit: 100 }));
    expect(charges).toHaveLength(400);
    expect(new Set(charges.map((charge) => charge.id)).size).toBe(400);
    expect(new Set(charges.map((charge) => charge.id))).toEqual(
      new Set(payments.map((payment) => chargeIdOf(world.seed, payment.key))),
    );
    const created = charges.map((charge) => charge.created);
    expect(created).toEqual([...created].sort((a, b) => b - a));
  });

  it('pages backwards with ending_before, and says whether there is more', async () => {
    const first = await stripe.charges.list({ limit: 20 });
    const last = first.data.at(-1)?.id ?? '';
    const before = await stripe.charges.list({ limit: 5, ending_before: last });
    expect(first.has_more).toBe(true);
    expect(before.data.map((it) => it.id)).toEqual(first.data.slice(14, 19).map((it) => it.id));
  });

  it('filters by time', async () => {
    const middle = payments[200]?.at ?? 0;
    const since = await everything(stripe.charges.list({ limit: 100, created: { gte: middle } }));
    const until = await everything(stripe.charges.list({ limit: 100, created: { lt: middle } }));
    expect(since.length + until.length).toBe(400);
    expect(since.every((charge) => charge.created >= middle)).toBe(true);
  });

  it('puts objects in the place of ids where asked to expand them', async () => {
    const [charge] = (
      await stripe.charges.list({ limit: 1, expand: ['data.balance_transaction', 'data.payment_intent'] })
    ).data;
    expect(charge?.payment_intent).toMatchObject({ object: 'payment_intent', latest_charge: charge?.id });
    const [transaction] = (
      await stripe.balanceTransactions.list({ limit: 1, type: 'charge', expand: ['data.source.customer'] })
    ).data;
    expect(transaction?.source).toMatchObject({ object: 'charge' });
  });

  it('keeps a hosted page reference in its session, with its line', async () => {
    const [session] = (await stripe.checkout.sessions.list({ limit: 1 })).data;
    const charges = await stripe.charges.list({ payment_intent: String(session?.payment_intent) });
    expect(session?.client_reference_id).toMatch(/\d/);
    expect(charges.data[0]?.metadata).toEqual({});
    const lines = await stripe.checkout.sessions.listLineItems(session?.id ?? '');
    expect(lines.data[0]?.amount_total).toBe(session?.amount_total);
  });
});

describe('the money', () => {
  it('takes 2.9% and 30 cents of a US card payment', async () => {
    const transactions = await everything(stripe.balanceTransactions.list({ limit: 100, type: 'charge' }));
    const domestic = transactions.filter((it) => it.exchange_rate === null);
    expect(domestic.every((it) => it.fee === Math.round((it.amount * 29) / 1000) + 30)).toBe(true);
    expect(transactions.every((it) => it.amount - it.fee === it.net)).toBe(true);
    expect(transactions.some((it) => it.exchange_rate !== null)).toBe(true);
  });

  it('makes each payout exactly of its parts', async () => {
    const payouts = await everything(stripe.payouts.list({ limit: 100 }));
    expect(payouts.length).toBeGreaterThan(30);
    for (const payout of payouts) {
      const parts = await everything(stripe.balanceTransactions.list({ payout: payout.id, limit: 100 }));
      const own = parts.filter((part) => part.type === 'payout');
      const others = parts.filter((part) => part.type !== 'payout');
      expect(own.map((part) => part.net)).toEqual([-payout.amount]);
      expect(others.reduce((sum, part) => sum + part.net, 0)).toBe(payout.amount);
    }
  });

  it('accounts for every cent: paid out, or still in the balance', async () => {
    const transactions = await everything(stripe.balanceTransactions.list({ limit: 100 }));
    const balance = await stripe.balance.retrieve();
    const kept = [...balance.available, ...balance.pending].reduce((sum, it) => sum + it.amount, 0);
    expect(transactions.reduce((sum, it) => sum + it.net, 0)).toBe(kept);
    expect(balance.pending[0]?.amount).toBeGreaterThan(0);
  });

  it('has disputes opened, won and lost, with their fee', async () => {
    const disputes = await everything(stripe.disputes.list({ limit: 100 }));
    expect(new Set(disputes.map((it) => it.status))).toEqual(new Set(['needs_response', 'won', 'lost']));
    for (const dispute of disputes) {
      const [withdrawn, reinstated] = dispute.balance_transactions;
      expect(withdrawn).toMatchObject({ amount: -dispute.amount, fee: 1500, reporting_category: 'dispute' });
      expect(reinstated?.amount ?? null).toBe(dispute.status === 'won' ? dispute.amount : null);
    }
  });
});

describe('what Stripe refuses', () => {
  it('names a wrong key without showing it', async () => {
    const wrong = ['sk', 'test', 'wrong00000000000000key9'].join('_');
    const attempt = clientFor(wrong).charges.list();
    await expect(attempt).rejects.toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
    await expect(attempt).rejects.not.toThrow(wrong);
    await expect(attempt).rejects.toThrow('key9');
  });

  it('names the permission that a restricted key lacks', async () => {
    const reader = clientFor(restricted);
    expect((await reader.charges.list()).data).toHaveLength(10);
    const attempt = reader.payouts.list();
    await expect(attempt).rejects.toMatchObject({ type: 'StripePermissionError', statusCode: 403 });
    await expect(attempt).rejects.toThrow('rak_payout_read');
  });

  it('takes the key as basic user name too', async () => {
    const headers = { authorization: `Basic ${Buffer.from(`${demoApiKey()}:`).toString('base64')}` };
    const answer = await fetch(`${simulator.url}/v1/account`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
    expect(await answer.json()).toMatchObject({ object: 'account', default_currency: 'usd' });
  });

  it.each([
    ['an id that is not there', () => stripe.charges.retrieve('ch_none'), 404, 'resource_missing'],
    [
      'a cursor that is not there',
      () => stripe.charges.list({ starting_after: 'ch_none' }),
      400,
      'resource_missing',
    ],
    ['a limit above 100', () => stripe.charges.list({ limit: 101 }), 400, 'parameter_invalid_integer'],
    [
      'an unknown parameter',
      () => stripe.charges.list({ colour: 'red' } as unknown as Stripe.ChargeListParams),
      400,
      'parameter_unknown',
    ],
  ])('%s', async (_, attempt, statusCode, code) => {
    await expect(attempt()).rejects.toMatchObject({ type: 'StripeInvalidRequestError', statusCode, code });
  });
});

describe('an idempotency key', () => {
  it('gives the first answer again, and refuses other parameters', async () => {
    const charge = (await everything(stripe.charges.list({ limit: 100 }))).find(
      (it) => it.paid && it.amount_refunded === 0 && it.amount > 2000,
    );
    const wish = { charge: charge?.id ?? '', amount: 500 };
    const first = await stripe.refunds.create(wish, { idempotencyKey: 'refund-1' });
    const again = await stripe.refunds.create(wish, { idempotencyKey: 'refund-1' });
    expect(again.id).toBe(first.id);
    expect((await stripe.charges.retrieve(wish.charge)).amount_refunded).toBe(500);
    const other = stripe.refunds.create({ ...wish, amount: 700 }, { idempotencyKey: 'refund-1' });
    await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError' });
  });
});
