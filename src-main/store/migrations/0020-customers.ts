import type { Migration } from './migration.ts';

/** Customers of both sides, and which is which where a person said so (customer_no NULL: nobody of the ledger). */
export const customers: Migration = {
  version: 20,
  title: 'customers of both sides',
  sql: `
CREATE TABLE gateway_customer (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  external_id TEXT NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  read_at TEXT NOT NULL,
  PRIMARY KEY (connection_id, external_id)
) STRICT;
CREATE TABLE ledger_customer (
  customer_no TEXT PRIMARY KEY,
  record TEXT NOT NULL CHECK (json_valid(record)),
  read_at TEXT NOT NULL
) STRICT;
CREATE TABLE customer_link (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  external_id TEXT NOT NULL,
  customer_no TEXT,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (connection_id, external_id)
) STRICT;
`,
};
