import type { Migration } from './migration.ts';

/** The user's settings by name, as JSON; validated by whoever owns the name. */
export const settings: Migration = {
  version: 12,
  title: 'settings',
  sql: `
CREATE TABLE app_setting (
  name TEXT PRIMARY KEY,
  setting TEXT NOT NULL CHECK (json_valid(setting)),
  updated_at TEXT NOT NULL
) STRICT;
`,
};
