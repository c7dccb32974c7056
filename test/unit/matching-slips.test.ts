import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinOneSlip } from '../../src-main/matching/payer-names.ts';
import {
  areNeighbours,
  oneSlipApart,
  someNeighbour,
  withoutCheckDigit,
} from '../../src-main/matching/slips.ts';

const numbers = fc.integer({ min: 1_000, max: 9_999_999 });

describe('two numbers one slip apart', () => {
  it('are the same whether compared as numbers or as texts', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        expect(oneSlipApart(one, other)).toBe(one !== other && withinOneSlip(String(one), String(other)));
      }),
    );
  });
  it('include every neighbour that a slip of one digit or one pair makes', () => {
    fc.assert(
      fc.property(numbers, (value) => {
        let seen = 0;
        someNeighbour(value, (neighbour) => {
          seen++;
          expect(withinOneSlip(String(value), String(neighbour))).toBe(true);
          expect(oneSlipApart(value, neighbour)).toBe(true);
          return false;
        });
        expect(seen).toBeGreaterThanOrEqual(9 * String(value).length - 1);
      }),
    );
  });
  it('are neighbours exactly when one is visited from the other', () => {
    const offset = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(numbers, offset, (value, by) => {
        const visited = new Set<number>();
        someNeighbour(value, (neighbour) => {
          visited.add(neighbour);
          return false;
        });
        for (const neighbour of visited) expect(areNeighbours(value, neighbour)).toBe(true);
        const other = Math.max(1, value + by);
        expect(areNeighbours(value, other)).toBe(visited.has(other));
      }),
    );
  });
  it.each([
    [10_423, 10_432, true],
    [10_423, 10_523, true],
    [10_423, 1_042, true],
    [10_423, 104_233, true],
    [10_423, 10_532, false],
    [19, 20, false],
  ])('%i and %i: %s', (one, other, apart) => {
    expect(oneSlipApart(one, other)).toBe(apart);
  });
});

describe('a check digit', () => {
  it('is taken off when it is right', () => {
    expect(withoutCheckDigit(79_927_398_713)).toBe(7_992_739_871);
    expect(withoutCheckDigit(79_927_398_714)).toBe(-1);
  });
});
