import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionId, Instant, TransactionId } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import type { PayoutRule } from '../../src-main/gateways/index.ts';
import { expectedPayouts, type PayoutSource } from '../../src-main/posting/index.ts';
import { marginOf, rhythmOf } from '../../src-main/posting/payout-rhythm.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../src-main/posting/working-days.ts';
import type { PayoutSeen, UnpaidRecord } from '../../src-main/store/index.ts';
import { day } from '../support/posting-fixture.ts';

const GATEWAY = ConnectionId.parse('gateway-1');
const USD = currency('USD');
const dateOf = (instant: Instant) => day(instant.slice(0, 10));
const noon = (date: string) => Instant.parse(`${date}T12:00:00Z`);
const AVAILABILITY: PayoutRule = { by: 'availability' };
const BATCH: PayoutRule = { by: 'batch', usualDays: 1, waits: ['succeeded', 'pending'] };

function source(rule: PayoutRule, more: Partial<PayoutSource> = {}): PayoutSource {
  return {
    connectionId: GATEWAY,
    title: 'Gateway',
    rule,
    readOn: day('2026-03-10'),
    days: () => ({ paidOn: [], parts: [] }),
    ...more,
  };
}

function settledRecord(
  net: number,
  availableOn: string | null,
  more: Partial<UnpaidRecord> = {},
): UnpaidRecord {
  return {
    connectionId: GATEWAY,
    kind: 'payment',
    status: 'succeeded',
    occurredAt: noon('2026-03-02'),
    currency: USD,
    amountMinor: Math.abs(net),
    settlement: {
      currency: USD,
      grossMinor: net + 30,
      feeMinor: 30,
      netMinor: net,
      availableAt: availableOn === null ? null : noon(availableOn),
    },
    payoutExternalId: null,
    ...more,
  };
}

const unsettled = (amountMinor: number, on: string, more: Partial<UnpaidRecord> = {}): UnpaidRecord => ({
  ...settledRecord(amountMinor, null, more),
  settlement: null,
  amountMinor,
  occurredAt: noon(on),
  ...more,
});

const payout = (on: string, more: Partial<PayoutSeen> = {}): PayoutSeen => ({
  transactionId: TransactionId.parse(`gateway-1:po_${on}`),
  connectionId: GATEWAY,
  externalId: `po_${on}`,
  status: 'succeeded',
  occurredAt: noon(on),
  arrivesAt: null,
  currency: USD,
  amountMinor: 5_000,
  partCount: 3,
  ...more,
});

const outlook = (from: PayoutSource, records: UnpaidRecord[], payouts: PayoutSeen[] = []) =>
  expectedPayouts({ sources: [from], records, payouts, dateOf });

describe('working days', () => {
  it('are Monday to Friday; a day that is none moves to the next', () => {
    expect(addWorkingDays(day('2026-03-06'), 1)).toBe('2026-03-09');
    expect(addWorkingDays(day('2026-03-07'), 0)).toBe('2026-03-09');
    expect(workingDaysBetween(day('2026-03-06'), day('2026-03-09'))).toBe(1);
  });

  it('counted there and back agree', () => {
    const days = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => day(date.toISOString().slice(0, 10)));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (from, count) => {
        const to = addWorkingDays(from, count);
        expect(isWorkingDay(to)).toBe(true);
        expect(workingDaysBetween(from, to)).toBe(count);
      }),
    );
  });
});

describe('the rhythm of payouts', () => {
  it('is the usual delay and the usual days from payout to payout', () => {
    const paidOn = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-16'].map(day);
    const parts = [
      { on: day('2026-03-05'), paidOn: day('2026-03-09') },
      { on: day('2026-03-12'), paidOn: day('2026-03-16') },
      { on: day('2026-03-02'), paidOn: day('2026-03-16') },
    ];
    expect(rhythmOf({ paidOn, parts })).toEqual({ delayDays: 2, intervalDays: 5 });
  });

  it('decides from when a payout is missing: weekly payouts are waited for longer than daily ones', () => {
    expect(marginOf({ delayDays: 2, intervalDays: 1 })).toBe(3);
    expect(marginOf({ delayDays: 2, intervalDays: 5 })).toBe(6);
    expect(marginOf({ delayDays: null, intervalDays: null })).toBe(3);
  });
});

