import type { Migration } from './migration.ts';

/** Every version of every connection's field mapping: what was in force when an entry was approved can be looked up. */
export const mappings: Migration = {
  version: 18,
  title: 'field mappings',
  sql: `
CREATE TABLE mapping_version (
  connection_id TEXT NOT NULL REFERENCES connection (id),
  version INTEGER NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  note TEXT NOT NULL,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  targets TEXT NOT NULL CHECK (json_valid(targets)),
  PRIMARY KEY (connection_id, version)
) STRICT;
CREATE TRIGGER mapping_version_kept BEFORE UPDATE ON mapping_version BEGIN
  SELECT RAISE(ABORT, 'a version of a mapping is never changed');
END;
`,
};
