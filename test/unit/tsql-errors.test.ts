import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

let engine: DemoSqlEngine;
let sql: Driver;
beforeEach(async () => {
  engine = openEngine();
  sql = new Driver(engine);
  await sql.ok(
    "CREATE TABLE t(id int NOT NULL PRIMARY KEY, v varchar(5) NULL CHECK (v <> 'bad')); INSERT t VALUES(1,'one')",
  );
});
afterEach(() => engine.close());

describe('a statement that cannot be run', () => {
  it.each([
    ['SELECT * FROM nowhere', 208, "Invalid object name 'nowhere'."],
    ['SELECT * FROM PROSYS.dbo.nowhere', 208, "Invalid object name 'PROSYS.dbo.nowhere'."],
    ['SELECT nothing FROM t', 207, "Invalid column name 'nothing'."],
    ['SELECT x.id FROM t', 4104, 'The multi-part identifier "x.id" could not be bound.'],
    ['SELECT id FROM t a, t b', 209, "Ambiguous column name 'id'."],
    ['SELECT * FROM t, t', 1013, null],
    ['EXEC nobody', 2812, "Could not find stored procedure 'nobody'."],
    ['SELECT nofunction(1)', 195, "'nofunction' is not a recognized built-in function name."],
    ['SELECT FROM t', 156, "Incorrect syntax near the keyword 'FROM'."],
    ['SELECT * FORM t', 102, "Incorrect syntax near 'FORM'."],
    ['SELECT (1', 102, "Incorrect syntax near '1'."],
    ["SELECT 'open", 105, "Unclosed quotation mark after the character string 'open'."],
    ['SELECT /* open', 113, null],
    ['SELECT @x', 137, 'Must declare the scalar variable "@x".'],
    ['SELECT * FROM @x', 1087, null],
    ['SELECT id, COUNT(*) FROM t', 8120, null],
    ['SELECT id FROM t WHERE COUNT(*) > 1', 147, null],
    ['SELECT 1 WHERE id', 4145, null],
    ['SELECT id FROM t UNION SELECT id, v FROM t', 205, null],
    ['SELECT (SELECT id, v FROM t)', 116, null],
    ['SELECT DISTINCT id FROM t ORDER BY v', 145, null],
    ['SELECT id FROM t ORDER BY 2', 108, null],
    ['INSERT t(id) VALUES(2, 3)', 110, null],
    ['INSERT t VALUES(2)', 213, null],
    ['INSERT t(id, id) VALUES(2, 3)', 264, null],
    ['USE nodb', 911, null],
    ['COMMIT', 3902, null],
    ['ROLLBACK', 3903, null],
    ['CREATE TABLE t(a int)', 2714, null],
    ['CREATE TABLE u(a int, a int)', 2705, null],
    ['CREATE TABLE u(a nosuchtype)', 2715, null],
    ['DROP TABLE u', 3701, null],
    ['TRUNCATE TABLE u', 208, null],
  ])('%s is error %i', async (text, number, message) => {
    const outcome = await sql.batch(text);
    expect(outcome.errors.map((e) => e.number)).toEqual([number]);
    if (message !== null) expect(outcome.errors[0]?.message).toBe(message);
  });
  it.each([
    ['MERGE t USING t s ON 1=1 WHEN MATCHED THEN DELETE;', 'the statement MERGE'],
    ["SELECT FORMAT(1, 'N')", 'the function FORMAT'],
    ['SELECT * FROM t FOR XML AUTO', 'FOR XML'],
    ['CREATE FUNCTION f() RETURNS int AS BEGIN RETURN 1 END', 'CREATE FUNCTION'],
    ['DECLARE c CURSOR FOR SELECT 1', 'cursors'],
    ['CREATE TABLE u(a xml)', 'the data type xml'],
    ['CREATE TABLE u(a int REFERENCES t(id))', 'FOREIGN KEY constraints'],
    ['SELECT * FROM sys.dm_os_wait_stats', 'the system view sys.dm_os_wait_stats'],
    ['EXEC sp_help t', 'the system procedure sp_help'],
    ['SET ANSI_NULLS OFF', 'SET ANSI_NULLS OFF'],
    ['SELECT TOP 5 PERCENT * FROM t', 'TOP … PERCENT'],
  ])('%s says what the demo server does not support', async (text, what) => {
    const outcome = await sql.batch(text);
    expect(outcome.errors.map((e) => [e.number, e.message])).toEqual([
      [40515, `The demo server does not support ${what}.`],
    ]);
  });
  it('names the line of the statement', async () => {
    const outcome = await sql.batch('SELECT 1\nSELECT 2\nSELECT nothing FROM t');
    expect(outcome.errors[0]?.line).toBe(3);
    expect((await sql.batch('SELECT 1\n\nSELECT FROM t')).errors[0]?.line).toBe(3);
  });
});

