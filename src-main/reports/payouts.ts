/** Payouts of a period: what they were made of, whether their parts add up to them, and where their journals stand. */

import { DateTime } from 'luxon';
import { type Minor, sumMinor } from '../../shared/money.ts';
import type { PayoutRow, Store } from '../store/index.ts';
import { MAX_LINES, withinLimit } from './limits.ts';
import { instantsOf } from './period.ts';
import { column, type ReportFrame, type ReportRequest, type ReportTable, row, totalsOf } from './table.ts';

const TIE_OUT = { tied_out: 'Tied out', difference: 'Difference', incomplete: 'Incomplete' } as const;
const JOURNAL = {
  none: 'Not posted',
  approved: 'On its way',
  posted: 'Posted',
  returned: 'Returned',
  dead_letter: 'Failed',
} as const;
const PAYMENTS = new Set(['payment']);
const GIVEN_BACK = new Set(['refund', 'dispute', 'dispute_reversal']);

export function payouts(store: Store, request: ReportRequest, frame: ReportFrame): ReportTable {
  const { from, to } = instantsOf(request.from, request.to, frame.timeZone);
  const columns = [
    column('date', 'Date', 'date'),
    column('gateway', 'Gateway'),
    column('externalId', 'Payout'),
    column('currency', 'Currency'),
    column('payments', 'Payments', 'money'),
    column('givenBack', 'Refunds, disputes', 'money'),
    column('other', 'Other', 'money'),
    column('fees', 'Fees', 'money'),
    column('paidOut', 'Paid out', 'money'),
    column('difference', 'Difference', 'money'),
    column('parts', 'Parts', 'count'),
    column('tieOut', 'Tie-out'),
    column('journal', 'Journal'),
    column('marker', 'Marker'),
  ];
  const rows = store.transact(() =>
    withinLimit(store.periods.payouts(from, to, MAX_LINES)).map((id) => {
      const payout = store.payouts.get(id);
      const { gateway } = store.transactions.get(id).transaction;
      const day = DateTime.fromISO(payout.occurredAt, { zone: frame.timeZone }).toISODate();
      const sums = sumsOf(payout);
      return row(
        payout.currency,
        [
          day,
          gateway,
          payout.externalId,
          payout.currency,
          sums.payments,
          sums.givenBack,
          sums.other,
          sums.fees,
          payout.paidOutMinor,
          payout.differenceMinor,
          payout.partCount,
          TIE_OUT[payout.tieOut],
          JOURNAL[payout.journalState],
          payout.journalState === 'posted' ? payout.journalMarker : null,
        ],
        { transactionId: id },
      );
    }),
  );
  return {
    title: 'Payouts',
    columns,
    rows,
    totals: totalsOf(columns, rows, SUMMED, { column: 'externalId', text: 'Total' }),
    notes: [
      'Payments + refunds, disputes + other − fees = paid out + difference, to the penny, for each payout that is complete.',
      'Fees include what the gateway charged for the payout itself.',
    ],
  };
}

const SUMMED = ['payments', 'givenBack', 'other', 'fees', 'paidOut', 'difference', 'parts'];

function sumsOf({ summary, feeMinor }: PayoutRow) {
  const gross = (wanted: (kind: string) => boolean): Minor =>
    sumMinor(summary.byKind.filter(({ kind }) => wanted(kind)).map(({ grossMinor }) => grossMinor));
  return {
    payments: gross((kind) => PAYMENTS.has(kind)),
    givenBack: gross((kind) => GIVEN_BACK.has(kind)),
    other: gross((kind) => !PAYMENTS.has(kind) && !GIVEN_BACK.has(kind)),
    fees: sumMinor([...summary.byKind.map((it) => it.feeMinor), feeMinor]),
  };
}
