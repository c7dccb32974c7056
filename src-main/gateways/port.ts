/**
 * The gateway port: what every connector (stripe/, paytrace/, …) gives, and all that the rest of the program knows of
 * a gateway. test/support/gateway-contract.ts states the behaviour as tests that each connector passes.
 */
import type * as z from 'zod';
import type { FormField } from '../../shared/api/setup.ts';
import type { CustomerFieldShape, CustomerValues, GatewayCustomer } from '../../shared/customers.ts';
import type { ConnectionId, GatewayName, GatewayTransaction, Instant } from '../../shared/model.ts';
import type { WebOrder } from '../../shared/orders.ts';

/** Where the next pull goes on. Opaque text of the connector's own making (JSON), validated when it comes back. */
export type Cursor = string & { readonly __cursor: true };

/** A record that could not become a GatewayTransaction: kept with its reason, shown in the dead-letter list. */
export interface RejectedRecord {
  /** The gateway's id where it could be read, else ''. */
  readonly externalId: string;
  readonly reason: string;
  /** What came, redacted, as JSON or text. */
  readonly rawText: string;
}

/**
 * One page of work. The caller stores the transactions, the rejected records and the cursor in one local transaction;
 * a crash before that repeats the page, and storing by external id makes the repeat harmless.
 */
export interface GatewayPage {
  readonly transactions: readonly GatewayTransaction[];
  readonly rejected: readonly RejectedRecord[];
  readonly cursor: Cursor;
  /** 0 to 1 through this pull as well as can be told, null when unknown. */
  readonly progress: number | null;
}

export interface ConnectionTest {
  readonly ok: boolean;
  /** The account as the gateway names it. */
  readonly account: string | null;
  /** What stays the same for an account whatever the key or its name; null where the gateway does not say it. */
  readonly accountId: string | null;
  readonly environment: 'test' | 'live' | null;
  /** One line for each thing tried: reading charges, reading payouts, … */
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

export interface Gateway {
  /**
   * Tries what the connector needs with the credentials it has. A refused credential is a test that is not ok, with
   * a check that says so; only an unreachable gateway throws (ConnectionError, transient).
   */
  test(signal: AbortSignal): Promise<ConnectionTest>;
  /**
   * Everything that changed since `from` (null: since the connection's first-import date), oldest first as far as the
   * gateway allows, each page as soon as it is there. A record may come more than once (the overlap window): the newest
   * wins. Ends when it has caught up with `now`. Throws ConnectionError; pages already given stay good.
   */
  pull(from: Cursor | null, signal: AbortSignal): AsyncIterable<GatewayPage>;
  /** Frees sockets. Safe to call twice. */
  close(): Promise<void>;
  /** Only where orders are placed. */
  readonly orders?: OrderSource;
  /** Only where the gateway keeps customers of its own. */
  readonly customerBook?: GatewayCustomerBook;
}

/** Orders placed and paid in a shop. Throws ConnectionError. */
export interface OrderSource {
  /**
   * Every order that was placed or changed since, each as it is now, page by page, oldest change first as far as the shop allows; what
   * cannot become a WebOrder is rejected with its reason. `since` is lowered by the caller's overlap.
   */
  changedSince(since: Instant, signal: AbortSignal): AsyncIterable<OrderPage>;
}

export interface OrderPage {
  readonly orders: readonly WebOrder[];
  readonly rejected: readonly RejectedRecord[];
}

/** Throws ConnectionError, as everything of a gateway; a key that may not write is a permanent one that says so. */
export interface GatewayCustomerBook {
  readonly fields: readonly CustomerFieldShape[];
  read(signal: AbortSignal): AsyncIterable<readonly GatewayCustomer[]>;
  /** `once`: the same for the same decision, so that a repeat after an unknown outcome creates no second one. */
  create(values: CustomerValues, customerNo: string, once: string): Promise<GatewayCustomer>;
  update(externalId: string, values: CustomerValues, once: string): Promise<GatewayCustomer>;
}

/** What a connection to a gateway is made of. The secret comes from the keychain and is never stored elsewhere. */
export interface GatewayConnection {
  readonly id: ConnectionId;
  readonly gateway: GatewayName;
  readonly title: string;
  /** Validated by the connector's `settings` schema. */
  readonly settings: unknown;
  /** How far back the first import goes. */
  readonly importFrom: Instant;
}

export interface CredentialField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly secret: boolean;
}

/** How money at the gateway becomes a payout, and so when the next one is due. */
export type PayoutRule =
  /** Each record says when it is available (settlement.availableAt); a payout carries what is. */
  | { readonly by: 'availability' }
  /**
   * A batch settles what was taken since the one before, and is the payout: only then is a record settled. `usualDays`:
   * working days, as long as no batch was seen. `waits`: the statuses of a record that a batch may still settle.
   */
  | {
      readonly by: 'batch';
      readonly usualDays: number;
      readonly waits: readonly ('succeeded' | 'pending')[];
    }
  /** Payouts come with the records, from exports: their days so far are all that can be known. */
  | { readonly by: 'export' }
  /** The gateway tells no payouts. `reason`: what it does not tell and where it can be found, in sentences. */
  | { readonly by: 'statement'; readonly reason: string };

/** One line in the registry per gateway. */
export interface GatewayConnector {
  readonly name: GatewayName;
  readonly title: string;
  /** One line for whoever chooses among the gateways: what is read, and with what. */
  readonly summary: string;
  readonly payouts: PayoutRule;
  readonly credentials: readonly CredentialField[];
  /** Checks the shape of what was typed before anything is saved: a sentence per field that is wrong. */
  /** `settings`: as far as they are known, for what can do without one of them. */
  checkCredentials(
    values: Readonly<Record<string, string>>,
    settings?: unknown,
  ): readonly { field: string; message: string }[];
  /** Non-secret settings: host, port, time zone, reference rules. Every field has a default. */
  readonly settings: z.ZodType;
  /** The settings that a user may change, by their names in `settings`; the rest keep their defaults. */
  readonly form: readonly FormField[];
  open(
    connection: GatewayConnection,
    credentials: Readonly<Record<string, string>>,
    deps: GatewayDeps,
  ): Gateway;
}

export interface GatewayDeps {
  readonly now: () => Date;
  /** Waits, and ends early (rejecting with the signal's reason) when it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}
