import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

let engine: DemoSqlEngine;
let sql: Driver;
beforeAll(() => {
  engine = openEngine();
  sql = new Driver(engine);
});
afterAll(() => engine.close());

/** A scaled integer as decimal text. */
const text = (value: bigint, scale: number): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const shown = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return value < 0n ? `-${shown}` : shown;
};
const amount = (digits: number): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: -(10n ** BigInt(digits)) + 1n, max: 10n ** BigInt(digits) - 1n });

describe('numeric arithmetic is exact', () => {
  it('for sums and differences of any two amounts', async () => {
    await fc.assert(
      fc.asyncProperty(amount(18), amount(18), async (x, y) => {
        const [row] = await sql.rows(
          `SELECT CAST(${text(x, 2)} AS numeric(18,2)) + CAST(${text(y, 2)} AS numeric(18,2)), CAST(${text(x, 2)} AS numeric(18,2)) - CAST(${text(y, 2)} AS numeric(18,2))`,
        );
        expect(row).toEqual([text(x + y, 2), text(x - y, 2)]);
      }),
      { numRuns: 100 },
    );
  });
  it('for products, with the scales added', async () => {
    await fc.assert(
      fc.asyncProperty(amount(12), amount(8), async (x, y) => {
        const product = await sql.value(
          `SELECT CAST(${text(x, 2)} AS numeric(12,2)) * CAST(${text(y, 4)} AS numeric(8,4))`,
        );
        expect(product).toBe(text(x * y, 6));
      }),
      { numRuns: 100 },
    );
  });
  it('for a SUM over a stored column, whatever the order', async () => {
    await sql.ok('CREATE TABLE amounts(n numeric(19,4))');
    await fc.assert(
      fc.asyncProperty(fc.array(amount(19), { minLength: 1, maxLength: 30 }), async (values) => {
        await sql.ok(
          `TRUNCATE TABLE amounts; INSERT amounts VALUES ${values.map((v) => `(${text(v, 4)})`).join(',')}`,
        );
        const total = values.reduce((sum, v) => sum + v, 0n);
        expect(await sql.value('SELECT SUM(n) FROM amounts')).toBe(text(total, 4));
      }),
      { numRuns: 40 },
    );
  });
  it('survives storage, comparison and ordering up to 38 digits', async () => {
    await sql.ok('CREATE TABLE wide(n numeric(38,0))');
    await fc.assert(
      fc.asyncProperty(fc.array(amount(38), { minLength: 2, maxLength: 8 }), async (values) => {
        await sql.ok(`DELETE wide; INSERT wide VALUES ${values.map((v) => `(${v})`).join(',')}`);
        const sorted = [...values].sort((x, y) => (x < y ? -1 : x > y ? 1 : 0)).map((v) => [String(v)]);
        expect(await sql.rows('SELECT n FROM wide ORDER BY n')).toEqual(sorted);
        const [first = 0n] = values;
        const same = values.filter((v) => v === first).length;
        expect(await sql.value(`SELECT COUNT(*) FROM wide WHERE n = ${first}`)).toBe(same);
      }),
      { numRuns: 25 },
    );
  });
  it('rounds half away from zero when a scale gets smaller', async () => {
    await fc.assert(
      fc.asyncProperty(amount(12), async (x) => {
        const half = x >= 0n ? 50n : -50n;
        expect(await sql.value(`SELECT CAST(${text(x, 4)} AS numeric(14,2))`)).toBe(
          text((x + half) / 100n, 2),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('the type of a result', () => {
  it.each([
    ['CAST(1 AS numeric(14,2)) + CAST(1 AS numeric(10,4))', 17, 4],
    ['CAST(1 AS numeric(14,2)) * CAST(1 AS numeric(10,4))', 25, 6],
    ['CAST(1 AS numeric(14,2)) / CAST(1 AS numeric(10,4))', 29, 13],
    ['CAST(1 AS numeric(38,10)) * CAST(1 AS numeric(38,10))', 38, 6],
    ['CAST(1 AS numeric(38,20)) + CAST(1 AS numeric(38,0))', 38, 0],
    ['2.0 / 3', 7, 6],
    ['SUM(CAST(1 AS numeric(9,3)))', 38, 3],
    ['AVG(CAST(1 AS numeric(9,3)))', 38, 6],
    ['1.50', 3, 2],
    ['12345678901', 11, 0],
  ])('%s is numeric(%i,%i)', async (expression, precision, scale) => {
    const outcome = await sql.ok(`SELECT ${expression}`);
    expect(outcome.sets[0]?.columns[0]?.type).toEqual({ name: 'numeric', precision, scale });
  });
  it.each([
    ['10 / 4', 2],
    ['-7 / 2', -3],
    ['7 % -3', 1],
    ['2.0 / 3', '0.666666'],
    ['CAST(10 AS money) / 3', '3.3333'],
    ['ROUND(2.345, 2)', '2.350'],
    ['ROUND(-2.345, 2)', '-2.350'],
    ['ROUND(2.349, 2, 1)', '2.340'],
    ['ROUND(1250, -2)', 1300],
    ['FLOOR(-1.5)', '-2'],
    ['CEILING(-1.5)', '-1'],
    ['CAST(2.7 AS int)', 2],
    ['CAST(CAST(2.7 AS money) AS int)', 3],
    ["'5' + 3", 8],
    ['5 & 6 | 8', 12],
    ['~5', -6],
    ['CAST(0.1 AS float) + CAST(0.2 AS float)', 0.30000000000000004],
    ['0.1 + 0.2', '0.3'],
  ])('%s = %s', async (expression, expected) => {
    expect(await sql.value(`SELECT ${expression}`)).toEqual(expected);
  });
});

describe('a number that does not fit', () => {
  it.each([
    ['2147483647 + 1', 8115],
    ['CAST(1234 AS numeric(5,2))', 8115],
    ['CAST(256 AS tinyint)', 220],
    ['CAST(3000000000 AS int)', 8115],
    ["CAST('3000000000' AS int)", 248],
    ["CAST('x' AS int)", 245],
    ["CAST('x' AS numeric(5,2))", 8114],
    ['1 / 0', 8134],
    ['1.0 / 0', 8134],
    ['1 % 0', 8134],
    ['CAST(922337203685477.5808 AS money)', 8115],
  ])('%s is error %i', async (expression, number) => {
    expect(await sql.errors(`SELECT ${expression}`)).toEqual([number]);
  });
  it('is refused by a SUM of int, and by a column', async () => {
    expect(await sql.errors('SELECT SUM(n) FROM (VALUES(2147483647),(1)) v(n)')).toEqual([8115]);
    await sql.ok('CREATE TABLE narrow(n numeric(4,1))');
    expect(await sql.errors('INSERT narrow VALUES(1000)')).toEqual([8115]);
    expect(await sql.value('INSERT narrow VALUES(999.94); SELECT n FROM narrow')).toBe('999.9');
  });
});
