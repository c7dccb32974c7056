/** What the gateways owe the demo company, from its real store: nothing is left out, and what is missing is told once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppEvent } from '../../shared/api.ts';
import { ConnectionId, GatewayTransaction, type Instant } from '../../shared/model.ts';
import { sumMinor } from '../../shared/money.ts';
import { type App, createApp } from '../../src-main/app.ts';
import type { OpenCompany } from '../../src-main/workspace/open-company.ts';

let app: App;
let directory: string;
let opened: OpenCompany;
const alerts: Extract<AppEvent, { type: 'alert' }>[] = [];
const stripe = ConnectionId.parse('stripe-demo');

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-expected-'));
  app = await createApp({
    directory,
    keychain: 'memory',
    background: false,
    company: 'none',
    demo: { seed: 11, payments: 150 },
  });
  app.events.subscribe((event) => event.type === 'alert' && alerts.push(event));
  opened = await app.startDemo();
  await opened.runs.run(null, 'test');
});

afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

const outlook = () => app.handlers['payouts.expected']({});
const missing = () => alerts.filter(({ code }) => code === 'PAYOUT_MISSING');

function record(externalId: string, daysAgo: number, payoutExternalId: string | null): GatewayTransaction {
  const at = new Date(Date.now() - daysAgo * 86_400_000).toISOString() as Instant;
  return GatewayTransaction.parse({
    id: `${stripe}:${externalId}`,
    connectionId: stripe,
    gateway: 'stripe',
    externalId,
    kind: 'payment',
    status: 'succeeded',
    occurredAt: at,
    currency: 'CAD',
    amountMinor: 12_500,
    settlement: {
      currency: 'CAD',
      grossMinor: 12_500,
      feeMinor: 400,
      netMinor: 12_100,
      fees: [],
      exchangeRate: null,
      availableAt: at,
    },
    payer: {
      name: null,
      email: null,
      customerRef: null,
      cardBrand: null,
      cardLast4: null,
      cardFingerprint: null,
    },
    description: null,
    orderId: null,
    references: [],
    metadata: {},
    relatedExternalId: null,
    payoutExternalId,
    risk: null,
    rawJson: '{}',
  });
}

describe('everything that was settled', () => {
  it('is in a payout, expected, or without a day for a reason', async () => {
    const { transactions } = opened.company.store;
    const payouts = new Set(transactions.payouts().map(({ externalId }) => externalId));
    const all = transactions
      .inStates(['waiting', 'approved', 'posted', 'returned', 'dead_letter', 'ignored', 'not_applicable'])
      .map(({ transaction }) => transaction)
      .filter(({ kind, settlement }) => kind !== 'payout' && settlement !== null);
    const net = (of: GatewayTransaction[]) => sumMinor(of.map((it) => it.settlement?.netMinor ?? 0));
    const isPaid = (it: GatewayTransaction) => payouts.has(it.payoutExternalId ?? '');
    const { expected, undated } = await outlook();
    const settledLines = undated.filter(({ reason }) => reason !== 'not_settled');
    expect(all.filter(isPaid).length).toBeGreaterThan(50);
    expect(expected.length).toBeGreaterThan(0);
    expect(sumMinor([...expected, ...settledLines].map(({ netMinor }) => netMinor))).toBe(
      net(all) - net(all.filter(isPaid)),
    );
    expect(expected.every(({ state }) => state === 'expected')).toBe(true);
    expect(missing()).toEqual([]);
  });
});

describe('a payout that does not come', () => {
  it('is told once, however often is synced, and stands among the expected until it comes', async () => {
    const { store } = opened.company;
    store.transactions.upsert(record('ch_late', 30, null));
    await opened.runs.proposeAnew();
    await opened.runs.proposeAnew();
    expect(missing()).toHaveLength(1);
    expect(missing()[0]).toMatchObject({ severity: 'warning', kind: 'payout' });
    expect(missing()[0]?.message).toMatch(/^121\.00 CAD\. Due on /);
    const late = (await outlook()).expected.filter(({ state }) => state === 'overdue');
    expect(late).toMatchObject([{ currency: 'CAD', count: 1, netMinor: 12_100, title: 'Stripe (demo)' }]);

    store.transactions.upsert(record('ch_late', 30, store.transactions.payouts()[0]?.externalId ?? ''));
    await opened.runs.proposeAnew();
    expect((await outlook()).expected.every(({ state }) => state === 'expected')).toBe(true);

    store.transactions.upsert(record('ch_later', 25, null));
    await opened.runs.proposeAnew();
    expect(missing()).toHaveLength(2);
  });
});
