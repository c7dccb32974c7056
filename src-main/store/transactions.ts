/**
 * Gateway transactions: stored once by external id, every change of content kept as a revision, and where each stands
 * on its way to the ledger. A transaction is never deleted.
 */
import type Database from 'better-sqlite3';
import type {
  ConnectionId,
  GatewayTransaction,
  Instant,
  TransactionId,
  TransactionState,
} from '../../shared/model.ts';
import { canonicalJson, fromJson, sha256 } from './canonical.ts';
import { missingRow } from './errors.ts';
import { fold, searchTextOf } from './search-text.ts';

export interface TransactionRow {
  readonly transaction: GatewayTransaction;
  readonly state: TransactionState;
  /** Why it is in that state, in a sentence, where there is something to say. */
  readonly stateNote: string | null;
  readonly stateAt: Instant;
  readonly revision: number;
}

export interface UpsertOutcome {
  readonly result: 'added' | 'changed' | 'unchanged';
  /** The state it had before, null when it is new. */
  readonly stateBefore: TransactionState | null;
  readonly state: TransactionState;
}

export interface TransactionRevision {
  readonly revision: number;
  readonly seenAt: Instant;
  readonly transaction: GatewayTransaction;
}

export interface Transactions {
  /** Stores the record once by its external id. Its state follows the record only while nothing was decided. */
  upsert(transaction: GatewayTransaction): UpsertOutcome;
  find(id: TransactionId): TransactionRow | null;
  get(id: TransactionId): TransactionRow;
  history(id: TransactionId): TransactionRevision[];
  setState(id: TransactionId, state: TransactionState, note: string | null): void;
  /** Back to where an undecided record belongs: waiting, or not_applicable when there is nothing to post any more. */
  reopen(id: TransactionId, note: string | null): void;
  /** All in one of the states (that occurred since then), oldest first. */
  inStates(states: readonly TransactionState[], since?: Instant): TransactionRow[];
  /** The parts that a payout carried to the bank, without the payout itself. */
  partsOfPayout(connectionId: ConnectionId, payoutExternalId: string): GatewayTransaction[];
  /** Refunds and disputes of a payment. */
  relatedTo(connectionId: ConnectionId, externalId: string): TransactionRow[];
  /** Settled, in the balance, and in no payout yet, up to an instant: what may be missing from a payout. */
  withoutPayout(connectionId: ConnectionId, before: Instant, limit: number): GatewayTransaction[];
  /** Of one connection, what could be posted whatever became of it, newest first. */
  newestOf(connectionId: ConnectionId, limit: number): GatewayTransaction[];
  payouts(): GatewayTransaction[];
  count(): number;
}

const MOVES_RECEIVABLES = new Set(['payment', 'refund', 'dispute', 'dispute_reversal']);

/** Where a record that nobody has decided about belongs. */
export function stateOf(transaction: Pick<GatewayTransaction, 'kind' | 'status'>): TransactionState {
  if (!MOVES_RECEIVABLES.has(transaction.kind)) return 'not_applicable';
  return transaction.status === 'failed' || transaction.status === 'voided' ? 'not_applicable' : 'waiting';
}

/** A returned one stays returned (its note says why) unless there is nothing to post any more. */
function stateAfter(before: TransactionState | null, transaction: GatewayTransaction): TransactionState {
  const fresh = stateOf(transaction);
  switch (before) {
    case null:
    case 'waiting':
    case 'not_applicable':
      return fresh;
    case 'returned':
      return fresh === 'not_applicable' ? fresh : before;
    case 'approved':
    case 'posted':
    case 'dead_letter':
    case 'ignored':
      return before;
  }
}

interface Row {
  record: string;
  state: string;
  state_note: string | null;
  state_at: string;
  revision: number;
}

const toRow = (row: Row): TransactionRow => ({
  transaction: fromJson<GatewayTransaction>(row.record, 'transaction'),
  state: row.state as TransactionState,
  stateNote: row.state_note,
  stateAt: row.state_at as Instant,
  revision: row.revision,
});

const RECORD = `FROM gateway_transaction t
  JOIN transaction_revision r ON r.transaction_id = t.id AND r.revision = t.revision`;
const COLUMNS = 'r.record, t.state, t.state_note, t.state_at, t.revision';

