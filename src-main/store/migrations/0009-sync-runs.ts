import type { Migration } from './migration.ts';

/** Every run of every connection, and when the next one is wanted. */
export const syncRuns: Migration = {
  version: 9,
  title: 'sync runs and schedules',
  sql: `
CREATE TABLE sync_run (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL REFERENCES connection (id),
  started_by TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  duration_ms INTEGER,
  state TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
  pages INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error TEXT
) STRICT;
CREATE INDEX sync_run_latest ON sync_run (connection_id, started_at);
CREATE INDEX sync_run_by_date ON sync_run (started_at, id);
CREATE UNIQUE INDEX sync_run_one_running ON sync_run (connection_id) WHERE state = 'running';
CREATE TABLE schedule (
  connection_id TEXT PRIMARY KEY REFERENCES connection (id),
  spec TEXT NOT NULL CHECK (json_valid(spec)),
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  checked_at TEXT NOT NULL
) STRICT;
`,
};
