import { afterEach, describe, expect, it } from 'vitest';
import type { OpenItem } from '../../shared/model.ts';
import type { ChangeToken, Ledger, OpenItemsPage } from '../../src-main/ledgers/port.ts';
import { CONTRACT_ROWS } from '../support/contract-company.ts';
import { invoice, PRO01_ROWS, PRO01_TABLES } from '../support/pro01-tables.ts';
import { type SageCompany, startSageCompany } from '../support/sage-company.ts';

const never = new AbortController().signal;
let company: SageCompany | undefined;
afterEach(async () => {
  await company?.close();
  company = undefined;
});

async function start(...rows: string[]): Promise<{ company: SageCompany; ledger: Ledger }> {
  company = await startSageCompany({ batches: [...PRO01_TABLES, ...PRO01_ROWS, ...rows] });
  return { company, ledger: company.ledger() };
}

async function read(ledger: Ledger, since: ChangeToken | null = null) {
  const pages: OpenItemsPage[] = [];
  for await (const page of ledger.openItems(since, never)) pages.push(page);
  const items = pages.flatMap((page) => page.items);
  return {
    pages,
    items,
    rejected: pages.flatMap((page) => page.rejected),
    token: pages.at(-1)?.token ?? null,
  };
}

const byNumber = (items: readonly OpenItem[]): Map<string, OpenItem> =>
  new Map(items.map((it) => [it.number, it]));

describe('an open item', () => {
  it('has its due date, references, terms and currency', async () => {
    const { ledger } = await start(
      invoice({
        invno: '1',
        invamt: '200.00',
        pnet: '30',
        ponum: 'PO-77',
        ornum: '     50117',
        pterms: '2% 10 NET 30',
      }),
      invoice({ invno: '2', invamt: '80.00', disdate: '2026-03-12', disamt: '1.60', currency: 'GBP' }),
      invoice({ invno: '3', invamt: '10.00', pterms: 'NET 15' }),
    );
    const items = byNumber((await read(ledger)).items);
    expect(items.get('1')).toMatchObject({
      dueDate: '2026-04-01',
      poNumber: 'PO-77',
      orderNo: '50117',
      currency: 'USD',
      discount: { until: '2026-03-12', amountMinor: 400 },
    });
    expect(items.get('2')).toMatchObject({
      currency: 'GBP',
      discount: { until: '2026-03-12', amountMinor: 160 },
    });
    expect(items.get('3')?.discount).toBeNull();
  });

  it('that cannot be understood is rejected with its reason, and the rest is read', async () => {
    const { ledger, company: there } = await start(
      invoice({ invno: '1', invamt: '10.00', currency: 'US$' }),
      invoice({ invno: '2', invamt: '10.00', invdte: '1900-01-01' }),
      invoice({ invno: '3', invamt: '10.50', currency: 'JPY' }),
      invoice({ invno: '', invamt: '10.00' }),
      invoice({ invno: '5', invamt: '10.00', artype: 'C' }),
      invoice({ invno: '6', invamt: '10.00' }),
      invoice({ invno: '6', custno: 'PINE02', invamt: '10.00' }),
    );
    const { items, rejected } = await read(ledger);
    expect(items.map(({ number, customerNo }) => [number, customerNo])).toEqual([['6', 'BLUE01']]);
    expect(Object.fromEntries(rejected.map(({ key, reason }) => [key, reason]))).toEqual({
      '1': '"US$" is not a currency that is known.',
      '2': 'It has no date.',
      '3': '"10.50" has more decimals than JPY has (0).',
      '(no number, customer BLUE01)': 'It has no number.',
      '5': 'It is a credit memo, yet its balance is above zero.',
      '6': 'There are two open items with the number 6 (customers BLUE01 and PINE02); the first one is used.',
    });
    expect(await there.rows('SELECT COUNT(*) AS n FROM dbo.armast')).toEqual([{ n: 7 }]);
  });

  it('of an overpaid invoice is a credit', async () => {
    const { ledger } = await start(
      invoice({ invno: '1', invamt: '10.00', paidamt: '12.00', balance: '-2.00' }),
    );
    expect((await read(ledger)).items[0]).toMatchObject({ id: 'credit:1', balanceMinor: -200 });
  });
});