describe('money that the gateway says is available on a day', () => {
  it('is expected on that day, one line for each day', () => {
    const { expected, undated } = outlook(source(AVAILABILITY), [
      settledRecord(1_000, '2026-03-11'),
      settledRecord(500, '2026-03-11'),
      settledRecord(700, '2026-03-12'),
    ]);
    expect(undated).toEqual([]);
    expect(expected).toMatchObject([
      { dueOn: '2026-03-11', count: 2, grossMinor: 1_560, feesMinor: 60, netMinor: 1_500, state: 'expected' },
      { dueOn: '2026-03-12', count: 1, netMinor: 700, state: 'expected' },
    ]);
    expect(expected[0]?.sentence).toContain('missing after 16 Mar 2026, 3 working days later');
  });

  it('is missing once its margin has passed, and not a day earlier', () => {
    const due = [settledRecord(1_000, '2026-03-04')];
    const readOn = (date: string) => outlook(source(AVAILABILITY, { readOn: day(date) }), due).expected[0];
    expect(readOn('2026-03-09')?.state).toBe('expected');
    expect(readOn('2026-03-10')).toMatchObject({ state: 'overdue' });
    expect(readOn('2026-03-10')?.sentence).toContain('more than 3 working days later');
  });

  it('is not called missing on account of days on which the gateway was not read', () => {
    const unread = outlook(source(AVAILABILITY, { readOn: null }), [settledRecord(1_000, '2026-01-05')]);
    expect(unread.expected[0]?.state).toBe('expected');
  });

  it('is not missing when what was taken back since is more', () => {
    const { expected } = outlook(source(AVAILABILITY), [
      settledRecord(1_000, '2026-03-02'),
      settledRecord(-1_500, '2026-03-09', { kind: 'refund' }),
    ]);
    expect(expected.map(({ state }) => state)).toEqual(['expected', 'expected']);
    expect(expected[0]?.sentence).toContain('nothing is left to pay out');
    expect(expected[1]?.sentence).toContain('taken from the next payout');
  });

  it('may be in a payout that was made by hand, which does not say what it carried', () => {
    const records = [settledRecord(1_000, '2026-03-02'), settledRecord(400, '2026-03-11')];
    const { expected, undated } = outlook(source(AVAILABILITY), records, [
      payout('2026-03-05', { partCount: 0 }),
    ]);
    expect(undated).toMatchObject([{ reason: 'untold_parts', netMinor: 1_000 }]);
    expect(expected).toMatchObject([{ netMinor: 400 }]);
  });
});

describe('money at a gateway with batches', () => {
  it('is expected with the next batch, at its amount, fees not known', () => {
    const records = [
      unsettled(1_000, '2026-03-09', { status: 'pending' }),
      unsettled(200, '2026-03-09', { kind: 'refund' }),
    ];
    expect(outlook(source(BATCH), records).expected).toMatchObject([
      { dueOn: '2026-03-10', count: 2, netMinor: 800, feesMinor: 0, feesKnown: false },
    ]);
  });

  it('follows the batches that were seen rather than the usual day', () => {
    const parts = [{ on: day('2026-03-02'), paidOn: day('2026-03-04') }];
    const from = source(BATCH, { days: () => ({ paidOn: [day('2026-03-04')], parts }) });
    const { expected } = outlook(from, [unsettled(1_000, '2026-03-09')]);
    expect(expected).toMatchObject([{ dueOn: '2026-03-11' }]);
    expect(expected[0]?.sentence).toContain('2 working days after the payment');
  });

  it('is waited for only so long: an authorisation that nobody captured lapses', () => {
    const { undated } = outlook(source(BATCH), [unsettled(1_000, '2026-01-09', { status: 'pending' })]);
    expect(undated).toMatchObject([{ reason: 'lapsed' }]);
  });
});

describe('money whose day cannot be told', () => {
  it('says why', () => {
    const told = 'It tells no payouts.';
    expect(
      outlook(source({ by: 'statement', reason: told }), [unsettled(900, '2026-03-09')]).undated,
    ).toMatchObject([{ reason: 'statement', sentence: told, netMinor: 900 }]);
    expect(outlook(source({ by: 'export' }), [settledRecord(900, null)]).undated).toMatchObject([
      { reason: 'no_rhythm' },
    ]);
    expect(
      outlook(source(AVAILABILITY), [settledRecord(900, '2026-03-09', { payoutExternalId: 'po_unread' })])
        .undated,
    ).toMatchObject([{ reason: 'named_payout' }]);
  });
});

