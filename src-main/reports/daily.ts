/** Money in, day by day, for the chart on Today: the tie-out's sides on the company's calendar. */
import { DateTime } from 'luxon';
import type { DailyTieOut } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import type { Currency } from '../../shared/money.ts';
import type { DailySum, DayBounds, Store } from '../store/index.ts';
import { instantsOf } from './period.ts';
import { awaits } from './tie-out.ts';

type Line = DailyTieOut['lines'][number];
type Side = 'postedMinor' | 'waitingMinor' | 'explainedMinor';

/** The last `days` days, today included. Only days and currencies with something to show. */
export function dailyTieOut(store: Store, days: number, timeZone: string, now: Date): DailyTieOut {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  const bounds = Array.from({ length: days }, (_unused, at): DayBounds => {
    const date = AccountingDate.parse(today.minus({ days: days - 1 - at }).toISODate());
    return { date, ...instantsOf(date, date, timeZone) };
  });
  const lines = new Map<string, Line>();
  const add = (sums: readonly DailySum[], side: Side): void => {
    for (const { date, currency, amountMinor } of sums) {
      const key = `${date} ${currency}`;
      const line = lines.get(key) ?? emptyLine(date, currency);
      lines.set(key, { ...line, [side]: line[side] + amountMinor });
    }
  };
  // In one transaction: a posting in between would be counted twice, or not at all.
  store.transact(() => {
    add(store.dailyTotals.posted(bounds), 'postedMinor');
    add(
      store.dailyTotals.byState(bounds).filter(({ state }) => awaits(state)),
      'waitingMinor',
    );
    add(store.dailyTotals.ignored(bounds), 'explainedMinor');
  });
  const dates = bounds.map(({ date }) => date);
  return {
    dates,
    lines: [...lines.values()].sort((a, b) =>
      `${a.date} ${a.currency}` < `${b.date} ${b.currency}` ? -1 : 1,
    ),
  };
}

const emptyLine = (date: AccountingDate, currency: Currency): Line => ({
  date,
  currency,
  postedMinor: 0,
  waitingMinor: 0,
  explainedMinor: 0,
});
