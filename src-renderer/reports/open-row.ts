import type { Report, ReportRow } from '../../shared/api.ts';
import { useApp } from '../stores/app-store.ts';

/** Shows what a line is about, where it is worked on: a payout under Payouts, anything else in Review. */
export function openRow(report: Report, row: ReportRow): void {
  if (row.transactionId === null) return;
  const action = row.cells[report.columns.findIndex(({ name }) => name === 'action')];
  const aboutPayout =
    report.name === 'payouts' || (typeof action === 'string' && /journal|payout/.test(action));
  useApp.getState().show(aboutPayout ? 'payouts' : 'review', row.transactionId);
}
