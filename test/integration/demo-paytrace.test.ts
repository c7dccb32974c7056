import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDemoWorld, type DemoPayment } from '../../src-main/demo/company/index.ts';
import { repeatedWithChange } from '../../src-main/demo/http/index.ts';
import { type PayTraceSimulator, startPayTraceSimulator } from '../../src-main/demo/paytrace/index.ts';

const world = createDemoWorld({ seed: 5, payments: 1, today: '2026-03-31', elsewhere: { paytrace: 200 } });
const payments = world.payments.filter((it) => it.gateway === 'paytrace');
const login = { username: 'demo-user', password: 'demo-password', integratorId: '9demo0001' };
let clock = new Date('2026-03-31T12:00:00Z');
let simulator: PayTraceSimulator;
let token = '';

interface Exported {
  readonly transaction_id: number;
  readonly transaction_type: string;
  readonly amount: number;
  readonly status_message: string;
  readonly created: { readonly at: string };
  readonly settled: { readonly batch_number: number } | null;
}
interface Answer {
  readonly success: boolean;
  readonly transactions: readonly Exported[];
  readonly batches: readonly { readonly batch_number: number; readonly net_amount: number }[];
  readonly status_message: string;
}

async function call(path: string, body: object, bearer = token): Promise<{ status: number; answer: Answer }> {
  const answer = await fetch(`${simulator.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({ integrator_id: login.integratorId, ...body }),
  });
  return { status: answer.status, answer: (await answer.json()) as Answer };
}

async function signIn(password = login.password): Promise<Response> {
  const body = new URLSearchParams({ grant_type: 'password', username: login.username, password });
  return fetch(`${simulator.url}/oauth/token`, { method: 'POST', body });
}

const range = (start_date: string, end_date: string) => ({ start_date, end_date });
const everything = range('01/01/2026', '03/31/2026');

beforeAll(async () => {
  simulator = await startPayTraceSimulator({ world, ...login, clock: () => clock });
  token = ((await (await signIn()).json()) as { access_token: string }).access_token;
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.faults.clear());

describe('signing in', () => {
  it('refuses a wrong password', async () => {
    const refused = await signIn('wrong');
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('gives a token that ends after two hours', async () => {
    const granted = (await (await signIn()).json()) as { access_token: string; expires_in: number };
    expect(granted.expires_in).toBe(7200);
    clock = new Date('2026-03-31T14:00:01Z');
    expect((await call('/v1/batches/export', everything, granted.access_token)).status).toBe(401);
    clock = new Date('2026-03-31T12:00:00Z');
    expect((await call('/v1/batches/export', everything, granted.access_token)).status).toBe(200);
  });

  it('needs the integrator id', async () => {
    const { status, answer } = await call('/v1/transactions/export/by_date_range', {
      ...everything,
      integrator_id: 'x',
    });
    expect([status, answer.success]).toEqual([400, false]);
  });
});

describe('transactions by date range', () => {
  it('holds every payment and every refund once', async () => {
    const { answer } = await call('/v1/transactions/export/by_date_range', everything);
    const sales = answer.transactions.filter((it) => it.transaction_type === 'SALE');
    const refunds = answer.transactions.filter((it) => it.transaction_type === 'REFUND');
    expect(sales).toHaveLength(200);
    expect(refunds).toHaveLength(payments.flatMap((it) => it.refunds).length);
    expect(sales.map((it) => Math.round(it.amount * 100)).sort()).toEqual(
      payments.map((it) => it.amountMinor).sort(),
    );
    expect(new Set(sales.map((it) => it.status_message))).toEqual(new Set(['Settled', 'Declined']));
  });

  it('cuts days in the zone of the merchant', async () => {
    const days = ['03/10/2026', '03/11/2026', '03/12/2026'];
    const parts = await Promise.all(
      days.map(
        async (day) =>
          (await call('/v1/transactions/export/by_date_range', range(day, day))).answer.transactions,
      ),
    );
    const whole = await call('/v1/transactions/export/by_date_range', range('03/10/2026', '03/12/2026'));
    expect(parts.flat()).toEqual(whole.answer.transactions);
    expect(parts[0]?.every((it) => it.created.at.startsWith('3/10/2026 '))).toBe(true);
  });

  it('refuses a date of another form', async () => {
    const { status, answer } = await call(
      '/v1/transactions/export/by_date_range',
      range('2026-03-01', '03/02/2026'),
    );
    expect([status, answer.success]).toEqual([400, false]);
  });
});

describe('batches', () => {
  it('are the settled sales less the refunds, to the cent', async () => {
    const { answer } = await call('/v1/batches/export', everything);
    expect(answer.batches.length).toBeGreaterThan(40);
    for (const batch of answer.batches) {
      const list = await call('/v1/batches/transaction_list', { batch_number: batch.batch_number });
      const cents = list.answer.transactions.map(
        (it) => Math.round(it.amount * 100) * (it.transaction_type === 'REFUND' ? -1 : 1),
      );
      expect(cents.reduce((sum, it) => sum + it, 0)).toBe(Math.round(batch.net_amount * 100));
    }
  });
});

describe('what happens later, and what goes wrong', () => {
  it('voids a sale that is not settled yet', async () => {
    const sale = simulator.control.pay({ key: 'live-1', amountMinor: 4_200 }, payments[0] as DemoPayment);
    simulator.control.giveBack(sale.id, 4_200);
    const { answer } = await call('/v1/transactions/export/by_id', { transaction_id: sale.id });
    expect(answer.transactions[0]).toMatchObject({ status_message: 'Voided', amount: 42 });
  });

  it('can send the same id twice with other content', async () => {
    simulator.control.faults.onPage(repeatedWithChange);
    const { answer } = await call('/v1/transactions/export/by_date_range', range('03/10/2026', '03/10/2026'));
    expect(answer.transactions.at(-1)?.transaction_id).toBe(answer.transactions[0]?.transaction_id);
    expect(answer.transactions.at(-1)).not.toEqual(answer.transactions[0]);
  });

  it('can lose all tokens', async () => {
    simulator.control.expireTokens();
    expect((await call('/v1/batches/export', everything)).status).toBe(401);
  });
});
