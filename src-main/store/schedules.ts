/** When each connection is to run by itself, and up to which moment that was looked at. */
import type Database from 'better-sqlite3';
import type { ConnectionId, Instant } from '../../shared/model.ts';
import { fromJson } from './canonical.ts';

export interface ScheduleRow {
  readonly connectionId: ConnectionId;
  /** sync/schedule-spec.ts gives the shape. */
  readonly spec: unknown;
  readonly paused: boolean;
  /** Every time due up to here has been run, or was caught up. */
  readonly checkedAt: Instant;
}

export interface Schedules {
  save(connectionId: ConnectionId, spec: unknown, checkedAt: Date): void;
  setPaused(connectionId: ConnectionId, paused: boolean): void;
  setChecked(connectionId: ConnectionId, at: Date): void;
  find(connectionId: ConnectionId): ScheduleRow | null;
  /** Of connections that are active. */
  all(): ScheduleRow[];
}

interface Row {
  connection_id: string;
  spec: string;
  paused: number;
  checked_at: string;
}

const toSchedule = (row: Row): ScheduleRow => ({
  connectionId: row.connection_id as ConnectionId,
  spec: fromJson<unknown>(row.spec, 'schedule'),
  paused: row.paused === 1,
  checkedAt: row.checked_at as Instant,
});

export function schedulesRepository(db: Database.Database): Schedules {
  const save = db.prepare(`
    INSERT INTO schedule (connection_id, spec, checked_at) VALUES (@id, @spec, @at)
    ON CONFLICT (connection_id) DO UPDATE SET spec = @spec, checked_at = @at`);
  const pause = db.prepare('UPDATE schedule SET paused = ? WHERE connection_id = ?');
  const checked = db.prepare('UPDATE schedule SET checked_at = ? WHERE connection_id = ?');
  const find = db.prepare<[string], Row>('SELECT * FROM schedule WHERE connection_id = ?');
  const all = db.prepare<[], Row>(`
    SELECT s.* FROM schedule AS s JOIN connection AS c ON c.id = s.connection_id
    WHERE c.state = 'active' ORDER BY s.connection_id`);
  return {
    save: (id, spec, checkedAt) => {
      save.run({ id, spec: JSON.stringify(spec), at: checkedAt.toISOString() });
    },
    setPaused: (id, paused) => {
      pause.run(paused ? 1 : 0, id);
    },
    setChecked: (id, at) => {
      checked.run(at.toISOString(), id);
    },
    find: (id) => {
      const row = find.get(id);
      return row ? toSchedule(row) : null;
    },
    all: () => all.all().map(toSchedule),
  };
}
