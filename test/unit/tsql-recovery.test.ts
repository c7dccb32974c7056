import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

const child = join(import.meta.dirname, '../support/sql-engine-child.ts');

describe('a server process that is killed', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'demo-sql-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Runs the batches in a process of their own, kills it without warning, and reads the table afterwards. */
  const killedAfter = async (...batches: string[]): Promise<unknown[][]> => {
    const process_ = spawn(process.execPath, [child, directory, ...batches], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(process_.stdout, 'data');
    const gone = once(process_, 'exit');
    process_.kill('SIGKILL');
    await gone;
    const engine = openEngine({ directory });
    const driver = new Driver(engine);
    const rows = await driver.rows('SELECT * FROM t ORDER BY id');
    engine.close();
    return rows;
  };
  const setUp =
    "CREATE TABLE t(id int PRIMARY KEY, v varchar(10)); INSERT t VALUES(1,'one'),(2,'two'),(3,'three')";

  it('keeps what was committed and undoes what was not', async () => {
    const rows = await killedAfter(
      setUp,
      "UPDATE t SET v = 'ONE' WHERE id = 1",
      "BEGIN TRAN; UPDATE t SET v = 'changed' WHERE id <= 2; UPDATE t SET v = 'again' WHERE id = 2; DELETE t WHERE id = 3; INSERT t VALUES(4,'four')",
    );
    expect(rows).toEqual([
      [1, 'ONE'],
      [2, 'two'],
      [3, 'three'],
    ]);
  });
  it('undoes tables and columns that an open transaction made', async () => {
    const rows = await killedAfter(
      setUp,
      'BEGIN TRAN; ALTER TABLE t ADD extra int NOT NULL DEFAULT 7; CREATE TABLE u(a int); INSERT u VALUES(1); DELETE t WHERE id = 1',
    );
    expect(rows).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ]);
    const engine = openEngine({ directory });
    expect(await new Driver(engine).value("SELECT OBJECT_ID('u')")).toBeNull();
    engine.close();
  });
  it('brings back a table that an open transaction dropped', async () => {
    const rows = await killedAfter(setUp, 'BEGIN TRAN; DROP TABLE t');
    expect(rows).toHaveLength(3);
  });
  it('never hands out an identity value twice', async () => {
    await killedAfter(
      setUp,
      'CREATE TABLE n(id int IDENTITY, v int); INSERT n(v) VALUES(1); BEGIN TRAN; INSERT n(v) VALUES(2)',
    );
    const engine = openEngine({ directory });
    const driver = new Driver(engine);
    await driver.ok('INSERT n(v) VALUES(3)');
    expect(await driver.rows('SELECT id, v FROM n ORDER BY id')).toEqual([
      [1, 1],
      [3, 3],
    ]);
    engine.close();
  });
});
