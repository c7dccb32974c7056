import type { Migration } from './migration.ts';

/** The current proposal per transaction, and which ones a person has turned down (never proposed again). */
export const proposals: Migration = {
  version: 4,
  title: 'proposals',
  sql: `
CREATE TABLE proposal (
  transaction_id TEXT PRIMARY KEY REFERENCES gateway_transaction (id),
  version INTEGER NOT NULL,
  made_by TEXT NOT NULL CHECK (made_by IN ('matching', 'person')),
  signature TEXT NOT NULL,
  record TEXT NOT NULL,
  proposed_at TEXT NOT NULL
) STRICT;
CREATE TABLE proposal_rejection (
  transaction_id TEXT NOT NULL REFERENCES gateway_transaction (id),
  signature TEXT NOT NULL,
  rejected_by TEXT NOT NULL,
  rejected_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (transaction_id, signature)
) STRICT;
`,
};
