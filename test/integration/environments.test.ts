/** Live, test and demo on one PC: one is open at a time, and nothing of one is ever in another. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput, Environment } from '../../shared/api.ts';
import { Instant } from '../../shared/model.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { type Demo, startDemo } from '../../src-main/demo/index.ts';
import { gatewayConnectors } from '../../src-main/gateways/index.ts';
import { assertUsable } from '../../src-main/handlers/connection-tests.ts';
import { answer } from '../../src-main/hosting/index.ts';
import type { CompanyName } from '../../src-main/profile.ts';

let app: App;
/** Stands for the firm's own server and gateway account. */
let office: Demo;
let directory: string;
const shown: string[] = [];

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answered = await answer(name, input, { handlers: app.handlers, onUnexpected: () => {} });
  if (!answered.ok) throw Object.assign(new Error(answered.failure.happened), answered.failure);
  return answered.value as CallOutput<Name>;
}

const states = async () =>
  Object.fromEntries((await ask('setup.environments', {})).map((row) => [row.environment, row.state]));

const connectLedger = (environment: 'live' | 'test', title: string) =>
  ask('setup.saveLedger', {
    connector: 'sage-pro',
    title,
    environment,
    values: {
      server: office.sql.host,
      port: String(office.sql.port),
      database: office.sql.database,
      user: office.sql.user,
      password: office.sql.password,
      encrypt: 'false',
      baseCurrency: 'USD',
      timeZone: 'America/New_York',
    },
  });

const connectExports = () =>
  ask('setup.saveGateway', {
    connector: 'csv',
    title: 'Exports',
    importFrom: Instant.parse('2026-01-01T00:00:00.000Z'),
    values: { folder: join(directory, 'office'), timeZone: 'America/New_York', useSuggestions: 'false' },
  });

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-environments-'));
  office = await startDemo({ seed: 5, payments: 10, directory: join(directory, 'office') });
  app = await createApp({
    directory: join(directory, 'home'),
    keychain: 'memory',
    background: false,
    company: 'none',
    demo: { seed: 7, payments: 10 },
    openFolder: async (folder) => {
      shown.push(folder);
      return true;
    },
  });
});

afterAll(async () => {
  await app.close();
  await office.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

describe('the companies of one PC', () => {
  it('are none at first, and one that was not set up is not opened', async () => {
    expect(await states()).toEqual({ live: 'none', test: 'none', demo: 'none' });
    await expect(ask('setup.openEnvironment', { environment: 'live' })).rejects.toMatchObject({
      code: 'ENVIRONMENT_NOT_SET_UP',
    });
    expect((await ask('app.status', {})).phase).toBe('fresh');
  });

  it('are opened one after the other, each with its own name, connections and records', async () => {
    await connectLedger('live', 'Acme Books Ltd');
    await connectLedger('test', 'Acme Books (test)');
    await connectExports();
    await app.openCompany()?.runs.idle();
    const titles = async () => (await ask('app.status', {})).connections.map(({ title }) => title);
    expect(await titles()).toEqual(['Acme Books (test)', 'Exports']);
    expect(await states()).toEqual({ live: 'closed', test: 'open', demo: 'none' });

    const open = (environment: Environment) => ask('setup.openEnvironment', { environment });
    expect(await open('live')).toMatchObject({ environment: 'live', company: 'Acme Books Ltd' });
    expect(await titles()).toEqual(['Acme Books Ltd']);
    expect((await ask('history.list', {})).rows.map(({ sentence }) => sentence)).not.toContainEqual(
      expect.stringContaining('Exports'),
    );
    expect(await open('demo')).toMatchObject({ environment: 'demo', demo: true, phase: 'ready' });
    await app.openCompany()?.runs.idle();
    expect(await open('test')).toMatchObject({
      environment: 'test',
      company: 'Acme Books (test)',
      demo: false,
      phase: 'ready',
    });
    expect(await titles()).toEqual(['Acme Books (test)', 'Exports']);
    const rows = await ask('setup.environments', {});
    expect(rows.map(({ environment, state, company }) => [environment, state, company])).toEqual([
      ['live', 'closed', 'Acme Books Ltd'],
      ['test', 'open', 'Acme Books (test)'],
      ['demo', 'closed', expect.stringMatching(/./)],
    ]);
  });

  it('are restored from their own backups only', async () => {
    const { file } = await ask('backup.create', { folder: join(directory, 'stick') });
    await ask('setup.openEnvironment', { environment: 'live' });
    await expect(ask('backup.restore', { file, confirm: 'replace the company file' })).rejects.toMatchObject({
      code: 'BACKUP_OTHER_ENVIRONMENT',
    });
    expect(await ask('app.status', {})).toMatchObject({ environment: 'live', damage: null });
  });

  it('are where the window shows them', async () => {
    for (const folder of ['company', 'backups', 'program'] as const) {
      const { opened, path } = await ask('setup.openFolder', { folder });
      expect(opened).toBe(true);
      expect(existsSync(path)).toBe(true);
    }
    expect(shown).toEqual([
      join(directory, 'home', 'live'),
      join(directory, 'home', 'live', 'backups'),
      join(directory, 'home'),
    ]);
  });

  it('cannot be put aside while they can be opened', async () => {
    await expect(ask('setup.keepAside', { confirm: 'keep the damaged file aside' })).rejects.toMatchObject({
      code: 'COMPANY_NOT_DAMAGED',
    });
  });
});

describe('a gateway’s key', () => {
  const connector = gatewayConnectors.get('stripe');
  const usable = (key: 'test' | 'live' | null, company: CompanyName) => () => {
    if (!connector) throw new Error('there is no connector for Stripe');
    const test = { ok: true, account: 'Acme', accountId: null, environment: key, checks: [] };
    assertUsable({ settings: {}, credentials: {}, problems: [], test }, connector, company);
  };

  it.each([
    ['test', 'live'],
    ['live', 'test'],
    ['live', 'demo'],
  ] as const)('of the %s environment is refused in the %s company', (key, company) => {
    expect(usable(key, company)).toThrow('records are never mixed');
  });

  it.each([
    ['live', 'live'],
    ['test', 'test'],
    ['test', 'demo'],
    [null, 'live'],
  ] as const)('of the environment %s is taken in the %s company', (key, company) => {
    expect(usable(key, company)).not.toThrow();
  });
});
