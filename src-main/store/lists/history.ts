import type Database from 'better-sqlite3';
import type { Instant } from '../../../shared/model.ts';
import { type AuditEvent, type AuditRow, toEvent } from '../audit.ts';
import {
  containing,
  type ListOrder,
  type ListPage,
  type ListPlace,
  listPage,
  preparing,
  when,
} from './keyset.ts';

export interface HistoryFilter {
  /** What sentence, subject or actor must contain. */
  readonly text: string;
  readonly actor: string | null;
  /** The noun of the action: `approval` for approval.given. */
  readonly kind: string | null;
  /** From inclusive, to exclusive. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export type HistorySort = 'number' | 'who' | 'kind';

export interface HistoryList {
  page(filter: HistoryFilter, order: ListOrder<HistorySort>, place: ListPlace): ListPage<AuditEvent>;
  /** What the filters can be set to: who did something, and the nouns of what was done. */
  choices(): { actors: string[]; kinds: string[] };
}

// Events are numbered as they happen, so their number is their order in time too.
const KEYS: Readonly<Record<HistorySort, string>> = {
  number: 'seq',
  who: 'actor COLLATE NOCASE',
  kind: 'action',
};

export function historyList(db: Database.Database): HistoryList {
  const prepare = preparing(db);
  const actors = db.prepare<[], string>('SELECT DISTINCT actor FROM audit_event ORDER BY 1').pluck();
  const kinds = db
    .prepare<[], string>(
      `SELECT DISTINCT substr(action, 1, instr(action || '.', '.') - 1) FROM audit_event ORDER BY 1`,
    )
    .pluck();
  return {
    page: (filter, { sort, descending }, place) => {
      const where = [
        ...containing(filter.text, ['sentence', 'subject_id', 'actor']),
        ...when(filter.actor, 'actor', 'actor = @actor COLLATE NOCASE'),
        // A range, so that the index on actions serves it.
        ...when(filter.kind, 'kind', `action >= @kind || '.' AND action < @kind || '/'`),
        ...when(filter.from, 'from', 'at >= @from'),
        ...when(filter.to, 'to', 'at < @to'),
      ];
      const source = { fields: '*', from: 'audit_event', where, key: KEYS[sort], id: 'seq' };
      const found = listPage<AuditRow>(prepare, source, descending, place);
      return { ...found, rows: found.rows.map(toEvent) };
    },
    choices: () => ({ actors: actors.all(), kinds: kinds.all() }),
  };
}
