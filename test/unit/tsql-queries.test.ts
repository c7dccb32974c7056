import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

let engine: DemoSqlEngine;
let sql: Driver;
beforeAll(async () => {
  engine = openEngine();
  sql = new Driver(engine);
  await sql.ok(`
    CREATE TABLE arcust(custno char(6) NOT NULL PRIMARY KEY, company varchar(20) NOT NULL, terr char(2) NULL);
    INSERT arcust VALUES('C1','Harbour Tea','N'),('C2','Ossett Mill','S'),('C3','Quay Books',NULL);
    CREATE TABLE armast(invno char(8) NOT NULL, custno char(6) NOT NULL, invdte datetime NOT NULL, artype char(1) NOT NULL DEFAULT ' ',
      invamt numeric(14,2) NOT NULL, balance numeric(14,2) NOT NULL);
    INSERT armast(invno,custno,invdte,invamt,balance) VALUES('   1001','C1','2024-01-05',100,100),('   1002','C1','2024-02-05',50,20),
      ('   1003','C2','2024-02-10',75.5,75.5),('   1004','C9','2024-03-01',10,0);
    INSERT armast VALUES('   1005','C2','2024-03-02','C',-25,-25);
    CREATE TABLE PROSYS.dbo.sycrlst(id_col int IDENTITY, ruleid char(8), chrvl char(10), descrip varchar(30));
    INSERT PROSYS.dbo.sycrlst(ruleid,chrvl,descrip) VALUES('ORDRSTAT','N','North'),('ORDRSTAT','S','South')`);
});
afterAll(() => engine.close());

const trimmed = async (text: string): Promise<unknown[][]> =>
  (await sql.rows(text)).map((row) => row.map((v) => (typeof v === 'string' ? v.trim() : v)));

describe('joins', () => {
  it('inner, left, right and full', async () => {
    const join = (kind: string): string =>
      `SELECT m.invno, c.company FROM armast m ${kind} JOIN arcust c ON c.custno = m.custno ORDER BY m.invno, c.company`;
    expect(await trimmed(join('INNER'))).toHaveLength(4);
    expect((await trimmed(join('LEFT')))[3]).toEqual(['1004', null]);
    expect((await trimmed(join('RIGHT')))[0]).toEqual([null, 'Quay Books']);
    expect(await trimmed(join('FULL'))).toHaveLength(6);
  });
  it('cross, comma, self and apply', async () => {
    expect(await sql.value('SELECT COUNT(*) FROM armast CROSS JOIN arcust')).toBe(15);
    expect(await sql.value('SELECT COUNT(*) FROM armast m, arcust c WHERE m.custno = c.custno')).toBe(4);
    expect(
      await sql.value(
        'SELECT COUNT(*) FROM armast a JOIN armast b ON a.custno = b.custno AND a.invno < b.invno',
      ),
    ).toBe(2);
    expect(
      await trimmed(
        'SELECT c.custno, t.invno FROM arcust c OUTER APPLY (SELECT TOP 1 invno FROM armast m WHERE m.custno = c.custno ORDER BY invdte DESC) t ORDER BY 1',
      ),
    ).toEqual([
      ['C1', '1002'],
      ['C2', '1005'],
      ['C3', null],
    ]);
  });
  it('a condition on the outer side belongs to ON or to WHERE', async () => {
    expect(
      await sql.value(
        "SELECT COUNT(*) FROM arcust c LEFT JOIN armast m ON m.custno = c.custno AND m.artype = 'C'",
      ),
    ).toBe(3);
    expect(
      await sql.value(
        "SELECT COUNT(*) FROM arcust c LEFT JOIN armast m ON m.custno = c.custno WHERE m.artype = 'C'",
      ),
    ).toBe(1);
  });
  it('across databases, by three-part names', async () => {
    expect(
      await trimmed(
        `SELECT c.custno, s.descrip FROM PRO01.dbo.arcust c JOIN PROSYS.dbo.sycrlst s
         ON s.chrvl COLLATE Latin1_General_BIN = c.terr COLLATE Latin1_General_BIN AND s.ruleid = 'ORDRSTAT' ORDER BY 1`,
      ),
    ).toEqual([
      ['C1', 'North'],
      ['C2', 'South'],
    ]);
    expect(await sql.value('SELECT COUNT(*) FROM PROSYS..sycrlst')).toBe(2);
  });
});