describe('a constraint that is violated', () => {
  it.each([
    ['INSERT t VALUES(1, NULL)', 2627],
    ['INSERT t VALUES(NULL, NULL)', 515],
    ["INSERT t VALUES(2, 'toolong')", 8152],
    ["INSERT t VALUES(2, 'bad')", 547],
    ["UPDATE t SET v = 'bad'", 547],
    ['UPDATE t SET id = NULL', 515],
  ])('%s is error %i, and the batch goes on', async (text, number) => {
    const outcome = await sql.batch(`${text}; SELECT @@ERROR, @@ROWCOUNT`);
    expect(outcome.errors.map((e) => e.number)).toEqual([number]);
    expect(outcome.sets.at(-1)?.rows).toEqual([[number, 0]]);
  });
  it('undoes its whole statement and leaves the transaction open', async () => {
    const outcome = await sql.batch(
      'BEGIN TRAN; INSERT t VALUES(5,NULL); INSERT t VALUES(6,NULL),(1,NULL); SELECT id FROM t; COMMIT',
    );
    expect(outcome.sets.at(-1)?.rows).toEqual([[1], [5]]);
  });
  it('gives 2601 for a unique index and names the key', async () => {
    await sql.ok('CREATE UNIQUE INDEX ix ON t(v)');
    const outcome = await sql.batch("INSERT t VALUES(2,'one')");
    expect(outcome.errors[0]).toMatchObject({
      number: 2601,
      message:
        "Cannot insert duplicate key row in object 'dbo.t' with unique index 'ix'. The duplicate key value is (one).",
    });
  });
  it('gives 2628 with the value on a newer server', async () => {
    const newer = openEngine({ serverVersion: { major: 15, minor: 0, build: 2000 } });
    const driver = new Driver(newer);
    const outcome = await driver.batch("CREATE TABLE s(c varchar(3)); INSERT s VALUES('abcdef')");
    expect(outcome.errors[0]?.message).toContain("column 'c'. Truncated value: 'abc'");
    newer.close();
  });
  it('lets keys be exchanged within one statement', async () => {
    await sql.ok("INSERT t VALUES(2,'two'); UPDATE t SET id = 3 - id");
    expect(await sql.rows('SELECT id, v FROM t ORDER BY id')).toEqual([
      [1, 'two'],
      [2, 'one'],
    ]);
  });
});

describe('how far an error reaches', () => {
  it('a divide by zero ends its statement only', async () => {
    const outcome = await sql.batch('SELECT 1/0; SELECT 2');
    expect(outcome.errors.map((e) => e.number)).toEqual([8134]);
    expect(outcome.sets.at(-1)?.rows).toEqual([[2]]);
  });
  it('a failed conversion ends the batch and rolls back', async () => {
    const outcome = await sql.batch("BEGIN TRAN; INSERT t VALUES(9,NULL); SELECT CAST('x' AS int); SELECT 3");
    expect(outcome.errors.map((e) => e.number)).toEqual([245]);
    expect(outcome.events).toEqual(['began', 'rolled back']);
    expect(await sql.value('SELECT COUNT(*) FROM t')).toBe(1);
  });
  it('under XACT_ABORT any error ends the batch and rolls back', async () => {
    const outcome = await sql.batch(
      'SET XACT_ABORT ON; BEGIN TRAN; INSERT t VALUES(9,NULL); INSERT t VALUES(1,NULL); SELECT 3',
    );
    expect(outcome.sets).toEqual([]);
    expect(await sql.value('SELECT @@TRANCOUNT + COUNT(*) FROM t')).toBe(1);
  });
  it('an unknown table ends the batch and keeps the transaction', async () => {
    await sql.batch('BEGIN TRAN; SELECT * FROM nowhere; SELECT 1');
    expect(await sql.value('SELECT @@TRANCOUNT')).toBe(1);
  });
  it('a syntax error anywhere keeps the whole batch from running', async () => {
    expect((await sql.batch('DELETE t; SELECT FROM')).counts).toEqual([]);
    expect(await sql.value('SELECT COUNT(*) FROM t')).toBe(1);
  });
});

