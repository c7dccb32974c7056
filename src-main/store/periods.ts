/**
 * What reports list for a period, in one read each. Sums are made by the reports, so that a total is that of the lines
 * that are shown. Every list ends at its limit plus one line: whoever asks sees that there was more.
 */
import type Database from 'better-sqlite3';
import type { AccountingDate, Band, Instant, Receipt, TransactionId } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { AuditEvent } from './audit.ts';

export interface UndecidedLine {
  readonly currency: Currency;
  readonly band: Band | null;
  readonly occurredAt: Instant;
  /** Refunds and disputes below zero. */
  readonly amountMinor: Minor;
}

export interface FeeLine {
  readonly gateway: string;
  readonly currency: Currency;
  /** The gateway's own word; null where it gave a fee without saying what for; '' for a charge of its own. */
  readonly kind: string | null;
  readonly count: number;
  readonly feeMinor: Minor;
}

export interface VolumeLine {
  readonly gateway: string;
  readonly currency: Currency;
  /** Gross of the payments, in the settlement currency. */
  readonly grossMinor: Minor;
}

export interface RegisterLine {
  readonly marker: string;
  readonly transactionId: TransactionId;
  readonly paidOn: AccountingDate;
  readonly postedAt: Instant;
  readonly kind: Receipt['kind'];
  readonly customerNo: string;
  readonly customerName: string | null;
  readonly itemNumber: string | null;
  readonly gateway: string;
  readonly externalId: string;
  readonly currency: Currency;
  readonly amountMinor: Minor;
  readonly cashMinor: Minor;
  readonly discountMinor: Minor;
  readonly writeOffMinor: Minor;
  readonly reversedBy: string | null;
  readonly reversedAt: Instant | null;
}

export type AuditLine = Pick<AuditEvent, 'seq' | 'at' | 'actor' | 'action' | 'sentence'> & {
  readonly transactionId: TransactionId | null;
};

/** Instants: `from` inclusive, `to` exclusive. Days: both inclusive. */
export interface Periods {
  /** Succeeded, and waiting for a decision as things stand now; oldest first. */
  undecided(before: Instant, limit: number): UndecidedLine[];
  /** Of succeeded, settled transactions, by what the fee was for. */
  fees(from: Instant, to: Instant): FeeLine[];
  volumes(from: Instant, to: Instant): VolumeLine[];
  /** By the accounting date, oldest first; reversed ones too. */
  register(from: AccountingDate, to: AccountingDate, limit: number): RegisterLine[];
  /** Oldest first; `text`: what sentence, subject or actor must contain. */
  audit(from: Instant, to: Instant, text: string, limit: number): AuditLine[];
  payouts(from: Instant, to: Instant, limit: number): TransactionId[];
}

const SETTLED = `t.occurred_at >= @from AND t.occurred_at < @to AND t.status = 'succeeded' AND t.settled_currency IS NOT NULL`;

export function periodQueries(db: Database.Database): Periods {
  const undecided = db.prepare(`
    SELECT currency, band, occurred_at AS occurredAt,
      CASE WHEN kind IN ('payment', 'dispute_reversal') THEN amount_minor ELSE -amount_minor END AS amountMinor
    FROM gateway_transaction
    WHERE state IN ('waiting', 'returned', 'dead_letter') AND status = 'succeeded' AND occurred_at < ?
      AND kind IN ('payment', 'refund', 'dispute', 'dispute_reversal')
    ORDER BY occurred_at, seq LIMIT ?`);
  const fees = db.prepare(`
    WITH part AS (
      SELECT t.gateway, t.settled_currency AS currency, t.id, json_extract(fee.value, '$.kind') AS kind,
        json_extract(fee.value, '$.amountMinor') AS minor
      FROM gateway_transaction AS t
      JOIN transaction_revision AS r ON r.transaction_id = t.id AND r.revision = t.revision,
        json_each(r.record, '$.settlement.fees') AS fee
      WHERE ${SETTLED}
    ), rest AS (
      SELECT t.gateway, t.settled_currency, t.id, NULL,
        t.fee_minor - coalesce((SELECT sum(minor) FROM part WHERE part.id = t.id), 0) AS minor
      FROM gateway_transaction AS t WHERE ${SETTLED} AND t.fee_minor <> 0
    ), own AS (
      SELECT t.gateway, t.settled_currency, t.id, '', -t.gross_minor
      FROM gateway_transaction AS t WHERE ${SETTLED} AND t.kind = 'fee'
    )
    SELECT gateway, currency, kind, count(DISTINCT id) AS count, sum(minor) AS feeMinor
    FROM (SELECT * FROM part UNION ALL SELECT * FROM rest WHERE minor <> 0 UNION ALL SELECT * FROM own)
    GROUP BY gateway, currency, kind ORDER BY gateway, currency, kind IS NULL, kind = '', kind`);
  const volumes = db.prepare(`
    SELECT t.gateway, t.settled_currency AS currency, sum(t.gross_minor) AS grossMinor
    FROM gateway_transaction AS t WHERE ${SETTLED} AND t.kind = 'payment' GROUP BY 1, 2 ORDER BY 1, 2`);
  const register = db.prepare(`
    SELECT r.marker, r.transaction_id AS transactionId, r.paid_on AS paidOn, r.posted_at AS postedAt, r.kind,
      r.customer_no AS customerNo, c.name AS customerName, r.item_number AS itemNumber, t.gateway,
      t.external_id AS externalId, r.currency, r.amount_minor AS amountMinor, r.cash_minor AS cashMinor,
      r.discount_minor AS discountMinor, r.write_off_minor AS writeOffMinor, r.reversed_by AS reversedBy,
      r.reversed_at AS reversedAt
    FROM receipt AS r JOIN gateway_transaction AS t ON t.id = r.transaction_id
    LEFT JOIN customer AS c ON c.customer_no = r.customer_no
    WHERE r.paid_on >= ? AND r.paid_on <= ? ORDER BY r.paid_on, r.posted_at, r.marker LIMIT ?`);
  const audit = db.prepare(`
    SELECT seq, at, actor, action, sentence,
      CASE WHEN subject_kind = 'transaction' THEN subject_id END AS transactionId
    FROM audit_event WHERE at >= @from AND at < @to
      AND (sentence LIKE @like ESCAPE '\\' OR subject_id LIKE @like ESCAPE '\\' OR actor LIKE @like ESCAPE '\\')
    ORDER BY seq LIMIT @limit`);
  const payouts = db
    .prepare(`SELECT transaction_id FROM payout WHERE occurred_at >= ? AND occurred_at < ?
      ORDER BY occurred_at, transaction_id LIMIT ?`)
    .pluck();
  return {
    undecided: (before, limit) => undecided.all(before, limit + 1) as UndecidedLine[],
    fees: (from, to) => fees.all({ from, to }) as FeeLine[],
    volumes: (from, to) => volumes.all({ from, to }) as VolumeLine[],
    register: (from, to, limit) => register.all(from, to, limit + 1) as RegisterLine[],
    audit: (from, to, text, limit) =>
      audit.all({
        from,
        to,
        like: `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`,
        limit: limit + 1,
      }) as AuditLine[],
    payouts: (from, to, limit) => payouts.all(from, to, limit + 1) as TransactionId[],
  };
}
