/** The audit trail of a period, as it was written. */
import type { Store } from '../store/index.ts';
import { MAX_LINES, withinLimit } from './limits.ts';
import { instantsOf } from './period.ts';
import { column, type ReportFrame, type ReportRequest, type ReportTable, row } from './table.ts';

export function audit(store: Store, request: ReportRequest, frame: ReportFrame): ReportTable {
  const { from, to } = instantsOf(request.from, request.to, frame.timeZone);
  const events = withinLimit(store.periods.audit(from, to, request.search, MAX_LINES));
  const check = store.audit.verify();
  return {
    title: 'Audit log',
    columns: [
      column('sequence', 'No.', 'count'),
      column('at', 'When', 'instant'),
      column('by', 'Who'),
      column('action', 'Action'),
      column('sentence', 'What'),
    ],
    rows: events.map((it) =>
      row(null, [it.seq, it.at, it.actor, it.action, it.sentence], { transactionId: it.transactionId }),
    ),
    totals: [],
    notes: [
      check.ok
        ? `The whole trail was checked: its ${check.events} entries follow from each other. The last seal is ${check.head.slice(0, 16)}.`
        : `The trail does not hold from entry ${check.firstBroken?.seq} on: ${check.firstBroken?.reason}`,
      ...(request.search.trim() === '' ? [] : [`Only entries that contain “${request.search.trim()}”.`]),
    ],
  };
}
