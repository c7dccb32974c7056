import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDemoWorld, type DemoPayment } from '../../src-main/demo/company/index.ts';
import { reordered, repeated } from '../../src-main/demo/http/index.ts';
import { demoApiKey, type StripeSimulator, startStripeSimulator } from '../../src-main/demo/stripe/index.ts';

const TODAY = '2026-03-31';
const world = createDemoWorld({ seed: 7, payments: 100, today: TODAY });
const payments = world.payments.filter((payment) => payment.gateway === 'stripe');
let simulator: StripeSimulator;
let stripe: Stripe;

beforeAll(async () => {
  const clock = () => new Date(`${TODAY}T09:00:00Z`);
  simulator = await startStripeSimulator({ world, apiKey: demoApiKey(), clock });
  const { port } = simulator;
  stripe = new Stripe(demoApiKey(), { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 });
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.faults.clear());

describe('misbehaviour on demand', () => {
  it('429 with Retry-After, then all is well', async () => {
    simulator.control.faults.next({ kind: 'status', status: 429, retryAfterSeconds: 1 });
    const attempt = stripe.charges.list();
    await expect(attempt).rejects.toMatchObject({ statusCode: 429, headers: { 'retry-after': '1' } });
    expect((await stripe.charges.list()).data).toHaveLength(10);
  });

  it.each([
    ['a server error', { kind: 'status', status: 500 }, 'StripeAPIError'],
    ['a truncated body', { kind: 'truncated' }, 'StripeConnectionError'],
    ['a dropped connection', { kind: 'dropped' }, 'StripeConnectionError'],
    ['a proxy page in place of JSON', { kind: 'html', status: 502 }, 'StripeAPIError'],
  ] as const)('%s', async (_, misbehaviour, type) => {
    simulator.control.faults.next(misbehaviour, 3);
    await expect(stripe.charges.list()).rejects.toMatchObject({ type });
  });

  it('the same page twice, and a page in another order', async () => {
    const first = await stripe.charges.list({ limit: 3 });
    simulator.control.faults.onPage(repeated);
    const again = await stripe.charges.list({ limit: 3, starting_after: first.data[2]?.id ?? '' });
    expect(again.data.map((it) => it.id)).toEqual(first.data.map((it) => it.id));
    simulator.control.faults.onPage(reordered);
    const turned = await stripe.charges.list({ limit: 3 });
    expect(turned.data.map((it) => it.id)).toEqual(first.data.map((it) => it.id).reverse());
  });

  it('a record that changes between two pages', async () => {
    const { control } = simulator;
    const first = await stripe.charges.list({ limit: 2 });
    const [target] = (await stripe.charges.list({ limit: 1, starting_after: first.data[1]?.id ?? '' })).data;
    control.faults.betweenPages(() =>
      control.changeCharge(target?.id ?? '', { description: 'Changed meanwhile' }),
    );
    const second = await stripe.charges.list({ limit: 1, starting_after: first.data[1]?.id ?? '' });
    expect(second.data[0]?.description).toBe('Changed meanwhile');
  });
});

describe('what happens while the app is running', () => {
  const now = Math.floor(Date.parse(`${TODAY}T09:00:00Z`) / 1000);

  it('shows a new payment, its refund and its dispute as events', async () => {
    const like = payments.find((it) => it.declined === null && it.currency === 'USD') as DemoPayment;
    const { control } = simulator;
    const charge = control.pay({ key: 'live-1', amountMinor: 12_345 }, like);
    control.refund(charge.id, 345);
    const dispute = control.openDispute(charge.id);
    control.closeDispute(dispute.id, 'lost', now);
    const events = (await stripe.events.list({ created: { gte: now }, limit: 100 })).data;
    const types = events.map((event) => event.type);
    expect(types).toEqual(
      expect.arrayContaining([
        'charge.succeeded',
        'charge.refunded',
        'charge.dispute.created',
        'charge.dispute.closed',
      ]),
    );
    expect((await stripe.charges.list({ limit: 1 })).data[0]).toMatchObject({
      amount: 12_345,
      disputed: true,
    });
  });

  it('fails a payout and books the money back', async () => {
    const [payout] = (await stripe.payouts.list({ limit: 1 })).data;
    simulator.control.failPayout(payout?.id ?? '', now);
    const failed = await stripe.payouts.retrieve(payout?.id ?? '');
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'account_closed' });
    const returned = await stripe.balanceTransactions.retrieve(String(failed.failure_balance_transaction));
    expect(returned).toMatchObject({ type: 'payout_failure', amount: failed.amount });
  });
});
