import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, byAcme, item, matchAll, payment } from './matching-builders.ts';

describe('a duplicate', () => {
  const named = { description: 'Invoice 10423' };
  it('is seen when the same payer paid minutes before, through any gateway', () => {
    const again = { ...named, gateway: 'opayo', occurredAt: '2024-01-20T10:07:00Z' };
    const [, second] = matchAll(
      [item('10423', 12_550)],
      [payment('a', 12_550, named), payment('b', 12_550, again)],
    );
    expect(second?.flags).toContain('duplicate');
    expect(second?.band).toBe('exception');
  });
  it('is none when the first attempt failed', () => {
    const again = { ...named, occurredAt: '2024-01-20T10:07:00Z' };
    const proposals = matchAll(
      [item('10423', 12_550)],
      [payment('a', 12_550, { ...named, status: 'failed' }), payment('b', 12_550, again)],
    );
    expect(proposals.map((it) => [it.band, it.flags])).toEqual([
      ['exception', ['failed']],
      ['ready', []],
    ]);
  });
  it('is none when a subscription is paid each month', () => {
    const items = [item('1', 9_900), item('2', 9_900, { date: '2024-02-05' })];
    const proposals = matchAll(items, [
      payment('jan', 9_900, { ...byAcme, occurredAt: '2024-01-07T10:00:00Z' }),
      payment('feb', 9_900, { ...byAcme, occurredAt: '2024-02-07T10:00:00Z' }),
    ]);
    expect(proposals.map(applied)).toEqual(['1:9900', '2:9900']);
    expect(proposals.flatMap((it) => it.flags)).not.toContain('duplicate');
  });
  const daily = 24 * 60;
  it('is found in whatever stretch of time the two fall, and no further apart than the window', () => {
    const drafts = fc.array(
      fc.record({
        minute: fc.integer({ min: 0, max: 40 * daily }),
        gateway: fc.constantFrom('stripe', 'opayo'),
        amount: fc.constantFrom(9_900, 4_900),
      }),
      { minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(drafts, (all) => {
        const start = Date.UTC(2024, 0, 3);
        const payments = all.map(({ minute, gateway, amount }, i) => {
          const occurredAt = new Date(start + minute * 60_000).toISOString();
          return payment(`p${i}`, amount, { ...byAcme, gateway, occurredAt });
        });
        const proposals = matchAll([], payments);
        const expected = all.map((own, i) =>
          all.some((other, k) => {
            const apart = own.minute - other.minute;
            const before = apart > 0 || (apart === 0 && payments[k] !== payments[i] && `p${k}` < `p${i}`);
            return (
              before &&
              own.amount === other.amount &&
              apart <= (own.gateway === other.gateway ? 1 : 5) * daily
            );
          }),
        );
        expect(proposals.map((it) => it.flags.includes('duplicate'))).toEqual(expected);
      }),
    );
  });
  it('of a decided payment is found although an older one of the run waits', () => {
    const on = (id: string, day: string) =>
      payment(id, 9_900, { ...byAcme, occurredAt: `2024-01-${day}T10:00:00Z` });
    const decided = [on('yesterday', '19')];
    const [older, again] = matchAll([], [on('older', '04'), on('again', '20')], { decided });
    expect(older?.flags).not.toContain('duplicate');
    expect(again?.evidence.join()).toContain('It repeats payment yesterday of 2024-01-19');
  });
});
