/** How far what each connection brought has come: counts per connection for every stage between gateway and ledger. */
import type Database from 'better-sqlite3';
import type { Band, ConnectionId, Instant, TransactionState } from '../../shared/model.ts';

export interface StateCount {
  readonly connectionId: ConnectionId;
  readonly state: TransactionState;
  readonly band: Band | null;
  readonly count: number;
}

export interface PendingEntries {
  readonly connectionId: ConnectionId;
  readonly count: number;
  /** Tried before, and to be tried again. */
  readonly failing: number;
  readonly lastError: string | null;
}

export interface OpenLetters {
  readonly connectionId: ConnectionId;
  readonly origin: 'gateway_record' | 'posting';
  readonly count: number;
  /** Of the newest. */
  readonly reason: string;
}

export interface PayoutCount {
  readonly connectionId: ConnectionId;
  readonly tieOut: 'tied_out' | 'difference' | 'incomplete';
  readonly journalState: 'none' | 'approved' | 'posted' | 'returned' | 'dead_letter';
  readonly count: number;
}

export interface Flows {
  states(): StateCount[];
  /** Entries of the outbox that the ledger has not answered for good. */
  pending(): PendingEntries[];
  letters(): OpenLetters[];
  payouts(): PayoutCount[];
  /** Receipts written since, standing or reversed since. */
  receiptsSince(from: Instant): { readonly connectionId: ConnectionId; readonly count: number }[];
}

export function flowQueries(db: Database.Database): Flows {
  const states = db.prepare(`
    SELECT connection_id AS connectionId, state, band, count(*) AS count
    FROM gateway_transaction INDEXED BY transaction_flow GROUP BY connection_id, state, band`);
  const pending = db.prepare(`
    SELECT t.connection_id AS connectionId, count(*) AS count,
      sum(o.last_error IS NOT NULL) AS failing, max(o.last_error) AS lastError
    FROM outbox AS o JOIN gateway_transaction AS t ON t.id = o.transaction_id
    WHERE o.state IN ('due', 'in_flight') GROUP BY t.connection_id`);
  // SQLite gives the bare column of the row that holds max(): the newest letter's reason.
  const letters = db.prepare(`
    SELECT coalesce(t.connection_id, d.connection_id) AS connectionId, d.origin, count(*) AS count,
      max(d.id) AS newest, d.reason
    FROM dead_letter AS d LEFT JOIN gateway_transaction AS t ON t.id = d.transaction_id
    WHERE d.state = 'open' AND d.origin IN ('gateway_record', 'posting')
      AND coalesce(t.connection_id, d.connection_id) IS NOT NULL
    GROUP BY 1, 2`);
  const payouts = db.prepare(`
    SELECT connection_id AS connectionId, tie_out AS tieOut, journal_state AS journalState, count(*) AS count
    FROM payout GROUP BY 1, 2, 3`);
  const receipts = db.prepare(`
    SELECT t.connection_id AS connectionId, count(*) AS count
    FROM receipt AS r JOIN gateway_transaction AS t ON t.id = r.transaction_id
    WHERE r.posted_at >= ? GROUP BY 1`);
  return {
    states: () => states.all() as StateCount[],
    pending: () => pending.all() as PendingEntries[],
    letters: () =>
      (letters.all() as (OpenLetters & { newest: number })[]).map(({ newest: _, ...letter }) => letter),
    payouts: () => payouts.all() as PayoutCount[],
    receiptsSince: (from) => receipts.all(from) as ReturnType<Flows['receiptsSince']>,
  };
}
