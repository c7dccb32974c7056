/**
 * The demo company as a set of servers on loopback: its Sage Pro ledger behind the SQL server's protocol, its gateways
 * behind HTTP. Nothing in it is a stand-in inside the app: the app's own connectors reach it as they reach a real site.
 * Imports shared/ and its own folders; called by the app's composition root, by tests, and by serve.ts.
 */
import { COMPANY, createDemoWorld, type DemoWorld } from './company/index.ts';
import { ACCOUNTS } from './company/ledger/index.ts';
import { type DemoFolder, openDemoFolder, type WantedWorld } from './data-directory.ts';
import { type DemoGateways, startGateways } from './gateways.ts';
import { LEDGER_USER, type LedgerServer, ledgerPassword, startLedgerServer } from './ledger-server.ts';
import type { EngineOptions } from './sql-server/engine/index.ts';
import type { TdsFaults } from './sql-server/tds/index.ts';
import {
  demoApiKey,
  type StripeControl,
  type StripeSimulator,
  startStripeSimulator,
} from './stripe/index.ts';

export { DemoDataError } from './data-directory.ts';
export { LEDGER_READER, LEDGER_USER, ledgerPassword } from './ledger-server.ts';

export interface DemoOptions extends WantedWorld {
  /** Made and filled at the first start, taken as it is at the next: the ledger keeps its postings. */
  readonly directory: string;
  readonly clock?: () => Date;
  readonly sqlPort?: number;
  readonly stripePort?: number;
  readonly faults?: TdsFaults;
  /** Sees every statement before it runs, and may fail it with a message of its own. */
  readonly onStatement?: EngineOptions['onStatement'];
}

export interface DemoControl {
  /** Network faults of the SQL server; change them at any time. */
  readonly sql: TdsFaults;
  readonly stripe: StripeControl;
  /** Cuts every connection to the SQL server, as a restart of it does. */
  dropSqlConnections(): Promise<void>;
}

export interface Demo {
  readonly sql: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
  };
  readonly stripe: {
    readonly host: string;
    readonly port: number;
    readonly protocol: 'http';
    readonly apiKey: string;
  };
  /** The other gateways that the world has payments for. */
  readonly gateways: DemoGateways;
  readonly company: {
    readonly name: string;
    readonly currency: string;
    readonly timeZone: string;
    readonly accounts: typeof POSTING_ACCOUNTS;
  };
  /** Everything in the seeded world happened before midnight UTC of this day. */
  readonly today: string;
  readonly world: DemoWorld;
  readonly control: DemoControl;
  /** The same company as on its first day, but as of now, on the same ports. What was posted is gone. */
  reset(): Promise<void>;
  /** Stops everything; the folder stays for the next start. Safe to call twice. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Accounts of the ledger's chart, by what they are used for. */
const POSTING_ACCOUNTS = {
  receivable: ACCOUNTS.receivable,
  clearing: ACCOUNTS.clearing,
  bank: ACCOUNTS.bank,
  fees: ACCOUNTS.merchantFees,
  discount: ACCOUNTS.discounts,
  writeOff: ACCOUNTS.writeOffs,
  refund: ACCOUNTS.refunds,
  exchange: ACCOUNTS.exchange,
} as const;

interface Running {
  readonly folder: DemoFolder;
  readonly world: DemoWorld;
  readonly ledger: LedgerServer;
  readonly stripe: StripeSimulator;
  readonly gateways: DemoGateways;
}

interface Ports {
  readonly sql: number;
  readonly stripe: number;
}

async function start(options: DemoOptions, ports: Ports, faults: TdsFaults): Promise<Running> {
  const clock = options.clock ?? (() => new Date());
  const folder = openDemoFolder(options.directory, options, clock());
  const { seed, payments, today, elsewhere } = folder.manifest;
  const world = createDemoWorld({ seed, payments, today, elsewhere });
  const opened: { close(): Promise<void> }[] = [];
  try {
    const ledger = await startLedgerServer({
      directory: folder.ledgerDirectory,
      world: folder.isNew ? world : null,
      port: ports.sql,
      faults,
      ...(options.onStatement ? { onStatement: options.onStatement } : {}),
    });
    opened.push(ledger);
    if (folder.isNew) folder.seal();
    const stripe = await startStripeSimulator({
      world,
      apiKey: demoApiKey(),
      port: ports.stripe,
      clock,
      journalFile: folder.stripeJournal,
    });
    opened.push(stripe);
    return { folder, world, ledger, stripe, gateways: await startGateways(world, clock) };
  } catch (cause) {
    await Promise.all(opened.map((server) => server.close()));
    throw cause;
  }
}

async function stop({ ledger, stripe, gateways }: Running): Promise<void> {
  await Promise.all([ledger.close(), stripe.close(), gateways.close()]);
}

/**
 * Starts the demo company. Throws DemoDataError when the folder holds another company than the one asked for, and
 * the system's error (EADDRINUSE) when a port that was asked for is taken.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const faults = options.faults ?? {};
  let running = await start(options, { sql: options.sqlPort ?? 0, stripe: options.stripePort ?? 0 }, faults);
  let closed = false;
  return {
    get sql() {
      const { port } = running.ledger;
      const password = ledgerPassword(LEDGER_USER);
      return { host: HOST, port, database: COMPANY.database, user: LEDGER_USER, password };
    },
    get stripe() {
      return { host: HOST, port: running.stripe.port, protocol: 'http' as const, apiKey: demoApiKey() };
    },
    get gateways() {
      return running.gateways;
    },
    company: {
      name: COMPANY.name,
      currency: COMPANY.currency,
      timeZone: COMPANY.timeZone,
      accounts: POSTING_ACCOUNTS,
    },
    get today() {
      return running.world.today;
    },
    get world() {
      return running.world;
    },
    get control() {
      const { ledger, stripe } = running;
      return { sql: faults, stripe: stripe.control, dropSqlConnections: () => ledger.tds.dropAll() };
    },
    async reset() {
      await stop(running);
      running.folder.clear();
      const { seed, payments, elsewhere } = running.folder.manifest;
      const ports = { sql: running.ledger.port, stripe: running.stripe.port };
      running = await start({ ...options, seed, payments, elsewhere }, ports, faults);
    },
    async close() {
      if (closed) return;
      closed = true;
      await stop(running);
    },
  };
}
