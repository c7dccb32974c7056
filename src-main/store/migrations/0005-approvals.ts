import type { Migration } from './migration.ts';

/** Decisions. At most one approval of a transaction is open or posted at a time; the index is what guarantees it. */
export const approvals: Migration = {
  version: 5,
  title: 'approvals',
  sql: `
CREATE TABLE approval (
  id TEXT PRIMARY KEY,
  transaction_id TEXT NOT NULL REFERENCES gateway_transaction (id),
  decision TEXT NOT NULL CHECK (decision IN ('post', 'ignore')),
  status TEXT NOT NULL CHECK (status IN ('open', 'posted', 'returned', 'undone', 'cancelled', 'ignored')),
  round INTEGER NOT NULL CHECK (round >= 0),
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  reason TEXT,
  record TEXT NOT NULL,
  CHECK (decision = 'post' OR reason IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX approval_one_in_force ON approval (transaction_id)
  WHERE status IN ('open', 'posted', 'ignored');
CREATE INDEX approval_of_transaction ON approval (transaction_id, decided_at);
`,
};
