import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  convertMinor,
  currency,
  exponentOf,
  formatMinor,
  MoneyError,
  parseMinor,
  splitMinor,
  sumMinor,
} from '../../shared/money.ts';

const USD = currency('USD');
const JPY = currency('JPY');
const KWD = currency('KWD');

const anyCurrency = fc.constantFrom(USD, JPY, KWD);
const anyMinor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe('an amount as text', () => {
  it.each([
    ['12.50', USD, 1250],
    ['-0.05', USD, -5],
    ['500', JPY, 500],
    ['1.234', KWD, 1234],
    ['12.500', USD, 1250],
    ['+7', USD, 700],
    ['-0.00', USD, 0],
    ['3.', USD, 300],
  ] as const)('%s %s is %i minor units', (text, code, minor) => {
    expect(parseMinor(text, code)).toBe(minor);
  });

  it.each(['12.505', '1,234.00', '', '.', 'abc', '1e3', '0x10', '99999999999999999', '१२'])(
    'refuses %j rather than guess or round',
    (text) => {
      expect(() => parseMinor(text, USD)).toThrow(MoneyError);
    },
  );

  it('comes back as it was written, for every amount and currency', () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, (minor, code) => {
        expect(parseMinor(formatMinor(minor, code), code)).toBe(minor);
      }),
    );
  });

  it('is written with exactly the decimals of its currency', () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, (minor, code) => {
        const decimals = formatMinor(minor, code).split('.')[1]?.length ?? 0;
        expect(decimals).toBe(exponentOf(code));
      }),
    );
  });

  it('is never made from a float with a fraction', () => {
    expect(() => formatMinor(12.5, USD)).toThrow(MoneyError);
    expect(() => sumMinor([0.1, 0.2])).toThrow(MoneyError);
  });
});

describe('splitting an amount', () => {
  it('always adds up, is whole, and is fair to within one minor unit', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(anyMinor, weights, (total, list) => {
        const parts = splitMinor(total, list);
        expect(parts.every(Number.isSafeInteger)).toBe(true);
        expect(sumMinor(parts)).toBe(total);
        const scale = list.reduce((sum, weight) => sum + weight, 0);
        parts.forEach((part, at) => {
          const offBy = BigInt(part) * BigInt(scale) - BigInt(total) * BigInt(list[at] ?? 0);
          expect(offBy < 0n ? -offBy : offBy).toBeLessThan(BigInt(scale));
        });
      }),
    );
  });

  it('gives the odd cent to the first of equals', () => {
    expect(splitMinor(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitMinor(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  });

  it('refuses weights that say nothing', () => {
    expect(() => splitMinor(100, [0, 0])).toThrow(MoneyError);
    expect(() => splitMinor(100, [])).toThrow(MoneyError);
    expect(() => splitMinor(100, [2, -1])).toThrow(MoneyError);
  });
});

describe('a sum', () => {
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(anyMinor, { maxLength: 100 }), (amounts) => {
        expect(sumMinor([...amounts].reverse())).toBe(sumMinor(amounts));
      }),
    );
  });

  it('that no integer can hold is an error, not a rounding', () => {
    expect(() => sumMinor([Number.MAX_SAFE_INTEGER, 1])).toThrow(MoneyError);
  });
});

describe('converting at a rate', () => {
  it.each([
    [10_000, 'EUR', 'USD', '1.08431', 10_843],
    [10_000, 'USD', 'JPY', '149.255', 14_926],
    [-10_000, 'USD', 'JPY', '149.255', -14_926],
    [1, 'JPY', 'KWD', '0.00206', 2],
  ])('%i %s to %s at %s is %i', (minor, from, to, rate, expected) => {
    expect(convertMinor(minor, currency(from), currency(to), rate)).toBe(expected);
  });

  it('at 1 changes nothing', () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, (minor, code) => {
        expect(convertMinor(minor, code, code, '1')).toBe(minor);
      }),
    );
  });

  it('refuses a rate that is not a decimal', () => {
    expect(() => convertMinor(1, USD, JPY, '1,5')).toThrow(MoneyError);
    expect(() => convertMinor(1, USD, JPY, '-1')).toThrow(MoneyError);
  });
});
