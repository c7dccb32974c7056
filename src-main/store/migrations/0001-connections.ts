import type { Migration } from './migration.ts';

/** A store holds one company, so it has at most one ledger; secrets are in the keychain, never here. */
export const connections: Migration = {
  version: 1,
  title: 'connections',
  sql: `
CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('ledger', 'gateway')),
  connector TEXT NOT NULL,
  title TEXT NOT NULL,
  environment TEXT NOT NULL CHECK (environment IN ('test', 'live')),
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  import_from TEXT,
  cursor TEXT,
  cursor_at TEXT,
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'removed')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX connection_one_ledger ON connection (role) WHERE role = 'ledger' AND state <> 'removed';
`,
};
