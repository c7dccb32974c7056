import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DailyTieOut } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { dailyTieOut } from '../../src-main/reports/index.ts';
import { tieOutReport } from '../../src-main/reports/tie-out.ts';
import {
  barsOf,
  drawnCurrency,
  otherSums,
  scaleOf,
  stacksOf,
  sumOf,
} from '../../src-renderer/today/day-stacks.ts';
import { company, day, idOf, invoice, proposal, transaction } from '../support/posting-fixture.ts';

const ZONE = 'America/New_York';
const USD = currency('USD');

async function fewDays() {
  const it = company([invoice('1', 10_000), invoice('2', 5_000)]);
  const at = (occurredAt: string) => ({ occurredAt });
  it.receive(transaction('late', 10_000, at('2026-03-08T04:30:00Z')), proposal('late', [['1', 10_000]]));
  it.receive(transaction('early', 700, at('2026-03-08T05:00:00Z')), null);
  // The clocks go forward on the 8th: its last hour is one earlier in UTC.
  it.receive(transaction('last', 60, at('2026-03-09T03:59:59Z')), null);
  it.receive(transaction('next', 5_000, at('2026-03-09T04:00:00Z')), proposal('next', [['2', 5_000]]));
  it.receive(transaction('eur', 250, { currency: 'EUR', ...at('2026-03-09T15:00:00Z') }), null);
  it.receive(transaction('failed', 999, { status: 'failed', ...at('2026-03-09T15:00:00Z') }), null);
  it.receive(transaction('back', 300, { kind: 'refund', ...at('2026-03-09T16:00:00Z') }), null);
  it.receive(transaction('twice', 80, at('2026-03-09T17:00:00Z')), null);
  it.receive(transaction('before', 44, at('2026-03-07T04:59:59Z')), null);
  await it.posting.approve([{ transactionId: idOf('late') }], 'Dana');
  await it.drain();
  await it.posting.approve([{ transactionId: idOf('next') }], 'Dana');
  await it.posting.ignore([idOf('twice')], 'Paid twice', 'Dana');
  return it;
}

describe('money in by day', () => {
  it('is cut at the company’s midnights, through a change of the clocks, today last', async () => {
    const { store } = await fewDays();
    const { dates, lines } = dailyTieOut(store, 3, ZONE, new Date('2026-03-09T20:00:00Z'));
    expect(dates).toEqual(['2026-03-07', '2026-03-08', '2026-03-09']);
    const none = { postedMinor: 0, waitingMinor: 0, explainedMinor: 0 };
    expect(lines).toEqual([
      { date: '2026-03-07', currency: 'USD', ...none, postedMinor: 10_000 },
      { date: '2026-03-08', currency: 'USD', ...none, waitingMinor: 760 },
      { date: '2026-03-09', currency: 'EUR', ...none, waitingMinor: 250 },
      { date: '2026-03-09', currency: 'USD', ...none, waitingMinor: 4_700, explainedMinor: 80 },
    ]);
  });

  it('adds up to the tie-out of the same days', async () => {
    const { store } = await fewDays();
    const { lines } = dailyTieOut(store, 30, ZONE, new Date('2026-03-09T20:00:00Z'));
    const period = { from: day('2026-02-08'), to: day('2026-03-09') };
    for (const report of tieOutReport(store, period, ZONE)) {
      const own = lines.filter((line) => line.currency === report.currency);
      const sum = (side: 'postedMinor' | 'waitingMinor' | 'explainedMinor') =>
        own.reduce((total, line) => total + line[side], 0);
      expect([sum('postedMinor'), sum('waitingMinor'), sum('explainedMinor')]).toEqual([
        report.postedMinor,
        report.awaitingMinor,
        report.explainedMinor,
      ]);
    }
  });
});

describe('the chart of it', () => {
  const date = (text: string) => AccountingDate.parse(text);
  const line = (on: string, code: string, posted: number, waiting: number) => ({
    date: date(on),
    currency: currency(code),
    postedMinor: posted,
    waitingMinor: waiting,
    explainedMinor: 0,
  });
  const daily: DailyTieOut = {
    dates: [date('2026-03-07'), date('2026-03-08')],
    lines: [
      line('2026-03-07', 'EUR', 5, 6),
      line('2026-03-08', 'USD', 100, 20),
      line('2026-03-08', 'EUR', 1, 0),
    ],
  };

  it('draws the company’s own currency, and sums up the others', () => {
    expect(drawnCurrency(daily, USD)).toBe('USD');
    expect(drawnCurrency(daily, currency('GBP'))).toBe('EUR');
    expect(drawnCurrency({ dates: daily.dates, lines: [] }, USD)).toBeNull();
    expect(stacksOf(daily, USD).map(({ total }) => total)).toEqual([0, 120]);
    expect(sumOf(stacksOf(daily, USD))).toMatchObject({ posted: 100, waiting: 20, explained: 0, total: 120 });
    expect(otherSums(daily, USD)).toEqual([{ currency: 'EUR', minor: 12 }]);
  });

  it('stacks what came above the line, and hangs what went back below it', () => {
    expect(barsOf({ posted: 500, waiting: -200, explained: 30 })).toEqual([
      { side: 'posted', low: 0, high: 500 },
      { side: 'waiting', low: -200, high: 0 },
      { side: 'explained', low: 500, high: 530 },
    ]);
  });

  it('has a scale of round steps on which every bar lies', () => {
    const sides = fc.record({
      posted: fc.integer({ min: -1e9, max: 1e11 }),
      waiting: fc.integer({ min: -1e9, max: 1e11 }),
      explained: fc.integer({ min: -1e9, max: 1e9 }),
    });
    fc.assert(
      fc.property(fc.array(sides, { maxLength: 40 }), (stacks) => {
        const { low, high, ticks } = scaleOf(stacks);
        expect(ticks.length).toBeLessThan(8);
        expect(ticks).toContain(0);
        expect([ticks[0], ticks.at(-1)]).toEqual([low, high]);
        for (const bar of stacks.flatMap(barsOf)) {
          expect(bar.low).toBeGreaterThanOrEqual(low);
          expect(bar.high).toBeLessThanOrEqual(high);
        }
      }),
    );
  });
});
