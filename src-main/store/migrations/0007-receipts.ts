import type { Migration } from './migration.ts';

/** What stands in the ledger, as read back. amount = cash + discount + write-off. Never deleted; undone by a reversal. */
export const receipts: Migration = {
  version: 7,
  title: 'receipts',
  sql: `
CREATE TABLE receipt (
  marker TEXT PRIMARY KEY,
  approval_id TEXT NOT NULL REFERENCES approval (id),
  transaction_id TEXT NOT NULL REFERENCES gateway_transaction (id),
  open_item_id TEXT,
  round INTEGER NOT NULL,
  customer_no TEXT NOT NULL,
  item_number TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'on_account', 'write_off', 'discount', 'refund', 'chargeback')),
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  discount_minor INTEGER NOT NULL,
  write_off_minor INTEGER NOT NULL,
  cash_minor INTEGER NOT NULL CHECK (cash_minor + discount_minor + write_off_minor = amount_minor),
  paid_on TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  balance_after_minor INTEGER,
  reversed_by TEXT UNIQUE,
  reversed_at TEXT
) STRICT;
CREATE INDEX receipt_of_transaction ON receipt (transaction_id);
CREATE INDEX receipt_of_approval ON receipt (approval_id);
CREATE INDEX receipt_of_item ON receipt (item_number);
CREATE INDEX receipt_posted ON receipt (posted_at);
CREATE TRIGGER receipt_kept BEFORE DELETE ON receipt BEGIN
  SELECT RAISE(ABORT, 'a receipt is never deleted; it is reversed');
END;
`,
};
