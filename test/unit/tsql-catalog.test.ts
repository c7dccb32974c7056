import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import { Driver, demoPassword, openEngine } from '../support/sql-session-driver.ts';

let engine: DemoSqlEngine;
let sql: Driver;
beforeAll(async () => {
  engine = openEngine();
  sql = new Driver(engine);
  await sql.ok(`
    CREATE TABLE armast(id_col int IDENTITY(1,1) NOT NULL, invno char(10) NOT NULL, invdte datetime NOT NULL DEFAULT '19000101',
      balance numeric(14,2) NOT NULL CONSTRAINT df_bal DEFAULT (0), note varchar(max) NULL, twice AS (balance * 2), nm nvarchar(20) NULL,
      stamp timestamp, CONSTRAINT pk_armast PRIMARY KEY (invno), CONSTRAINT ck_bal CHECK (balance < 1000000));
    CREATE INDEX ix_date ON armast(invdte, balance);
    CREATE TABLE arcust(custno char(6) NOT NULL)`);
  await sql.ok('CREATE VIEW open_items AS SELECT invno, balance FROM armast WHERE balance <> 0');
  await sql.ok('CREATE TRIGGER tr_armast ON armast AFTER UPDATE AS SET NOCOUNT ON');
});
afterAll(() => engine.close());

describe('the schema as the preflight reads it', () => {
  it('INFORMATION_SCHEMA.COLUMNS', async () => {
    expect(
      await sql.rows(
        "SELECT COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE, IS_NULLABLE, COLUMN_DEFAULT, COLLATION_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'armast' ORDER BY ORDINAL_POSITION",
      ),
    ).toEqual([
      ['id_col', 1, 'int', null, 10, 0, 'NO', null, null],
      ['invno', 2, 'char', 10, null, null, 'NO', null, 'Latin1_General_BIN'],
      ['invdte', 3, 'datetime', null, null, null, 'NO', "('19000101')", null],
      ['balance', 4, 'numeric', null, 14, 2, 'NO', '((0))', null],
      ['note', 5, 'varchar', -1, null, null, 'YES', null, 'Latin1_General_BIN'],
      ['twice', 6, 'numeric', null, 16, 2, 'YES', null, null],
      ['nm', 7, 'nvarchar', 20, null, null, 'YES', null, 'Latin1_General_BIN'],
      ['stamp', 8, 'timestamp', null, null, null, 'NO', null, null],
    ]);
  });
  it('tables, views, keys and constraints', async () => {
    expect(
      await sql.rows('SELECT TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES ORDER BY TABLE_NAME'),
    ).toEqual([
      ['arcust', 'BASE TABLE'],
      ['armast', 'BASE TABLE'],
      ['open_items', 'VIEW'],
    ]);
    expect(
      await sql.rows('SELECT CONSTRAINT_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE'),
    ).toEqual([['pk_armast', 'invno']]);
    expect(
      await sql.rows(
        'SELECT CONSTRAINT_NAME, CONSTRAINT_TYPE FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS ORDER BY 1',
      ),
    ).toEqual([
      ['ck_bal', 'CHECK'],
      ['pk_armast', 'PRIMARY KEY'],
    ]);
    expect(await sql.value('SELECT TABLE_NAME FROM INFORMATION_SCHEMA.VIEWS')).toBe('open_items');
    expect(
      await sql.rows(
        "SELECT COLUMN_NAME, NUMERIC_PRECISION FROM PRO01.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'open_items'",
      ),
    ).toEqual([
      ['invno', null],
      ['balance', 14],
    ]);
  });
  it('sys.columns with identity, computed and default facts', async () => {
    expect(
      await sql.rows(
        `SELECT c.name, t.name, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity, c.is_computed, d.name
         FROM sys.columns c JOIN sys.tables o ON o.object_id = c.object_id JOIN sys.types t ON t.user_type_id = c.user_type_id
         LEFT JOIN sys.default_constraints d ON d.object_id = c.default_object_id AND d.name = 'df_bal'
         WHERE o.name = 'armast' ORDER BY c.column_id`,
      ),
    ).toEqual([
      ['id_col', 'int', 4, 10, 0, false, true, false, null],
      ['invno', 'char', 10, 0, 0, false, false, false, null],
      ['invdte', 'datetime', 8, 23, 3, false, false, false, null],
      ['balance', 'numeric', 9, 14, 2, false, false, false, 'df_bal'],
      ['note', 'varchar', -1, 0, 0, true, false, false, null],
      ['twice', 'numeric', 9, 16, 2, true, false, true, null],
      ['nm', 'nvarchar', 40, 0, 0, true, false, false, null],
      ['stamp', 'timestamp', 8, 0, 0, false, false, false, null],
    ]);
    expect(await sql.rows('SELECT name, CAST(seed_value AS int) FROM sys.identity_columns')).toEqual([
      ['id_col', 1],
    ]);
    expect(await sql.rows('SELECT name, definition FROM sys.computed_columns')).toEqual([
      ['twice', '(balance * 2)'],
    ]);
  });
  it('triggers and indexes', async () => {
    expect(
      await sql.rows(
        "SELECT name, is_disabled, is_instead_of_trigger FROM sys.triggers WHERE parent_id = OBJECT_ID('dbo.armast')",
      ),
    ).toEqual([['tr_armast', false, false]]);
    expect(
      await sql.rows(
        `SELECT i.name, i.is_primary_key, i.is_unique, c.name FROM sys.indexes i JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id
         JOIN sys.columns c ON c.object_id = i.object_id AND c.column_id = k.column_id WHERE i.object_id = OBJECT_ID('armast') ORDER BY i.index_id, k.key_ordinal`,
      ),
    ).toEqual([
      ['pk_armast', true, true, 'invno'],
      ['ix_date', false, false, 'invdte'],
      ['ix_date', false, false, 'balance'],
    ]);
    expect(await sql.rows('SELECT RTRIM(type), COUNT(*) FROM sys.objects GROUP BY type ORDER BY 1')).toEqual([
      ['C', 1],
      ['D', 2],
      ['PK', 1],
      ['TR', 1],
      ['U', 2],
      ['V', 1],
    ]);
  });
  it('databases and their settings', async () => {
    expect(
      await sql.rows(
        "SELECT name, collation_name, is_read_committed_snapshot_on, snapshot_isolation_state, compatibility_level, is_read_only FROM sys.databases WHERE name = 'PRO01'",
      ),
    ).toEqual([['PRO01', 'Latin1_General_BIN', false, 0, 100, false]]);
    expect(await sql.value("SELECT COUNT(*) FROM master..sysdatabases WHERE name LIKE 'PRO%'")).toBe(2);
    expect(await sql.rows("SELECT DB_NAME(), DB_NAME(DB_ID('PROSYS')), DB_ID('nope')")).toEqual([
      ['PRO01', 'PROSYS', null],
    ]);
    expect(await sql.value("SELECT DATABASEPROPERTYEX('PRO01', 'Collation')")).toBe('Latin1_General_BIN');
  });
  it('facts of the server and the session', async () => {
    expect(
      await sql.rows(
        "SELECT SERVERPROPERTY('ProductVersion'), SERVERPROPERTY('EngineEdition'), SUSER_SNAME(), SYSTEM_USER, USER_NAME(), APP_NAME()",
      ),
    ).toEqual([['10.50.6000.0', 4, 'owner', 'owner', 'dbo', 'tests']]);
    expect(await sql.value('SELECT @@VERSION')).toContain('10.50.6000.0');
    expect(await sql.rows('SELECT program_name FROM sys.dm_exec_sessions WHERE session_id = @@SPID')).toEqual(
      [['tests']],
    );
    expect(
      await sql.rows(
        "SELECT COLUMNPROPERTY(OBJECT_ID('armast'), 'id_col', 'IsIdentity'), COL_LENGTH('armast', 'invno'), OBJECT_NAME(OBJECT_ID('armast'))",
      ),
    ).toEqual([[1, 10, 'armast']]);
  });
});

