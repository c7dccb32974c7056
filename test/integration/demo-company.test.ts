import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'mssql';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, LEDGER_READER, ledgerPassword, startDemo } from '../../src-main/demo/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'matchbook-demo-company-'));
let demo: Demo;
let pool: sql.ConnectionPool;

async function connect(user: string, password: string, database = 'PRO01'): Promise<sql.ConnectionPool> {
  const options = { encrypt: false, trustServerCertificate: true };
  const { host, port } = demo.sql;
  return new sql.ConnectionPool({ server: host, port, user, password, database, options }).connect();
}
async function rows<T>(statement: string): Promise<T[]> {
  return (await pool.request().query<T>(statement)).recordset;
}

beforeAll(async () => {
  demo = await startDemo({
    directory,
    seed: 3,
    payments: 120,
    elsewhere: { paytrace: 20, opayo: 20, wooshpay: 20 },
  });
  pool = await connect(demo.sql.user, demo.sql.password);
});
afterAll(async () => {
  await pool.close();
  await demo.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the ledger, as any SQL client sees it', () => {
  it('holds the open invoices of the world', async () => {
    const [found] = await rows<{ n: number }>(
      "SELECT COUNT(*) AS n FROM armast WHERE arstat <> 'V' AND balance <> 0",
    );
    expect(found?.n).toBeGreaterThan(250);
    const [one] = await rows<Record<string, unknown>>(
      "SELECT TOP 1 invno, artype, dtepaid, notes FROM armast WHERE arstat <> 'V' AND artype <> 'C' AND paidamt = 0",
    );
    expect(String(one?.invno)).toMatch(/^ +\d+$/);
    expect(one).toMatchObject({ artype: ' ', dtepaid: new Date('1900-01-01T00:00:00Z'), notes: '' });
  });

  it('ties out: receivable account, open balances and customers agree', async () => {
    const [found] = await rows<{ control: number; open: number; customers: number }>(
      `SELECT (SELECT SUM(amount) FROM ardist WHERE glacnt = '1200') AS control,
              (SELECT SUM(bbal) FROM armast WHERE arstat <> 'V') AS [open], (SELECT SUM(balance) FROM arcust) AS customers`,
    );
    expect(found?.control).toBe(found?.open);
    expect(found?.control).toBe(found?.customers);
  });

  it('has the code lists beside it, and the objects of the site in it', async () => {
    const lists = await rows<{ ruleid: string }>(
      'SELECT DISTINCT ruleid FROM PROSYS.dbo.sycrlst ORDER BY ruleid',
    );
    expect(lists.map((it) => it.ruleid)).toEqual(['COMCODE ', 'ORDRSTAT', 'SLSPERS ']);
    expect((await rows('SELECT TOP 5 * FROM vw_open_invoices ORDER BY duedate')).length).toBe(5);
    await pool
      .request()
      .query("UPDATE arcust SET credstat = 'H' WHERE custno = (SELECT MIN(custno) FROM arcust)");
    expect(await rows('SELECT newstat FROM site_custlog')).toEqual([{ newstat: 'H' }]);
  });

  it('lets the reader read and nothing else', async () => {
    const reader = await connect(LEDGER_READER, ledgerPassword(LEDGER_READER));
    expect((await reader.request().query('SELECT TOP 1 custno FROM arcust')).recordset).toHaveLength(1);
    await expect(reader.request().query("UPDATE arcust SET terr = 'X'")).rejects.toMatchObject({
      number: 229,
    });
    await reader.close();
    await expect(connect(demo.sql.user, 'wrong')).rejects.toMatchObject({ code: 'ELOGIN' });
  });
});

describe('the gateways over the same company', () => {
  it('name invoices that are in the ledger', async () => {
    const stripe = new Stripe(demo.stripe.apiKey, {
      host: demo.stripe.host,
      port: demo.stripe.port,
      protocol: 'http',
    });
    const { data } = await stripe.charges.list({ limit: 100 });
    const named = data.flatMap(
      (charge) => /^(?:INV-)?0*(\d{4,5})$/i.exec(charge.metadata.invoice ?? '')?.[1] ?? [],
    );
    const numbers = new Set(
      (await rows<{ n: string }>('SELECT LTRIM(RTRIM(invno)) AS n FROM armast')).map((it) => it.n),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((it) => numbers.has(it)).length / named.length).toBeGreaterThan(0.85);
  });

  it('are started where the world has payments for them', () => {
    const { paytrace, opayo, wooshpay } = demo.gateways;
    expect([paytrace, opayo, wooshpay].every((it) => it !== null && it.port > 0)).toBe(true);
  });
});

describe('the next start', () => {
  it('finds what was posted, and the same world; a reset takes it back', async () => {
    await pool
      .request()
      .query(
        "INSERT INTO arcash (custno, invno, invdte, dtepaid, paidamt, refno) VALUES ('TEST01', '     10200', '20260101', '20260102', 12.50, 'KEPT')",
      );
    const before = demo.world;
    await pool.close();
    await demo.close();
    demo = await startDemo({ directory });
    pool = await connect(demo.sql.user, demo.sql.password);
    expect(await rows("SELECT paidamt FROM arcash WHERE refno = 'KEPT'")).toEqual([{ paidamt: 12.5 }]);
    expect(demo.world.payments).toEqual(before.payments);

    const { port } = demo.sql;
    await pool.close();
    await demo.reset();
    expect(demo.sql.port).toBe(port);
    pool = await connect(demo.sql.user, demo.sql.password);
    expect(await rows("SELECT paidamt FROM arcash WHERE refno = 'KEPT'")).toEqual([]);
    expect(demo.world.payments).toHaveLength(before.payments.length);
  });

  it('cuts connections on demand, and takes new ones', async () => {
    await demo.control.dropSqlConnections();
    await pool.close();
    pool = await connect(demo.sql.user, demo.sql.password);
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