describe('a payout that was made and did not arrive', () => {
  it('has failed, with what to do, until a later one succeeds', () => {
    const failed = payout('2026-03-05', { status: 'failed' });
    expect(outlook(source(AVAILABILITY), [], [failed]).troubled).toMatchObject([
      { state: 'failed', amountMinor: 5_000, externalId: 'po_2026-03-05' },
    ]);
    const again = outlook(source(AVAILABILITY), [], [failed, payout('2026-03-09')]);
    expect(again.troubled).toEqual([]);
  });

  it('is missing when it is still under way long after its day', () => {
    const sent = payout('2026-02-27', { status: 'pending', arrivesAt: noon('2026-03-02') });
    expect(outlook(source(AVAILABILITY), [], [sent]).troubled).toMatchObject([{ state: 'overdue' }]);
    const soon = { ...sent, arrivesAt: noon('2026-03-06') };
    expect(outlook(source(AVAILABILITY), [], [soon]).troubled).toEqual([]);
  });
});

describe('any money at any gateway', () => {
  const date = fc.integer({ min: 0, max: 80 }).map((days) => {
    return new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
  });
  const record: fc.Arbitrary<UnpaidRecord> = fc
    .record({
      net: fc.integer({ min: -100_000, max: 500_000 }),
      fee: fc.integer({ min: -100, max: 20_000 }),
      unit: fc.constantFrom(USD, currency('EUR'), currency('JPY')),
      on: date,
      available: fc.option(date),
      isSettled: fc.boolean(),
      status: fc.constantFrom('succeeded' as const, 'pending' as const),
      kind: fc.constantFrom('payment' as const, 'refund' as const, 'dispute' as const, 'adjustment' as const),
      named: fc.boolean(),
    })
    .map((it) => ({
      connectionId: GATEWAY,
      kind: it.kind,
      status: it.status,
      occurredAt: noon(it.on),
      currency: it.unit,
      amountMinor: Math.abs(it.net),
      settlement: it.isSettled
        ? {
            currency: it.unit,
            grossMinor: it.net + it.fee,
            feeMinor: it.fee,
            netMinor: it.net,
            availableAt: it.available === null ? null : noon(it.available),
          }
        : null,
      payoutExternalId: it.named ? 'po_unread' : null,
    }));
  const rule = fc.constantFrom<PayoutRule>(
    AVAILABILITY,
    BATCH,
    { by: 'export' },
    { by: 'statement', reason: 'Not told.' },
  );

  it('is in exactly one line, and the lines add up to it', () => {
    fc.assert(
      fc.property(
        rule,
        fc.array(record, { maxLength: 40 }),
        fc.array(fc.record({ on: date, partCount: fc.integer({ min: 0, max: 2 }) }), { maxLength: 8 }),
        date,
        (by, records, seen, readOn) => {
          const payouts = seen.map(({ on, partCount }) => payout(on, { partCount }));
          const days = () => ({
            paidOn: payouts.map(({ occurredAt }) => dateOf(occurredAt)),
            parts: payouts.map(({ occurredAt }) => ({ on: day('2026-01-01'), paidOn: dateOf(occurredAt) })),
          });
          const from = source(by, { readOn: day(readOn), days });
          const { expected, undated } = outlook(from, records, payouts);
          const lines = [...expected, ...undated];
          for (const unit of [USD, currency('EUR'), currency('JPY')]) {
            const mine = lines.filter((line) => line.currency === unit);
            const theirs = records.filter((it) => it.currency === unit);
            const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
            expect(sum(mine.map(({ count }) => count))).toBe(theirs.length);
            const settledNet = sum(theirs.map(({ settlement }) => settlement?.netMinor ?? 0));
            const waiting = sum(
              theirs.map((it) =>
                it.settlement === null ? (it.kind === 'payment' ? it.amountMinor : -it.amountMinor) : 0,
              ),
            );
            expect(sum(mine.map(({ netMinor }) => netMinor))).toBe(settledNet + waiting);
          }
          for (const line of lines) {
            expect(line.grossMinor - line.feesMinor).toBe(line.netMinor);
            expect(line.sentence).toMatch(/\.$/);
          }
          for (const line of expected) {
            expect(isWorkingDay(line.dueOn)).toBe(true);
            if (line.state === 'overdue') {
              expect(line.netMinor).toBeGreaterThan(0);
              expect(workingDaysBetween(line.dueOn, day(readOn))).toBeGreaterThan(3);
            }
          }
        },
      ),
    );
  });
});
