/**
 * A Sage user at work: plain statements through a connection of her own, in transactions that she holds open for a while,
 * at times in the opposite order of Matchbook's.
 */
import sql from 'mssql';
import type { UserAct } from '../plan/acts.ts';
import { BASE_CURRENCY, inBase } from '../plan/company.ts';
import type { UserDeed } from './books.ts';
import { ACCOUNTS, DATABASE, decimal, keyed, SALES_ACCOUNT } from './company-rows.ts';
import { passwordOf } from './sql-server.ts';

interface Header {
  readonly custno: string;
  readonly arstat: string;
  readonly currency: string;
  readonly exrat: string;
  readonly balance: string;
  readonly paidamt: string;
  readonly bbal: string;
}

type Ask = (text: string, values?: Readonly<Record<string, string>>) => Promise<readonly Header[]>;

const minor = (text: string): number => Math.round(Number(text) * 100);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function userDoes(port: number, act: UserAct): Promise<UserDeed['outcome']> {
  const pool = new sql.ConnectionPool({
    server: '127.0.0.1',
    port,
    database: DATABASE,
    user: 'office',
    password: passwordOf('office'),
    requestTimeout: 5_000,
    connectionTimeout: 5_000,
    pool: { min: 0, max: 1 },
    options: { encrypt: false, trustServerCertificate: true, appName: 'Sage Pro' },
  });
  // A pool tells of broken connections by an event too; what matters is what each request says.
  pool.on('error', () => {});
  let committing = false;
  try {
    await pool.connect();
    const transaction = new sql.Transaction(pool);
    // Without a listener a rollback by the server would end this process.
    transaction.on('rollback', () => {});
    await transaction.begin(sql.ISOLATION_LEVEL.READ_COMMITTED);
    try {
      await transaction.request().batch('SET LOCK_TIMEOUT 400');
      const keep = await work(transaction, act);
      if (keep) {
        committing = true;
        await transaction.commit();
        return 'done';
      }
      await transaction.rollback();
    } catch (error) {
      if (committing) throw error;
      // Gone already when the server took the transaction back itself.
      await transaction.rollback().catch(() => undefined);
    }
    return 'not done';
  } catch {
    return committing ? 'unknown' : 'not done';
  } finally {
    await pool.close();
  }
}

async function work(transaction: sql.Transaction, act: UserAct): Promise<boolean> {
  const ask: Ask = async (text, values = {}) => {
    const request = transaction.request();
    for (const [name, value] of Object.entries(values)) request.input(name, sql.VarChar(60), value);
    return (await request.query<Header>(text)).recordset ?? [];
  };
  const invno = keyed(act.number);
  if (act.does === 'user locks') {
    await ask('UPDATE dbo.armast SET ponum = ponum WHERE invno = @invno', { invno });
    await pause(act.holdMs);
    return false;
  }
  if (act.does === 'user edits') {
    await ask('UPDATE dbo.armast SET ponum = @ponum WHERE invno = @invno', { invno, ponum: `SU-${act.id}` });
    return true;
  }
  const [header] = await ask(
    `SELECT custno, arstat, currency, CAST(exrat AS varchar(20)) AS exrat, CAST(balance AS varchar(20)) AS balance,
       CAST(paidamt AS varchar(20)) AS paidamt, CAST(bbal AS varchar(20)) AS bbal
     FROM dbo.armast WITH (UPDLOCK) WHERE invno = @invno`,
    { invno },
  );
  if (!header || header.arstat.trim() === 'V') return false;
  return act.does === 'user voids' ? voids(ask, act, header) : pays(ask, act, header);
}

async function pays(ask: Ask, act: UserAct, header: Header): Promise<boolean> {
  const balance = minor(header.balance);
  if (balance < act.amountMinor) return false;
  const foreign = header.currency.trim() !== BASE_CURRENCY;
  const left = balance - act.amountMinor;
  const relief = minor(header.bbal) - (foreign ? inBase(left, header.exrat) : left);
  const values = {
    invno: keyed(act.number),
    custno: header.custno,
    currency: header.currency,
    exrat: header.exrat,
    amount: decimal(act.amountMinor),
    base: decimal(relief),
    refno: `SU-${act.id}`,
  };
  const steps = [
    `UPDATE dbo.armast SET paidamt = paidamt + CAST(@amount AS numeric(12,2)), balance = balance - CAST(@amount AS numeric(12,2)),
       bpaid = bpaid + CAST(@base AS numeric(12,2)), bbal = bbal - CAST(@base AS numeric(12,2)), dtepaid = '20260310' WHERE invno = @invno`,
    'UPDATE dbo.arcust SET balance = balance - CAST(@base AS numeric(12,2)) WHERE custno = @custno',
  ];
  // The customer first at times, so that two posters meet crosswise.
  if (act.id % 2 === 0) steps.reverse();
  for (const step of steps) {
    await ask(step, values);
    await pause(act.id % 3);
  }
  await ask(
    `INSERT INTO dbo.arcash (custno, invno, invdte, dtepaid, paidamt, bpaid, refno, currency, exrat, adduser)
     VALUES (@custno, @invno, '20260201', '20260310', CAST(@amount AS numeric(12,2)), CAST(@base AS numeric(12,2)), @refno,
       @currency, CAST(@exrat AS numeric(12,6)), 'DKIM')`,
    values,
  );
  await distributes(ask, values.invno, values.refno, relief, ACCOUNTS.bank);
  return true;
}

async function voids(ask: Ask, act: UserAct, header: Header): Promise<boolean> {
  if (minor(header.paidamt) !== 0) return false;
  const invno = keyed(act.number);
  await ask(`UPDATE dbo.armast SET arstat = 'V' WHERE invno = @invno`, { invno });
  await ask('UPDATE dbo.arcust SET balance = balance - CAST(@base AS numeric(12,2)) WHERE custno = @custno', {
    base: header.bbal,
    custno: header.custno,
  });
  await distributes(ask, invno, `SU-${act.id}`, minor(header.bbal), SALES_ACCOUNT);
  return true;
}

async function distributes(
  ask: Ask,
  invno: string,
  descrip: string,
  base: number,
  account: string,
): Promise<void> {
  for (const [glacnt, amount] of [
    [account, base],
    [ACCOUNTS.receivable, -base],
  ] as const) {
    await ask(
      `INSERT INTO dbo.ardist (tranno, trandte, glacnt, amount, descrip)
       VALUES (@invno, '20260310', @glacnt, CAST(@amount AS numeric(12,2)), @descrip)`,
      { invno, glacnt, amount: decimal(amount), descrip },
    );
  }
}
