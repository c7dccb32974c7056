import type { Migration } from './migration.ts';

/** The ledger's open items, customers and accounts as last read. `last_read` is the sync run that saw the row. */
export const openItems: Migration = {
  version: 3,
  title: 'open items, customers, ledger accounts',
  sql: `
CREATE TABLE open_item (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit', 'on_account')),
  number TEXT NOT NULL,
  customer_no TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  customer_email TEXT,
  po_number TEXT,
  order_no TEXT,
  item_date TEXT NOT NULL,
  due_date TEXT,
  currency TEXT NOT NULL,
  original_minor INTEGER NOT NULL,
  balance_minor INTEGER NOT NULL,
  discount_until TEXT,
  discount_minor INTEGER,
  last_read TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX open_item_open ON open_item (customer_no, item_date) WHERE balance_minor <> 0;
CREATE INDEX open_item_number ON open_item (number);
CREATE TABLE customer (
  customer_no TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT,
  phone TEXT,
  on_credit_hold INTEGER NOT NULL CHECK (on_credit_hold IN (0, 1)),
  last_read TEXT NOT NULL
) STRICT;
CREATE TABLE ledger_account (
  number TEXT PRIMARY KEY,
  description TEXT NOT NULL,
  last_read TEXT NOT NULL
) STRICT;
`,
};
