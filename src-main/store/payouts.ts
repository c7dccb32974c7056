/** Payouts: what the gateway sent to the bank, whether its parts add up to it, and its one journal. */
import type Database from 'better-sqlite3';
import type { ConnectionId, Instant, Marker, TransactionId } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { fromJson } from './canonical.ts';
import { missingRow } from './errors.ts';

/** The sums behind the tie-out, in minor units of the payout's currency, and what is missing from them. */
export interface PayoutSummary {
  readonly byKind: readonly {
    readonly kind: string;
    readonly count: number;
    readonly grossMinor: Minor;
    readonly feeMinor: Minor;
    readonly netMinor: Minor;
  }[];
  /** Σ net of the parts. */
  readonly partsNetMinor: Minor;
  /** Ids of parts that cannot be added up: not settled yet, or settled in another currency. */
  readonly unusableParts: readonly TransactionId[];
  /** Settled transactions in no payout that would explain the difference exactly. */
  readonly candidates: readonly TransactionId[];
  /** What to think of it, in a sentence. */
  readonly explanation: string;
}

export interface PayoutRow {
  readonly transactionId: TransactionId;
  readonly connectionId: ConnectionId;
  readonly externalId: string;
  readonly occurredAt: Instant;
  readonly currency: Currency;
  /** What reached the bank; below zero when the gateway took from it. */
  readonly paidOutMinor: Minor;
  /** The gateway's fee for the payout itself. */
  readonly feeMinor: Minor;
  readonly partCount: number;
  readonly tieOut: 'tied_out' | 'difference' | 'incomplete';
  /** Σ net of the parts less what left the gateway; zero when tied out. */
  readonly differenceMinor: Minor;
  readonly summary: PayoutSummary;
  readonly journalState: 'none' | 'approved' | 'posted' | 'returned' | 'dead_letter';
  readonly journalNote: string | null;
  readonly journalMarker: Marker | null;
  readonly journalRound: number;
}

export type EvaluatedPayout = Omit<
  PayoutRow,
  'journalState' | 'journalNote' | 'journalMarker' | 'journalRound'
>;

export interface Payouts {
  /** Stores the result of a tie-out; the journal's state stays. */
  save(payout: EvaluatedPayout): void;
  find(id: TransactionId): PayoutRow | null;
  get(id: TransactionId): PayoutRow;
  /** Payouts that came in or changed, or had a part come in or change, since they were last tied out. */
  toEvaluate(): TransactionId[];
  setJournal(
    id: TransactionId,
    journal: Pick<PayoutRow, 'journalState' | 'journalNote' | 'journalMarker' | 'journalRound'>,
  ): void;
}

export interface StoredPayoutRow {
  transaction_id: string;
  connection_id: string;
  external_id: string;
  occurred_at: string;
  currency: string;
  paid_out_minor: number;
  fee_minor: number;
  part_count: number;
  tie_out: string;
  difference_minor: number;
  summary: string;
  journal_state: string;
  journal_note: string | null;
  journal_marker: string | null;
  journal_round: number;
}

export const toPayout = (row: StoredPayoutRow): PayoutRow => ({
  transactionId: row.transaction_id as TransactionId,
  connectionId: row.connection_id as ConnectionId,
  externalId: row.external_id,
  occurredAt: row.occurred_at as Instant,
  currency: row.currency as Currency,
  paidOutMinor: row.paid_out_minor,
  feeMinor: row.fee_minor,
  partCount: row.part_count,
  tieOut: row.tie_out as PayoutRow['tieOut'],
  differenceMinor: row.difference_minor,
  summary: fromJson<PayoutSummary>(row.summary, 'payout'),
  journalState: row.journal_state as PayoutRow['journalState'],
  journalNote: row.journal_note,
  journalMarker: row.journal_marker as Marker | null,
  journalRound: row.journal_round,
});

export function payoutsRepository(db: Database.Database, now: () => Date): Payouts {
  const save = db.prepare(`
    INSERT INTO payout (transaction_id, connection_id, external_id, occurred_at, currency, paid_out_minor, fee_minor,
      part_count, tie_out, difference_minor, summary, evaluated_at)
    VALUES (@transactionId, @connectionId, @externalId, @occurredAt, @currency, @paidOutMinor, @feeMinor,
      @partCount, @tieOut, @differenceMinor, @summary, @at)
    ON CONFLICT (transaction_id) DO UPDATE SET occurred_at = @occurredAt, currency = @currency,
      paid_out_minor = @paidOutMinor, fee_minor = @feeMinor, part_count = @partCount, tie_out = @tieOut,
      difference_minor = @differenceMinor, summary = @summary, evaluated_at = @at`);
  const find = db.prepare<[string], StoredPayoutRow>('SELECT * FROM payout WHERE transaction_id = ?');
  const toEvaluate = db
    .prepare<[], string>(
      `SELECT t.id FROM gateway_transaction AS t LEFT JOIN payout AS p ON p.transaction_id = t.id
       WHERE t.kind = 'payout' AND t.state = 'not_applicable' AND (
         p.transaction_id IS NULL OR t.updated_at >= p.evaluated_at OR EXISTS (
           SELECT 1 FROM gateway_transaction AS part
           WHERE part.connection_id = t.connection_id AND part.payout_external_id = t.external_id
             AND part.updated_at >= p.evaluated_at))
       ORDER BY t.occurred_at, t.seq`,
    )
    .pluck();
  const setJournal = db.prepare(`
    UPDATE payout SET journal_state = @journalState, journal_note = @journalNote, journal_marker = @journalMarker,
      journal_round = @journalRound, journal_at = @at WHERE transaction_id = @id`);
  const findOne = (id: TransactionId): PayoutRow | null => {
    const row = find.get(id);
    return row ? toPayout(row) : null;
  };
  return {
    save: (payout) => {
      save.run({ ...payout, summary: JSON.stringify(payout.summary), at: now().toISOString() });
    },
    find: findOne,
    get: (id) => {
      const found = findOne(id);
      if (!found) throw missingRow('payout', id);
      return found;
    },
    toEvaluate: () => toEvaluate.all() as TransactionId[],
    setJournal: (id, journal) => {
      if (setJournal.run({ ...journal, id, at: now().toISOString() }).changes === 0)
        throw missingRow('payout', id);
    },
  };
}
