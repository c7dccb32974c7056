/** Decisions, kept for ever. Of one transaction at most one is in force (open, posted or ignored) at a time. */
import type Database from 'better-sqlite3';
import type { Approval, ApprovalId, TransactionId } from '../../shared/model.ts';
import { fromJson } from './canonical.ts';
import { missingRow } from './errors.ts';

/**
 * open: in the outbox. posted: in the ledger. returned: the ledger refused it. undone: was posted, then reversed.
 * cancelled: taken back before it was sent. ignored: decided not to post.
 */
export type ApprovalStatus = 'open' | 'posted' | 'returned' | 'undone' | 'cancelled' | 'ignored';

export interface ApprovalRow {
  readonly approval: Approval;
  readonly status: ApprovalStatus;
  /** 0 for the first posting of the transaction, one more after each undo. */
  readonly round: number;
}

export interface Approvals {
  add(approval: Approval, status: 'open' | 'ignored', round: number): void;
  setStatus(id: ApprovalId, status: ApprovalStatus): void;
  get(id: ApprovalId): ApprovalRow;
  inForce(transactionId: TransactionId): ApprovalRow | null;
  history(transactionId: TransactionId): ApprovalRow[];
  /** Given and not learned from yet, and taken back but still learned from; oldest first. */
  lessonsDue(): { readonly teach: Approval[]; readonly unteach: Approval[] };
  setTaught(ids: readonly ApprovalId[], taught: boolean): void;
  /** The round that the next approval of the transaction posts in. */
  nextRound(transactionId: TransactionId): number;
}

interface Row {
  record: string;
  status: string;
  round: number;
}

const toApproval = (row: Row): ApprovalRow => ({
  approval: fromJson<Approval>(row.record, 'approval'),
  status: row.status as ApprovalStatus,
  round: row.round,
});

export function approvalsRepository(db: Database.Database): Approvals {
  const add = db.prepare(`
    INSERT INTO approval (id, transaction_id, decision, status, round, decided_by, decided_at, reason, record)
    VALUES (@id, @transactionId, @decision, @status, @round, @decidedBy, @decidedAt, @reason, @record)`);
  const setStatus = db.prepare('UPDATE approval SET status = ? WHERE id = ?');
  const get = db.prepare<[string], Row>('SELECT record, status, round FROM approval WHERE id = ?');
  const inForce = db.prepare<[string], Row>(
    `SELECT record, status, round FROM approval WHERE transaction_id = ? AND status IN ('open', 'posted', 'ignored')`,
  );
  const history = db.prepare<[string], Row>(
    'SELECT record, status, round FROM approval WHERE transaction_id = ? ORDER BY decided_at, rowid',
  );
  const undone = db
    .prepare<[string], number>(`SELECT count(*) FROM approval WHERE transaction_id = ? AND status = 'undone'`)
    .pluck();
  const toTeach = db.prepare<[], Row>(
    `SELECT record, status, round FROM approval WHERE taught = 0 AND status IN ('open', 'posted') ORDER BY decided_at, rowid`,
  );
  const toUnteach = db.prepare<[], Row>(
    `SELECT record, status, round FROM approval WHERE taught = 1 AND status IN ('undone', 'cancelled', 'returned')
     ORDER BY decided_at, rowid`,
  );
  const setTaught = db.prepare('UPDATE approval SET taught = ? WHERE id IN (SELECT value FROM json_each(?))');
  return {
    lessonsDue: () => ({
      teach: toTeach.all().map((row) => toApproval(row).approval),
      unteach: toUnteach.all().map((row) => toApproval(row).approval),
    }),
    setTaught: (ids, taught) => {
      setTaught.run(taught ? 1 : 0, JSON.stringify(ids));
    },
    add: (approval, status, round) => {
      const { id, transactionId, decision, decidedBy, decidedAt, reason } = approval;
      add.run({
        id,
        transactionId,
        decision,
        decidedBy,
        decidedAt,
        reason,
        status,
        round,
        record: JSON.stringify(approval),
      });
    },
    setStatus: (id, status) => {
      if (setStatus.run(status, id).changes === 0) throw missingRow('approval', id);
    },
    get: (id) => {
      const row = get.get(id);
      if (!row) throw missingRow('approval', id);
      return toApproval(row);
    },
    inForce: (transactionId) => {
      const row = inForce.get(transactionId);
      return row ? toApproval(row) : null;
    },
    history: (transactionId) => history.all(transactionId).map(toApproval),
    nextRound: (transactionId) => undone.get(transactionId) ?? 0,
  };
}
