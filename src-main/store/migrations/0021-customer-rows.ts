import type { Migration } from './migration.ts';

/** The review list in groups by customer asks for the rows of many customers at once, each a few out of the whole list. */
export const customerRows: Migration = {
  version: 21,
  title: 'rows of one customer',
  sql: `
CREATE INDEX transaction_by_customer ON gateway_transaction (state, band, customer_no, occurred_at, seq);
`,
};
