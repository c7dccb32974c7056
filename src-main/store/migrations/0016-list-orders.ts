import type { Migration } from './migration.ts';

/** What the lists of history, exceptions and payouts can be sorted by. */
export const listOrders: Migration = {
  version: 16,
  title: 'list orders',
  sql: `
CREATE INDEX audit_event_by_actor ON audit_event (actor COLLATE NOCASE, seq);
CREATE INDEX audit_event_by_action ON audit_event (action, seq);
CREATE INDEX audit_event_by_time ON audit_event (at, seq);
CREATE INDEX dead_letter_by_seen ON dead_letter (last_seen_at, id) WHERE state = 'open';
CREATE INDEX dead_letter_by_origin ON dead_letter (origin, id) WHERE state = 'open';
CREATE INDEX dead_letter_by_code ON dead_letter (code, id) WHERE state = 'open';
CREATE INDEX dead_letter_by_attempts ON dead_letter (attempts, id) WHERE state = 'open';
CREATE INDEX payout_by_amount ON payout (paid_out_minor, transaction_id);
`,
};
