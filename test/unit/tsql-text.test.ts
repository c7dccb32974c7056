import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** LIKE by its definition, one character at a time: the reference for the engine's matcher. */
const like = (text: string, pattern: string): boolean => {
  if (pattern === '') return /^ *$/.test(text);
  const [first = '', rest] = [pattern[0], pattern.slice(1)];
  if (first === '%') {
    return Array.from({ length: text.length + 1 }, (_, i) => i).some((i) => like(text.slice(i), rest));
  }
  if (text === '') return false;
  if (first === '_') return like(text.slice(1), rest);
  if (first === '[') {
    const close = pattern.indexOf(']');
    if (close < 0) return false;
    const body = pattern.slice(1, close);
    const negated = body.startsWith('^');
    const members = (negated ? body.slice(1) : body).replace(/(.)-(.)/g, (_, from: string, to: string) => {
      let all = '';
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1)
        all += String.fromCharCode(code);
      return all;
    });
    return members.includes(text[0] ?? '') !== negated && like(text.slice(1), pattern.slice(close + 1));
  }
  return text[0] === first && like(text.slice(1), rest);
};

describe('LIKE', () => {
  let engine: DemoSqlEngine;
  let sql: Driver;
  beforeAll(() => {
    engine = openEngine();
    sql = new Driver(engine);
  });
  afterAll(() => engine.close());
  const matches = async (text: string, pattern: string): Promise<boolean> =>
    (await sql.value(`SELECT CASE WHEN ${quoted(text)} LIKE ${quoted(pattern)} THEN 1 ELSE 0 END`)) === 1;

  it('agrees with its definition for any text and pattern', async () => {
    const letters = fc.constantFrom('a', 'b', 'c', 'd', ' ');
    const piece = fc.oneof(letters, fc.constantFrom('%', '_', '[ab]', '[^b]', '[b-d]', '[^a-c]'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(letters, { maxLength: 8 }),
        fc.array(piece, { maxLength: 6 }),
        async (text, pattern) => {
          const [t, p] = [text.join(''), pattern.join('')];
          expect(await matches(t, p)).toBe(like(t, p));
        },
      ),
      { numRuns: 300 },
    );
  });
  it.each([
    ['100%', '100[%]', true],
    ['1000', '100[%]', false],
    ['a-b', 'a[-]b', true],
    ['abc', 'a[b', false],
    ['A', 'a', false],
    ['abc   ', 'abc', true],
    ['abc', 'abc ', false],
  ])('%j like %j is %s', async (text, pattern, expected) => {
    expect(await matches(text, pattern)).toBe(expected);
  });
  it('takes an ESCAPE character, and refuses a longer one', async () => {
    expect(await sql.value("SELECT 1 WHERE '5%' LIKE '5!%' ESCAPE '!'")).toBe(1);
    expect(await sql.value("SELECT 1 WHERE '55' LIKE '5!%' ESCAPE '!'")).toBeNull();
    expect(await sql.errors("SELECT 1 WHERE 'a' LIKE 'a' ESCAPE 'xx'")).toEqual([506]);
  });
});

