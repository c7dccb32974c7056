/** The period tie-out as a report: each side's lines, its total, and the difference that should be zero. */
import type { ReportRow } from '../../shared/api/reports.ts';
import type { Minor } from '../../shared/money.ts';
import type { Store } from '../store/index.ts';
import { column, type ReportFrame, type ReportRequest, type ReportTable, row } from './table.ts';
import { equationOf, type TieOutLine, type TieOutReport, tieOutReport } from './tie-out.ts';

export function reconciliation(store: Store, request: ReportRequest, frame: ReportFrame): ReportTable {
  const reports = tieOutReport(store, request, frame.timeZone);
  const open = reports.filter(({ differenceMinor }) => differenceMinor !== 0);
  return {
    title: 'Reconciliation',
    columns: [
      column('currency', 'Currency'),
      column('side', 'Side'),
      column('line', 'Line'),
      column('count', 'Transactions', 'count'),
      column('amount', 'Amount', 'money'),
    ],
    rows: reports.flatMap(linesOf),
    totals: reports.map((report) => total(report)),
    notes: [
      'Gateways = in the ledger + awaiting + decided not to post. Each side is added up from records of its own.',
      'A transaction belongs to the day on which it occurred, in the company’s time zone.',
      ...open.map(
        ({ currency }) =>
          `${currency} does not tie out: look in History for what was posted and what the gateway changed since.`,
      ),
    ],
    tieOut: reports.map(equationOf),
  };
}

function linesOf(report: TieOutReport): ReportRow[] {
  const { currency } = report;
  const lines = (side: string, list: readonly TieOutLine[]): ReportRow[] =>
    list.map((it) => row(currency, [currency, side, capital(it.label), it.count, it.amountMinor]));
  const sum = (side: string, list: readonly TieOutLine[], amountMinor: Minor): ReportRow =>
    row(currency, [currency, side, 'Total', list.reduce((count, it) => count + it.count, 0), amountMinor], {
      emphasis: 'subtotal',
    });
  return [
    ...lines('Gateways', report.gatewayLines),
    sum('Gateways', report.gatewayLines, report.gatewayMinor),
    row(currency, [currency, 'In the ledger', 'Total', report.postedCount, report.postedMinor], {
      emphasis: 'subtotal',
    }),
    ...lines('Awaiting', report.awaitingLines),
    sum('Awaiting', report.awaitingLines, report.awaitingMinor),
    ...lines('Decided not to post', report.explainedLines),
    sum('Decided not to post', report.explainedLines, report.explainedMinor),
    ...lines('Not part of any side', report.excludedLines),
  ];
}

const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

function total({ currency, differenceMinor }: TieOutReport): ReportRow {
  return row(currency, [currency, 'Difference', 'Gateways less all others', null, differenceMinor], {
    emphasis: 'total',
  });
}
