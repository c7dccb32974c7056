/** The sums of the period tie-out day by day: the same four sources, cut at the company's midnights. */
import type Database from 'better-sqlite3';
import type { AccountingDate, Instant, TransactionState } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { MOVES_RECEIVABLES, SIGNED_AMOUNT } from './totals.ts';

/** A day of the company's calendar as the instants between which it lies: `from` inclusive, `to` exclusive. */
export interface DayBounds {
  readonly date: AccountingDate;
  readonly from: Instant;
  readonly to: Instant;
}

export interface DailySum {
  readonly date: AccountingDate;
  readonly currency: Currency;
  readonly amountMinor: Minor;
}

export interface DailyTotals {
  /** Succeeded transactions by where they stand. */
  byState(days: readonly DayBounds[]): (DailySum & { state: TransactionState })[];
  /** Cash of the receipts that stand, on the day of their transaction. */
  posted(days: readonly DayBounds[]): DailySum[];
  /** What was decided not to be posted. */
  ignored(days: readonly DayBounds[]): DailySum[];
}

// CROSS JOIN keeps the order: for each of the few days, one range of the index by date.
const OF_DAY = `json_each(?) AS d CROSS JOIN gateway_transaction AS t
  ON t.occurred_at >= json_extract(d.value, '$.from') AND t.occurred_at < json_extract(d.value, '$.to')
  AND ${MOVES_RECEIVABLES}`;
const DATE = `json_extract(d.value, '$.date') AS date`;

export function dailyTotalsQueries(db: Database.Database): DailyTotals {
  const byState = db.prepare(`
    SELECT ${DATE}, t.currency, t.state, sum(${SIGNED_AMOUNT}) AS amountMinor
    FROM ${OF_DAY} WHERE t.status = 'succeeded' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
  const posted = db.prepare(`
    SELECT ${DATE}, r.currency, sum(r.cash_minor) AS amountMinor
    FROM ${OF_DAY} JOIN receipt AS r ON r.transaction_id = t.id AND r.reversed_by IS NULL
    GROUP BY 1, 2 ORDER BY 1, 2`);
  const ignored = db.prepare(`
    SELECT ${DATE}, t.currency, sum(${SIGNED_AMOUNT}) AS amountMinor
    FROM ${OF_DAY} JOIN approval AS a ON a.transaction_id = t.id AND a.status = 'ignored'
    WHERE t.status = 'succeeded' GROUP BY 1, 2 ORDER BY 1, 2`);
  return {
    byState: (days) => byState.all(JSON.stringify(days)) as ReturnType<DailyTotals['byState']>,
    posted: (days) => posted.all(JSON.stringify(days)) as DailySum[],
    ignored: (days) => ignored.all(JSON.stringify(days)) as DailySum[],
  };
}
