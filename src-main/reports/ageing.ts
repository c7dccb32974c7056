/** What still waits for a decision, by how many days it has waited: by currency and band, counted at the period's last day. */
import { DateTime } from 'luxon';
import type { Band } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { Store, UndecidedLine } from '../store/index.ts';
import { MAX_LINES, withinLimit } from './limits.ts';
import { instantsOf } from './period.ts';
import { column, type ReportFrame, type ReportRequest, type ReportTable, row, totalsOf } from './table.ts';

/** Last day of each age but the last, which has none. */
const AGES = [
  { name: 'd0_7', title: '0–7 days', through: 7 },
  { name: 'd8_30', title: '8–30 days', through: 30 },
  { name: 'd31_60', title: '31–60 days', through: 60 },
  { name: 'd60_plus', title: 'Over 60 days', through: Number.POSITIVE_INFINITY },
] as const;

const BANDS: readonly { readonly band: Band | null; readonly title: string }[] = [
  { band: 'ready', title: 'Ready' },
  { band: 'check', title: 'Check' },
  { band: 'exception', title: 'Exception' },
  { band: null, title: 'Not matched yet' },
];

interface Aged {
  count: number;
  readonly minors: Minor[];
}

export function ageing(store: Store, request: ReportRequest, frame: ReportFrame): ReportTable {
  const { to } = instantsOf(request.to, request.to, frame.timeZone);
  const last = DateTime.fromISO(request.to, { zone: frame.timeZone }).startOf('day');
  const sums = new Map<Currency, Map<Band | null, Aged>>();
  for (const line of withinLimit(store.periods.undecided(to, MAX_LINES))) add(sums, line, last);
  const columns = [
    column('currency', 'Currency'),
    column('band', 'Band'),
    column('count', 'Transactions', 'count'),
    ...AGES.map(({ name, title }) => column(name, title, 'money')),
    column('total', 'Total', 'money'),
  ];
  const rows = [...sums.keys()].sort().flatMap((currency) =>
    BANDS.flatMap(({ band, title }) => {
      const aged = sums.get(currency)?.get(band);
      if (aged === undefined) return [];
      const total = aged.minors.reduce((sum, minor) => sum + minor, 0);
      return [row(currency, [currency, title, aged.count, ...aged.minors, total])];
    }),
  );
  return {
    title: 'Unmatched, by age',
    columns,
    rows,
    totals: totalsOf(columns, rows, ['count', ...AGES.map(({ name }) => name), 'total'], {
      column: 'band',
      text: 'Total',
    }),
    notes: [
      `Everything that waits for a decision as things stand now, however old, if it occurred by ${request.to}; days are counted to that day.`,
      'Refunds and disputes count below zero. What is approved and on its way to the ledger is not part of it.',
    ],
  };
}

function add(sums: Map<Currency, Map<Band | null, Aged>>, line: UndecidedLine, last: DateTime): void {
  const day = DateTime.fromISO(line.occurredAt, { zone: last.zoneName ?? 'utc' }).startOf('day');
  const days = Math.round(last.diff(day, 'days').days);
  const bands = sums.get(line.currency) ?? new Map<Band | null, Aged>();
  sums.set(line.currency, bands);
  const aged = bands.get(line.band) ?? { count: 0, minors: AGES.map(() => 0) };
  bands.set(line.band, aged);
  const age = AGES.findIndex(({ through }) => days <= through);
  aged.count += 1;
  aged.minors[age] = (aged.minors[age] ?? 0) + line.amountMinor;
}
