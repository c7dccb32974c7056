import type { Migration } from './migration.ts';

/** Whatever could not be used or posted, with what is needed to repair it and to try again. */
export const deadLetters: Migration = {
  version: 10,
  title: 'dead letters',
  sql: `
CREATE TABLE dead_letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  origin TEXT NOT NULL CHECK (origin IN ('gateway_record', 'ledger_record', 'posting')),
  connection_id TEXT REFERENCES connection (id),
  external_id TEXT NOT NULL,
  transaction_id TEXT REFERENCES gateway_transaction (id),
  outbox_id TEXT REFERENCES outbox (id),
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw_text TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'retried', 'resolved', 'dismissed')),
  created_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  resolved_at TEXT,
  resolution TEXT
) STRICT;
CREATE UNIQUE INDEX dead_letter_once ON dead_letter (fingerprint) WHERE state = 'open';
CREATE INDEX dead_letter_open ON dead_letter (state, id);
CREATE INDEX dead_letter_record ON dead_letter (connection_id, external_id) WHERE state = 'open';
`,
};
