import type { Migration } from './migration.ts';

/** Which approvals matching has learned from; those taken back are unlearned once. */
export const lessons: Migration = {
  version: 14,
  title: 'lessons',
  sql: `
ALTER TABLE approval ADD COLUMN taught INTEGER NOT NULL DEFAULT 0 CHECK (taught IN (0, 1));
CREATE INDEX approval_to_teach ON approval (status) WHERE taught = 0 AND status IN ('open', 'posted');
CREATE INDEX approval_to_unteach ON approval (status) WHERE taught = 1 AND status IN ('undone', 'cancelled', 'returned');
`,
};
