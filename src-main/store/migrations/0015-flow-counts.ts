import type { Migration } from './migration.ts';

/** What the Flows screen counts per connection, without reading the rows themselves. */
export const flowCounts: Migration = {
  version: 15,
  title: 'counts per connection',
  sql: `
CREATE INDEX transaction_flow ON gateway_transaction (connection_id, state, band);
`,
};