describe('TRY and CATCH', () => {
  it('hand the error to the handler', async () => {
    const rows = await sql.rows(
      'BEGIN TRY INSERT t VALUES(1,NULL) END TRY BEGIN CATCH SELECT ERROR_NUMBER(), ERROR_SEVERITY(), ERROR_STATE(), ERROR_LINE(), XACT_STATE() END CATCH',
    );
    expect(rows).toEqual([[2627, 14, 1, 1, 0]]);
  });
  it('leave a transaction that can be committed, or not under XACT_ABORT', async () => {
    const tried =
      'BEGIN TRAN; BEGIN TRY INSERT t VALUES(1,NULL) END TRY BEGIN CATCH SELECT XACT_STATE() END CATCH';
    expect(await sql.value(`${tried}; ROLLBACK`)).toBe(1);
    const outcome = await sql.batch(`SET XACT_ABORT ON; ${tried}; INSERT t VALUES(4,NULL)`);
    expect(outcome.sets.at(-1)?.rows).toEqual([[-1]]);
    expect(outcome.errors.map((e) => e.number)).toContain(3930);
    expect(await sql.value('SELECT @@TRANCOUNT')).toBe(0);
  });
  it('roll a doomed transaction back at the end of the batch, with 3998', async () => {
    const outcome = await sql.batch(
      'SET XACT_ABORT ON; BEGIN TRAN; BEGIN TRY SELECT 1/0 END TRY BEGIN CATCH PRINT ERROR_MESSAGE() END CATCH',
    );
    expect(outcome.errors.map((e) => e.number)).toEqual([3998]);
    expect(sql.session.transaction).toBe(0n);
  });
  it('rethrow with THROW, and raise with RAISERROR', async () => {
    const outcome = await sql.batch(
      "BEGIN TRY RAISERROR('Invoice %s moved by %d', 16, 7, 'A1', 5) END TRY BEGIN CATCH THROW END CATCH; SELECT 1",
    );
    expect(outcome.errors[0]).toMatchObject({
      number: 50000,
      class: 16,
      state: 7,
      message: 'Invoice A1 moved by 5',
    });
    expect(outcome.sets).toEqual([]);
  });
  it('do not swallow what the server does not support', async () => {
    expect(await sql.errors('BEGIN TRY EXEC sp_help END TRY BEGIN CATCH SELECT 1 END CATCH')).toEqual([
      40515,
    ]);
  });
  it('see an error of an inner procedure and of dynamic text', async () => {
    await sql.ok('CREATE PROCEDURE p AS SELECT * FROM nowhere');
    expect(await sql.value('BEGIN TRY EXEC p END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH')).toBe(208);
    expect(
      await sql.value("BEGIN TRY EXEC('SELECT FROM') END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH"),
    ).toBe(156);
  });
});

describe('messages', () => {
  it('PRINT and a low RAISERROR are information', async () => {
    const outcome = await sql.ok("PRINT 'hello ' + CAST(5 AS varchar(3)); RAISERROR('careful', 10, 1)");
    expect(outcome.messages.map((m) => [m.class, m.message])).toEqual([
      [0, 'hello 5'],
      [10, 'careful'],
    ]);
  });
  it('THROW ends the batch, RAISERROR does not', async () => {
    expect((await sql.batch("RAISERROR('x', 16, 1); SELECT 1")).sets).toHaveLength(1);
    expect((await sql.batch("THROW 50001, 'x', 1; SELECT 1")).sets).toHaveLength(0);
  });
});

describe('the fault hook', () => {
  it('makes a chosen statement fail as the server would', async () => {
    let armed = 1;
    const faulty = openEngine({
      onStatement: ({ kind, text, session }) => {
        if (kind !== 'commit' || armed === 0 || session.login !== 'owner' || text === '') return undefined;
        armed -= 1;
        return {
          number: 1205,
          class: 13,
          state: 51,
          message: 'chosen as the deadlock victim',
          procedure: '',
          line: 1,
        };
      },
    });
    const driver = new Driver(faulty);
    await driver.ok('CREATE TABLE f(a int); BEGIN TRAN; INSERT f VALUES(1)');
    expect((await driver.run({ kind: 'commit', name: '' })).errors[0]?.number).toBe(1205);
    expect(await driver.value('SELECT COUNT(*) FROM f')).toBe(0);
    faulty.close();
  });
  it('sees every statement of a batch in turn', async () => {
    const seen: string[] = [];
    const watched = openEngine({
      onStatement: ({ kind }) => {
        seen.push(kind);
        return undefined;
      },
    });
    await new Driver(watched).ok('BEGIN TRAN; IF 1=1 SELECT 1; COMMIT');
    expect(seen).toEqual(['begin-transaction', 'if', 'select', 'commit']);
    watched.close();
  });
});
