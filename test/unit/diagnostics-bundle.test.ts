import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import { ConnectionId } from '../../shared/model.ts';
import { memorySecretStore } from '../../src-main/credentials/index.ts';
import { diagnosticsBundle } from '../../src-main/diagnostics/index.ts';
import { secretsOfConnections } from '../../src-main/handlers/secrets.ts';
import { openLog } from '../../src-main/log.ts';
import { openStore } from '../../src-main/store/index.ts';
import { defaultAppSettings } from '../../src-main/workspace/settings.ts';
import { SAGE, STRIPE, testClock } from '../support/posting-fixture.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'matchbook-diagnostics-'));
  folders.push(directory);
  return directory;
}

/** Put together at run time, so that no scanner takes this file for a leak. */
const fake = (...parts: string[]): string => parts.join('');

const STRIPE_KEY = fake('sk', '_test_', 'N0tAKeyN0tAKeyN0tAKey');
const SQL_PASSWORD = 'Tr0ub4dor & "drei" \\ größer';
const VENDOR_PASSWORD = 'plainwordwithoutdigits';
const OLD_KEY = fake('rk', '_live_', 'AnOldOneThatIsInNoKeychain');
const CARD = fake('4242', ' 4242', ' 4242', ' 4242');
const BEARER = fake('Bearer ', 'abcdefghijklmnop0123456789');
const HOST = 'sql-books01.accounts.firm.example';
const LONG_TOKEN = fake('Zm9vYmFy', 'MTIzNDU2Nzg5', 'MGFiY2RlZmdoaWprbG1ub3A', '0123456789');

const PLANTED: Readonly<Record<string, string>> = {
  STRIPE_KEY,
  SQL_PASSWORD,
  'SQL_PASSWORD as JSON': JSON.stringify(SQL_PASSWORD).slice(1, -1),
  'SQL_PASSWORD in an address': encodeURIComponent(SQL_PASSWORD),
  'SQL_PASSWORD in base 64': Buffer.from(SQL_PASSWORD).toString('base64'),
  VENDOR_PASSWORD,
  OLD_KEY,
  CARD,
  'CARD without spaces': CARD.replaceAll(' ', ''),
  BEARER,
  HOST,
  'first part of the HOST': 'sql-books01',
  LONG_TOKEN,
  email: 'dana@firm.example',
  address: '10.1.2.3',
  'name of the firm': 'Miller & Daughters',
  'title of a connection': 'Stripe of Miller',
};

async function plantedEverywhere() {
  const directory = folder();
  const clock = testClock();
  const store = openStore(join(directory, 'company.db'), { now: clock.now });
  const secrets = memorySecretStore('');
  const opayo = ConnectionId.parse('opayo-1');
  const row = { environment: 'live', importFrom: null } as const;
  const from = { importFrom: '2026-01-01T00:00:00Z' as never };
  store.connections.save({
    ...row,
    id: SAGE,
    role: 'ledger',
    connector: 'sage-pro',
    title: 'Books',
    settings: {
      server: HOST,
      port: 1433,
      database: 'PRO_MILLER',
      user: 'sage-reader',
      password: SQL_PASSWORD,
      nested: { apiKey: OLD_KEY, timeoutMs: 15_000 },
      accounts: { clearing: '1099' },
    },
  });
  store.connections.save({
    ...row,
    ...from,
    id: STRIPE,
    role: 'gateway',
    connector: 'stripe',
    title: 'Stripe of Miller',
    settings: { host: 'api.example', note: `the old one was ${OLD_KEY}` },
  });
  store.connections.save({
    ...row,
    ...from,
    id: opayo,
    role: 'gateway',
    connector: 'opayo',
    title: 'Opayo',
    settings: { baseUrl: `https://sagepay:${VENDOR_PASSWORD}@live.example` },
  });
  await secrets.set(SAGE, 'password', SQL_PASSWORD);
  await secrets.set(STRIPE, 'apiKey', STRIPE_KEY);
  await secrets.set(opayo, 'vendor', 'millersvendor');
  await secrets.set(opayo, 'user', 'reporting');
  await secrets.set(opayo, 'password', VENDOR_PASSWORD);

  const everything = Object.values(PLANTED).join(' | ');
  store.syncRuns.start('run-1', STRIPE, 'schedule');
  store.syncRuns.finish('run-1', 'failed', {
    code: 'GATEWAY_CREDENTIALS_REFUSED',
    message: `Invalid API Key provided: ${everything}. Server=${HOST};Password="hunter22";User=x`,
  });
  store.deadLetters.add({
    origin: 'gateway_record',
    connectionId: STRIPE,
    externalId: 'ch_1',
    transactionId: null,
    outboxId: null,
    code: 'RECORD_REJECTED',
    reason: everything,
    rawText: everything,
    attempts: 1,
  });
  const log = openLog({ directory, now: clock.now });
  log.fault(
    'sync',
    new ConnectionError(
      'LEDGER_LOGIN_FAILED',
      { happened: everything, kept: `password: ${'hunter22'}`, todo: everything },
      { transient: false, cause: new Error(`ELOGIN ${everything}`) },
    ),
  );
  log.note('request', {
    headers: { Authorization: BEARER, cookie: LONG_TOKEN },
    url: `https://x/?token=${LONG_TOKEN}`,
  });
  log.event({
    type: 'alert',
    severity: 'error',
    code: 'X',
    title: 'T',
    message: everything,
    transactionId: null,
  });
  writeFileSync(
    join(directory, 'matchbook.log'),
    `${readFileSync(join(directory, 'matchbook.log'), 'utf8')}${everything}\n`,
  );

  const saved = diagnosticsBundle({
    version: '0.1.0',
    now: clock.now(),
    company: 'live',
    problem: null,
    store,
    settings: {
      companyName: 'Miller & Daughters',
      app: { ...defaultAppSettings, userName: 'Dana' },
      [OLD_KEY]: 1,
    },
    secretsKept: { persistent: true, message: everything },
    secrets: await secretsOfConnections(store, secrets),
    working: { task: everything, progress: null },
    log: log.recent(500),
  });
  store.close();
  return { saved, text: Buffer.from(saved.base64, 'base64').toString('utf8'), directory };
}

