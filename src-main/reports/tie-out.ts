/**
 * The period tie-out: what the gateways collected = what stands in the ledger + what awaits a decision or its posting +
 * what was decided not to be posted. Each side is summed from a table of its own, and the difference is computed, never
 * assumed: anything but zero is a fault to look into.
 */
import type { TieOut } from '../../shared/api.ts';
import type { AccountingDate, TransactionState } from '../../shared/model.ts';
import { type Currency, formatMinor, type Minor, sumMinor } from '../../shared/money.ts';
import type { PeriodTotal, Store } from '../store/index.ts';
import { toCsv } from './csv.ts';
import { instantsOf } from './period.ts';

/** A line of the report: how many transactions, and their sum (refunds and disputes below zero). */
export interface TieOutLine {
  readonly label: string;
  readonly count: number;
  readonly amountMinor: Minor;
}

export interface TieOutReport {
  readonly currency: Currency;
  /** Succeeded payments less refunds and disputes, as the gateways say. */
  readonly gatewayMinor: Minor;
  /** By kind. */
  readonly gatewayLines: readonly TieOutLine[];
  /** Cash of the receipts that stand in the ledger for these transactions. */
  readonly postedMinor: Minor;
  readonly postedCount: number;
  readonly awaitingMinor: Minor;
  /** Waiting, returned, approved, failed postings. */
  readonly awaitingLines: readonly TieOutLine[];
  readonly explainedMinor: Minor;
  /** Ignored, by the reason given. */
  readonly explainedLines: readonly TieOutLine[];
  /** Not part of any side: failed, voided, pending at the gateway. */
  readonly excludedLines: readonly TieOutLine[];
  /** gateway − (posted + awaiting + explained). */
  readonly differenceMinor: Minor;
}

const AWAITING: Readonly<Partial<Record<TransactionState, string>>> = {
  waiting: 'Waiting for a decision',
  returned: 'Returned to review',
  approved: 'Approved, on its way to the ledger',
  dead_letter: 'Posting failed, to be repaired',
};

/** Whether a transaction in this state waits for a decision or its posting. */
export const awaits = (state: TransactionState): boolean => AWAITING[state] !== undefined;

/** Days are the company's, both included. One report per currency that occurs. */
export function tieOutReport(
  store: Store,
  period: { readonly from: AccountingDate; readonly to: AccountingDate },
  timeZone: string,
): TieOutReport[] {
  const { from, to } = instantsOf(period.from, period.to, timeZone);
  // In one transaction: a posting in between would otherwise show as a difference.
  return store.transact(() => {
    const gateway = store.totals.gateway(from, to);
    const posted = store.totals.posted(from, to);
    const states = store.totals.byState(from, to);
    const ignored = store.totals.ignored(from, to);
    const currencies = [...new Set([...gateway, ...posted].map(({ currency }) => currency))].sort();
    return currencies.map((currency) => {
      const of = <Total extends PeriodTotal>(totals: readonly Total[]): Total[] =>
        totals.filter((it) => it.currency === currency);
      const succeeded = of(gateway).filter(({ status }) => status === 'succeeded');
      const gatewayLines = succeeded.map((it) => line(it.kind.replace('_', ' '), it));
      const awaitingLines = of(states).flatMap((it) => {
        const label = AWAITING[it.state];
        return label === undefined ? [] : [line(label, it)];
      });
      const explainedLines = of(ignored).map((it) => line(it.reason, it));
      const postedMinor = sumMinor(of(posted).map(({ amountMinor }) => amountMinor));
      const gatewayMinor = sumOf(gatewayLines);
      const awaitingMinor = sumOf(awaitingLines);
      const explainedMinor = sumOf(explainedLines);
      return {
        currency,
        gatewayMinor,
        gatewayLines,
        postedMinor,
        postedCount: of(posted).reduce((count, it) => count + it.count, 0),
        awaitingMinor,
        awaitingLines,
        explainedMinor,
        explainedLines,
        excludedLines: of(gateway)
          .filter(({ status }) => status !== 'succeeded')
          .map((it) => line(`${it.kind.replace('_', ' ')}, ${it.status}`, it)),
        differenceMinor: sumMinor([gatewayMinor, -postedMinor, -awaitingMinor, -explainedMinor]),
      };
    });
  });
}

/** Its totals alone: the equation. */
export function equationOf(report: TieOutReport): TieOut {
  const { currency, gatewayMinor, postedMinor, awaitingMinor, explainedMinor, differenceMinor } = report;
  return { currency, gatewayMinor, postedMinor, awaitingMinor, explainedMinor, differenceMinor };
}

const line = (label: string, { count, amountMinor }: PeriodTotal): TieOutLine => ({
  label,
  count,
  amountMinor,
});
const sumOf = (lines: readonly TieOutLine[]): Minor => sumMinor(lines.map(({ amountMinor }) => amountMinor));

export function tieOutCsv(reports: readonly TieOutReport[]): string {
  const rows = reports.flatMap((report) => {
    const { currency } = report;
    const row = (side: string, label: string, count: number | null, minor: Minor) => [
      currency,
      side,
      label,
      count,
      formatMinor(minor, currency),
    ];
    const lines = (side: string, list: readonly TieOutLine[]) =>
      list.map((it) => row(side, it.label, it.count, it.amountMinor));
    return [
      ...lines('gateway', report.gatewayLines),
      row('gateway', 'Total', null, report.gatewayMinor),
      row('posted', 'In the ledger', report.postedCount, report.postedMinor),
      ...lines('awaiting', report.awaitingLines),
      ...lines('explained', report.explainedLines),
      row('difference', 'Gateway less all others', null, report.differenceMinor),
      ...lines('excluded', report.excludedLines),
    ];
  });
  return toCsv(['currency', 'side', 'line', 'count', 'amount'], rows);
}
