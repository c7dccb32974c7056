/**
 * The sums behind the period tie-out, each taken from a table of its own, so that none can be right because another is
 * wrong: what the gateway moved (gateway_transaction), what stands in the ledger (receipt), what was decided not to be
 * posted (approval), and what still waits (gateway_transaction by state).
 */
import type Database from 'better-sqlite3';
import type { Instant, TransactionKind, TransactionState, TransactionStatus } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';

export interface PeriodTotal {
  readonly currency: Currency;
  readonly count: number;
  /** Payments and disputes won above zero, refunds and disputes below. */
  readonly amountMinor: Minor;
}

export interface Totals {
  /** By kind and status, transactions that move what customers owe; `from` inclusive, `to` exclusive. */
  gateway(from: Instant, to: Instant): (PeriodTotal & { kind: TransactionKind; status: TransactionStatus })[];
  /** Succeeded transactions by where they stand. */
  byState(from: Instant, to: Instant): (PeriodTotal & { state: TransactionState })[];
  /** Cash of the receipts that stand, for transactions of the period. */
  posted(from: Instant, to: Instant): PeriodTotal[];
  /** Succeeded transactions whose decision in force is to ignore them, by its reason. */
  ignored(from: Instant, to: Instant): (PeriodTotal & { reason: string })[];
}

/** Payments and disputes won above zero, refunds and disputes below. */
export const SIGNED_AMOUNT = `CASE t.kind WHEN 'payment' THEN t.amount_minor WHEN 'dispute_reversal' THEN t.amount_minor
  ELSE -t.amount_minor END`;
export const MOVES_RECEIVABLES = `t.kind IN ('payment', 'refund', 'dispute', 'dispute_reversal')`;
const IN_PERIOD = `t.occurred_at >= ? AND t.occurred_at < ? AND ${MOVES_RECEIVABLES}`;

export function totalsQueries(db: Database.Database): Totals {
  const gateway = db.prepare(`
    SELECT t.currency, t.kind, t.status, count(*) AS count, sum(${SIGNED_AMOUNT}) AS amountMinor
    FROM gateway_transaction AS t WHERE ${IN_PERIOD} GROUP BY t.currency, t.kind, t.status ORDER BY 1, 2, 3`);
  const byState = db.prepare(`
    SELECT t.currency, t.state, count(*) AS count, sum(${SIGNED_AMOUNT}) AS amountMinor
    FROM gateway_transaction AS t WHERE ${IN_PERIOD} AND t.status = 'succeeded'
    GROUP BY t.currency, t.state ORDER BY 1, 2`);
  const posted = db.prepare(`
    SELECT r.currency, count(DISTINCT r.transaction_id) AS count, sum(r.cash_minor) AS amountMinor
    FROM receipt AS r JOIN gateway_transaction AS t ON t.id = r.transaction_id
    WHERE ${IN_PERIOD} AND r.reversed_by IS NULL GROUP BY r.currency ORDER BY 1`);
  const ignored = db.prepare(`
    SELECT t.currency, a.reason, count(*) AS count, sum(${SIGNED_AMOUNT}) AS amountMinor
    FROM approval AS a JOIN gateway_transaction AS t ON t.id = a.transaction_id
    WHERE ${IN_PERIOD} AND t.status = 'succeeded' AND a.status = 'ignored'
    GROUP BY t.currency, a.reason ORDER BY 1, 2`);
  return {
    gateway: (from, to) => gateway.all(from, to) as ReturnType<Totals['gateway']>,
    byState: (from, to) => byState.all(from, to) as ReturnType<Totals['byState']>,
    posted: (from, to) => posted.all(from, to) as PeriodTotal[],
    ignored: (from, to) => ignored.all(from, to) as ReturnType<Totals['ignored']>,
  };
}
