/** The customers of both sides as last read, and what a person said about which is which. */
import type Database from 'better-sqlite3';
import type { GatewayCustomer, LedgerCustomer } from '../../shared/customers.ts';
import type { ConnectionId, Instant } from '../../shared/model.ts';
import { fromJson } from './canonical.ts';

export interface PostedPayments {
  readonly connectionId: ConnectionId;
  /** The gateway's id of the customer. */
  readonly externalId: string;
  readonly customerNo: string;
  readonly count: number;
}

export interface CustomerLink {
  readonly connectionId: ConnectionId;
  readonly externalId: string;
  readonly customerNo: string | null;
}

export interface Customers {
  /** Replaces all that is known of the connection's. */
  replaceGateway(id: ConnectionId, customers: readonly GatewayCustomer[]): void;
  replaceLedger(customers: readonly LedgerCustomer[]): void;
  saveGateway(id: ConnectionId, customer: GatewayCustomer): void;
  saveLedger(customer: LedgerCustomer): void;
  gateway(id: ConnectionId): GatewayCustomer[];
  ledger(): LedgerCustomer[];
  links(): CustomerLink[];
  link(link: CustomerLink, by: string): void;
  /** Standing receipts of payments that name a customer of the gateway. */
  posted(): PostedPayments[];
  /** Null when neither side was ever read. */
  readAt(): Instant | null;
}

export function customersRepository(db: Database.Database, now: () => Date): Customers {
  const putGateway = db.prepare(
    'INSERT OR REPLACE INTO gateway_customer (connection_id, external_id, record, read_at) VALUES (?, ?, ?, ?)',
  );
  const clearGateway = db.prepare('DELETE FROM gateway_customer WHERE connection_id = ?');
  const putLedger = db.prepare(
    'INSERT OR REPLACE INTO ledger_customer (customer_no, record, read_at) VALUES (?, ?, ?)',
  );
  const clearLedger = db.prepare('DELETE FROM ledger_customer');
  const gateway = db
    .prepare<[string], string>(
      'SELECT record FROM gateway_customer WHERE connection_id = ? ORDER BY external_id',
    )
    .pluck();
  const ledger = db.prepare<[], string>('SELECT record FROM ledger_customer ORDER BY customer_no').pluck();
  const links = db.prepare<[], CustomerLink>(
    'SELECT connection_id AS connectionId, external_id AS externalId, customer_no AS customerNo FROM customer_link',
  );
  const link = db.prepare(`
    INSERT OR REPLACE INTO customer_link (connection_id, external_id, customer_no, decided_by, decided_at)
    VALUES (@connectionId, @externalId, @customerNo, @by, @at)`);
  const posted = db.prepare<[], PostedPayments>(`
    SELECT t.connection_id AS connectionId, json_extract(v.record, '$.payer.customerRef') AS externalId,
      r.customer_no AS customerNo, count(DISTINCT t.id) AS count
    FROM receipt AS r
    JOIN gateway_transaction AS t ON t.id = r.transaction_id
    JOIN transaction_revision AS v ON v.transaction_id = t.id AND v.revision = t.revision
    WHERE r.reversed_by IS NULL AND r.kind = 'receipt' AND externalId IS NOT NULL
    GROUP BY 1, 2, 3`);
  const readAt = db
    .prepare<[], string | null>(
      'SELECT max(read_at) FROM (SELECT read_at FROM gateway_customer UNION ALL SELECT read_at FROM ledger_customer)',
    )
    .pluck();
  const at = (): string => now().toISOString();
  return {
    replaceGateway: (id, customers) => {
      clearGateway.run(id);
      for (const one of customers) putGateway.run(id, one.externalId, JSON.stringify(one), at());
    },
    replaceLedger: (customers) => {
      clearLedger.run();
      for (const one of customers) putLedger.run(one.customerNo, JSON.stringify(one), at());
    },
    saveGateway: (id, customer) =>
      void putGateway.run(id, customer.externalId, JSON.stringify(customer), at()),
    saveLedger: (customer) => void putLedger.run(customer.customerNo, JSON.stringify(customer), at()),
    gateway: (id) => gateway.all(id).map((text) => fromJson<GatewayCustomer>(text, 'customer')),
    ledger: () => ledger.all().map((text) => fromJson<LedgerCustomer>(text, 'customer')),
    links: () => links.all(),
    link: (decided, by) => void link.run({ ...decided, by, at: at() }),
    posted: () => posted.all(),
    readAt: () => (readAt.get() ?? null) as Instant | null,
  };
}
