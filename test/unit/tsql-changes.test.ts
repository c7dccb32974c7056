import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

let engine: DemoSqlEngine;
let sql: Driver;
beforeEach(async () => {
  engine = openEngine();
  sql = new Driver(engine);
  await sql.ok(
    `CREATE TABLE armast(id_col int IDENTITY(10,5), invno char(6) NOT NULL PRIMARY KEY, balance numeric(10,2) NOT NULL DEFAULT 0, paid AS (balance * -1), stamp rowversion);
     INSERT armast(invno, balance) VALUES('A1', 10),('A2', 20),('A3', 30)`,
  );
});
afterEach(() => engine.close());

describe('INSERT', () => {
  it('fills identity, defaults and computed columns, and outputs the row', async () => {
    const outcome = await sql.ok(
      "INSERT armast(invno) OUTPUT INSERTED.id_col, inserted.invno, inserted.balance, inserted.paid VALUES('B1')",
    );
    expect(outcome.sets[0]?.rows).toEqual([[25, 'B1    ', '0.00', '0.00']]);
    expect(outcome.counts).toEqual([1]);
    expect(await sql.rows("SELECT @@IDENTITY, IDENT_CURRENT('armast')")).toEqual([['25', '25']]);
  });
  it('takes DEFAULT, a query, and DEFAULT VALUES', async () => {
    await sql.ok(
      "INSERT armast(invno, balance) VALUES('B1', DEFAULT); INSERT INTO armast(invno, balance) SELECT 'C' + RIGHT(RTRIM(invno), 1), balance FROM armast WHERE balance > 5",
    );
    expect(await sql.value('SELECT COUNT(*) FROM armast')).toBe(7);
    await sql.ok("CREATE TABLE d(a int IDENTITY, b varchar(3) DEFAULT 'x'); INSERT d DEFAULT VALUES");
    expect(await sql.rows('SELECT * FROM d')).toEqual([[1, 'x']]);
  });
  it('keeps SCOPE_IDENTITY of its own scope, @@IDENTITY of the session', async () => {
    await sql.ok('CREATE TABLE log_(n int IDENTITY(900,1), what varchar(9)); ');
    await sql.ok("CREATE TRIGGER tr ON armast AFTER INSERT AS INSERT log_(what) VALUES('new')");
    expect(await sql.rows("INSERT armast(invno) VALUES('B1'); SELECT SCOPE_IDENTITY(), @@IDENTITY")).toEqual([
      ['25', '900'],
    ]);
  });
  it('refuses identity values unless IDENTITY_INSERT is on', async () => {
    expect(await sql.errors("INSERT armast(id_col, invno) VALUES(99,'Z')")).toEqual([544]);
    await sql.ok(
      "SET IDENTITY_INSERT armast ON; INSERT armast(id_col, invno) VALUES(99,'Z'); SET IDENTITY_INSERT armast OFF; INSERT armast(invno) VALUES('Y')",
    );
    expect(await sql.value("SELECT id_col FROM armast WHERE invno = 'Y'")).toBe(104);
  });
});

describe('UPDATE', () => {
  it('counts rows, outputs before and after, and leaves identity alone', async () => {
    const outcome = await sql.ok(
      "UPDATE armast SET balance = balance - 4 OUTPUT deleted.balance, inserted.balance WHERE invno < 'A3'; SELECT @@ROWCOUNT",
    );
    expect(outcome.sets[0]?.rows).toEqual([
      ['10.00', '6.00'],
      ['20.00', '16.00'],
    ]);
    expect(outcome.sets[1]?.rows).toEqual([[2]]);
    expect(await sql.errors('UPDATE armast SET id_col = 1')).toEqual([8102]);
    expect(await sql.errors('UPDATE armast SET paid = 1')).toEqual([271]);
  });
  it('FROM a join, through an alias, once per row', async () => {
    await sql.ok(
      "CREATE TABLE pay(invno char(6), amt numeric(10,2)); INSERT pay VALUES('A1',3),('A1',4),('A2',5)",
    );
    const outcome = await sql.ok(
      'UPDATE m SET m.balance = m.balance - p.amt FROM armast m INNER JOIN pay p ON p.invno = m.invno',
    );
    expect(outcome.counts).toEqual([2]);
    expect(await sql.value("SELECT balance FROM armast WHERE invno = 'A1'")).toBe('7.00');
    await sql.ok(
      'UPDATE armast SET balance = (SELECT SUM(amt) FROM pay p WHERE p.invno = armast.invno) WHERE invno IN (SELECT invno FROM pay)',
    );
    expect(await sql.value("SELECT balance FROM armast WHERE invno = 'A1'")).toBe('7.00');
  });
  it('sets variables on the way, and changes the rowversion', async () => {
    const before = await sql.value("SELECT stamp FROM armast WHERE invno = 'A1'");
    expect(
      await sql.rows(
        "DECLARE @was numeric(10,2); UPDATE armast SET @was = balance, balance += 1 WHERE invno = 'A1'; SELECT @was, balance FROM armast WHERE invno = 'A1'",
      ),
    ).toEqual([['10.00', '11.00']]);
    expect(await sql.value("SELECT stamp FROM armast WHERE invno = 'A1'")).not.toEqual(before);
  });
  it('of TOP rows', async () => {
    expect((await sql.ok('UPDATE TOP (1) armast SET balance = 0')).counts).toEqual([1]);
    expect((await sql.ok('SET ROWCOUNT 2; DELETE armast; SET ROWCOUNT 0')).counts).toEqual([2]);
  });
});

