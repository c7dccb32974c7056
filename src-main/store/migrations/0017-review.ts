import type { Migration } from './migration.ts';

/**
 * What the review list is filtered and grouped by, beside the transaction: the proposed customer, the proposal's flags
 * (each between spaces), whether a colleague is asked, whether the ledger shows something else than was written. The index
 * that walks by date holds all of it, so that counts and groups of a whole list never read the wide rows.
 */
export const review: Migration = {
  version: 17,
  title: 'review: filters, groups, flags for colleagues, differences in the ledger',
  sql: `
ALTER TABLE gateway_transaction ADD COLUMN customer_no TEXT NOT NULL DEFAULT '';
ALTER TABLE gateway_transaction ADD COLUMN flags TEXT NOT NULL DEFAULT '';
ALTER TABLE gateway_transaction ADD COLUMN flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1));
ALTER TABLE gateway_transaction ADD COLUMN ledger_differs INTEGER NOT NULL DEFAULT 0 CHECK (ledger_differs IN (0, 1));
UPDATE gateway_transaction SET
  customer_no = coalesce(
    (SELECT json_extract(p.record, '$.customerNo') FROM proposal AS p WHERE p.transaction_id = gateway_transaction.id), ''),
  flags = coalesce(
    (SELECT ' ' || group_concat(f.value, ' ') || ' ' FROM proposal AS p, json_each(p.record, '$.flags') AS f
     WHERE p.transaction_id = gateway_transaction.id), '')
WHERE band IS NOT NULL;
DROP INDEX transaction_by_date;
CREATE INDEX transaction_by_date ON gateway_transaction (state, band, occurred_at, seq, gateway, currency, amount_minor,
  kind, customer_no, connection_id, payout_external_id, flags, flagged, ledger_differs, payer, confidence);
CREATE TABLE colleague_flag (
  id INTEGER PRIMARY KEY,
  transaction_id TEXT NOT NULL REFERENCES gateway_transaction (id),
  for_whom TEXT NOT NULL,
  note TEXT NOT NULL,
  flagged_by TEXT NOT NULL,
  flagged_at TEXT NOT NULL,
  cleared_at TEXT,
  cleared_by TEXT
) STRICT;
CREATE UNIQUE INDEX colleague_flag_standing ON colleague_flag (transaction_id) WHERE cleared_at IS NULL;
CREATE TABLE colleague_flag_reply (
  id INTEGER PRIMARY KEY,
  flag_id INTEGER NOT NULL REFERENCES colleague_flag (id),
  note TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at TEXT NOT NULL
) STRICT;
CREATE INDEX colleague_flag_reply_of ON colleague_flag_reply (flag_id, id);
CREATE TABLE ledger_difference (
  outbox_id TEXT NOT NULL REFERENCES outbox (id),
  transaction_id TEXT NOT NULL REFERENCES gateway_transaction (id),
  sentence TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  settled_at TEXT,
  PRIMARY KEY (outbox_id, sentence)
) STRICT;
CREATE INDEX ledger_difference_of ON ledger_difference (transaction_id);
`,
};
