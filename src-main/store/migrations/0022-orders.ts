import type { Migration } from './migration.ts';

/** Web orders as last read, what was decided about each, and which article of a shop is which of the ledger. */
export const orders: Migration = {
  version: 22,
  title: 'web orders',
  sql: `
CREATE TABLE web_order (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  external_id TEXT NOT NULL,
  placed_at TEXT NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'created', 'exported', 'void', 'ignored')),
  number TEXT,
  customer_no TEXT,
  decided TEXT,
  read_at TEXT NOT NULL,
  PRIMARY KEY (connection_id, external_id)
) STRICT;
CREATE INDEX web_order_by_date ON web_order (placed_at);
CREATE TABLE order_cursor (
  connection_id TEXT PRIMARY KEY REFERENCES connection (id),
  read_through TEXT NOT NULL
) STRICT;
CREATE TABLE order_item_link (
  article TEXT PRIMARY KEY,
  item TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL
) STRICT;
CREATE TABLE ledger_item (
  item TEXT PRIMARY KEY,
  description TEXT NOT NULL
) STRICT;
`,
};
