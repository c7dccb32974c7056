/** Changing a saved connection through the contract, on the demo company with its real servers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { ConnectionId } from '../../shared/model.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { gatewayConnectors } from '../../src-main/gateways/index.ts';
import { changedSettings, savedValues } from '../../src-main/handlers/saved-values.ts';
import { answer } from '../../src-main/hosting/index.ts';
import { ledgerConnectors } from '../../src-main/ledgers/index.ts';
import type { OpenCompany } from '../../src-main/workspace/open-company.ts';

let app: App;
let directory: string;
let opened: OpenCompany;
const stripe = ConnectionId.parse('stripe-demo');
const ledger = ConnectionId.parse('sage-pro-demo');

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answered = await answer(name, input, { handlers: app.handlers, onUnexpected: () => {} });
  if (!answered.ok) throw Object.assign(new Error(answered.failure.happened), answered.failure);
  return answered.value as CallOutput<Name>;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-edit-'));
  app = await createApp({
    directory,
    keychain: 'memory',
    background: false,
    company: 'none',
    demo: { seed: 7, payments: 40 },
  });
  opened = await app.startDemo();
  await opened.runs.run(null, 'test');
});

afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

const changed = async (connectionId: ConnectionId, values: Record<string, string>, title?: string) => {
  const saved = await ask('setup.connection', { connectionId });
  return ask('setup.changeConnection', {
    connectionId,
    title: title ?? saved.title,
    values: { ...saved.values, ...values },
  });
};
const lastEvent = async () => (await ask('history.list', {})).rows[0]?.sentence;

describe('a saved connection', () => {
  it('is shown with what is saved, and never with what it signs in with', async () => {
    const password = await opened.company.secrets.get(ledger, 'password');
    const saved = await ask('setup.connection', { connectionId: ledger });
    expect(saved.values).toMatchObject({ database: 'PRO01', encrypt: 'false', 'accounts.fees': '6050' });
    expect(saved.fields.find(({ name }) => name === 'password')).toMatchObject({ required: false });
    expect(JSON.stringify(saved)).not.toContain(password);
    const gateway = await ask('setup.connection', { connectionId: stripe });
    expect(gateway.fields.some(({ credential }) => credential)).toBe(false);
  });

  it.each([...gatewayConnectors.values(), ...ledgerConnectors.values()].map((it) => [it.name, it] as const))(
    'of %s has the same settings when nothing was typed',
    (_name, connector) => {
      const first = connector.settings.safeParse({});
      const settings = (first.success ? first.data : {}) as Record<string, unknown>;
      const again = changedSettings(connector.form, settings, savedValues(connector.form, settings));
      const parsed = connector.settings.safeParse(again);
      if (first.success) expect(parsed.data).toEqual(settings);
    },
  );
});

describe('changing a gateway', () => {
  it('keeps its cursor and what is not in the form, and says what was changed', async () => {
    const before = opened.company.store.connections.get(stripe);
    const { saved, changes, test } = await changed(stripe, { lateHours: '96' }, 'Stripe shop');
    expect({ saved, ok: test?.ok }).toEqual({ saved: true, ok: true });
    expect(changes).toEqual(['Name Stripe (demo) → Stripe shop', 'Look back (hours) 72 → 96']);
    const after = opened.company.store.connections.get(stripe);
    expect(after).toMatchObject({ cursor: before.cursor, title: 'Stripe shop' });
    expect(after.settings).toEqual({ ...(before.settings as object), lateHours: 96 });
    expect(await lastEvent()).toBe(
      'Accountant changed Stripe (demo): Name Stripe (demo) → Stripe shop; Look back (hours) 72 → 96.',
    );
    const report = await opened.runs.run(stripe, 'test');
    expect(report.syncs.every((sync) => sync.started && sync.run.state === 'succeeded')).toBe(true);
  });

  it('says beside its field what is wrong, and saves nothing', async () => {
    const before = opened.company.store.connections.get(stripe);
    const { saved, problems, test } = await changed(stripe, { lateHours: 'often' }, 'Other');
    expect({ saved, test, field: problems[0]?.field }).toEqual({
      saved: false,
      test: null,
      field: 'lateHours',
    });
    expect(opened.company.store.connections.get(stripe)).toEqual(before);
  });

  it('does not disturb the run under way: that ends with what it began with', async () => {
    const with_ = await opened.company.gateway(stripe);
    const running = opened.runs.run(stripe, 'test');
    const { saved } = await changed(stripe, { lateHours: '48' });
    expect(saved).toBe(true);
    const report = await running;
    expect(report.syncs.every((sync) => sync.started && sync.run.state === 'succeeded')).toBe(true);
    expect(await opened.company.gateway(stripe)).not.toBe(with_);
  });
});

describe('changing the ledger', () => {
  it('gives the chart of accounts to pick from, and posts by the new accounts from then on', async () => {
    const saved = await ask('setup.connection', { connectionId: ledger });
    const trial = await ask('setup.tryConnection', { connectionId: ledger, values: saved.values });
    expect(trial.accounts.map(({ number }) => number)).toEqual(expect.arrayContaining(['6040', '6050']));
    const answered = await changed(ledger, { 'accounts.fees': '6040', 'accounts.disputeFees': '6050' });
    expect(answered).toMatchObject({ saved: true, preflight: { canRead: true } });
    expect(answered.changes).toEqual(['Fees account 6050 → 6040', 'Dispute fees account (empty) → 6050']);
    expect(opened.company.settings().posting.accounts).toMatchObject({ fees: '6040', disputeFees: '6050' });
    const report = await opened.runs.run(null, 'test');
    expect(report.syncs.every((sync) => sync.started && sync.run.state === 'succeeded')).toBe(true);
  });

  it('refuses other books: their records would mix', async () => {
    const { saved, problems } = await changed(ledger, { database: 'PRO02' });
    expect(saved).toBe(false);
    expect(problems).toMatchObject([{ field: 'database' }]);
  });

  it('saves no server that cannot be reached, and no password that is refused', async () => {
    const before = opened.company.store.connections.get(ledger);
    const password = await opened.company.secrets.get(ledger, 'password');
    await expect(changed(ledger, { password: 'not this one' })).rejects.toMatchObject({
      code: 'LEDGER_LOGIN_FAILED',
    });
    await expect(changed(ledger, { port: '1' })).rejects.toMatchObject({ code: 'LEDGER_UNREACHABLE' });
    expect(opened.company.store.connections.get(ledger)).toEqual(before);
    expect(await opened.company.secrets.get(ledger, 'password')).toBe(password);
    const same = await changed(ledger, { password: password ?? '' });
    expect(same).toMatchObject({ saved: true, changes: ['Password replaced'] });
    expect(await lastEvent()).not.toContain(password);
  });

  it('of a connection that is not there any more is refused', async () => {
    opened.company.store.connections.setState(stripe, 'removed');
    await expect(ask('setup.connection', { connectionId: stripe })).rejects.toMatchObject({
      code: 'CONNECTION_REMOVED',
    });
    opened.company.store.connections.setState(stripe, 'active');
  });
});
