import type { Migration } from './migration.ts';

/** Who may do what only one process may do at a time: drain the outbox, run a connection. */
export const leases: Migration = {
  version: 13,
  title: 'leases',
  sql: `
CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
`,
};
