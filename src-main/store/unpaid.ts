/** What gateways owe: records that no payout has carried yet, and the payouts so far, from which the next can be told. */
import type Database from 'better-sqlite3';
import type {
  ConnectionId,
  Instant,
  TransactionId,
  TransactionKind,
  TransactionStatus,
} from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';

/** A record that counts at the gateway and is in no payout that was read. */
export interface UnpaidRecord {
  readonly connectionId: ConnectionId;
  readonly kind: Exclude<TransactionKind, 'payout'>;
  readonly status: 'succeeded' | 'pending';
  readonly occurredAt: Instant;
  /** Presentment; never below zero. */
  readonly currency: Currency;
  readonly amountMinor: Minor;
  /** Null while the gateway has not settled it. */
  readonly settlement: {
    readonly currency: Currency;
    readonly grossMinor: Minor;
    readonly feeMinor: Minor;
    readonly netMinor: Minor;
    readonly availableAt: Instant | null;
  } | null;
  /** Set: it names a payout that was not read. */
  readonly payoutExternalId: string | null;
}

export interface PayoutSeen {
  readonly transactionId: TransactionId;
  readonly connectionId: ConnectionId;
  readonly externalId: string;
  readonly status: TransactionStatus;
  readonly occurredAt: Instant;
  /** When it was to be at the bank, where the gateway says so. */
  readonly arrivesAt: Instant | null;
  readonly currency: Currency;
  /** To the bank; below zero when it was taken from there. */
  readonly amountMinor: Minor;
  readonly partCount: number;
}

export interface PartSeen {
  readonly connectionId: ConnectionId;
  readonly currency: Currency;
  readonly occurredAt: Instant;
  readonly payoutOccurredAt: Instant;
}

export interface Unpaid {
  /** In no set order. A record that is still pending counts only where it could be settled later. */
  records(): UnpaidRecord[];
  /** Newest first. */
  payouts(limit: number): PayoutSeen[];
  /** Parts of payouts since then. */
  parts(since: Instant, limit: number): PartSeen[];
  /** When the newest record of the connection happened; null when there is none. */
  newest(connectionId: ConnectionId): Instant | null;
}

interface RecordRow {
  connection_id: string;
  kind: string;
  status: string;
  occurred_at: string;
  currency: string;
  amount_minor: number;
  settled_currency: string | null;
  gross_minor: number | null;
  fee_minor: number | null;
  net_minor: number | null;
  available_at: string | null;
  payout_external_id: string | null;
}

const CURRENT = 'JOIN transaction_revision AS r ON r.transaction_id = t.id AND r.revision = t.revision';

export function unpaidQueries(db: Database.Database): Unpaid {
  // The id of a transaction is its connection's and its external id (shared/model.ts).
  const records = db.prepare<[], RecordRow>(`
    SELECT t.connection_id, t.kind, t.status, t.occurred_at, t.currency, t.amount_minor, t.settled_currency,
      t.gross_minor, t.fee_minor, t.net_minor, t.payout_external_id,
      CASE WHEN t.net_minor IS NOT NULL THEN json_extract(r.record, '$.settlement.availableAt') END AS available_at
    FROM gateway_transaction AS t ${CURRENT}
    WHERE t.kind <> 'payout' AND (t.net_minor IS NOT NULL OR t.status IN ('succeeded', 'pending'))
      AND (t.payout_external_id IS NULL OR NOT EXISTS (
        SELECT 1 FROM gateway_transaction AS p
        WHERE p.id = t.connection_id || ':' || t.payout_external_id AND p.kind = 'payout'))`);
  const payouts = db.prepare<[number], Record<string, string | number | null>>(`
    SELECT t.id, t.connection_id, t.external_id, t.status, t.occurred_at, t.currency, t.amount_minor,
      t.settled_currency, t.gross_minor, json_extract(r.record, '$.settlement.availableAt') AS arrives_at,
      (SELECT count(*) FROM gateway_transaction AS part WHERE part.connection_id = t.connection_id
        AND part.payout_external_id = t.external_id) AS part_count
    FROM gateway_transaction AS t ${CURRENT}
    WHERE t.kind = 'payout' ORDER BY t.occurred_at DESC, t.seq DESC LIMIT ?`);
  const parts = db.prepare<[string, number], PartSeen>(`
    SELECT t.connection_id AS connectionId, p.currency AS currency, t.occurred_at AS occurredAt,
      p.occurred_at AS payoutOccurredAt
    FROM gateway_transaction AS p JOIN gateway_transaction AS t
      ON t.connection_id = p.connection_id AND t.payout_external_id = p.external_id
    WHERE p.kind = 'payout' AND p.status = 'succeeded' AND p.occurred_at >= ? AND t.kind = 'payment'
    ORDER BY p.occurred_at DESC LIMIT ?`);
  const newest = db
    .prepare<[string], string | null>(
      'SELECT max(occurred_at) FROM gateway_transaction WHERE connection_id = ?',
    )
    .pluck();
  return {
    records: () => records.all().map(toRecord),
    payouts: (limit) => payouts.all(limit).map(toPayout),
    parts: (since, limit) => parts.all(since, limit),
    newest: (connectionId) => (newest.get(connectionId) ?? null) as Instant | null,
  };
}

function toRecord(row: RecordRow): UnpaidRecord {
  const settled = row.net_minor !== null;
  return {
    connectionId: row.connection_id as ConnectionId,
    kind: row.kind as UnpaidRecord['kind'],
    status: row.status === 'pending' ? 'pending' : 'succeeded',
    occurredAt: row.occurred_at as Instant,
    currency: row.currency as Currency,
    amountMinor: row.amount_minor,
    settlement: settled
      ? {
          currency: row.settled_currency as Currency,
          grossMinor: row.gross_minor ?? 0,
          feeMinor: row.fee_minor ?? 0,
          netMinor: row.net_minor ?? 0,
          availableAt: row.available_at as Instant | null,
        }
      : null,
    payoutExternalId: row.payout_external_id,
  };
}

function toPayout(row: Record<string, string | number | null>): PayoutSeen {
  const gross = row.gross_minor as number | null;
  return {
    transactionId: row.id as TransactionId,
    connectionId: row.connection_id as ConnectionId,
    externalId: row.external_id as string,
    status: row.status as TransactionStatus,
    occurredAt: row.occurred_at as Instant,
    arrivesAt: row.arrives_at as Instant | null,
    currency: (row.settled_currency ?? row.currency) as Currency,
    amountMinor: gross === null ? (row.amount_minor as Minor) : -gross,
    partCount: row.part_count as number,
  };
}
