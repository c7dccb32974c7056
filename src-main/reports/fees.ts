/** What the gateways kept, by gateway and by what it was for, with the share of the payments that it is. */
import type { ReportRow } from '../../shared/api/reports.ts';
import { type Minor, sumMinor } from '../../shared/money.ts';
import type { FeeLine, Store } from '../store/index.ts';
import { instantsOf } from './period.ts';
import { column, type ReportFrame, type ReportRequest, type ReportTable, row, totalsOf } from './table.ts';

export function fees(store: Store, request: ReportRequest, frame: ReportFrame): ReportTable {
  const { from, to } = instantsOf(request.from, request.to, frame.timeZone);
  const { lines, volumes } = store.transact(() => ({
    lines: store.periods.fees(from, to),
    volumes: store.periods.volumes(from, to),
  }));
  const columns = [
    column('gateway', 'Gateway'),
    column('currency', 'Currency'),
    column('feeKind', 'Kind of fee'),
    column('count', 'Transactions', 'count'),
    column('fee', 'Fee', 'money'),
    column('payments', 'Payments', 'money'),
    column('rate', 'Share of payments', 'rate'),
  ];
  const rows: ReportRow[] = [];
  const groups = Map.groupBy(lines, ({ gateway, currency }) => `${gateway} ${currency}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const { gateway, currency } = first;
    const volume = volumes.find((it) => it.gateway === gateway && it.currency === currency)?.grossMinor ?? 0;
    rows.push(
      ...group.map((it) =>
        row(currency, [
          gateway,
          currency,
          titleOf(it),
          it.count,
          it.feeMinor,
          null,
          rateOf(it.feeMinor, volume),
        ]),
      ),
    );
    const total = sumMinor(group.map(({ feeMinor }) => feeMinor));
    rows.push(
      row(currency, [gateway, currency, 'All', null, total, volume, rateOf(total, volume)], {
        emphasis: 'subtotal',
      }),
    );
  }
  return {
    title: 'Fees by gateway and kind',
    columns,
    rows,
    totals: totalsOf(columns, rows, ['fee'], { column: 'gateway', text: 'Total' }),
    notes: [
      'Amounts are in the currency that the gateway settles in; fees that it gave back are below zero.',
      'The share is of the gross of the payments of the same gateway, currency and period.',
    ],
  };
}

function titleOf({ kind }: FeeLine): string {
  if (kind === null) return 'Not itemised by the gateway';
  if (kind === '') return 'Charged on its own';
  const words = kind.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Hundredths of a percent, half away from zero, in whole numbers; null where there were no payments. */
function rateOf(feeMinor: Minor, volumeMinor: Minor): number | null {
  if (volumeMinor <= 0) return null;
  const share = (BigInt(Math.abs(feeMinor)) * 20_000n + BigInt(volumeMinor)) / (2n * BigInt(volumeMinor));
  return Math.sign(feeMinor) * Number(share) || 0;
}
