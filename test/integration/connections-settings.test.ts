/** A gateway's settings and its secrets as the window changes them: through the contract, on a company's real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { answer } from '../../src-main/hosting/index.ts';
import type { OpenCompany } from '../../src-main/workspace/open-company.ts';

let app: App;
let directory: string;
let opened: OpenCompany;
const stripe = ConnectionId.parse('stripe-demo');

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answered = await answer(name, input, { handlers: app.handlers, onUnexpected: () => {} });
  if (!answered.ok) throw Object.assign(new Error(answered.failure.happened), answered.failure);
  return answered.value as CallOutput<Name>;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-settings-'));
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

describe('a connector to choose', () => {
  it('says in one line of its own what it reads', async () => {
    const { ledgers, gateways } = await ask('setup.connectors', {});
    const summaries = [...ledgers, ...gateways].map(({ summary }) => summary);
    expect(summaries.every((summary) => /^[A-Z].{20,140}\.$/.test(summary))).toBe(true);
    expect(new Set(summaries).size).toBe(summaries.length);
  });
});

describe('the form of a gateway', () => {
  it('has the credentials first, and every setting in it is one that the connector takes', async () => {
    const { gateways } = await ask('setup.connectors', {});
    const opayo = gateways.find(({ name }) => name === 'opayo');
    expect(opayo?.fields.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['vendor', 'user', 'password', 'baseUrl', 'vendorTxCodeRule']),
    );
    for (const { name, fields } of gateways) {
      const { gatewayConnectors } = await import('../../src-main/gateways/index.ts');
      const defaults = gatewayConnectors.get(name as 'stripe')?.settings.parse({}) as Record<string, unknown>;
      for (const field of fields.filter(({ credential }) => credential !== true)) {
        expect(String(defaults[field.name]), `${name}.${field.name}`).toBe(field.initial);
      }
    }
  });

  it('says beside its field what is wrong with a setting', async () => {
    const { problems, test } = await ask('setup.testGateway', {
      connector: 'paytrace',
      values: { username: 'api', password: 'x'.repeat(8), integratorId: '9999', timeZone: 'Mars/Olympus' },
    });
    expect(test).toBeNull();
    expect(problems).toEqual([{ field: 'timeZone', message: 'a time zone such as America/Los_Angeles' }]);
  });

  it('saves the settings with the connection, and the secrets apart from them', async () => {
    await ask('setup.saveGateway', {
      connector: 'csv',
      title: 'Exports',
      values: { folder: directory, timeZone: 'Europe/London', useSuggestions: 'false' },
      importFrom: Instant.parse('2026-01-01T00:00:00.000Z'),
    });
    await opened.runs.idle();
    const row = opened.company.store.connections.gateways().find(({ connector }) => connector === 'csv');
    expect(row?.settings).toEqual({
      layouts: [],
      byHand: false,
      timeZone: 'Europe/London',
      useSuggestions: false,
    });
  });
});

describe('replacing a key', () => {
  it('keeps the old one when the new one does not pass its test', async () => {
    const before = await opened.company.secrets.get(stripe, 'apiKey');
    const wrong = await ask('setup.rotateSecret', { connectionId: stripe, values: { apiKey: 'pk_no' } });
    expect(wrong).toMatchObject({ replaced: false, test: null, problems: [{ field: 'apiKey' }] });
    const refused = ['sk', 'test', 'refused'.repeat(4)].join('_');
    const answered = await ask('setup.rotateSecret', { connectionId: stripe, values: { apiKey: refused } });
    expect(answered).toMatchObject({ replaced: false, test: { ok: false } });
    expect(await opened.company.secrets.get(stripe, 'apiKey')).toBe(before);
  });

  it('keeps cursor and history, says so in the audit trail, and never the key', async () => {
    const { store, secrets } = opened.company;
    const good = (await secrets.get(stripe, 'apiKey')) ?? '';
    const cursor = store.connections.get(stripe).cursor;
    await secrets.set(stripe, 'apiKey', `${good}0`);
    const answered = await ask('setup.rotateSecret', { connectionId: stripe, values: { apiKey: good } });
    expect(answered).toMatchObject({ replaced: true, problems: [], test: { ok: true } });
    expect(await secrets.get(stripe, 'apiKey')).toBe(good);
    expect(store.connections.get(stripe).cursor).toBe(cursor);
    const [entry] = (await ask('history.list', {})).rows.filter(({ sentence }) =>
      /signs in with/.test(sentence),
    );
    expect(entry?.sentence).toContain('Secret or restricted key');
    expect(JSON.stringify(entry)).not.toContain(good);
    const report = await opened.runs.run(stripe, 'test');
    expect(report.syncs.every((sync) => sync.started && sync.run.state === 'succeeded')).toBe(true);
  });

  it('refuses a key of another account, and one for another environment, and keeps the old one', async () => {
    const { store, secrets } = opened.company;
    const good = (await secrets.get(stripe, 'apiKey')) ?? '';
    const known = store.connections.get(stripe).account;
    expect(known?.id).toMatch(/^acct_/);
    const rotate = () => ask('setup.rotateSecret', { connectionId: stripe, values: { apiKey: good } });
    store.connections.setAccount(stripe, { id: 'acct_other', environment: 'test' });
    await expect(rotate()).rejects.toMatchObject({ code: 'OTHER_ACCOUNT' });
    store.connections.setAccount(stripe, { id: known?.id ?? null, environment: 'live' });
    await expect(rotate()).rejects.toMatchObject({ code: 'ENVIRONMENT_MISMATCH' });
    expect(await secrets.get(stripe, 'apiKey')).toBe(good);
    store.connections.setAccount(stripe, { id: known?.id ?? null, environment: 'test' });
    await expect(rotate()).resolves.toMatchObject({ replaced: true });
  });

  it('learns whose account it is from the key that was there, where that was not kept', async () => {
    const { store, secrets } = opened.company;
    const good = (await secrets.get(stripe, 'apiKey')) ?? '';
    const { cursor, account, ...row } = store.connections.get(stripe);
    const other = ConnectionId.parse('stripe-older');
    store.connections.save({ ...row, id: other });
    await secrets.set(other, 'apiKey', good);
    await ask('setup.rotateSecret', { connectionId: other, values: { apiKey: good } });
    expect(store.connections.get(other)).toMatchObject({ account, cursor: null });
    expect(cursor).not.toBeNull();
    store.connections.setState(other, 'removed');
  });

  it('is for the ledger’s password too, which is tried on the server first', async () => {
    const { store, secrets } = opened.company;
    const ledger = store.connections.ledger()?.id ?? stripe;
    const good = (await secrets.get(ledger, 'password')) ?? '';
    await expect(
      ask('setup.rotateSecret', { connectionId: ledger, values: { password: 'wrong' } }),
    ).rejects.toMatchObject({ code: 'LEDGER_LOGIN_FAILED' });
    expect(await secrets.get(ledger, 'password')).toBe(good);
    await secrets.delete(ledger, 'password');
    const answered = await ask('setup.rotateSecret', { connectionId: ledger, values: { password: good } });
    expect(answered).toMatchObject({ replaced: true, test: { ok: true } });
    expect(await secrets.get(ledger, 'password')).toBe(good);
  });

  it('of a connection that is gone is refused', async () => {
    await ask('setup.disconnect', { connectionId: stripe });
    await expect(ask('setup.rotateSecret', { connectionId: stripe, values: {} })).rejects.toMatchObject({
      code: 'NOT_A_CONNECTION',
    });
  });
});

describe('the demo, started again', () => {
  it('brings back a connection of it that was disconnected, with its key, and says so', async () => {
    expect((await ask('app.status', {})).connections.map(({ id }) => id)).not.toContain(stripe);
    const status = await ask('setup.startDemo', {});
    expect(status.connections.find(({ id }) => id === stripe)).toMatchObject({ problem: null });
    const again = app.openCompany();
    await again?.runs.idle();
    const [run] = again?.company.store.syncRuns.latest(stripe, 1) ?? [];
    expect(run?.state).toBe('succeeded');
    expect((await ask('history.list', { search: 'again' })).rows[0]?.sentence).toContain(
      'connected Stripe (demo) again',
    );
  });
});
