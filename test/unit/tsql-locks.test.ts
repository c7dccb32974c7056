import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import { Driver, type Outcome, openEngine } from '../support/sql-session-driver.ts';

let engine: DemoSqlEngine;
let a: Driver;
let b: Driver;
let c: Driver;

beforeEach(async () => {
  engine = openEngine();
  [a, b, c] = [new Driver(engine), new Driver(engine), new Driver(engine)];
  await a.ok(
    "CREATE TABLE armast(invno char(6) PRIMARY KEY, balance numeric(10,2), paid int); INSERT armast VALUES('A1',100,1),('A2',200,2),('A3',300,3)",
  );
});
afterEach(() => engine.close());

/** Whether a request is still waiting after everything else that could run has run. */
const waits = async (request: Promise<Outcome>): Promise<boolean> => {
  let done = false;
  void request.then(() => {
    done = true;
  });
  for (let i = 0; i < 50; i += 1) await new Promise((resolve) => setImmediate(resolve));
  return !done;
};
const numbers = (outcome: Outcome): number[] => outcome.errors.map((e) => e.number);

describe('a row that another transaction changed', () => {
  beforeEach(() => a.ok("BEGIN TRAN; UPDATE armast SET balance = 0 WHERE invno = 'A1'"));

  it('makes a reader wait until the commit, and shows the committed value', async () => {
    const read = b.batch("SELECT balance FROM armast WHERE invno = 'A1'");
    expect(await waits(read)).toBe(true);
    await a.ok('COMMIT');
    expect((await read).sets[0]?.rows).toEqual([['0.00']]);
  });
  it('makes a reader of its old value wait, and then find what the rollback put back', async () => {
    const read = b.batch('SELECT invno FROM armast WHERE balance = 100');
    expect(await waits(read)).toBe(true);
    await a.ok('ROLLBACK');
    expect((await read).sets[0]?.rows).toEqual([['A1    ']]);
  });
  it('does not disturb readers of other rows', async () => {
    expect(await b.rows("SELECT balance FROM armast WHERE invno = 'A2'")).toEqual([['200.00']]);
  });
  it('is read uncommitted under NOLOCK, skipped under READPAST', async () => {
    expect(await b.value("SELECT balance FROM armast WITH (NOLOCK) WHERE invno = 'A1'")).toBe('0.00');
    expect(await b.value('SELECT COUNT(*) FROM armast WITH (READPAST)')).toBe(2);
    await b.ok('SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED');
    expect(await b.value("SELECT balance FROM armast WHERE invno = 'A1'")).toBe('0.00');
  });
  it('gives 1222 after LOCK_TIMEOUT, and the transaction stays open', async () => {
    const outcome = await b.batch(
      "SET LOCK_TIMEOUT 20; BEGIN TRAN; UPDATE armast SET paid = 9 WHERE invno = 'A1'; SELECT @@TRANCOUNT, @@LOCK_TIMEOUT",
    );
    expect(numbers(outcome)).toEqual([1222]);
    expect(outcome.sets[0]?.rows).toEqual([[1, 20]]);
  });
  it('gives 1222 at once with NOWAIT', async () => {
    expect(await b.errors("SELECT * FROM armast WITH (NOWAIT) WHERE invno = 'A1'")).toEqual([1222]);
  });
  it('makes a writer wait, and lose nothing', async () => {
    const write = b.batch("UPDATE armast SET balance = balance + 5 WHERE invno = 'A1'");
    expect(await waits(write)).toBe(true);
    await a.ok('COMMIT');
    expect(numbers(await write)).toEqual([]);
    expect(await c.value("SELECT balance FROM armast WHERE invno = 'A1'")).toBe('5.00');
  });
  it('is free again when the client goes away', async () => {
    const read = b.batch("SELECT balance FROM armast WHERE invno = 'A1'");
    a.close();
    expect((await read).sets[0]?.rows).toEqual([['100.00']]);
  });
  it('lets a waiting request be cancelled by attention, with its transaction still open', async () => {
    await b.ok('BEGIN TRAN');
    const attention = new AbortController();
    const read = b.batch("SELECT * FROM armast WHERE invno = 'A1'", attention.signal);
    expect(await waits(read)).toBe(true);
    attention.abort();
    expect(numbers(await read)).toEqual([]);
    expect(await b.value('SELECT @@TRANCOUNT')).toBe(1);
  });
  it('rolls back on attention under XACT_ABORT', async () => {
    await b.ok('SET XACT_ABORT ON; BEGIN TRAN');
    const attention = new AbortController();
    const read = b.batch("SELECT * FROM armast WHERE invno = 'A1'", attention.signal);
    await waits(read);
    attention.abort();
    await read;
    expect(b.session.transaction).toBe(0n);
  });
});

