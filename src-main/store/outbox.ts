/**
 * What is to be written to the ledger, durable before the ledger is touched. Entries that move the same item are sent
 * in the order they were approved; all others do not wait for each other.
 */
import type Database from 'better-sqlite3';
import type { ApprovalId, Instant, Marker, OpenItemId, TransactionId } from '../../shared/model.ts';
import type { Minor } from '../../shared/money.ts';
import { fromJson } from './canonical.ts';
import { missingRow } from './errors.ts';

export type OutboxKind = 'approval' | 'reversal' | 'journal' | 'journal_reversal';
export type OutboxState = 'due' | 'in_flight' | 'done' | 'refused' | 'dead' | 'cancelled';

export interface OutboxEntry {
  readonly seq: number;
  readonly id: string;
  readonly kind: OutboxKind;
  readonly transactionId: TransactionId;
  readonly approvalId: ApprovalId | null;
  readonly round: number;
  /** The ledger port's Posting as JSON; posting/ reads and writes it. */
  readonly posting: string;
  readonly markers: readonly Marker[];
  readonly state: OutboxState;
  /** How often the ledger was asked to write it. */
  readonly attempts: number;
  /** It may be in the ledger: look for its markers before anything else. */
  readonly outcomeUnknown: boolean;
  readonly nextAttemptAt: Instant;
  readonly firstFailedAt: Instant | null;
  readonly lastErrorCode: string | null;
  readonly lastError: string | null;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
}

export type NewOutboxEntry = Pick<
  OutboxEntry,
  'id' | 'kind' | 'transactionId' | 'approvalId' | 'round' | 'posting' | 'markers' | 'createdBy'
> & {
  /** What each item's balance goes down by (below zero: goes up). */
  readonly moves: readonly { readonly openItemId: OpenItemId; readonly amountMinor: Minor }[];
};

export interface OutboxFailure {
  readonly nextAttemptAt: Date;
  readonly outcomeUnknown: boolean;
  readonly code: string;
  readonly message: string;
}

export interface Outbox {
  add(entry: NewOutboxEntry): void;
  get(id: string): OutboxEntry;
  /** The first entry that may be sent now, passing over those that wait for an earlier one of the same item. */
  nextDue(now: Date): OutboxEntry | null;
  /** When something will be due next; null when nothing is pending. */
  nextDueAt(): Instant | null;
  pendingCount(): number;
  pendingOf(transactionId: TransactionId): OutboxEntry[];
  entriesOf(transactionId: TransactionId): OutboxEntry[];
  /** The same for every item that pending entries move. */
  reserved(): ReadonlyMap<OpenItemId, Minor>;
  /** What pending entries will still take from an item's balance. */
  reservedMinor(openItemId: OpenItemId): Minor;
  /** Durable before the ledger is called: from now on the outcome is unknown until recorded. False: it was withdrawn. */
  claim(id: string): boolean;
  /** Puts it back to be tried again. */
  delay(id: string, failure: OutboxFailure): void;
  finish(id: string, state: 'done' | 'refused' | 'dead' | 'cancelled', error: OutboxError | null): void;
  /** A dead entry to be tried again from the first attempt; an unknown outcome stays unknown. */
  revive(id: string): void;
}

interface OutboxError {
  readonly code: string;
  readonly message: string;
  readonly outcomeUnknown?: boolean;
}

interface Row {
  seq: number;
  id: string;
  kind: string;
  transaction_id: string;
  approval_id: string | null;
  round: number;
  posting: string;
  markers: string;
  state: string;
  attempts: number;
  outcome_unknown: number;
  next_attempt_at: string;
  first_failed_at: string | null;
  last_error_code: string | null;
  last_error: string | null;
  created_by: string;
  created_at: string;
  finished_at: string | null;
}

const toEntry = (row: Row): OutboxEntry => ({
  seq: row.seq,
  id: row.id,
  kind: row.kind as OutboxKind,
  transactionId: row.transaction_id as TransactionId,
  approvalId: row.approval_id as ApprovalId | null,
  round: row.round,
  posting: row.posting,
  markers: fromJson<Marker[]>(row.markers, 'outbox entry'),
  state: row.state as OutboxState,
  attempts: row.attempts,
  outcomeUnknown: row.outcome_unknown === 1 || row.state === 'in_flight',
  nextAttemptAt: row.next_attempt_at as Instant,
  firstFailedAt: row.first_failed_at as Instant | null,
  lastErrorCode: row.last_error_code,
  lastError: row.last_error,
  createdBy: row.created_by,
  createdAt: row.created_at as Instant,
  finishedAt: row.finished_at as Instant | null,
});

const PENDING = `state IN ('due', 'in_flight')`;

