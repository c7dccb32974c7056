import { describe, expect, it } from 'vitest';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

/** A small seeded generator, so that a failing run can be repeated. */
const generator = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

describe('eight sessions that move money between ten accounts', () => {
  it.each([1, 2, 3, 4, 5])(
    'lose and invent nothing, deadlocks and time-outs included (seed %i)',
    async (seed) => {
      const engine = openEngine();
      const setUp = new Driver(engine);
      await setUp.ok(
        'CREATE TABLE account(id int PRIMARY KEY, balance numeric(12,2)); CREATE TABLE moved(id int IDENTITY, amount numeric(12,2))',
      );
      for (let id = 0; id < 10; id += 1) await setUp.ok(`INSERT account VALUES(${id}, 100)`);
      const seen = { moved: 0, failed: 0, sums: new Set<unknown>() };
      const worker = async (number: number): Promise<void> => {
        const random = generator(seed * 1000 + number);
        const sql = new Driver(engine);
        await sql.ok(`SET LOCK_TIMEOUT ${random(2) === 0 ? -1 : 2}; SET DEADLOCK_PRIORITY ${random(3) - 1}`);
        for (let round = 0; round < 25; round += 1) {
          const [from, to, cents] = [random(10), random(10), random(5000)];
          if (random(6) === 0) {
            const outcome = await sql.batch('SELECT SUM(balance) FROM account WITH (HOLDLOCK)');
            if (outcome.errors.length === 0) seen.sums.add(outcome.sets[0]?.rows[0]?.[0]);
            continue;
          }
          const outcome = await sql.batch(`BEGIN TRAN
          DECLARE @b numeric(12,2)
          SELECT @b = balance FROM account WITH (UPDLOCK, ROWLOCK) WHERE id = ${from}
          IF @@ERROR <> 0 BEGIN ROLLBACK RETURN END
          UPDATE account SET balance = balance + ${cents / 100} WHERE id = ${to}
          IF @@ERROR <> 0 BEGIN ROLLBACK RETURN END
          UPDATE account SET balance = balance - ${cents / 100} WHERE id = ${from}
          IF @@ERROR <> 0 BEGIN ROLLBACK RETURN END
          INSERT moved(amount) VALUES(${cents / 100})
          ${random(5) === 0 ? 'ROLLBACK' : 'COMMIT SELECT 1'}`);
          if (outcome.sets.length > 0) seen.moved += 1;
          if (outcome.errors.length > 0) seen.failed += 1;
          expect(outcome.errors.every((e) => e.number === 1205 || e.number === 1222)).toBe(true);
          expect(sql.session.transaction).toBe(0n);
        }
        sql.close();
      };
      await Promise.all(Array.from({ length: 8 }, (_, number) => worker(number)));
      expect(await setUp.value('SELECT SUM(balance) FROM account')).toBe('1000.00');
      expect(await setUp.value('SELECT COUNT(*) FROM moved')).toBe(seen.moved);
      expect([...seen.sums].every((sum) => sum === '1000.00')).toBe(true);
      expect(seen.moved).toBeGreaterThan(20);
      engine.close();
    },
  );
});

describe('two claims of the same receipt marker', () => {
  it('become one receipt, whoever comes first', async () => {
    const engine = openEngine();
    const setUp = new Driver(engine);
    await setUp.ok(
      'CREATE TABLE arcash(id_col int IDENTITY PRIMARY KEY, refno char(20) NOT NULL, paidamt numeric(12,2)); CREATE INDEX ix_ref ON arcash(refno)',
    );
    const post = `SET XACT_ABORT ON
      BEGIN TRAN
      IF NOT EXISTS (SELECT * FROM arcash WITH (UPDLOCK, HOLDLOCK) WHERE refno = 'MB-1')
        INSERT arcash(refno, paidamt) VALUES('MB-1', 10)
      COMMIT`;
    await Promise.all(Array.from({ length: 6 }, () => new Driver(engine).ok(post)));
    expect(await setUp.value("SELECT COUNT(*) FROM arcash WHERE refno = 'MB-1'")).toBe(1);
    engine.close();
  });
});
