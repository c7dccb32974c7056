/** Web orders on their way into Sage Pro: the real store and the real ledger; how shops are read is tested with each shop. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebOrder } from '../../shared/orders.ts';
import { CONTRACT_ROWS } from '../support/contract-company.ts';
import { type MatchingCompany, matchingCompany } from '../support/matching-company.ts';
import { idOf, invoice, STRIPE, transaction } from '../support/posting-fixture.ts';
import { PRO01_TABLES } from '../support/pro01-tables.ts';
import { type SageCompany, startSageCompany } from '../support/sage-company.ts';

const ORDER_TABLES = [
  `CREATE TABLE dbo.somast (sono char(10) NOT NULL, custno char(6) NOT NULL, ordate datetime NOT NULL, sostat char(1) NOT NULL DEFAULT (''),
    sotype char(1) NOT NULL DEFAULT (''), ponum char(20) NOT NULL DEFAULT (''), ordamt numeric(12,2) NOT NULL, shpamt numeric(12,2) NOT NULL DEFAULT (0),
    shipchg numeric(12,2) NOT NULL, adduser char(10) NOT NULL, adddate datetime NOT NULL, addtime char(8) NOT NULL, id_col int IDENTITY(1,1) NOT NULL)`,
  `CREATE TABLE dbo.sotran (sono char(10) NOT NULL, custno char(6) NOT NULL, tranlineno int NOT NULL, item char(15) NOT NULL, descrip char(35) NOT NULL,
    loctid char(6) NOT NULL, sostat char(1) NOT NULL DEFAULT (''), qtyord numeric(12,3) NOT NULL, origqtyord numeric(12,3) NOT NULL, qtyshp numeric(12,3) NOT NULL,
    price numeric(12,4) NOT NULL, extprice numeric(12,2) NOT NULL, id_col int IDENTITY(1,1) NOT NULL)`,
  `CREATE TABLE dbo.soaddr (sono char(10) NOT NULL, company char(35) NOT NULL, address1 char(30) NOT NULL, city char(20) NOT NULL, zip char(10) NOT NULL, id_col int IDENTITY(1,1) NOT NULL)`,
  `CREATE TABLE dbo.icitem (item char(15) NOT NULL, itmdesc char(35) NOT NULL)`,
  `CREATE TABLE dbo.iciloc (item char(15) NOT NULL, loctid char(6) NOT NULL, lonhand numeric(12,3) NOT NULL, lsoaloc numeric(12,3) NOT NULL)`,
  `INSERT INTO dbo.icitem (item, itmdesc) VALUES ('HDW-01S', 'Hex Bolt, small')`,
  `INSERT INTO dbo.icitem (item, itmdesc) VALUES ('SAF-01L', 'Work Gloves, large')`,
  `INSERT INTO dbo.iciloc (item, loctid, lonhand, lsoaloc) VALUES ('HDW-01S', 'MAIN', 100, 5)`,
  `INSERT INTO dbo.somast (sono, custno, ordate, ponum, ordamt, shipchg, adduser, adddate, addtime)
    VALUES ('     W7777', 'BLUE01', '20260101', 'SOMEBODY ELSE', 10, 0, 'X', '20260101', '')`,
];

let sage: SageCompany;
let app: MatchingCompany;
const blue = { customerNo: 'BLUE01', customerName: 'Blue Harbour' };

async function open(tables: readonly string[]): Promise<void> {
  sage = await startSageCompany({ batches: [...PRO01_TABLES, ...CONTRACT_ROWS, ...tables] });
  app = await matchingCompany([invoice('10423', 12_550, blue)], async () => sage.ledger());
  const { store } = app.company;
  store.transactions.upsert(
    transaction('ch_1', 5_000, {
      description: 'Web shop',
      rawJson: JSON.stringify({ payment_intent: 'pi_000001' }),
    }),
  );
  const items = [];
  for await (const page of sage.ledger().orderBook.items(new AbortController().signal)) items.push(...page);
  store.orders.replaceItems(items);
  await app.propose();
}
afterEach(async () => {
  await app.close();
  await sage.close();
  expect(app.faults).toEqual([]);
});

const order = (more: Partial<Record<keyof WebOrder, unknown>> = {}): WebOrder =>
  WebOrder.parse({
    connectionId: STRIPE,
    externalId: 'o-1',
    name: '#1001',
    placedAt: '2026-03-05T18:30:00Z',
    status: 'paid',
    currency: 'USD',
    lines: [
      { sku: 'hdw-01s', description: 'Bolts', quantity: '3', amountMinor: 3_000 },
      { sku: null, description: 'Gloves', quantity: '1', amountMinor: 1_500 },
    ],
    shippingMinor: 500,
    taxMinor: 0,
    discountMinor: 0,
    totalMinor: 5_000,
    buyer: { name: 'Somebody', email: null, phone: null, customerRef: null },
    billing: null,
    shipping: {
      name: 'Dana Reed',
      company: '',
      line1: '1 Quay',
      line2: '',
      city: 'Leith',
      state: '',
      postalCode: 'EH6',
      country: 'GB',
    },
    paymentIds: ['pi_000001'],
    note: null,
    ...more,
  });
const save = (...orders: WebOrder[]) => app.company.store.orders.save(orders);
const key = { connectionId: STRIPE, externalId: 'o-1' };
const list = async () =>
  (
    await app.calls['orders.list']({
      tab: null,
      search: '',
      sort: 'placed',
      descending: true,
      cursor: null,
      limit: 100,
    })
  ).rows;
const approve = () => app.calls['orders.approve']({ keys: [key] });

/** What the order waits for is said by a person. */
async function settle(): Promise<void> {
  save(order());
  await app.calls['orders.linkItem']({ sku: null, description: 'Gloves', item: 'SAF-01L' });
  await app.calls['orders.linkBuyer']({ ...key, customerNo: 'BLUE01' });
}