export function outboxRepository(db: Database.Database, now: () => Date): Outbox {
  const add = db.prepare(`
    INSERT INTO outbox (id, kind, transaction_id, approval_id, round, posting, markers, state, next_attempt_at,
      created_by, created_at)
    VALUES (@id, @kind, @transactionId, @approvalId, @round, @posting, @markers, 'due', @at, @createdBy, @at)`);
  const addMove = db.prepare(
    'INSERT INTO outbox_item (outbox_seq, open_item_id, amount_minor) VALUES (?, ?, ?)',
  );
  const get = db.prepare<[string], Row>('SELECT * FROM outbox WHERE id = ?');
  const due = db.prepare<[string], Row>(`
    SELECT * FROM outbox AS o WHERE ${PENDING} AND next_attempt_at <= ?
      AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.transaction_id = o.transaction_id AND earlier.seq < o.seq AND earlier.${PENDING})
      AND NOT EXISTS (
        SELECT 1 FROM outbox_item AS mine
        JOIN outbox_item AS theirs ON theirs.open_item_id = mine.open_item_id AND theirs.outbox_seq < o.seq
        JOIN outbox AS earlier ON earlier.seq = theirs.outbox_seq AND earlier.${PENDING}
        WHERE mine.outbox_seq = o.seq)
    ORDER BY seq LIMIT 1`);
  const dueAt = db
    .prepare<[], string | null>(`SELECT min(next_attempt_at) FROM outbox WHERE ${PENDING}`)
    .pluck();
  const pending = db.prepare<[], number>(`SELECT count(*) FROM outbox WHERE ${PENDING}`).pluck();
  const entriesOf = db.prepare<[string], Row>('SELECT * FROM outbox WHERE transaction_id = ? ORDER BY seq');
  const reserved = db
    .prepare<[string], number>(
      `SELECT coalesce(sum(i.amount_minor), 0) FROM outbox_item AS i JOIN outbox AS o ON o.seq = i.outbox_seq
       WHERE i.open_item_id = ? AND o.${PENDING}`,
    )
    .pluck();
  const allReserved = db.prepare<[], { id: OpenItemId; amount: number }>(
    `SELECT i.open_item_id AS id, sum(i.amount_minor) AS amount FROM outbox AS o
     JOIN outbox_item AS i ON i.outbox_seq = o.seq WHERE o.${PENDING} GROUP BY i.open_item_id`,
  );
  const claim = db.prepare(
    `UPDATE outbox SET state = 'in_flight', attempts = attempts + 1 WHERE id = ? AND ${PENDING}`,
  );
  const delay = db.prepare(`
    UPDATE outbox SET state = 'due', next_attempt_at = @next, outcome_unknown = @unknown, last_error_code = @code,
      last_error = @message, first_failed_at = coalesce(first_failed_at, @at) WHERE id = @id`);
  const finish = db.prepare(`
    UPDATE outbox SET state = @state, finished_at = @at, outcome_unknown = @unknown,
      last_error_code = coalesce(@code, last_error_code), last_error = coalesce(@message, last_error) WHERE id = @id`);
  const revive = db.prepare(`
    UPDATE outbox SET state = 'due', attempts = 0, next_attempt_at = @at, first_failed_at = NULL, finished_at = NULL
    WHERE id = @id AND state = 'dead'`);

  return {
    add: ({ moves, markers, ...entry }) => {
      const { lastInsertRowid } = add.run({
        ...entry,
        markers: JSON.stringify(markers),
        at: now().toISOString(),
      });
      for (const { openItemId, amountMinor } of moves) addMove.run(lastInsertRowid, openItemId, amountMinor);
    },
    get: (id) => {
      const row = get.get(id);
      if (!row) throw missingRow('outbox entry', id);
      return toEntry(row);
    },
    nextDue: (at) => {
      const row = due.get(at.toISOString());
      return row ? toEntry(row) : null;
    },
    nextDueAt: () => (dueAt.get() ?? null) as Instant | null,
    pendingCount: () => pending.get() ?? 0,
    pendingOf: (id) =>
      entriesOf
        .all(id)
        .filter(({ state }) => state === 'due' || state === 'in_flight')
        .map(toEntry),
    entriesOf: (id) => entriesOf.all(id).map(toEntry),
    reservedMinor: (openItemId) => reserved.get(openItemId) ?? 0,
    reserved: () => new Map(allReserved.all().map(({ id, amount }) => [id, amount])),
    claim: (id) => claim.run(id).changes === 1,
    delay: (id, failure) => {
      delay.run({
        id,
        next: failure.nextAttemptAt.toISOString(),
        unknown: failure.outcomeUnknown ? 1 : 0,
        code: failure.code,
        message: failure.message,
        at: now().toISOString(),
      });
    },
    finish: (id, state, error) => {
      finish.run({
        id,
        state,
        unknown: error?.outcomeUnknown ? 1 : 0,
        code: error?.code ?? null,
        message: error?.message ?? null,
        at: now().toISOString(),
      });
    },
    revive: (id) => {
      if (revive.run({ id, at: now().toISOString() }).changes === 0)
        throw missingRow('dead outbox entry', id);
    },
  };
}
