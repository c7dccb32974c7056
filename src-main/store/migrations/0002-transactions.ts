import type { Migration } from './migration.ts';

/**
 * What the gateways know. The row holds what is searched, sorted and added up; the whole record is the newest row of
 * transaction_revision. Band and confidence repeat the proposal's, so that the review list is one index walk.
 */
export const transactions: Migration = {
  version: 2,
  title: 'transactions',
  sql: `
CREATE TABLE gateway_transaction (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  connection_id TEXT NOT NULL REFERENCES connection (id),
  gateway TEXT NOT NULL,
  external_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  payer TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  settled_currency TEXT,
  gross_minor INTEGER,
  fee_minor INTEGER,
  net_minor INTEGER,
  related_external_id TEXT,
  payout_external_id TEXT,
  state TEXT NOT NULL CHECK (state IN
    ('waiting', 'approved', 'posted', 'returned', 'dead_letter', 'ignored', 'not_applicable')),
  state_note TEXT,
  state_at TEXT NOT NULL,
  band TEXT CHECK (band IN ('ready', 'check', 'exception')),
  confidence REAL NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  search_text TEXT NOT NULL,
  proposal_text TEXT NOT NULL DEFAULT '',
  UNIQUE (connection_id, external_id),
  CHECK ((settled_currency IS NULL AND net_minor IS NULL) OR gross_minor - fee_minor = net_minor)
) STRICT;
CREATE TABLE transaction_revision (
  transaction_id TEXT NOT NULL REFERENCES gateway_transaction (id),
  revision INTEGER NOT NULL,
  seen_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (transaction_id, revision)
) STRICT;
CREATE INDEX transaction_by_date ON gateway_transaction (state, band, occurred_at, seq, gateway);
CREATE INDEX transaction_by_amount ON gateway_transaction (state, band, amount_minor, seq, gateway);
CREATE INDEX transaction_by_confidence ON gateway_transaction (state, band, confidence, seq, gateway);
CREATE INDEX transaction_by_payer ON gateway_transaction (state, band, payer, seq, gateway);
CREATE INDEX transaction_totals ON gateway_transaction (state, band, gateway, currency, amount_minor);
CREATE INDEX transaction_payout ON gateway_transaction (connection_id, payout_external_id)
  WHERE payout_external_id IS NOT NULL;
CREATE INDEX transaction_related ON gateway_transaction (connection_id, related_external_id)
  WHERE related_external_id IS NOT NULL;
CREATE INDEX transaction_period ON gateway_transaction (occurred_at, kind, status, currency, amount_minor, state);
CREATE VIRTUAL TABLE transaction_search USING fts5 (
  search_text, proposal_text, content = 'gateway_transaction', content_rowid = 'seq', tokenize = 'trigram'
);
CREATE TRIGGER transaction_search_insert AFTER INSERT ON gateway_transaction BEGIN
  INSERT INTO transaction_search (rowid, search_text, proposal_text)
  VALUES (new.seq, new.search_text, new.proposal_text);
END;
CREATE TRIGGER transaction_search_update AFTER UPDATE OF search_text, proposal_text ON gateway_transaction
WHEN old.search_text <> new.search_text OR old.proposal_text <> new.proposal_text BEGIN
  INSERT INTO transaction_search (transaction_search, rowid, search_text, proposal_text)
  VALUES ('delete', old.seq, old.search_text, old.proposal_text);
  INSERT INTO transaction_search (rowid, search_text, proposal_text)
  VALUES (new.seq, new.search_text, new.proposal_text);
END;
CREATE TRIGGER transaction_kept BEFORE DELETE ON gateway_transaction BEGIN
  SELECT RAISE(ABORT, 'a transaction is never deleted');
END;
`,
};