describe('the diagnostics bundle', () => {
  it('has nothing in it of the secrets, hosts and people that were planted in every corner', async () => {
    const { text } = await plantedEverywhere();
    for (const [what, value] of Object.entries(PLANTED)) {
      expect(text.toLowerCase().includes(value.toLowerCase()), `${what} came out`).toBe(false);
    }
    for (const own of [hostname(), homedir()].filter((it) => it.length > 5)) expect(text).not.toContain(own);
    expect(text).not.toMatch(/PRO_MILLER|sage-reader|millersvendor|live\.example|hunter22/);
  });

  it('still says what support needs', async () => {
    const { saved, text } = await plantedEverywhere();
    const bundle = JSON.parse(text);
    expect(saved.fileName).toBe('matchbook-diagnostics-20260310-150000.json');
    expect(bundle).toMatchObject({
      version: '0.1.0',
      company: 'live',
      problem: null,
      computer: { system: process.platform, runtimes: { node: process.versions.node } },
      store: { transactions: 0, audit: { whole: true }, deadLetters: [{ code: 'RECORD_REJECTED' }] },
    });
    const byConnector = new Map(bundle.connections.map((it: { connector: string }) => [it.connector, it]));
    expect([...byConnector.keys()].sort()).toEqual(['opayo', 'sage-pro', 'stripe']);
    expect(byConnector.get('sage-pro')).toMatchObject({
      settings: { port: 1433, nested: { timeoutMs: 15_000 }, accounts: { clearing: '1099' } },
    });
    expect(byConnector.get('stripe')).toMatchObject({
      lastRuns: [{ state: 'failed', errorCode: 'GATEWAY_CREDENTIALS_REFUSED' }],
    });
    expect(bundle.log[0]).toMatchObject({
      level: 'error',
      where: 'sync',
      err: { code: 'LEDGER_LOGIN_FAILED' },
    });
  });

  it('can be made where nothing is connected', () => {
    const saved = diagnosticsBundle({
      version: '0.1.0',
      now: new Date('2026-03-10T15:00:00Z'),
      company: null,
      problem: null,
      store: null,
      settings: null,
      secretsKept: { persistent: false, message: null },
      secrets: [],
      working: null,
      log: ['{"half of a li'],
    });
    const bundle = JSON.parse(Buffer.from(saved.base64, 'base64').toString('utf8'));
    expect(bundle).toMatchObject({ company: null, connections: [], store: null, log: ['{"half of a li'] });
  });
});

describe('the log', () => {
  it('keeps no key, password or card number, even what nobody looked at', async () => {
    const { directory } = await plantedEverywhere();
    const [line, note] = readFileSync(join(directory, 'matchbook.log'), 'utf8').split('\n');
    for (const secret of [STRIPE_KEY, OLD_KEY, CARD, BEARER, LONG_TOKEN]) {
      expect(line).not.toContain(secret);
      expect(note).not.toContain(secret);
    }
    expect(line).toContain('[card ending 4242]');
    expect(line).toContain('password: [redacted]');
  });
});