describe('DELETE and TRUNCATE', () => {
  it('delete by join and output what went', async () => {
    await sql.ok("CREATE TABLE gone(invno char(6)); INSERT gone VALUES('A2')");
    const outcome = await sql.ok(
      'DELETE m OUTPUT deleted.invno FROM armast m JOIN gone g ON g.invno = m.invno',
    );
    expect(outcome.sets[0]?.rows).toEqual([['A2    ']]);
  });
  it('output into a table variable', async () => {
    expect(
      await sql.rows(
        'DECLARE @d TABLE(invno char(6), balance numeric(10,2)); DELETE armast OUTPUT deleted.invno, deleted.balance INTO @d WHERE balance > 15; SELECT COUNT(*), SUM(balance) FROM @d',
      ),
    ).toEqual([[2, '50.00']]);
  });
  it('truncate starts the identity again, and can be rolled back', async () => {
    await sql.ok('BEGIN TRAN; TRUNCATE TABLE armast; ROLLBACK');
    expect(await sql.value('SELECT COUNT(*) FROM armast')).toBe(3);
    await sql.ok("TRUNCATE TABLE armast; INSERT armast(invno) VALUES('N')");
    expect(await sql.value('SELECT id_col FROM armast')).toBe(10);
  });
});

describe('transactions', () => {
  it('nest by count, and roll back as one', async () => {
    expect(
      await sql.rows(
        'BEGIN TRAN; BEGIN TRAN; SELECT @@TRANCOUNT; COMMIT; SELECT @@TRANCOUNT; DELETE armast; ROLLBACK; SELECT COUNT(*), @@TRANCOUNT FROM armast',
      ),
    ).toEqual([[3, 0]]);
  });
  it('roll back to a savepoint', async () => {
    await sql.ok(
      'BEGIN TRAN; UPDATE armast SET balance = 1; SAVE TRAN here; DELETE armast; ROLLBACK TRAN here; COMMIT',
    );
    expect(await sql.rows('SELECT COUNT(*), SUM(balance) FROM armast')).toEqual([[3, '3.00']]);
  });
  it('take DDL back too', async () => {
    await sql.ok(
      'BEGIN TRAN; CREATE TABLE extra(a int); ALTER TABLE armast ADD note varchar(9) NULL; CREATE INDEX ix ON armast(balance); ROLLBACK',
    );
    expect(await sql.value("SELECT OBJECT_ID('extra')")).toBeNull();
    expect(await sql.errors('SELECT note FROM armast')).toEqual([207]);
    expect(await sql.value("SELECT COUNT(*) FROM sys.indexes WHERE name = 'ix'")).toBe(0);
    await sql.ok('ALTER TABLE armast ADD other int NULL');
    expect(await sql.value('SELECT COUNT(other) FROM armast')).toBe(0);
    expect(await sql.value('SELECT COUNT(*) FROM armast')).toBe(3);
  });
  it('tell the wire when they begin and end', async () => {
    const outcome = await sql.run({ kind: 'begin', isolation: 'serializable', name: '' });
    expect(outcome.events).toEqual(['began']);
    expect(sql.session.transaction).not.toBe(0n);
    expect((await sql.run({ kind: 'rollback', name: '' })).events).toEqual(['rolled back']);
  });
  it('end with the session', async () => {
    await sql.ok('BEGIN TRAN; DELETE armast');
    sql.session.reset();
    expect(await sql.value('SELECT COUNT(*) FROM armast')).toBe(3);
  });
  it('are opened by statements under IMPLICIT_TRANSACTIONS', async () => {
    expect(await sql.value('SET IMPLICIT_TRANSACTIONS ON; DELETE armast; SELECT @@TRANCOUNT')).toBe(1);
    await sql.ok('ROLLBACK');
    expect(await new Driver(engine).value('SELECT COUNT(*) FROM armast')).toBe(3);
  });
  it('refuse snapshot isolation with 3952', async () => {
    expect(await sql.errors('SET TRANSACTION ISOLATION LEVEL SNAPSHOT; SELECT * FROM armast')).toEqual([
      3952,
    ]);
  });
});

