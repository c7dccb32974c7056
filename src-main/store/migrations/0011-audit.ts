import type { Migration } from './migration.ts';

/**
 * The audit trail. Append-only by trigger; each event's hash covers the one before, and audit_head remembers the last
 * one, so that a missing tail shows as well as a changed middle.
 */
export const audit: Migration = {
  version: 11,
  title: 'audit trail',
  sql: `
CREATE TABLE audit_event (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  sentence TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX audit_event_subject ON audit_event (subject_kind, subject_id, seq);
CREATE TRIGGER audit_event_unchanged BEFORE UPDATE ON audit_event BEGIN
  SELECT RAISE(ABORT, 'an audit event is never changed');
END;
CREATE TRIGGER audit_event_kept BEFORE DELETE ON audit_event BEGIN
  SELECT RAISE(ABORT, 'an audit event is never deleted');
END;
CREATE TABLE audit_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (one, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
CREATE TRIGGER audit_head_kept BEFORE DELETE ON audit_head BEGIN
  SELECT RAISE(ABORT, 'the head of the audit trail is never deleted');
END;
CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head WHEN new.seq <> old.seq + 1 BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows');
END;
`,
};