describe('reading again', () => {
  it('the same day gives what was paid, added, or dated in the last days, closed ones with balance 0', async () => {
    const day = new Date().toISOString().slice(0, 10);
    const { ledger, company: there } = await start(...CONTRACT_ROWS.slice(PRO01_ROWS.length));
    const { token } = await read(ledger);
    await there.run(
      `UPDATE dbo.armast SET paidamt = 125.50, balance = 0, bbal = 0, dtepaid = '${day}' WHERE LTRIM(invno) = '10423'`,
      invoice({ invno: '10600', invamt: '5.00' }),
    );
    const { items } = await read(ledger, token);
    expect(items.map(({ id, balanceMinor }) => [id, balanceMinor]).sort()).toEqual([
      ['invoice:10423', 0],
      ['invoice:10600', 500],
    ]);
  });

  it('on another day goes over all rows, and so finds what no date tells', async () => {
    const { ledger, company: there } = await start(...CONTRACT_ROWS.slice(PRO01_ROWS.length));
    const { token } = await read(ledger);
    await there.run("UPDATE dbo.armast SET arstat = 'V' WHERE LTRIM(invno) = '10424'");
    const yesterday = String(token).replace(/"day":"[^"]*"/, '"day":"2020-01-01"') as ChangeToken;
    const { items } = await read(ledger, yesterday);
    expect(byNumber(items).get('10424')?.balanceMinor).toBe(0);
    expect(items).toHaveLength(5);
  });

  it('falls back to dates where a site has a rowversion and the server cannot say which are in use', async () => {
    const { ledger, company: there } = await start(
      'ALTER TABLE dbo.armast ADD site_rv timestamp NOT NULL',
      ...CONTRACT_ROWS.slice(PRO01_ROWS.length),
    );
    const { token, items } = await read(ledger);
    expect(items).toHaveLength(4);
    expect(token).toMatch(/rowversion|window/);
    await there.run(invoice({ invno: '10600', invamt: '5.00' }));
    expect((await read(ledger, token)).items.map(({ number }) => number)).toContain('10600');
  });

  it('with a token of something else reads everything that is open', async () => {
    const { ledger } = await start(...CONTRACT_ROWS.slice(PRO01_ROWS.length));
    expect((await read(ledger, 'nonsense' as ChangeToken)).items).toHaveLength(4);
  });
});

describe('a database that allows no snapshots', () => {
  it('is read committed by itself, and says so when snapshots are insisted on', async () => {
    const { ledger, company: there } = await start(...CONTRACT_ROWS.slice(PRO01_ROWS.length));
    expect((await read(ledger)).items).toHaveLength(4);
    await expect(read(there.ledger({ readIsolation: 'snapshot' }))).rejects.toMatchObject({
      code: 'LEDGER_SNAPSHOT_NOT_ALLOWED',
    });
  });
});

describe('a large company', () => {
  const MANY = 12_000;

  it('comes page by page, each row once, and stops between pages when told to', async () => {
    const { ledger, company: there } = await start();
    const one = invoice({ invno: '0', invamt: '1.00' });
    const values = (from: number): string =>
      Array.from({ length: 500 }, (_, at) =>
        one.replace(/.*VALUES \('\s*0'/, `('${String(from + at).padStart(10)}'`),
      ).join(', ');
    const head = one.slice(0, one.indexOf('VALUES'));
    for (let from = 1; from <= MANY; from += 500) await there.run(`${head} VALUES ${values(from)}`);
    const { pages, items } = await read(ledger);
    expect(new Set(items.map(({ number }) => number)).size).toBe(MANY);
    expect(Math.max(...pages.map((page) => page.items.length))).toBe(1_000);
    expect(pages.slice(0, -1).every(({ token }) => token === null)).toBe(true);

    const stop = new AbortController();
    let seen = 0;
    const early = async (): Promise<void> => {
      for await (const page of ledger.openItems(null, stop.signal)) {
        seen += page.items.length;
        stop.abort(new Error('enough'));
      }
    };
    await expect(early()).rejects.toThrow('enough');
    expect(seen).toBe(1_000);
    expect((await read(ledger)).items).toHaveLength(MANY);
  });
});
