/**
 * The audit trail: every decision and every write, in order, append-only (triggers), each event's hash covering the one
 * before it: SHA-256 over the previous hash, a line feed, and the event as canonical JSON.
 */
import type Database from 'better-sqlite3';
import type { Instant } from '../../shared/model.ts';
import { canonicalJson, fromJson, sha256 } from './canonical.ts';
import { missingRow } from './errors.ts';

export interface NewAuditEvent {
  /** Who: a person's name, or 'matchbook' for what it did by itself. */
  readonly actor: string;
  /** What, as noun.verb: approval.given, posting.posted, … */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** What was done, to what and why, as it is shown in the history. */
  readonly sentence: string;
  /** Plain JSON; never a secret or a card number. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditEvent extends NewAuditEvent {
  readonly seq: number;
  readonly at: Instant;
  readonly previousHash: string;
  readonly hash: string;
}

export interface AuditCheck {
  readonly ok: boolean;
  readonly events: number;
  /** Hash of the last event; note it elsewhere to prove later that nothing before it was changed. */
  readonly head: string;
  /** The first event that does not fit, null when all do. */
  readonly firstBroken: { readonly seq: number; readonly reason: string } | null;
}

export interface AuditTrail {
  append(event: NewAuditEvent): void;
  /** Throws StoreError when there is none. */
  get(seq: number): AuditEvent;
  ofSubject(subjectKind: string, subjectId: string): AuditEvent[];
  /** Newest first, before the sequence number given; `text`: what sentence, subject or actor must contain. */
  page(beforeSeq: number | null, limit: number, text?: string): AuditEvent[];
  /** Recomputes every hash. */
  verify(): AuditCheck;
}

export interface AuditRow {
  seq: number;
  at: string;
  actor: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  sentence: string;
  detail: string;
  previous_hash: string;
  hash: string;
}

/** Before the first event. */
const GENESIS = '0'.repeat(64);

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { previous_hash: previous, ...event } = row;
  return sha256(`${previous}\n${canonicalJson(event)}`);
}

export const toEvent = (row: AuditRow): AuditEvent => ({
  seq: row.seq,
  at: row.at as Instant,
  actor: row.actor,
  action: row.action,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  sentence: row.sentence,
  detail: fromJson<Record<string, unknown>>(row.detail, 'audit event'),
  previousHash: row.previous_hash,
  hash: row.hash,
});

export function auditRepository(
  db: Database.Database,
  now: () => Date,
  transact: <Result>(work: () => Result) => Result,
): AuditTrail {
  const head = db.prepare<[], { seq: number; hash: string }>('SELECT seq, hash FROM audit_head');
  const insert = db.prepare(`
    INSERT INTO audit_event (seq, at, actor, action, subject_kind, subject_id, sentence, detail, previous_hash, hash)
    VALUES (@seq, @at, @actor, @action, @subject_kind, @subject_id, @sentence, @detail, @previous_hash, @hash)`);
  const advance = db.prepare('UPDATE audit_head SET seq = ?, hash = ?');
  const get = db.prepare<[number], AuditRow>('SELECT * FROM audit_event WHERE seq = ?');
  const ofSubject = db.prepare<[string, string], AuditRow>(
    'SELECT * FROM audit_event WHERE subject_kind = ? AND subject_id = ? ORDER BY seq',
  );
  const page = db.prepare<{ before: number; limit: number; like: string }, AuditRow>(`
    SELECT * FROM audit_event WHERE seq < @before
      AND (sentence LIKE @like ESCAPE '\\' OR subject_id LIKE @like ESCAPE '\\' OR actor LIKE @like ESCAPE '\\')
    ORDER BY seq DESC LIMIT @limit`);
  const all = db.prepare<[], AuditRow>('SELECT * FROM audit_event ORDER BY seq');

  const verify = (): AuditCheck => {
    const last = head.get();
    let previous = GENESIS;
    let seq = 0;
    const broken = (at: number, reason: string): AuditCheck => ({
      ok: false,
      events: seq,
      head: previous,
      firstBroken: { seq: at, reason },
    });
    for (const row of all.iterate()) {
      if (row.seq !== seq + 1) return broken(seq + 1, `Event ${seq + 1} is missing.`);
      if (row.previous_hash !== previous) {
        return broken(row.seq, `Event ${row.seq} does not follow from the event before it.`);
      }
      const { hash, ...event } = row;
      if (hashOf(event) !== hash)
        return broken(row.seq, `Event ${row.seq} was changed after it was written.`);
      previous = hash;
      seq = row.seq;
    }
    if (!last || last.seq !== seq || last.hash !== previous) {
      return broken(seq + 1, `The trail ends at event ${seq}, but ${last?.seq ?? 'no'} events were written.`);
    }
    return { ok: true, events: seq, head: previous, firstBroken: null };
  };

  return {
    append: (event) =>
      transact(() => {
        const last = head.get() ?? { seq: 0, hash: GENESIS };
        const row = {
          seq: last.seq + 1,
          at: now().toISOString(),
          actor: event.actor,
          action: event.action,
          subject_kind: event.subjectKind,
          subject_id: event.subjectId,
          sentence: event.sentence,
          detail: canonicalJson(event.detail),
          previous_hash: last.hash,
        };
        const hash = hashOf(row);
        insert.run({ ...row, hash });
        advance.run(row.seq, hash);
      }),
    get: (seq) => {
      const row = get.get(seq);
      if (!row) throw missingRow('entry of the history', String(seq));
      return toEvent(row);
    },
    ofSubject: (kind, id) => ofSubject.all(kind, id).map(toEvent),
    page: (beforeSeq, limit, text = '') =>
      page
        .all({
          before: beforeSeq ?? Number.MAX_SAFE_INTEGER,
          limit,
          like: `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`,
        })
        .map(toEvent),
    verify,
  };
}