describe('grouping', () => {
  it('sums exactly by group, with HAVING on the total', async () => {
    expect(
      await trimmed(
        'SELECT custno, COUNT(*), SUM(balance), MIN(invdte), MAX(invamt), AVG(balance) FROM armast GROUP BY custno HAVING SUM(balance) <> 0 ORDER BY custno',
      ),
    ).toEqual([
      ['C1', 2, '120.00', '2024-01-05T00:00:00.000', '100.00', '60.000000'],
      ['C2', 2, '50.50', '2024-02-10T00:00:00.000', '75.50', '25.250000'],
    ]);
  });
  it('by an expression, which may stand in the select list', async () => {
    expect(
      await sql.rows(
        'SELECT YEAR(invdte)*100 + MONTH(invdte), SUM(invamt) FROM armast GROUP BY YEAR(invdte)*100 + MONTH(invdte) ORDER BY 1',
      ),
    ).toEqual([
      [202401, '100.00'],
      [202402, '125.50'],
      [202403, '-15.00'],
    ]);
  });
  it('of nothing gives one row without GROUP BY, none with it', async () => {
    expect(await sql.rows("SELECT COUNT(*), SUM(balance) FROM armast WHERE custno = 'zz'")).toEqual([
      [0, null],
    ]);
    expect(await sql.rows("SELECT COUNT(*) FROM armast WHERE custno = 'zz' GROUP BY custno")).toEqual([]);
  });
  it('counts distinct values, and not NULL', async () => {
    expect(
      await sql.rows('SELECT COUNT(terr), COUNT(*), COUNT(DISTINCT LEFT(custno,1)) FROM arcust'),
    ).toEqual([[2, 3, 1]]);
  });
});

describe('subqueries', () => {
  it('EXISTS, IN, scalar and quantified ones, correlated or not', async () => {
    expect(
      await sql.value(
        'SELECT COUNT(*) FROM arcust c WHERE EXISTS (SELECT * FROM armast m WHERE m.custno = c.custno)',
      ),
    ).toBe(2);
    expect(
      await sql.value('SELECT COUNT(*) FROM armast WHERE custno NOT IN (SELECT custno FROM arcust)'),
    ).toBe(1);
    expect(
      await sql.value(
        'SELECT COUNT(*) FROM arcust WHERE terr NOT IN (SELECT terr FROM arcust WHERE terr IS NULL)',
      ),
    ).toBe(0);
    expect(
      await sql.value('SELECT COUNT(*) FROM armast WHERE balance >= ALL (SELECT balance FROM armast)'),
    ).toBe(1);
    expect(
      await sql.rows(
        'SELECT c.custno, (SELECT SUM(m.balance) FROM armast m WHERE m.custno = c.custno) FROM arcust c ORDER BY 1',
      ),
    ).toEqual([
      ['C1    ', '120.00'],
      ['C2    ', '50.50'],
      ['C3    ', null],
    ]);
  });
  it('with two rows where one is wanted are error 512', async () => {
    expect(await sql.errors('SELECT (SELECT invno FROM armast)')).toEqual([512]);
  });
  it('common table expressions refer to each other and to themselves', async () => {
    expect(
      await sql.rows(
        'WITH o AS (SELECT * FROM armast WHERE balance <> 0), t(n) AS (SELECT COUNT(*) FROM o) SELECT n FROM t',
      ),
    ).toEqual([[4]]);
    expect(
      (
        await sql.rows('WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT i FROM n')
      ).flat(),
    ).toEqual([1, 2, 3, 4]);
    expect(await sql.errors('WITH n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n')).toEqual([
      530,
    ]);
  });
});

describe('order, TOP and sets', () => {
  it('NULL comes first, names and positions and expressions order', async () => {
    expect((await sql.rows('SELECT terr FROM arcust ORDER BY terr')).flat()).toEqual([null, 'N ', 'S ']);
    expect((await trimmed('SELECT invno AS n FROM armast ORDER BY balance * -1, n')).flat()[0]).toBe('1001');
    expect((await trimmed('SELECT invno, balance FROM armast ORDER BY 2 DESC, 1'))[4]).toEqual([
      '1005',
      '-25.00',
    ]);
  });
  it('TOP takes numbers, variables and ties', async () => {
    expect(
      await sql.rows('DECLARE @n int; SET @n = 2; SELECT TOP (@n) invno FROM armast ORDER BY invno'),
    ).toHaveLength(2);
    expect(await sql.rows('SELECT TOP 1 WITH TIES custno FROM armast ORDER BY custno')).toHaveLength(2);
    expect(await sql.rows('SELECT TOP 0 * FROM armast')).toEqual([]);
  });
  it('UNION, INTERSECT and EXCEPT', async () => {
    const [a, b] = ['SELECT custno FROM arcust', 'SELECT custno FROM armast'];
    expect((await trimmed(`${a} UNION ${b} ORDER BY custno`)).flat()).toEqual(['C1', 'C2', 'C3', 'C9']);
    expect(await sql.rows(`${a} UNION ALL ${b}`)).toHaveLength(8);
    expect((await trimmed(`${a} EXCEPT ${b}`)).flat()).toEqual(['C3']);
    expect((await trimmed(`${a} INTERSECT ${b}`)).flat().sort()).toEqual(['C1', 'C2']);
  });
  it('ROW_NUMBER, RANK and totals over a partition', async () => {
    expect(
      await trimmed(
        'SELECT invno, ROW_NUMBER() OVER (PARTITION BY custno ORDER BY invdte DESC), SUM(balance) OVER (PARTITION BY custno) FROM armast ORDER BY invno',
      ),
    ).toEqual([
      ['1001', 2n, '120.00'],
      ['1002', 1n, '120.00'],
      ['1003', 2n, '50.50'],
      ['1004', 1n, '0.00'],
      ['1005', 1n, '50.50'],
    ]);
    expect(
      await trimmed(
        'SELECT custno FROM (SELECT custno, ROW_NUMBER() OVER (ORDER BY custno) AS n FROM arcust) q WHERE n BETWEEN 2 AND 3',
      ),
    ).toEqual([['C2'], ['C3']]);
  });
});

