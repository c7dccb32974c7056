import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import type { RpcParameter, SqlType, SqlValue } from '../../src-main/demo/sql-server/session.ts';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

let engine: DemoSqlEngine;
let sql: Driver;
beforeAll(async () => {
  engine = openEngine();
  sql = new Driver(engine);
  await sql.ok(
    "CREATE TABLE t(id int, v varchar(10), n numeric(10,2)); INSERT t VALUES(1,'one',1.5),(2,'two',2.5)",
  );
});
afterAll(() => engine.close());

const parameter = (name: string, type: SqlType, value: SqlValue, output = false): RpcParameter => ({
  name,
  type,
  value,
  output,
});
const text: SqlType = { name: 'nvarchar', length: 4000 };

describe('sp_executesql over the wire', () => {
  it('runs with typed parameters and gives a return status', async () => {
    const outcome = await sql.run({
      kind: 'rpc',
      procedure: 'sp_executesql',
      parameters: [
        parameter('', text, 'SELECT v FROM t WHERE id = @id AND n = @n'),
        parameter('', text, '@id int, @n numeric(10,2)'),
        parameter('@id', { name: 'int' }, 2),
        parameter('@n', { name: 'numeric', precision: 10, scale: 2 }, '2.50'),
      ],
    });
    expect(outcome.sets[0]?.rows).toEqual([['two']]);
    expect(outcome.returnStatus).toBe(0);
  });
  it('gives output parameters back', async () => {
    const outcome = await sql.run({
      kind: 'rpc',
      procedure: 'sp_executesql',
      parameters: [
        parameter('', text, 'SELECT @total = SUM(n) FROM t'),
        parameter('', text, '@total numeric(12,2) OUTPUT'),
        parameter('@total', { name: 'numeric', precision: 12, scale: 2 }, null, true),
      ],
    });
    expect(outcome.outputs.map((p) => [p.name, p.value])).toEqual([['@total', '4.00']]);
  });
  it('names a parameter that is missing (8178)', async () => {
    const outcome = await sql.run({
      kind: 'rpc',
      procedure: 'sp_executesql',
      parameters: [parameter('', text, 'SELECT @a'), parameter('', text, '@a int')],
    });
    expect(outcome.errors[0]?.number).toBe(8178);
  });
  it('is prepared, executed and unprepared', async () => {
    const prepared = await sql.run({
      kind: 'rpc',
      procedure: 'sp_prepare',
      parameters: [
        parameter('', { name: 'int' }, null, true),
        parameter('', text, '@a int'),
        parameter('', text, 'SELECT @a + 1'),
      ],
    });
    const handle = prepared.outputs[0]?.value ?? null;
    const run = async (): Promise<unknown> => {
      const outcome = await sql.run({
        kind: 'rpc',
        procedure: 'sp_execute',
        parameters: [parameter('', { name: 'int' }, handle), parameter('@a', { name: 'int' }, 4)],
      });
      return outcome.errors[0]?.number ?? outcome.sets[0]?.rows;
    };
    expect(await run()).toEqual([[5]]);
    await sql.run({
      kind: 'rpc',
      procedure: 'sp_unprepare',
      parameters: [parameter('', { name: 'int' }, handle)],
    });
    expect(await run()).toBe(8179);
  });
});

describe('procedures', () => {
  it('have defaults, output parameters and a return value', async () => {
    await sql.ok(
      'CREATE PROCEDURE twice @in int, @add int = 1, @out int OUTPUT AS BEGIN SET @out = @in * 2 + @add; RETURN 7 END',
    );
    expect(
      await sql.rows('DECLARE @o int, @r int; EXEC @r = twice 5, @out = @o OUTPUT; SELECT @o, @r'),
    ).toEqual([[11, 7]]);
    expect(await sql.errors('EXEC twice')).toEqual([201]);
    expect(await sql.errors('EXEC twice 1, 2, 3, 4')).toEqual([8144]);
    expect(await sql.errors('EXEC twice 1, @nope = 2')).toEqual([8145]);
    const outcome = await sql.run({
      kind: 'rpc',
      procedure: 'twice',
      parameters: [parameter('@in', { name: 'int' }, 4), parameter('@out', { name: 'int' }, null, true)],
    });
    expect([outcome.returnStatus, outcome.outputs[0]?.value]).toEqual([7, 9]);
  });
  it('keep their SETs to themselves', async () => {
    await sql.ok('CREATE PROCEDURE quiet AS SET NOCOUNT ON SET XACT_ABORT ON');
    expect((await sql.ok('EXEC quiet; SELECT 1')).counts).toEqual([1]);
  });
  it('and dynamic text have their own variables', async () => {
    expect(await sql.errors("DECLARE @a int; EXEC('SELECT @a')")).toEqual([137]);
    expect(await sql.value("DECLARE @q varchar(50); SET @q = 'SELECT COUNT(*) FROM t'; EXEC(@q)")).toBe(2);
    expect(await sql.value("EXEC sp_executesql N'SELECT @x * 2', N'@x int', @x = 21")).toBe(42);
  });
});

describe('flow of control', () => {
  it('WHILE with BREAK and CONTINUE, IF and ELSE', async () => {
    expect(
      await sql.value(
        'DECLARE @i int, @s int; SELECT @i = 0, @s = 0; WHILE 1 = 1 BEGIN SET @i += 1; IF @i > 5 BREAK; IF @i = 3 CONTINUE ELSE SET @s = @s + @i END; SELECT @s',
      ),
    ).toBe(12);
  });
  it('SELECT into variables takes the last row, and none leaves them alone', async () => {
    expect(
      await sql.rows(
        'DECLARE @v varchar(10); SELECT @v = v FROM t ORDER BY id; SELECT @v, @@ROWCOUNT; SELECT @v = v FROM t WHERE id = 99; SELECT @v, @@ROWCOUNT',
      ),
    ).toEqual([['two', 0]]);
  });
  it('RETURN ends the batch, and a wrong name anywhere keeps it from starting', async () => {
    expect((await sql.batch('SELECT 1; RETURN; SELECT 2')).sets).toHaveLength(1);
    const outcome = await sql.batch('SELECT 1; SELECT nothing FROM t');
    expect([outcome.sets.length, outcome.errors[0]?.number]).toEqual([0, 207]);
  });
  it('WAITFOR ends with the attention signal', async () => {
    const attention = new AbortController();
    const waiting = sql.batch("WAITFOR DELAY '00:10:00'; SELECT 1", attention.signal);
    setImmediate(() => attention.abort());
    expect((await waiting).sets).toEqual([]);
  });
  it('temporary tables belong to the session', async () => {
    await sql.ok(
      'SELECT id, v INTO #work FROM t; ALTER TABLE #work ADD done bit NOT NULL DEFAULT 0; UPDATE #work SET done = 1 WHERE id = 1',
    );
    expect(await sql.rows('SELECT id, done FROM #work ORDER BY id')).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(await new Driver(engine).errors('SELECT * FROM #work')).toEqual([208]);
    await sql.ok('BEGIN TRAN; DELETE #work; ROLLBACK');
    expect(await sql.value('SELECT COUNT(*) FROM #work')).toBe(2);
    sql.session.reset();
    expect(await sql.errors('SELECT * FROM #work')).toEqual([208]);
  });
});