describe('UPDLOCK and HOLDLOCK', () => {
  it('keep a second updater out, and readers in', async () => {
    await a.ok("BEGIN TRAN; SELECT balance FROM armast WITH (UPDLOCK) WHERE invno = 'A1'");
    expect(await b.value("SELECT balance FROM armast WHERE invno = 'A1'")).toBe('100.00');
    const second = b.batch("BEGIN TRAN; SELECT balance FROM armast WITH (UPDLOCK) WHERE invno = 'A1'");
    expect(await waits(second)).toBe(true);
    await a.ok("UPDATE armast SET balance = 40 WHERE invno = 'A1'; COMMIT");
    expect((await second).sets[0]?.rows).toEqual([['40.00']]);
  });
  it('on a missing key make a second claimant and an inserter wait, and nobody else', async () => {
    const claim = "BEGIN TRAN; SELECT * FROM armast WITH (UPDLOCK, HOLDLOCK) WHERE invno = 'Z9'";
    await a.ok(claim);
    const second = b.batch(claim);
    expect(await waits(second)).toBe(true);
    const insert = c.batch("INSERT armast VALUES('Z9',1,1)");
    expect(await waits(insert)).toBe(true);
    const other = new Driver(engine);
    expect(await other.errors("INSERT armast VALUES('Y1',1,1)")).toEqual([]);
    await a.ok("INSERT armast VALUES('Z9',5,5); COMMIT");
    expect((await second).sets[0]?.rows).toEqual([['Z9    ', '5.00', 5]]);
    await b.ok('COMMIT');
    expect(numbers(await insert)).toEqual([2627]);
  });
  it('HOLDLOCK keeps what was read from being changed', async () => {
    await a.ok("BEGIN TRAN; SELECT * FROM armast WITH (HOLDLOCK) WHERE invno = 'A2'");
    const write = b.batch("UPDATE armast SET paid = 0 WHERE invno = 'A2'");
    expect(await waits(write)).toBe(true);
    await a.ok('COMMIT');
    expect((await write).counts).toEqual([1]);
  });
  it('READ COMMITTED keeps no lock on what was read', async () => {
    await a.ok('BEGIN TRAN; SELECT * FROM armast');
    expect((await b.batch('UPDATE armast SET paid = 0')).counts).toEqual([3]);
  });
  it('REPEATABLE READ keeps rows, SERIALIZABLE also the range', async () => {
    await a.ok('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; BEGIN TRAN; SELECT * FROM armast');
    expect(await b.errors("INSERT armast VALUES('B1',1,1)")).toEqual([]);
    expect(await waits(b.batch('UPDATE armast SET paid = 0'))).toBe(true);
    await a.ok(
      'COMMIT; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; BEGIN TRAN; SELECT COUNT(*) FROM armast',
    );
    expect(await waits(c.batch("INSERT armast VALUES('B2',1,1)"))).toBe(true);
    await a.ok('COMMIT');
  });
  it('TABLOCKX shuts the whole table', async () => {
    await a.ok('BEGIN TRAN; SELECT COUNT(*) FROM armast WITH (TABLOCKX)');
    const read = b.batch("SELECT * FROM armast WHERE invno = 'A3'");
    expect(await waits(read)).toBe(true);
    await a.ok('COMMIT');
    expect((await read).counts).toEqual([1]);
  });
});

describe('two sessions that insert the same key', () => {
  it('the second waits, and succeeds after the first rolls back', async () => {
    await a.ok("BEGIN TRAN; INSERT armast VALUES('N1',1,1)");
    const second = b.batch("INSERT armast VALUES('N1',2,2)");
    expect(await waits(second)).toBe(true);
    await a.ok('ROLLBACK');
    expect((await second).counts).toEqual([1]);
  });
  it('a key deleted by an open transaction cannot be taken before its commit', async () => {
    await a.ok("BEGIN TRAN; DELETE armast WHERE invno = 'A1'");
    const insert = b.batch("INSERT armast VALUES('A1',2,2)");
    expect(await waits(insert)).toBe(true);
    await a.ok('ROLLBACK');
    expect(numbers(await insert)).toEqual([2627]);
  });
});

