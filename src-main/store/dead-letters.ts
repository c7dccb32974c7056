/** Records that could not be used and postings that failed for good: nothing is lost, everything can be tried again. */
import type Database from 'better-sqlite3';
import type { ConnectionId, Instant, TransactionId } from '../../shared/model.ts';
import { sha256 } from './canonical.ts';
import { missingRow } from './errors.ts';

export type DeadLetterOrigin = 'gateway_record' | 'ledger_record' | 'posting';

export interface DeadLetter {
  readonly id: number;
  readonly origin: DeadLetterOrigin;
  readonly connectionId: ConnectionId | null;
  /** The other side's id or key, '' where none could be read. */
  readonly externalId: string;
  readonly transactionId: TransactionId | null;
  readonly outboxId: string | null;
  readonly code: string;
  readonly reason: string;
  /** What came or what was to be posted, redacted. */
  readonly rawText: string;
  /** How often it came or was tried. */
  readonly attempts: number;
  readonly state: 'open' | 'retried' | 'resolved' | 'dismissed';
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly resolvedAt: Instant | null;
  readonly resolution: string | null;
}

export type NewDeadLetter = Pick<
  DeadLetter,
  | 'origin'
  | 'connectionId'
  | 'externalId'
  | 'transactionId'
  | 'outboxId'
  | 'code'
  | 'reason'
  | 'rawText'
  | 'attempts'
>;

export interface DeadLetters {
  /** The same thing seen again (an overlap window) is counted, not repeated. Returns whether it is a new one. */
  add(letter: NewDeadLetter): boolean;
  get(id: number): DeadLetter;
  /** Newest first. */
  page(states: readonly DeadLetter['state'][], beforeId: number | null, limit: number): DeadLetter[];
  openCount(): number;
  openCountOf(connectionId: ConnectionId): number;
  close(id: number, state: Exclude<DeadLetter['state'], 'open'>, resolution: string): void;
  /** The record came again and was good. Returns how many letters that settled. */
  resolveRecord(connectionId: ConnectionId, externalId: string, resolution: string): number;
  /** Records that a whole read no longer found wanting. */
  resolveUnseen(connectionId: ConnectionId, since: Instant, resolution: string): number;
}

export interface DeadLetterRow {
  id: number;
  origin: string;
  connection_id: string | null;
  external_id: string;
  transaction_id: string | null;
  outbox_id: string | null;
  code: string;
  reason: string;
  raw_text: string;
  attempts: number;
  state: string;
  created_at: string;
  last_seen_at: string;
  resolved_at: string | null;
  resolution: string | null;
}

export const toLetter = (row: DeadLetterRow): DeadLetter => ({
  id: row.id,
  origin: row.origin as DeadLetterOrigin,
  connectionId: row.connection_id as ConnectionId | null,
  externalId: row.external_id,
  transactionId: row.transaction_id as TransactionId | null,
  outboxId: row.outbox_id,
  code: row.code,
  reason: row.reason,
  rawText: row.raw_text,
  attempts: row.attempts,
  state: row.state as DeadLetter['state'],
  createdAt: row.created_at as Instant,
  lastSeenAt: row.last_seen_at as Instant,
  resolvedAt: row.resolved_at as Instant | null,
  resolution: row.resolution,
});

export function deadLettersRepository(db: Database.Database, now: () => Date): DeadLetters {
  const add = db.prepare<Record<string, unknown>, { created: number }>(`
    INSERT INTO dead_letter (origin, connection_id, external_id, transaction_id, outbox_id, code, reason, raw_text,
      fingerprint, attempts, created_at, last_seen_at)
    VALUES (@origin, @connectionId, @externalId, @transactionId, @outboxId, @code, @reason, @rawText,
      @fingerprint, @attempts, @at, @at)
    ON CONFLICT (fingerprint) WHERE state = 'open' DO UPDATE SET attempts = attempts + 1, last_seen_at = @at,
      code = @code, reason = @reason
    RETURNING created_at = @at AND last_seen_at = @at AND attempts = @attempts AS created`);
  const get = db.prepare<[number], DeadLetterRow>('SELECT * FROM dead_letter WHERE id = ?');
  const page = db.prepare<[string, number, number], DeadLetterRow>(`
    SELECT * FROM dead_letter WHERE state IN (SELECT value FROM json_each(?)) AND id < ?
    ORDER BY id DESC LIMIT ?`);
  const openCount = db.prepare<[], number>(`SELECT count(*) FROM dead_letter WHERE state = 'open'`).pluck();
  const openCountOf = db
    .prepare<[string], number>(`SELECT count(*) FROM dead_letter WHERE connection_id = ? AND state = 'open'`)
    .pluck();
  const close = db.prepare('UPDATE dead_letter SET state = ?, resolved_at = ?, resolution = ? WHERE id = ?');
  const resolve = db.prepare(`
    UPDATE dead_letter SET state = 'resolved', resolved_at = ?, resolution = ?
    WHERE connection_id = ? AND external_id = ? AND state = 'open' AND origin <> 'posting'`);
  const resolveUnseen = db.prepare(`
    UPDATE dead_letter SET state = 'resolved', resolved_at = ?, resolution = ?
    WHERE connection_id = ? AND last_seen_at < ? AND state = 'open' AND origin <> 'posting'`);
  return {
    add: (letter) => {
      const { origin, connectionId, externalId, outboxId, rawText } = letter;
      const same = externalId === '' ? rawText : '';
      const fingerprint = sha256(JSON.stringify([origin, connectionId, externalId, outboxId, same]));
      return add.get({ ...letter, fingerprint, at: now().toISOString() })?.created === 1;
    },
    get: (id) => {
      const row = get.get(id);
      if (!row) throw missingRow('dead letter', String(id));
      return toLetter(row);
    },
    page: (states, beforeId, limit) =>
      page.all(JSON.stringify(states), beforeId ?? Number.MAX_SAFE_INTEGER, limit).map(toLetter),
    openCount: () => openCount.get() ?? 0,
    openCountOf: (connectionId) => openCountOf.get(connectionId) ?? 0,
    close: (id, state, resolution) => {
      if (close.run(state, now().toISOString(), resolution, id).changes === 0)
        throw missingRow('dead letter', String(id));
    },
    resolveRecord: (connectionId, externalId, resolution) =>
      resolve.run(now().toISOString(), resolution, connectionId, externalId).changes,
    resolveUnseen: (connectionId, since, resolution) =>
      resolveUnseen.run(now().toISOString(), resolution, connectionId, since).changes,
  };
}
