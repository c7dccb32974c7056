/**
 * What every gateway connector promises, as tests. Each connector runs them against its own simulator:
 * `gatewayContract('Stripe', startHarness)` inside a test file of its own; a source that is no network service runs
 * `importContract` alone.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Gateway, GatewayConnection, GatewayConnector } from '../../src-main/gateways/port.ts';
import { cursorPromises, importPromises } from './gateway-contract-import.ts';
import { connectionPromises, troublePromises } from './gateway-contract-network.ts';
import { Imported, pullInto, type TestDeps } from './gateway-pulls.ts';

/** The simulator's knobs, as far as the contract turns them. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'truncated' | 'dropped' | 'html' };

/** A connector and something to connect it to, fresh for each test. */
export interface GatewayHarness {
  readonly connector: GatewayConnector;
  readonly connection: GatewayConnection;
  readonly credentials: Readonly<Record<string, string>>;
  readonly deps: TestDeps;
  /** Right in form, unknown at the gateway. */
  readonly wrongCredentials: Readonly<Record<string, string>>;
  /** Wrong in form, one field each. */
  readonly malformed: readonly { readonly values: Record<string, string>; readonly field: string }[];
  /** Settings that lead to a port where nobody listens. */
  readonly unreachable: unknown;
  /** External ids of all payments that the gateway holds, declined ones among them. */
  readonly payments: readonly string[];
  readonly payouts: readonly string[];
  trouble(trouble: Trouble, times: number): void;
  /** The next page of a list is repeated, or comes in another order. */
  mixPages(how: 'repeated' | 'reordered' | 'duplicate', times: number): void;
  calm(): void;
  /** A payment arrives and the clock moves on far enough for it to be seen. Returns its external id. */
  payNow(): string | Promise<string>;
  close(): Promise<void>;
}

/** What one test works with. */
export interface ContractScene {
  readonly harness: GatewayHarness;
  /** Opens a connection, closed after the test. */
  open(credentials?: Readonly<Record<string, string>>, settings?: unknown): Gateway;
  importAll(): Promise<Imported>;
}

function scene(start: () => Promise<GatewayHarness>): () => ContractScene {
  let harness: GatewayHarness;
  const opened: Gateway[] = [];
  beforeEach(async () => {
    harness = await start();
  });
  afterEach(async () => {
    for (const gateway of opened.splice(0)) await gateway.close();
    await harness.close();
  });
  return () => {
    const open: ContractScene['open'] = (
      credentials = harness.credentials,
      settings = harness.connection.settings,
    ) => {
      const gateway = harness.connector.open({ ...harness.connection, settings }, credentials, harness.deps);
      opened.push(gateway);
      return gateway;
    };
    return { harness, open, importAll: () => pullInto(new Imported(), open()) };
  };
}

export function importContract(title: string, start: () => Promise<GatewayHarness>): void {
  describe(`${title}: the gateway contract, imports`, () => {
    const current = scene(start);
    importPromises(current);
    cursorPromises(current);
  });
}

export function gatewayContract(title: string, start: () => Promise<GatewayHarness>): void {
  importContract(title, start);
  describe(`${title}: the gateway contract, network`, () => {
    const current = scene(start);
    connectionPromises(current);
    troublePromises(current);
  });
}