describe('expressions', () => {
  it.each([
    ["CASE WHEN 1 = 2 THEN 'a' WHEN 2 = 2 THEN 'bcd' END", 'bcd'],
    ["CASE 3 WHEN 1 THEN 'one' ELSE 'many' END", 'many'],
    ["COALESCE(NULL, NULL, 'x')", 'x'],
    ["ISNULL(CAST(NULL AS char(3)), 'abcdef')", 'abc'],
    ["NULLIF('a', 'a ')", null],
    ["LTRIM('  a ') + '|'", 'a |'],
    ["STUFF('A1001', 1, 1, 'INV-')", 'INV-1001'],
    ['STR(3.14159, 6, 2)', '  3.14'],
    ["REPLICATE('0', 3) + RIGHT('00042', 2)", '00042'],
    ["CHARINDEX('/', 'a/b/c', 3)", 4],
    ["PATINDEX('%[0-9]%', 'inv 42')", 5],
    ["SUBSTRING('abcdef', 0, 3)", 'ab'],
    ["REVERSE('abc')", 'cba'],
    ["CHAR(65) + CHAR(ASCII('B'))", 'AB'],
    ['CONVERT(varchar(20), CAST(1234567.891 AS money), 1)', '1,234,567.89'],
    ["CONVERT(varchar(10), 5) + '!'", '5!'],
    ['CAST(1.5 AS varchar(10))', '1.5'],
    ['CAST(CAST(0.1 AS float) AS varchar(20))', '0.1'],
    ['CONVERT(varbinary(4), 258)', new Uint8Array([0, 0, 1, 2])],
    ['CONVERT(varchar(10), 0x4142, 2)', '4142'],
    ['LEN(NEWID())', 36],
    ["QUOTENAME('a]b')", '[a]]b]'],
    ["'it''s'", "it's"],
    ['CASE WHEN NULL = NULL THEN 1 ELSE 0 END', 0],
    ["CASE WHEN 5 BETWEEN 1 AND 5 AND 'b' IN ('a','b') THEN 1 END", 1],
    ['CASE WHEN NOT (1 = 1 OR NULL = 1) THEN 1 ELSE 2 END', 2],
  ])('%s', async (expression, expected) => {
    const value = await sql.value(`SELECT ${expression}`);
    expect(value instanceof Uint8Array ? new Uint8Array(value) : value).toEqual(expected);
  });
});

describe('names of output columns', () => {
  it('come from AS, from =, from the column, or are empty', async () => {
    const outcome = await sql.ok(
      "SELECT custno AS a, b = custno, 'c d' = 1, custno [e f], 1 + 1, arcust.custno FROM arcust",
    );
    expect(outcome.sets[0]?.columns.map((c) => c.name)).toEqual(['a', 'b', 'c d', 'e f', '', 'custno']);
  });
});

describe('views', () => {
  it('read their tables in their own database, and never change them', async () => {
    await sql.ok(
      'CREATE VIEW open_items AS SELECT m.invno, c.company, m.balance FROM armast m JOIN arcust c ON c.custno = m.custno WHERE m.balance <> 0',
    );
    expect(await sql.value('SELECT COUNT(*) FROM open_items')).toBe(4);
    const other = new Driver(engine, 'owner', 'PROSYS');
    expect(
      await other.value("SELECT SUM(balance) FROM PRO01.dbo.open_items WHERE company = 'Harbour Tea'"),
    ).toBe('120.00');
    expect(await sql.errors('UPDATE open_items SET balance = 0')).toEqual([4406]);
  });
});
