import type Database from 'better-sqlite3';
import type { ConnectionId } from '../../../shared/model.ts';
import { type DeadLetter, type DeadLetterOrigin, type DeadLetterRow, toLetter } from '../dead-letters.ts';
import {
  containing,
  type ListOrder,
  type ListPage,
  type ListPlace,
  listPage,
  preparing,
  when,
} from './keyset.ts';

export interface DeadLetterFilter {
  /** What the reason, the code, the other side's id or what came must contain. */
  readonly text: string;
  readonly origin: DeadLetterOrigin | null;
  readonly connectionId: ConnectionId | null;
}

export type DeadLetterSort = 'seen' | 'set_aside' | 'stage' | 'code' | 'attempts';

export interface DeadLetterList {
  /** The open ones. */
  page(filter: DeadLetterFilter, order: ListOrder<DeadLetterSort>, place: ListPlace): ListPage<DeadLetter>;
}

const KEYS: Readonly<Record<DeadLetterSort, string>> = {
  seen: 'last_seen_at',
  set_aside: 'id',
  stage: 'origin',
  code: 'code',
  attempts: 'attempts',
};

export function deadLetterList(db: Database.Database): DeadLetterList {
  const prepare = preparing(db);
  return {
    page: (filter, { sort, descending }, place) => {
      const where = [
        { sql: `state = 'open'`, bind: {} },
        ...containing(filter.text, ['reason', 'code', 'external_id', 'raw_text']),
        ...when(filter.origin, 'origin', 'origin = @origin'),
        ...when(filter.connectionId, 'connection', 'connection_id = @connection'),
      ];
      const source = { fields: '*', from: 'dead_letter', where, key: KEYS[sort], id: 'id' };
      const found = listPage<DeadLetterRow>(prepare, source, descending, place);
      return { ...found, rows: found.rows.map(toLetter) };
    },
  };
}