describe('triggers', () => {
  beforeEach(async () => {
    await sql.ok('CREATE TABLE audit(what varchar(20), invno char(6), old numeric(10,2), new numeric(10,2))');
    await sql.ok(
      `CREATE TRIGGER tr_armast ON armast AFTER INSERT, UPDATE AS
       BEGIN
         SET NOCOUNT ON
         INSERT audit SELECT CASE WHEN d.invno IS NULL THEN 'insert' WHEN UPDATE(balance) THEN 'balance' ELSE 'other' END, i.invno, d.balance, i.balance
         FROM inserted i LEFT JOIN deleted d ON d.invno = i.invno
         IF EXISTS (SELECT * FROM inserted WHERE balance < 0) BEGIN RAISERROR('negative', 16, 1) ROLLBACK TRAN END
       END`,
    );
  });
  it('see what was inserted and deleted, for all rows of the statement at once', async () => {
    await sql.ok(
      "INSERT armast(invno, balance) VALUES('T1', 5); UPDATE armast SET balance = balance + 1 WHERE invno IN ('T1','A1')",
    );
    expect(await sql.rows('SELECT * FROM audit ORDER BY what, invno')).toEqual([
      ['balance', 'A1    ', '10.00', '11.00'],
      ['balance', 'T1    ', '5.00', '6.00'],
      ['insert', 'T1    ', null, '5.00'],
    ]);
  });
  it('that roll back end the batch with 3609, and the change is gone', async () => {
    const outcome = await sql.batch("UPDATE armast SET balance = -1 WHERE invno = 'A1'; SELECT 1");
    expect(outcome.errors.map((e) => e.number)).toEqual([50000, 3609]);
    expect(outcome.sets).toEqual([]);
    expect(await sql.value("SELECT balance FROM armast WHERE invno = 'A1'")).toBe('10.00');
    expect(await sql.value('SELECT COUNT(*) FROM audit')).toBe(0);
  });
  it('keep OUTPUT without INTO from running (334), not OUTPUT INTO', async () => {
    expect(await sql.errors('UPDATE armast SET balance = 1 OUTPUT inserted.invno')).toEqual([334]);
    await sql.ok(
      'DECLARE @o TABLE(invno char(6)); UPDATE armast SET balance = 1 OUTPUT inserted.invno INTO @o',
    );
  });
  it('can be disabled, replaced and dropped', async () => {
    await sql.ok('ALTER TABLE armast DISABLE TRIGGER tr_armast; UPDATE armast SET balance = 2');
    expect(await sql.value('SELECT COUNT(*) FROM audit')).toBe(0);
    await sql.ok(
      'ALTER TABLE armast ENABLE TRIGGER ALL; DROP TRIGGER tr_armast; UPDATE armast SET balance = 2',
    );
    expect(await sql.value('SELECT COUNT(*) FROM audit')).toBe(0);
  });
  it('that fail undo the statement that fired them', async () => {
    await sql.ok(
      "ALTER TRIGGER tr_armast ON armast AFTER UPDATE AS INSERT audit VALUES('x', 'toolong7', 0, 0)",
    );
    expect(await sql.errors('UPDATE armast SET balance = 3')).toEqual([8152]);
    expect(await sql.value('SELECT SUM(balance) FROM armast')).toBe('60.00');
  });
  it('INSTEAD OF take the place of the change', async () => {
    await sql.ok('CREATE TABLE held(a int)');
    await sql.ok(
      "CREATE TRIGGER tr_held ON held INSTEAD OF INSERT AS INSERT audit(what) SELECT 'held ' + CAST(a AS varchar(5)) FROM inserted",
    );
    await sql.ok('INSERT held VALUES(7)');
    expect(await sql.value('SELECT COUNT(*) FROM held')).toBe(0);
    expect(await sql.value('SELECT what FROM audit')).toBe('held 7');
  });
});

describe('ALTER TABLE', () => {
  it('adds columns with defaults to the rows that are there', async () => {
    await sql.ok(
      "ALTER TABLE armast ADD terr char(2) NOT NULL CONSTRAINT df_terr DEFAULT 'N', memo varchar(5) NULL",
    );
    expect(await sql.rows("SELECT terr, memo FROM armast WHERE invno = 'A1'")).toEqual([['N ', null]]);
    expect(await sql.errors('ALTER TABLE armast ADD must int NOT NULL')).toEqual([4901]);
    expect(await sql.errors('ALTER TABLE armast DROP COLUMN terr')).toEqual([5074]);
    await sql.ok('ALTER TABLE armast DROP CONSTRAINT df_terr; ALTER TABLE armast DROP COLUMN terr');
    expect(await sql.errors('SELECT terr FROM armast')).toEqual([207]);
  });
  it('widens a column and adds constraints to what passes them', async () => {
    await sql.ok('ALTER TABLE armast ALTER COLUMN balance numeric(12,4) NOT NULL');
    expect(await sql.value("SELECT balance FROM armast WHERE invno = 'A1'")).toBe('10.0000');
    expect(await sql.errors('ALTER TABLE armast ADD CONSTRAINT ck CHECK (balance > 15)')).toEqual([547]);
    expect(
      await sql.errors('CREATE UNIQUE INDEX ux ON armast(paid); UPDATE armast SET balance = 10'),
    ).toEqual([2601]);
  });
});
