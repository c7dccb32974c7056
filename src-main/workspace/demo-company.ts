/**
 * The demo company as a company like any other: its servers started, its connections pointed at them. From here on
 * nothing knows that it is a demo; the same connectors reach the same protocols.
 */
import { join } from 'node:path';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { gatewayConnectors } from '../gateways/index.ts';
import { ledgerConnectors } from '../ledgers/index.ts';
import type { ConnectionRow } from '../store/index.ts';
import type { Company } from './company.ts';
import { type CompanySettings, initialSettings } from './settings.ts';

export interface DemoServers {
  readonly settings: CompanySettings;
  /** Points the company's connections at the servers, whose ports are other ones at each start. */
  connect(company: Company): Promise<void>;
  close(): Promise<void>;
}

const LEDGER = ConnectionId.parse('sage-pro-demo');
const STRIPE = ConnectionId.parse('stripe-demo');
/** The demo's payments reach back about sixty days. */
const IMPORT_DAYS = 75;

/**
 * Connects anew what was disconnected: whoever asks for the demo wants it whole. At a plain start of the app what was
 * disconnected stays so. Returns what came back.
 */
export function restoreDemo({ store }: Pick<Company, 'store'>): ConnectionRow[] {
  const removed = [LEDGER, STRIPE].flatMap((id) => {
    const row = store.connections.find(id);
    return row?.state === 'removed' ? [row] : [];
  });
  for (const { id } of removed) store.connections.setState(id, 'active');
  return removed;
}

/** `directory`: the demo company's own folder; its ledger lives in it and keeps what was posted. */
export async function startDemoCompany(
  directory: string,
  options: { readonly seed?: number; readonly payments?: number },
): Promise<DemoServers> {
  // Its servers are a third of the program: loaded for whoever asks for the demo.
  const { startDemo } = await import('../demo/index.ts');
  const demo = await startDemo({ ...options, directory: join(directory, 'servers') });
  const { sql, stripe, company: facts } = demo;
  const ledgerSettings = {
    server: sql.host,
    port: sql.port,
    database: sql.database,
    user: sql.user,
    encrypt: false,
    baseCurrency: facts.currency,
    timeZone: facts.timeZone,
    accounts: facts.accounts,
  };
  return {
    settings: initialSettings(facts.name, ledgerSettings),
    connect: async (company) => {
      const { connections } = company.store;
      const parse = (schema: { parse(value: unknown): unknown } | undefined, settings: unknown): unknown =>
        schema?.parse(settings);
      connections.save({
        id: LEDGER,
        role: 'ledger',
        connector: 'sage-pro',
        title: 'Sage Pro (demo)',
        environment: 'test',
        settings: parse(ledgerConnectors.get('sage-pro')?.settings, ledgerSettings),
        importFrom: null,
      });
      await company.secrets.set(LEDGER, 'password', sql.password);
      const known = connections.find(STRIPE)?.importFrom;
      const importFrom = new Date(Date.parse(`${demo.today}T00:00:00Z`) - IMPORT_DAYS * 86_400_000);
      connections.save({
        id: STRIPE,
        role: 'gateway',
        connector: 'stripe',
        title: 'Stripe (demo)',
        environment: 'test',
        settings: parse(gatewayConnectors.get('stripe')?.settings, {
          host: stripe.host,
          port: stripe.port,
          protocol: stripe.protocol,
          // Stripe's own test mode allows 25 a second; the demo's server is this PC itself.
          ratePerSecond: 100,
          // Whoever pays on the demo's hosted page pays an invoice: there is no web shop behind it.
          checkoutOrders: false,
        }),
        importFrom: known ?? Instant.parse(importFrom.toISOString()),
      });
      await company.secrets.set(STRIPE, 'apiKey', stripe.apiKey);
    },
    close: () => demo.close(),
  };
}