describe('logins', () => {
  const login = (user: string, password: string, database: string): unknown =>
    engine.login({ user, password, database, applicationName: '', hostName: '', readOnlyIntent: false });
  it('with a wrong password or database are refused as SQL Server does', () => {
    expect(login('owner', 'wrong', '')).toMatchObject({
      number: 18456,
      class: 14,
      message: "Login failed for user 'owner'.",
    });
    expect(login('nobody', demoPassword, '')).toMatchObject({ number: 18456 });
    expect(login('owner', demoPassword, 'PRO99')).toMatchObject({ number: 4060, class: 11 });
  });
  it('that may only read are told 229 for anything else', async () => {
    const reader = new Driver(engine, 'reader');
    expect(await reader.value('SELECT COUNT(*) FROM armast')).toBe(0);
    const outcome = await reader.batch("INSERT arcust VALUES('C1')");
    expect(outcome.errors[0]).toMatchObject({
      number: 229,
      message: "The INSERT permission was denied on the object 'arcust', database 'PRO01', schema 'dbo'.",
    });
    expect(await reader.errors('DELETE arcust')).toEqual([229]);
    expect(await reader.errors('CREATE TABLE x(a int)')).toEqual([262]);
    expect(
      await reader.rows(
        "SELECT HAS_PERMS_BY_NAME('dbo.armast', 'OBJECT', 'SELECT'), HAS_PERMS_BY_NAME('dbo.armast', 'OBJECT', 'UPDATE')",
      ),
    ).toEqual([[1, 0]]);
  });
  it('with grants per table have those and no more', async () => {
    const clerk = new Driver(engine, 'clerk');
    expect(await clerk.errors('UPDATE armast SET balance = 0')).toEqual([]);
    expect(await clerk.errors("INSERT armast(invno) VALUES('x')")).toEqual([229]);
    expect(await clerk.errors('SELECT * FROM arcust')).toEqual([229]);
    expect((await clerk.rows('SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES')).flat()).toEqual(['armast']);
    await sql.ok('GRANT SELECT ON arcust TO clerk; DENY UPDATE ON armast TO clerk');
    expect(await clerk.errors('SELECT * FROM arcust')).toEqual([]);
    expect(await clerk.errors('UPDATE armast SET balance = 0')).toEqual([229]);
    await sql.ok('REVOKE SELECT ON arcust FROM clerk; REVOKE UPDATE ON armast FROM clerk');
  });
});
