import type { Migration } from './migration.ts';

/** Whose account a gateway's connection reads, as its own test said; null until a test has said it. */
export const accounts: Migration = {
  version: 19,
  title: 'accounts',
  sql: 'ALTER TABLE connection ADD COLUMN account TEXT;',
};
