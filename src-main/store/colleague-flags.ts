/** Transactions flagged for a colleague: who is asked, what, and what was replied. At most one flag stands at a time. */
import type Database from 'better-sqlite3';
import type { Instant, TransactionId } from '../../shared/model.ts';

export interface FlagNote {
  readonly note: string;
  readonly by: string;
  readonly at: Instant;
}

export interface ColleagueFlag extends FlagNote {
  /** A name as it was typed. */
  readonly forWhom: string;
  /** Oldest first. */
  readonly replies: readonly FlagNote[];
}

export interface ColleagueFlags {
  /** Sets the flag; one that stands is replaced, and its replies go with it. */
  set(id: TransactionId, flag: { forWhom: string; note: string; by: string }): void;
  /** Returns whether there was one. */
  clear(id: TransactionId, by: string): boolean;
  /** Returns false when no flag stands. */
  reply(id: TransactionId, note: string, by: string): boolean;
  standing(id: TransactionId): ColleagueFlag | null;
  /** The names that were asked before, the latest first. */
  names(limit: number): string[];
}

export function colleagueFlagsRepository(db: Database.Database, now: () => Date): ColleagueFlags {
  const add = db.prepare(`
    INSERT INTO colleague_flag (transaction_id, for_whom, note, flagged_by, flagged_at)
    VALUES (@id, @forWhom, @note, @by, @at)`);
  const mark = db.prepare('UPDATE gateway_transaction SET flagged = ? WHERE id = ?');
  const clear = db.prepare(
    'UPDATE colleague_flag SET cleared_at = ?, cleared_by = ? WHERE transaction_id = ? AND cleared_at IS NULL',
  );
  const reply = db.prepare(`
    INSERT INTO colleague_flag_reply (flag_id, note, written_by, written_at)
    SELECT id, @note, @by, @at FROM colleague_flag WHERE transaction_id = @id AND cleared_at IS NULL`);
  const standing = db.prepare<
    [string],
    { id: number; for_whom: string; note: string; flagged_by: string; flagged_at: string }
  >('SELECT * FROM colleague_flag WHERE transaction_id = ? AND cleared_at IS NULL');
  const replies = db.prepare<[number], { note: string; written_by: string; written_at: string }>(
    'SELECT note, written_by, written_at FROM colleague_flag_reply WHERE flag_id = ? ORDER BY id',
  );
  const names = db
    .prepare<[number], string>(
      'SELECT for_whom FROM colleague_flag GROUP BY for_whom ORDER BY max(id) DESC LIMIT ?',
    )
    .pluck();
  return {
    set: (id, flag) => {
      const at = now().toISOString();
      clear.run(at, flag.by, id);
      add.run({ id, ...flag, at });
      mark.run(1, id);
    },
    clear: (id, by) => {
      const cleared = clear.run(now().toISOString(), by, id).changes > 0;
      if (cleared) mark.run(0, id);
      return cleared;
    },
    reply: (id, note, by) => reply.run({ id, note, by, at: now().toISOString() }).changes > 0,
    standing: (id) => {
      const row = standing.get(id);
      if (!row) return null;
      return {
        forWhom: row.for_whom,
        note: row.note,
        by: row.flagged_by,
        at: row.flagged_at as Instant,
        replies: replies.all(row.id).map((it) => ({
          note: it.note,
          by: it.written_by,
          at: it.written_at as Instant,
        })),
      };
    },
    names: (limit) => names.all(limit),
  };
}
