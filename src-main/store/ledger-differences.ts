/** Where the ledger, read back after a posting, showed something else than was written. Kept; settled by a later posting. */
import type Database from 'better-sqlite3';
import type { Instant, TransactionId } from '../../shared/model.ts';

export interface LedgerDifference {
  readonly sentence: string;
  readonly at: Instant;
}

export interface LedgerDifferences {
  /** What the read-back of one outbox entry showed; an empty list settles what was seen before it. */
  record(id: TransactionId, outboxId: string, sentences: readonly string[]): void;
  /** Those that stand, oldest first. */
  standing(id: TransactionId): LedgerDifference[];
}

export function ledgerDifferencesRepository(db: Database.Database, now: () => Date): LedgerDifferences {
  const settle = db.prepare(
    'UPDATE ledger_difference SET settled_at = ? WHERE transaction_id = ? AND settled_at IS NULL',
  );
  const add = db.prepare(`
    INSERT INTO ledger_difference (outbox_id, transaction_id, sentence, seen_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (outbox_id, sentence) DO UPDATE SET seen_at = excluded.seen_at, settled_at = NULL`);
  const mark = db.prepare(
    'UPDATE gateway_transaction SET ledger_differs = @differs WHERE id = @id AND ledger_differs <> @differs',
  );
  const standing = db.prepare<[string], { sentence: string; seen_at: string }>(
    'SELECT sentence, seen_at FROM ledger_difference WHERE transaction_id = ? AND settled_at IS NULL ORDER BY rowid',
  );
  return {
    record: (id, outboxId, sentences) => {
      const at = now().toISOString();
      settle.run(at, id);
      for (const sentence of sentences) add.run(outboxId, id, sentence, at);
      mark.run({ id, differs: sentences.length > 0 ? 1 : 0 });
    },
    standing: (id) => standing.all(id).map((row) => ({ sentence: row.sentence, at: row.seen_at as Instant })),
  };
}