describe('fixed-width keys', () => {
  let engine: DemoSqlEngine;
  let sql: Driver;
  beforeAll(async () => {
    engine = openEngine();
    sql = new Driver(engine);
    await sql.ok(
      "CREATE TABLE armast(invno char(10) PRIMARY KEY, custno varchar(6)); INSERT armast VALUES('     A1001','ACME'),('A1001','acme  ')",
    );
  });
  afterAll(() => engine.close());
  it('are returned padded to their width', async () => {
    expect(await sql.rows('SELECT invno FROM armast ORDER BY invno')).toEqual([
      ['     A1001'],
      ['A1001     '],
    ]);
  });
  it('ignore trailing spaces and mind leading ones when compared', async () => {
    expect(await sql.value("SELECT COUNT(*) FROM armast WHERE invno = 'A1001'")).toBe(1);
    expect(await sql.value("SELECT COUNT(*) FROM armast WHERE LTRIM(RTRIM(invno)) = 'A1001'")).toBe(2);
    expect(await sql.value("SELECT LEN(invno) FROM armast WHERE custno = 'ACME'")).toBe(10);
    expect(await sql.value("SELECT COUNT(*) FROM armast WHERE custno = 'acme'")).toBe(1);
    expect(await sql.value("SELECT DATALENGTH(custno) FROM armast WHERE custno = 'acme'")).toBe(6);
  });
  it('are the same key whatever their padding', async () => {
    expect(await sql.errors("INSERT armast VALUES('A1001  ', 'x')")).toEqual([2627]);
  });
  it('are truncated only where spaces are lost', async () => {
    expect(await sql.errors("INSERT armast VALUES('A2', 'seven77')")).toEqual([8152]);
    expect(await sql.errors("INSERT armast VALUES('A3', 'six666   ')")).toEqual([]);
  });
});

describe('a binary collation', () => {
  let engine: DemoSqlEngine;
  let sql: Driver;
  beforeAll(async () => {
    engine = openEngine();
    sql = new Driver(engine);
    await sql.ok("CREATE TABLE Mixed(Name varchar(10)); INSERT Mixed VALUES('a'),('B'),('A'),('b')");
  });
  afterAll(() => engine.close());
  it('tells names of tables, columns and variables apart by case', async () => {
    expect(await sql.errors('SELECT * FROM mixed')).toEqual([208]);
    expect(await sql.errors('SELECT name FROM Mixed')).toEqual([207]);
    expect(await sql.errors('DECLARE @a int; SELECT @A')).toEqual([137]);
    expect(await sql.errors('SELECT * FROM information_schema.tables')).toEqual([208]);
  });
  it('sorts by code', async () => {
    expect((await sql.rows('SELECT Name FROM Mixed ORDER BY Name')).flat()).toEqual(['A', 'B', 'a', 'b']);
  });
  it('gives way to COLLATE', async () => {
    const ci = 'COLLATE SQL_Latin1_General_CP1_CI_AS';
    expect(await sql.value(`SELECT COUNT(*) FROM Mixed WHERE Name ${ci} = 'a'`)).toBe(2);
    expect(await sql.errors("SELECT 1 WHERE 'a' COLLATE Nonsense_CI = 'b'")).toEqual([448]);
    expect(await sql.errors(`SELECT 1 WHERE 'a' ${ci} = 'b' COLLATE Latin1_General_BIN`)).toEqual([468]);
  });
});

describe('a case-insensitive collation', () => {
  let engine: DemoSqlEngine;
  let sql: Driver;
  beforeAll(async () => {
    engine = openEngine({ collation: 'SQL_Latin1_General_CP1_CI_AS' });
    sql = new Driver(engine);
    await sql.ok(
      "CREATE TABLE Mixed(Name varchar(10) PRIMARY KEY, n int); INSERT Mixed VALUES('b',1),('A',2),('é',3)",
    );
  });
  afterAll(() => engine.close());
  it('finds tables, columns, variables and data in any case', async () => {
    expect(
      await sql.value("DECLARE @x int; SET @X = 2; SELECT n FROM mixed WHERE NAME = 'a' AND N = @x"),
    ).toBe(2);
    expect(await sql.value("SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'MIXED'")).toBe(
      1,
    );
  });
  it('keeps accents apart, and keys unique in any case', async () => {
    expect(await sql.value("SELECT COUNT(*) FROM Mixed WHERE Name = 'e'")).toBe(0);
    expect(await sql.errors("INSERT Mixed VALUES('B',9)")).toEqual([2627]);
  });
  it('groups and sorts without regard to case', async () => {
    expect((await sql.rows('SELECT Name FROM Mixed ORDER BY Name')).flat()).toEqual(['A', 'b', 'é']);
    expect(await sql.rows("SELECT COUNT(*) FROM (VALUES('x'),('X')) v(c) GROUP BY c")).toEqual([[2]]);
  });
});
