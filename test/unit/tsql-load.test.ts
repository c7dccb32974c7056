import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import type { SqlValue } from '../../src-main/demo/sql-server/session.ts';
import { Driver, openEngine } from '../support/sql-session-driver.ts';

const count = 50_000;
let engine: DemoSqlEngine;
let sql: Driver;

function* invoices(): Generator<(SqlValue | undefined)[]> {
  for (let i = 1; i <= count; i += 1) {
    yield [undefined, String(i).padStart(10), `C${i % 400}`, '2024-05-06', `${i}.25`, undefined];
  }
}
beforeAll(() => {
  engine = openEngine();
  engine.load(
    'PRO01',
    {
      name: 'armast',
      columns: [
        { name: 'id_col', type: 'int', identity: true },
        { name: 'invno', type: 'char(10)' },
        { name: 'custno', type: 'char(6)' },
        { name: 'invdte', type: 'datetime', default: "'1900-01-01'" },
        { name: 'balance', type: 'numeric(14,2)' },
        { name: 'refno', type: 'varchar(20)', default: "' '" },
      ],
      primaryKey: { name: 'pk_armast', columns: ['invno'] },
      indexes: [{ name: 'ix_cust', columns: ['custno'] }],
    },
    invoices(),
  );
  sql = new Driver(engine);
});
afterAll(() => engine.close());

describe('a table loaded in bulk', () => {
  it('is a table like any other', async () => {
    expect(
      await sql.rows("SELECT id_col, custno, balance, refno, invdte FROM armast WHERE invno = '        42'"),
    ).toEqual([[42, 'C42   ', '42.25', ' ', '2024-05-06T00:00:00.000']]);
    expect(await sql.value('SELECT SUM(balance) FROM armast')).toBe('1250037500.00');
    await sql.ok("INSERT armast(invno, custno, balance) VALUES('NEW', 'C1', 1)");
    expect(await sql.value("SELECT id_col FROM armast WHERE invno = 'NEW'")).toBe(count + 1);
    expect(await sql.errors("INSERT armast(invno, custno, balance) VALUES('        42', 'C1', 1)")).toEqual([
      2627,
    ]);
    await sql.ok("DELETE armast WHERE invno = 'NEW'");
  });
  it('streams: the sink slows the reading down, and other sessions work meanwhile', async () => {
    const other = new Driver(engine);
    let rows = 0;
    let answered = false;
    const attention = new AbortController();
    const streaming = sql.session.execute(
      { kind: 'batch', sql: 'SELECT * FROM armast' },
      {
        columns: () => undefined,
        row: () => {
          rows += 1;
          if (rows === 100) {
            return other.value('SELECT COUNT(*) FROM armast').then((value) => {
              answered = value === count;
            });
          }
          if (rows === 10_000) attention.abort();
          return undefined;
        },
        statementDone: () => undefined,
        message: () => undefined,
        returnValue: () => undefined,
        returnStatus: () => undefined,
        databaseChanged: () => undefined,
        transactionBegan: () => undefined,
        transactionCommitted: () => undefined,
        transactionRolledBack: () => undefined,
      },
      attention.signal,
    );
    await streaming;
    expect(answered).toBe(true);
    expect(rows).toBe(10_000);
  });
  it('is read in order, page after page, by its key', async () => {
    let last = '';
    let read = 0;
    for (;;) {
      const page = await sql.rows(`SELECT TOP 7000 invno FROM armast WHERE invno > '${last}' ORDER BY invno`);
      read += page.length;
      if (page.length < 7000) break;
      last = String(page.at(-1)?.[0]);
    }
    expect(read).toBe(count);
  });
  it('joins, groups and sorts whole', async () => {
    expect(await sql.value('SELECT COUNT(*) FROM armast a JOIN armast b ON b.invno = a.invno')).toBe(count);
    expect(await sql.rows('SELECT custno, SUM(balance) FROM armast GROUP BY custno')).toHaveLength(400);
    expect(await sql.value('SELECT TOP 1 balance FROM armast ORDER BY balance * 1 DESC')).toBe('50000.25');
    expect(
      await sql
        .value(
          'SELECT COUNT(*) FROM armast WHERE refno = balance OR EXISTS (SELECT 1 FROM armast b WHERE b.id_col = armast.id_col)',
        )
        .catch((e: Error) => e.message.slice(0, 4)),
    ).toBe('8114');
  });
  it('rolls back a change of every row', async () => {
    await sql.ok('BEGIN TRAN; UPDATE armast SET balance = 0; ROLLBACK');
    expect(await sql.value('SELECT SUM(balance) FROM armast')).toBe('1250037500.00');
  });
});
