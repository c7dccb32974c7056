import type { Migration } from './migration.ts';

/** A payout, whether its parts add up to it, and its one journal. */
export const payouts: Migration = {
  version: 8,
  title: 'payouts',
  sql: `
CREATE TABLE payout (
  transaction_id TEXT PRIMARY KEY REFERENCES gateway_transaction (id),
  connection_id TEXT NOT NULL REFERENCES connection (id),
  external_id TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  currency TEXT NOT NULL,
  paid_out_minor INTEGER NOT NULL,
  fee_minor INTEGER NOT NULL,
  part_count INTEGER NOT NULL,
  tie_out TEXT NOT NULL CHECK (tie_out IN ('tied_out', 'difference', 'incomplete')),
  difference_minor INTEGER NOT NULL,
  summary TEXT NOT NULL,
  journal_state TEXT NOT NULL DEFAULT 'none'
    CHECK (journal_state IN ('none', 'approved', 'posted', 'returned', 'dead_letter')),
  journal_note TEXT,
  journal_marker TEXT,
  journal_round INTEGER NOT NULL DEFAULT 0,
  journal_at TEXT,
  evaluated_at TEXT NOT NULL
) STRICT;
CREATE INDEX payout_by_date ON payout (occurred_at, transaction_id);
CREATE INDEX payout_by_state ON payout (tie_out, journal_state);
`,
};
