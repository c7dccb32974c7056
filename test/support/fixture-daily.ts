/** The invented company's money day by day; its calendar is UTC's, and its newest payment is of its today. */
import type { DailyTieOut } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import type { FixtureState } from './fixture-state.ts';

const DAY_MS = 86_400_000;

export function dailyOf(state: FixtureState, days: number): DailyTieOut {
  const cases = [...state.cases.values()];
  const newest = Math.max(Date.UTC(2026, 4, 14), ...cases.map((it) => Date.parse(it.transaction.occurredAt)));
  const dates = Array.from({ length: days }, (_unused, at) =>
    dayOf(new Date(newest - (days - 1 - at) * DAY_MS)),
  );
  const lines = new Map<string, DailyTieOut['lines'][number]>();
  for (const one of cases) {
    const { currency, amountMinor, occurredAt } = one.transaction;
    const date = dayOf(new Date(occurredAt));
    if (!dates.includes(date) || one.state === 'not_applicable') continue;
    const key = `${date} ${currency}`;
    const line = lines.get(key) ?? { date, currency, postedMinor: 0, waitingMinor: 0, explainedMinor: 0 };
    const side =
      one.state === 'posted' ? 'postedMinor' : one.state === 'ignored' ? 'explainedMinor' : 'waitingMinor';
    lines.set(key, { ...line, [side]: line[side] + amountMinor });
  }
  return { dates, lines: [...lines.values()] };
}

const dayOf = (instant: Date): AccountingDate => AccountingDate.parse(instant.toISOString().slice(0, 10));
