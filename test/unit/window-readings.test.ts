import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PayoutRow } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { firstSentence, readable } from '../../src-renderer/exceptions/readable.ts';
import { payoutSum } from '../../src-renderer/payouts/payout-sum.ts';
import { firstOfLastMonth, startOfDay } from '../../src-renderer/setup/start-of-day.ts';
import { baseFirst } from '../../src-renderer/today/base-first.ts';

describe('a payout as an addition', () => {
  const row = (part: Partial<PayoutRow>): PayoutRow => ({ ...PAYOUT, ...part });

  it('is payments less refunds less fees, line by line', () => {
    const { parts, totalMinor } = payoutSum(row({ amountMinor: 9_260 }));
    expect(parts.map(({ minor }) => minor)).toEqual([10_000, -500, -290, 50]);
    expect(totalMinor).toBe(9_260);
  });

  it('names the fee for the payout itself, which is in none of its parts', () => {
    const { parts, totalMinor } = payoutSum(row({ amountMinor: 9_235 }));
    expect(parts.at(-1)).toEqual({ label: 'Fee for the payout', minor: -25 });
    expect(totalMinor).toBe(9_235);
  });

  it('always comes to what was paid out and the difference', () => {
    const minor = fc.integer({ min: -1e10, max: 1e10 });
    fc.assert(
      fc.property(
        minor,
        minor,
        minor,
        minor,
        minor,
        minor,
        (amount, gross, refunds, fees, other, difference) => {
          const { parts, totalMinor } = payoutSum(
            row({
              amountMinor: amount,
              grossMinor: gross,
              refundsMinor: refunds,
              feesMinor: fees,
              otherMinor: other,
              differenceMinor: difference,
            }),
          );
          expect(parts.reduce((sum, part) => sum + part.minor, 0)).toBe(totalMinor);
          expect(totalMinor).toBe(amount + difference);
          expect(parts.some((part) => Object.is(part.minor, -0))).toBe(false);
        },
      ),
    );
  });
});

describe('the start of a day', () => {
  const start = (date: string, zone: string) => startOfDay(AccountingDate.parse(date), zone);

  it('is midnight in the company’s zone, on both sides of a change of the clocks', () => {
    expect(start('2026-01-15', 'America/New_York')).toBe('2026-01-15T05:00:00.000Z');
    expect(start('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z');
    expect(start('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z');
    expect(start('2026-10-25', 'Europe/London')).toBe('2026-10-24T23:00:00.000Z');
    expect(start('2026-10-26', 'Europe/London')).toBe('2026-10-26T00:00:00.000Z');
    expect(start('2026-01-15', 'Asia/Kathmandu')).toBe('2026-01-14T18:15:00.000Z');
  });

  it('lies on that day, and a moment earlier on the day before', () => {
    const dayIn = (zone: string, instant: number) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(instant));
    const zones = fc.constantFrom('America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'UTC');
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, dates, (zone, any) => {
        const date = any.toISOString().slice(0, 10);
        const instant = Date.parse(start(date, zone));
        expect(dayIn(zone, instant)).toBe(date);
        expect(dayIn(zone, instant - 1) < date).toBe(true);
      }),
    );
  });

  it('is offered for the first day of last month', () => {
    expect(firstOfLastMonth(new Date(2026, 2, 31))).toBe('2026-02-01');
    expect(firstOfLastMonth(new Date(2026, 0, 1))).toBe('2025-12-01');
  });
});

describe('what was set aside, made readable', () => {
  it('has a line per field when it is JSON, and is left as it came otherwise', () => {
    expect(readable('{"id":"ch_1","amount":5}')).toBe('{\n  "id": "ch_1",\n  "amount": 5\n}');
    for (const raw of ['date;amount\n1;2', '{"id":', '']) expect(readable(raw)).toBe(raw);
  });

  it('says what happened apart from what to do', () => {
    expect(firstSentence('The period is closed. Nothing was written. Open it.')).toEqual({
      what: 'The period is closed.',
      rest: 'Nothing was written. Open it.',
    });
    expect(firstSentence('Invoice 10.50 of acct. no. 5 is closed')).toEqual({
      what: 'Invoice 10.50 of acct. no. 5 is closed',
      rest: '',
    });
  });
});

describe('lines by currency', () => {
  it('begin with the company’s own; the others stay in their order, and none is lost', () => {
    const code = fc.constantFrom('USD', 'EUR', 'GBP', 'CAD').map(currency);
    const lines = fc.array(fc.record({ currency: code, at: fc.nat() }));
    fc.assert(
      fc.property(lines, fc.option(code), (before, base) => {
        const after = baseFirst(before, base);
        const others = (list: typeof before) => list.filter((line) => line.currency !== base);
        expect(after).toHaveLength(before.length);
        expect(others(after)).toEqual(others(before));
        expect(
          after.slice(0, after.length - others(after).length).every((line) => line.currency === base),
        ).toBe(true);
      }),
    );
  });
});

const PAYOUT: PayoutRow = PayoutRow.parse({
  transactionId: 'stripe-main:po_1',
  gateway: 'stripe',
  externalId: 'po_1',
  date: '2026-03-05',
  currency: 'USD',
  amountMinor: 0,
  grossMinor: 10_000,
  refundsMinor: -500,
  feesMinor: 290,
  otherMinor: 50,
  parts: 4,
  tieOut: 'tied_out',
  differenceMinor: 0,
  journal: 'none',
  journalNote: null,
});
