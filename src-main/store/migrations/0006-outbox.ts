import type { Migration } from './migration.ts';

/**
 * What is to be written to the ledger, in order. due: to be sent. in_flight: handed to the ledger, outcome not yet
 * recorded. outbox_item says which items an entry moves and by how much, so that two approvals of one invoice are
 * posted in order and reckon with each other.
 */
export const outbox: Migration = {
  version: 6,
  title: 'outbox',
  sql: `
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('approval', 'reversal', 'journal', 'journal_reversal')),
  transaction_id TEXT NOT NULL REFERENCES gateway_transaction (id),
  approval_id TEXT REFERENCES approval (id),
  round INTEGER NOT NULL,
  posting TEXT NOT NULL,
  markers TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('due', 'in_flight', 'done', 'refused', 'dead', 'cancelled')),
  attempts INTEGER NOT NULL DEFAULT 0,
  outcome_unknown INTEGER NOT NULL DEFAULT 0 CHECK (outcome_unknown IN (0, 1)),
  next_attempt_at TEXT NOT NULL,
  first_failed_at TEXT,
  last_error_code TEXT,
  last_error TEXT,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE INDEX outbox_pending ON outbox (seq, next_attempt_at) WHERE state IN ('due', 'in_flight');
CREATE INDEX outbox_of_transaction ON outbox (transaction_id);
CREATE UNIQUE INDEX outbox_one_journal ON outbox (transaction_id, kind, round)
  WHERE kind IN ('journal', 'journal_reversal') AND state NOT IN ('cancelled', 'refused');
CREATE TABLE outbox_item (
  outbox_seq INTEGER NOT NULL REFERENCES outbox (seq),
  open_item_id TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (open_item_id, outbox_seq)
) STRICT;
CREATE INDEX outbox_item_of_entry ON outbox_item (outbox_seq);
`,
};
