/** The history of every run of every connection. */
import type Database from 'better-sqlite3';
import type { ConnectionId, Instant } from '../../shared/model.ts';

export interface SyncCounts {
  readonly pages: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
}

export interface SyncRun extends SyncCounts {
  readonly id: string;
  readonly connectionId: ConnectionId;
  /** 'schedule', 'catch-up' or who asked for it. */
  readonly startedBy: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly durationMs: number | null;
  /** interrupted: the program ended before the run did. */
  readonly state: 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';
  readonly errorCode: string | null;
  readonly error: string | null;
}

export interface SyncRuns {
  start(id: string, connectionId: ConnectionId, startedBy: string): void;
  /** Adds one page's counts. */
  progress(id: string, counts: Omit<SyncCounts, 'pages'>): void;
  finish(
    id: string,
    state: Exclude<SyncRun['state'], 'running'>,
    error: { code: string; message: string } | null,
  ): void;
  /** Runs of the connection that a crash left running; the caller holds the connection's lease. */
  interruptOrphans(connectionId: ConnectionId): number;
  get(id: string): SyncRun | null;
  /** Newest first. */
  latest(connectionId: ConnectionId, limit: number): SyncRun[];
  /** When the last run that read everything began; null when there was none. */
  lastSuccess(connectionId: ConnectionId): Instant | null;
  /** Of all connections, newest first; `after` is the last run of the page before. */
  page(after: { startedAt: Instant; id: string } | null, limit: number): SyncRun[];
}

interface Row {
  id: string;
  connection_id: string;
  started_by: string;
  started_at: string;
  finished_at: string | null;
  duration_ms: number | null;
  state: string;
  pages: number;
  added: number;
  changed: number;
  unchanged: number;
  rejected: number;
  error_code: string | null;
  error: string | null;
}

const toRun = (row: Row): SyncRun => ({
  id: row.id,
  connectionId: row.connection_id as ConnectionId,
  startedBy: row.started_by,
  startedAt: row.started_at as Instant,
  finishedAt: row.finished_at as Instant | null,
  durationMs: row.duration_ms,
  state: row.state as SyncRun['state'],
  pages: row.pages,
  added: row.added,
  changed: row.changed,
  unchanged: row.unchanged,
  rejected: row.rejected,
  errorCode: row.error_code,
  error: row.error,
});

export function syncRunsRepository(db: Database.Database, now: () => Date): SyncRuns {
  const start = db.prepare(
    `INSERT INTO sync_run (id, connection_id, started_by, started_at, state) VALUES (?, ?, ?, ?, 'running')`,
  );
  const progress = db.prepare(`
    UPDATE sync_run SET pages = pages + 1, added = added + @added, changed = changed + @changed,
      unchanged = unchanged + @unchanged, rejected = rejected + @rejected WHERE id = @id`);
  const finish = db.prepare(`
    UPDATE sync_run SET state = ?, finished_at = ?, duration_ms = ?, error_code = ?, error = ?
    WHERE id = ? AND state = 'running'`);
  const orphans = db.prepare(
    `UPDATE sync_run SET state = 'interrupted', finished_at = ? WHERE connection_id = ? AND state = 'running'`,
  );
  const get = db.prepare<[string], Row>('SELECT * FROM sync_run WHERE id = ?');
  const latestOf = db.prepare<[string, number], Row>(
    'SELECT * FROM sync_run WHERE connection_id = ? ORDER BY started_at DESC, rowid DESC LIMIT ?',
  );
  const lastSuccess = db
    .prepare<[string], string | null>(
      `SELECT max(started_at) FROM sync_run WHERE connection_id = ? AND state = 'succeeded'`,
    )
    .pluck();
  const page = db.prepare<[string, string, number], Row>(
    'SELECT * FROM sync_run WHERE (started_at, id) < (?, ?) ORDER BY started_at DESC, id DESC LIMIT ?',
  );
  return {
    start: (id, connectionId, startedBy) => {
      start.run(id, connectionId, startedBy, now().toISOString());
    },
    progress: (id, { added, changed, unchanged, rejected }) => {
      progress.run({ id, added, changed, unchanged, rejected });
    },
    finish: (id, state, error) => {
      const row = get.get(id);
      const at = now();
      const duration = row ? Math.max(0, at.getTime() - Date.parse(row.started_at)) : null;
      finish.run(state, at.toISOString(), duration, error?.code ?? null, error?.message ?? null, id);
    },
    interruptOrphans: (connectionId) => orphans.run(now().toISOString(), connectionId).changes,
    get: (id) => {
      const row = get.get(id);
      return row ? toRun(row) : null;
    },
    latest: (connectionId, limit) => latestOf.all(connectionId, limit).map(toRun),
    lastSuccess: (connectionId) => (lastSuccess.get(connectionId) ?? null) as Instant | null,
    page: (after, limit) => page.all(after?.startedAt ?? '9999', after?.id ?? '', limit).map(toRun),
  };
}