describe('a deadlock', () => {
  const cross = async (): Promise<[Outcome, Outcome]> => {
    await a.ok("BEGIN TRAN; UPDATE armast SET paid = 7 WHERE invno = 'A1'");
    await b.ok("BEGIN TRAN; UPDATE armast SET paid = 8 WHERE invno = 'A2'");
    const first = a.batch("UPDATE armast SET paid = 7 WHERE invno = 'A2'");
    expect(await waits(first)).toBe(true);
    const second = b.batch("UPDATE armast SET paid = 8 WHERE invno = 'A1'");
    return Promise.all([first, second]);
  };
  it('has one victim, whose transaction is rolled back, and lets the other go on', async () => {
    const [first, second] = await cross();
    expect([...numbers(first), ...numbers(second)]).toEqual([1205]);
    const victim = numbers(first).length > 0 ? a : b;
    const survivor = victim === a ? b : a;
    expect(victim.session.transaction).toBe(0n);
    await survivor.ok('COMMIT');
    const paid = survivor === a ? 7 : 8;
    expect(await c.rows("SELECT paid FROM armast WHERE invno IN ('A1','A2')")).toEqual([[paid], [paid]]);
  });
  it('chooses the session of the lower DEADLOCK_PRIORITY', async () => {
    await a.ok('SET DEADLOCK_PRIORITY LOW');
    const [first, second] = await cross();
    expect(numbers(first)).toEqual([1205]);
    expect(numbers(second)).toEqual([]);
  });
  it('chooses the session that has done less work', async () => {
    await a.ok("BEGIN TRAN; UPDATE armast SET paid = 1 WHERE invno = 'A3'; COMMIT");
    await b.ok('CREATE TABLE busy(n int); BEGIN TRAN; INSERT busy VALUES(1),(2),(3),(4)');
    const [first, second] = await cross();
    expect(numbers(first)).toEqual([1205]);
    expect(numbers(second)).toEqual([]);
  });
  it('can be caught, in a transaction that can only be rolled back', async () => {
    await a.ok("SET DEADLOCK_PRIORITY LOW; BEGIN TRAN; UPDATE armast SET paid = 7 WHERE invno = 'A1'");
    await b.ok("BEGIN TRAN; UPDATE armast SET paid = 8 WHERE invno = 'A2'");
    const first = a.batch(
      "BEGIN TRY UPDATE armast SET paid = 7 WHERE invno = 'A2' END TRY BEGIN CATCH SELECT ERROR_NUMBER(), XACT_STATE(); ROLLBACK END CATCH",
    );
    await waits(first);
    const second = b.batch("UPDATE armast SET paid = 8 WHERE invno = 'A1'");
    expect((await first).sets[0]?.rows).toEqual([[1205, -1]]);
    expect((await second).counts).toEqual([1]);
  });
});

describe('application locks', () => {
  const take = (owner: string, timeout: number, mode = 'Exclusive'): string =>
    `DECLARE @r int; EXEC @r = sp_getapplock @Resource = 'post', @LockMode = '${mode}', @LockOwner = '${owner}', @LockTimeout = ${timeout}; SELECT @r`;
  it('return 0 when granted, 1 after a wait, -1 on timeout', async () => {
    expect(await a.value(take('Session', 0))).toBe(0);
    expect(await b.value(take('Session', 10))).toBe(-1);
    const later = b.batch(take('Session', 5000));
    expect(await waits(later)).toBe(true);
    await a.ok("EXEC sp_releaseapplock 'post', 'Session'");
    expect((await later).sets[0]?.rows).toEqual([[1]]);
  });
  it('of a transaction end with it; Shared ones go together', async () => {
    await a.ok(`BEGIN TRAN; ${take('Transaction', 0, 'Shared')}`);
    expect(await b.value(take('Session', 0, 'Shared'))).toBe(0);
    await b.ok("EXEC sp_releaseapplock 'post', 'Session'");
    expect(await b.value(take('Session', 0))).toBe(-1);
    await a.ok('COMMIT');
    expect(await b.value(take('Session', 0))).toBe(0);
  });
  it('need a transaction when it is to own them', async () => {
    const outcome = await a.batch(take('Transaction', 0));
    expect(outcome.sets[0]?.rows).toEqual([[-999]]);
  });
  it('that are not held cannot be released', async () => {
    expect(await a.errors("EXEC sp_releaseapplock 'post', 'Session'")).toEqual([1223]);
  });
});
