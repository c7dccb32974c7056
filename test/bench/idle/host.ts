/**
 * The browser host as browser-host.ts builds it, in a process of its own, on a company that is connected to servers elsewhere.
 * Told where they are by its first message; after that it answers each message with what its process has used so far.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { ConnectionId, Instant } from '../../../shared/model.ts';
import { type App, createApp } from '../../../src-main/app.ts';
import { startBrowserHost } from '../../../src-main/browser/index.ts';
import { tidyMemoryWhenIdle } from '../../../src-main/idle-memory.ts';
import type { ServerAddresses } from './processes.ts';

export interface HostFigures {
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  /** User and system time of every thread since the process started. */
  readonly cpuMs: number;
  /** Runs of connections in the history. */
  readonly runs: number;
}
export type HostOrder =
  | {
      readonly home: string;
      readonly servers: ServerAddresses;
      readonly rendererDirectory: string;
    }
  | 'sync'
  | 'figures';

const IMPORT_DAYS = 75;
const GATEWAY = ConnectionId.parse('stripe-elsewhere');

/** The ledger by the wizard's call; the gateway by its row, because its form has no field for a server of ours. */
async function connect(app: App, { sql, stripe }: ServerAddresses): Promise<void> {
  await app.handlers['setup.saveLedger']({
    connector: 'sage-pro',
    title: 'Sage Pro',
    environment: 'test',
    values: {
      server: '127.0.0.1',
      port: sql.port,
      database: sql.database,
      user: sql.user,
      password: sql.password,
      encrypt: 'false',
      baseCurrency: 'USD',
      timeZone: 'America/New_York',
    },
  });
  const { company } = app.openCompany() ?? {};
  if (company === undefined) throw new Error('No company was opened.');
  company.store.connections.save({
    id: GATEWAY,
    role: 'gateway',
    connector: 'stripe',
    title: 'Stripe',
    environment: 'test',
    settings: { host: '127.0.0.1', port: Number(stripe.port), protocol: 'http', ratePerSecond: 100 },
    importFrom: Instant.parse(new Date(Date.now() - IMPORT_DAYS * 86_400_000).toISOString()),
  });
  await company.secrets.set(GATEWAY, 'apiKey', stripe.apiKey);
  // As the wizard does at its end; the schedule starts with it.
  const settings = await app.handlers['settings.get']({});
  await app.handlers['settings.save']({ ...settings, schedule: { every: 'minutes', minutes: 15 } });
}

async function firstSync(app: App): Promise<void> {
  await app.handlers['sync.run']({ connectionId: null });
  for (;;) {
    const { working, connections } = await app.handlers['app.status']({});
    const problem = connections.find((connection) => connection.problem !== null)?.problem;
    if (problem) throw new Error(`The first sync failed: ${problem}`);
    if (working === null && connections.every(({ lastSyncAt }) => lastSyncAt !== null)) return;
    await wait(500);
  }
}

async function figures(app: App): Promise<HostFigures> {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const { rows } = await app.handlers['sync.runs']({ cursor: null, limit: 100 });
  return { rssBytes: rss, heapUsedBytes: heapUsed, cpuMs: (user + system) / 1000, runs: rows.length };
}

let app: App | null = null;

async function obey(order: HostOrder): Promise<void> {
  if (typeof order === 'object') {
    app = await createApp({ directory: order.home, keychain: 'memory' });
    await startBrowserHost({
      handlers: app.handlers,
      events: app.events,
      rendererDirectory: order.rendererDirectory,
      version: app.version,
    });
    tidyMemoryWhenIdle(app.events);
    await connect(app, order.servers);
  } else if (app !== null && order === 'sync') {
    await firstSync(app);
  }
  if (app !== null) process.send?.(await figures(app));
}

process.on('message', (order: HostOrder) => {
  obey(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
