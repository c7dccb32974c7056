import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldRemainder } from '../../src-main/posting/fold.ts';
import { day, invoice, proposal } from '../support/posting-fixture.ts';

const PAID_ON = day('2026-03-05');

describe('any discount or write-off', () => {
  const lines = fc.array(
    fc.record({
      amount: fc.integer({ min: 1, max: 1_000_000 }),
      terms: fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: null }),
      expired: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('is shared out whole: cash + discount + write-off is the allocation, and no cash is below zero', () => {
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom('discount' as const, 'write_off' as const),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (list, kind, part) => {
          const items = list.map(({ amount, terms, expired }, at) => ({
            allocation: proposal('ch', [[String(at), amount]]).allocations[0],
            item: invoice(String(at), amount, {
              discount:
                terms === null ? null : { until: expired ? '2026-03-04' : '2026-03-05', amountMinor: terms },
            }),
          }));
          const known = items.flatMap(({ allocation, item }) => (allocation ? [{ allocation, item }] : []));
          const total = list.reduce((sum, { amount }) => sum + amount, 0);
          const folded = Math.floor(total * part);
          const result = foldRemainder(known, { kind, amountMinor: -folded }, PAID_ON);
          for (const it of result) {
            expect(it.cashMinor + it.discountMinor + it.writeOffMinor).toBe(it.allocation.amountMinor);
            expect(it.cashMinor).toBeGreaterThanOrEqual(0);
          }
          expect(result.reduce((sum, it) => sum + it.cashMinor, 0)).toBe(total - folded);
          const other = kind === 'discount' ? 'writeOffMinor' : 'discountMinor';
          expect(result.every((it) => it[other] === 0)).toBe(true);
        },
      ),
    );
  });

  it('goes to the invoices whose terms grant it, as long as they do', () => {
    const line = (number: string, amount: number, until: string | null) => ({
      allocation: {
        ...proposal('ch', [[number, amount]]).allocations[0],
        openItemId: invoice(number, 1).id,
        number,
        amountMinor: amount,
      },
      item: invoice(number, amount, { discount: until === null ? null : { until, amountMinor: 200 } }),
    });
    const known = [line('1', 90_000, null), line('2', 10_000, '2026-03-31'), line('3', 10_000, '2026-03-01')];
    const shares = foldRemainder(known, { kind: 'discount', amountMinor: -250 }, PAID_ON).map(
      (it) => it.discountMinor,
    );
    expect(shares).toEqual([50, 200, 0]);
  });

  it('larger than its invoices is refused', () => {
    const known = [
      {
        allocation: { openItemId: invoice('1', 1).id, number: '1', amountMinor: 10 },
        item: invoice('1', 10),
      },
    ];
    expect(() => foldRemainder(known, { kind: 'write_off', amountMinor: -11 }, PAID_ON)).toThrow(
      'larger than',
    );
  });
});