describe('a paid web order', () => {
  beforeEach(() => open(ORDER_TABLES));

  it('waits with every unknown named, and is skipped by an approval', async () => {
    save(order());
    const [row] = await list();
    expect(row).toMatchObject({
      tab: 'check',
      proposal: {
        payment: idOf('ch_1'),
        problems: [
          'The article Gloves is not known in the ledger.',
          'The buyer Somebody is not known in the ledger.',
        ],
      },
    });
    const { decided, skipped } = await approve();
    expect(decided).toEqual([]);
    expect(skipped[0]?.reason).toContain('The article Gloves is not known');
    expect(await sage.rows("SELECT sono FROM dbo.somast WHERE ponum = '#1001'")).toEqual([]);
  });

  it('is written once when all is known: header, lines, address, quantity on order; its payment goes on account', async () => {
    await settle();
    expect((await approve()).decided).toEqual([key]);
    expect(
      await sage.rows("SELECT sono, custno, ordamt, shipchg, sostat FROM dbo.somast WHERE ponum = '#1001'"),
    ).toEqual([{ sono: 'W1001', custno: 'BLUE01', ordamt: '50.00', shipchg: '5.00', sostat: '' }]);
    expect(
      await sage.rows(
        "SELECT item, loctid, qtyord, price, extprice FROM dbo.sotran WHERE LTRIM(sono) = 'W1001' ORDER BY tranlineno",
      ),
    ).toEqual([
      { item: 'HDW-01S', loctid: 'MAIN', qtyord: '3.000', price: '10.0000', extprice: '30.00' },
      { item: 'SAF-01L', loctid: 'MAIN', qtyord: '1.000', price: '15.0000', extprice: '15.00' },
    ]);
    expect(await sage.rows("SELECT company, city FROM dbo.soaddr WHERE LTRIM(sono) = 'W1001'")).toEqual([
      { company: 'Dana Reed', city: 'Leith' },
    ]);
    expect(await sage.rows("SELECT lsoaloc FROM dbo.iciloc WHERE item = 'HDW-01S'")).toEqual([
      { lsoaloc: '8.000' },
    ]);
    expect(app.company.store.transactions.get(idOf('ch_1')).state).toBe('approved');
    expect((await list())[0]).toMatchObject({ tab: 'done', state: 'created', number: 'W1001' });
    expect((await list())[0]?.decided).toContain('Its payment is held on the customer’s account.');
  });

  it('is not written twice when the answer to the first time was lost', async () => {
    await settle();
    await approve();
    app.company.store.orders.decide(STRIPE, 'o-1', { state: 'waiting', number: null });
    expect((await approve()).decided).toEqual([key]);
    expect(await sage.rows("SELECT sono FROM dbo.somast WHERE ponum = '#1001'")).toHaveLength(1);
    expect(await sage.rows("SELECT lsoaloc FROM dbo.iciloc WHERE item = 'HDW-01S'")).toEqual([
      { lsoaloc: '8.000' },
    ]);
  });

  it('is not written over another order that has its number', async () => {
    save(order({ name: '#7777' }));
    await app.calls['orders.linkItem']({ sku: null, description: 'Gloves', item: 'SAF-01L' });
    await app.calls['orders.linkBuyer']({ ...key, customerNo: 'BLUE01' });
    expect((await approve()).skipped[0]?.reason).toContain(
      'The number W7777 is another order’s in the ledger.',
    );
  });

  it('that the shop took back is voided in the ledger, unless something was shipped', async () => {
    await settle();
    await approve();
    save(order({ status: 'cancelled' }));
    expect((await list())[0]).toMatchObject({ tab: 'to_void', state: 'to_void' });
    await sage.run("UPDATE dbo.sotran SET qtyshp = 1 WHERE LTRIM(sono) = 'W1001' AND tranlineno = 1");
    expect((await app.calls['orders.void']({ keys: [key] })).skipped[0]?.reason).toContain('shipped already');
    await sage.run("UPDATE dbo.sotran SET qtyshp = 0 WHERE LTRIM(sono) = 'W1001'");
    expect((await app.calls['orders.void']({ keys: [key] })).decided).toEqual([key]);
    expect(await sage.rows("SELECT sostat FROM dbo.somast WHERE ponum = '#1001'")).toEqual([{ sostat: 'V' }]);
    expect(await sage.rows("SELECT lsoaloc FROM dbo.iciloc WHERE item = 'HDW-01S'")).toEqual([
      { lsoaloc: '5.000' },
    ]);
    expect((await list())[0]).toMatchObject({ tab: 'done', state: 'void' });
  });

  it('can be left out with a reason, and its article forgotten again', async () => {
    await settle();
    expect((await app.calls['orders.ignore']({ keys: [key], reason: 'A test of the shop' })).decided).toEqual(
      [key],
    );
    expect((await list())[0]).toMatchObject({ tab: 'ignored' });
    await app.calls['orders.linkItem']({ sku: null, description: 'Gloves', item: null });
    expect((await list())[0]?.proposal.items[1]).toBeNull();
    expect(await app.calls['orders.linkItem']({ sku: null, description: 'Gloves', item: 'NOPE' })).toEqual({
      linked: false,
    });
  });
});

describe('a company whose order tables cannot be written', () => {
  it('says which column keeps it, and gives what is ready out as a file, once', async () => {
    await open([
      ...ORDER_TABLES,
      "ALTER TABLE dbo.somast ADD webflag char(1) NOT NULL CONSTRAINT df_web DEFAULT ('')",
      'ALTER TABLE dbo.somast DROP CONSTRAINT df_web',
    ]);
    await settle();
    const { onlyAsFile } = await app.calls['orders.list']({
      tab: null,
      search: '',
      sort: 'placed',
      descending: true,
      cursor: null,
      limit: 10,
    });
    expect(onlyAsFile).toEqual([
      'somast.webflag must have a value, has no default, and is a column of your firm’s own.',
    ]);
    expect((await approve()).skipped[0]?.reason).toContain(
      'Sales orders cannot be written to this company directly.',
    );
    const file = await app.calls['orders.export']({});
    expect(Buffer.from(file?.base64 ?? '', 'base64').toString('utf8')).toContain(
      'W1001,#1001,BLUE01,2026-03-05,1,HDW-01S',
    );
    expect(await app.calls['orders.export']({})).toBeNull();
    expect((await list())[0]).toMatchObject({ tab: 'done', state: 'exported' });
  });
});
