import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

let engine: DemoSqlEngine;
let sql: Driver;
beforeAll(() => {
  engine = openEngine({ clock: () => new Date('2024-05-06T07:08:09.010Z'), zoneMinutes: 60 });
  sql = new Driver(engine);
});
afterAll(() => engine.close());

describe('a date as text', () => {
  it.each([
    ["'2024-05-06'", '2024-05-06T00:00:00.000'],
    ["'20240506 13:14'", '2024-05-06T13:14:00.000'],
    ["'2024-05-06T13:14:15.678'", '2024-05-06T13:14:15.677'],
    ["'05/06/2024 1:02 PM'", '2024-05-06T13:02:00.000'],
    ["'May 6 2024'", '2024-05-06T00:00:00.000'],
    ["'6 May 2024'", '2024-05-06T00:00:00.000'],
    ["'5/6/49'", '2049-05-06T00:00:00.000'],
    ["'5/6/50'", '1950-05-06T00:00:00.000'],
    ["'13:14'", '1900-01-01T13:14:00.000'],
    ["''", '1900-01-01T00:00:00.000'],
    ['0', '1900-01-01T00:00:00.000'],
    ["'2024-01-01 23:59:59.999'", '2024-01-02T00:00:00.000'],
  ])('%s is read as %s', async (text, expected) => {
    expect(await sql.value(`SELECT CAST(${text} AS datetime)`)).toBe(expected);
  });
  it.each([
    ["'2024-02-30'", 242],
    ["'2024-13-01'", 242],
    ["'1752-12-31'", 242],
    ["'yesterday'", 241],
  ])('%s is error %i', async (text, number) => {
    expect(await sql.errors(`SELECT CAST(${text} AS datetime)`)).toEqual([number]);
  });
  it('follows DATEFORMAT, and the old trap of an ISO date under dmy', async () => {
    const driver = new Driver(engine);
    await driver.ok('SET DATEFORMAT dmy');
    expect(await driver.value("SELECT CAST('05/06/2024' AS datetime)")).toBe('2024-06-05T00:00:00.000');
    expect(await driver.value("SELECT CAST('2024-05-06' AS datetime)")).toBe('2024-06-05T00:00:00.000');
    expect(await driver.value("SELECT CAST('20240506' AS datetime)")).toBe('2024-05-06T00:00:00.000');
    expect(await driver.value("SELECT CAST('2024-05-06' AS date)")).toBe('2024-05-06');
  });
  it.each([
    [0, 'May  6 2024  1:04PM'],
    [1, '05/06/24'],
    [101, '05/06/2024'],
    [103, '06/05/2024'],
    [112, '20240506'],
    [120, '2024-05-06 13:04:05'],
    [121, '2024-05-06 13:04:05.677'],
    [126, '2024-05-06T13:04:05.677'],
    [108, '13:04:05'],
  ])('style %i shows %s', async (style, expected) => {
    expect(
      await sql.value(`SELECT CONVERT(varchar(30), CAST('2024-05-06 13:04:05.678' AS datetime), ${style})`),
    ).toBe(expected);
  });
  it('is the same date again after style 121, for any date', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date('1753-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        async (date) => {
          const text = date.toISOString().slice(0, 23);
          const [row] = await sql.rows(
            `SELECT CAST('${text}' AS datetime2(3)), CONVERT(varchar(23), CAST('${text}' AS datetime2(3)), 121)`,
          );
          expect(row).toEqual([text, text.replace('T', ' ')]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('date arithmetic', () => {
  it.each([
    ["DATEADD(month, 1, CAST('2024-01-31' AS datetime))", '2024-02-29T00:00:00.000'],
    ["DATEADD(year, 1, CAST('2024-02-29' AS datetime))", '2025-02-28T00:00:00.000'],
    ["DATEADD(day, -1, CAST('2024-03-01' AS date))", '2024-02-29'],
    ["DATEADD(minute, 90, CAST('2024-01-01' AS datetime))", '2024-01-01T01:30:00.000'],
    ["CAST('2024-01-31' AS datetime) + 30", '2024-03-01T00:00:00.000'],
    ["DATEDIFF(day, '2024-01-31 23:59', '2024-02-01 00:01')", 1],
    ["DATEDIFF(month, '2024-01-31', '2024-02-01')", 1],
    ["DATEDIFF(year, '2023-12-31', '2024-01-01')", 1],
    ["DATEDIFF(week, '2024-05-04', '2024-05-05')", 1],
    ["DATEDIFF(second, '2024-01-01', '2024-01-02')", 86400],
    ["DATEPART(weekday, '2024-05-06')", 2],
    ["DATEPART(quarter, '2024-05-06')", 2],
    ["DATEPART(dayofyear, '2024-12-31')", 366],
    ["DATENAME(month, '2024-05-06') + ' ' + DATENAME(weekday, '2024-05-06')", 'May Monday'],
    ["YEAR('2024-05-06') * 10000 + MONTH('2024-05-06') * 100 + DAY('2024-05-06')", 20240506],
    ["ISDATE('2024-02-30') + ISDATE('2024-02-29')", 1],
  ])('%s', async (expression, expected) => {
    expect(await sql.value(`SELECT ${expression}`)).toEqual(expected);
  });
  it('overflows with 517 and 535', async () => {
    expect(await sql.errors("SELECT DATEADD(year, 9000, CAST('2024-01-01' AS datetime))")).toEqual([517]);
    expect(await sql.errors("SELECT DATEDIFF(millisecond, '1900-01-01', '2024-01-01')")).toEqual([535]);
  });
  it('adds and takes back any number of days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -50000, max: 500000 }), async (days) => {
        const added = `DATEADD(day, ${days}, CAST('1900-01-01' AS datetime))`;
        expect(await sql.value(`SELECT DATEDIFF(day, '1900-01-01', ${added})`)).toBe(days);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the clock', () => {
  it('gives local and UTC time', async () => {
    expect(await sql.rows('SELECT GETDATE(), GETUTCDATE(), CURRENT_TIMESTAMP')).toEqual([
      ['2024-05-06T08:08:09.010', '2024-05-06T07:08:09.010', '2024-05-06T08:08:09.010'],
    ]);
  });
});