export function transactionsRepository(db: Database.Database, now: () => Date): Transactions {
  const existing = db.prepare<[string], { state: string; revision: number; content_hash: string }>(
    'SELECT state, revision, content_hash FROM gateway_transaction WHERE id = ?',
  );
  const write = db.prepare(`
    INSERT INTO gateway_transaction (id, connection_id, gateway, external_id, kind, status, occurred_at, payer, currency,
      amount_minor, settled_currency, gross_minor, fee_minor, net_minor, related_external_id, payout_external_id,
      state, state_at, revision, content_hash, first_seen_at, updated_at, search_text)
    VALUES (@id, @connectionId, @gateway, @externalId, @kind, @status, @occurredAt, @payer, @currency,
      @amountMinor, @settledCurrency, @grossMinor, @feeMinor, @netMinor, @relatedExternalId, @payoutExternalId,
      @state, @at, @revision, @hash, @at, @at, @searchText)
    ON CONFLICT (id) DO UPDATE SET kind = @kind, status = @status, occurred_at = @occurredAt, payer = @payer, currency = @currency,
      amount_minor = @amountMinor, settled_currency = @settledCurrency, gross_minor = @grossMinor,
      fee_minor = @feeMinor, net_minor = @netMinor, related_external_id = @relatedExternalId,
      payout_external_id = @payoutExternalId, state_at = CASE WHEN state = @state THEN state_at ELSE @at END,
      state = @state, revision = @revision, content_hash = @hash, updated_at = @at, search_text = @searchText`);
  const keep = db.prepare(
    'INSERT INTO transaction_revision (transaction_id, revision, seen_at, content_hash, record) VALUES (?, ?, ?, ?, ?)',
  );
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} ${RECORD} WHERE t.id = ?`);
  const history = db.prepare<[string], { revision: number; seen_at: string; record: string }>(
    'SELECT revision, seen_at, record FROM transaction_revision WHERE transaction_id = ? ORDER BY revision',
  );
  const setState = db.prepare(
    'UPDATE gateway_transaction SET state = ?, state_note = ?, state_at = ? WHERE id = ?',
  );
  const inStates = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} ${RECORD} WHERE t.state IN (SELECT value FROM json_each(?)) AND t.occurred_at >= ?
     ORDER BY t.occurred_at, t.seq`,
  );
  const parts = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} ${RECORD} WHERE t.connection_id = ? AND t.payout_external_id = ? AND t.kind <> 'payout'
     ORDER BY t.occurred_at, t.seq`,
  );
  const related = db.prepare<[string, string], Row>(
    `SELECT ${COLUMNS} ${RECORD} WHERE t.connection_id = ? AND t.related_external_id = ? ORDER BY t.occurred_at, t.seq`,
  );
  const loose = db.prepare<[string, string, number], Row>(
    `SELECT ${COLUMNS} ${RECORD} WHERE t.connection_id = ? AND t.payout_external_id IS NULL AND t.net_minor IS NOT NULL
     AND t.kind <> 'payout' AND t.occurred_at <= ? ORDER BY t.occurred_at DESC, t.seq DESC LIMIT ?`,
  );
  const newest = db.prepare<[string, number], Row>(
    `SELECT ${COLUMNS} ${RECORD} WHERE t.seq IN (
       SELECT seq FROM gateway_transaction WHERE connection_id = ? AND state <> 'not_applicable'
       ORDER BY occurred_at DESC, seq DESC LIMIT ?)
     ORDER BY t.occurred_at DESC, t.seq DESC`,
  );
  const payouts = db.prepare<[], Row>(
    `SELECT ${COLUMNS} ${RECORD} WHERE t.state = 'not_applicable' AND t.kind = 'payout' ORDER BY t.occurred_at, t.seq`,
  );
  const count = db.prepare<[], number>('SELECT count(*) FROM gateway_transaction').pluck();

  const find = (id: TransactionId): TransactionRow | null => {
    const row = one.get(id);
    return row ? toRow(row) : null;
  };
  return {
    upsert: (transaction) => {
      const { rawJson, ...meaning } = transaction;
      const hash = sha256(canonicalJson(meaning));
      const before = existing.get(transaction.id);
      const stateBefore = (before?.state ?? null) as TransactionState | null;
      if (before && before.content_hash === hash) {
        return { result: 'unchanged', stateBefore, state: before.state as TransactionState };
      }
      const state = stateAfter(stateBefore, transaction);
      const revision = (before?.revision ?? 0) + 1;
      const at = now().toISOString();
      write.run({
        ...columnsOf(transaction),
        state,
        revision,
        hash,
        at,
        searchText: searchTextOf(transaction),
      });
      keep.run(transaction.id, revision, at, hash, JSON.stringify({ ...meaning, rawJson }));
      return { result: before ? 'changed' : 'added', stateBefore, state };
    },
    find,
    get: (id) => {
      const found = find(id);
      if (!found) throw missingRow('transaction', id);
      return found;
    },
    history: (id) =>
      history.all(id).map((row) => ({
        revision: row.revision,
        seenAt: row.seen_at as Instant,
        transaction: fromJson<GatewayTransaction>(row.record, 'transaction'),
      })),
    setState: (id, state, note) => {
      if (setState.run(state, note, now().toISOString(), id).changes === 0)
        throw missingRow('transaction', id);
    },
    reopen: (id, note) => {
      const row = one.get(id);
      if (!row) throw missingRow('transaction', id);
      const record = fromJson<GatewayTransaction>(row.record, 'transaction');
      setState.run(stateOf(record), note, now().toISOString(), id);
    },
    inStates: (states, since) => inStates.all(JSON.stringify(states), since ?? '').map(toRow),
    newestOf: (connectionId, limit) => newest.all(connectionId, limit).map((row) => toRow(row).transaction),
    partsOfPayout: (connectionId, payout) =>
      parts.all(connectionId, payout).map((row) => toRow(row).transaction),
    relatedTo: (connectionId, externalId) => related.all(connectionId, externalId).map(toRow),
    withoutPayout: (connectionId, before, limit) =>
      loose.all(connectionId, before, limit).map((row) => toRow(row).transaction),
    payouts: () => payouts.all().map((row) => toRow(row).transaction),
    count: () => count.get() ?? 0,
  };
}

function columnsOf(it: GatewayTransaction) {
  return {
    id: it.id,
    connectionId: it.connectionId,
    gateway: it.gateway,
    externalId: it.externalId,
    kind: it.kind,
    status: it.status,
    occurredAt: it.occurredAt,
    payer: fold(it.payer.name ?? it.payer.email ?? ''),
    currency: it.currency,
    amountMinor: it.amountMinor,
    settledCurrency: it.settlement?.currency ?? null,
    grossMinor: it.settlement?.grossMinor ?? null,
    feeMinor: it.settlement?.feeMinor ?? null,
    netMinor: it.settlement?.netMinor ?? null,
    relatedExternalId: it.relatedExternalId,
    payoutExternalId: it.payoutExternalId,
  };
}
