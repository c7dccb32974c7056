import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { csvConnector } from '../../src-main/gateways/csv/index.ts';
import { Imported, pullInto, RUNNING, testDeps } from '../support/gateway-pulls.ts';
import { GatheredOrders, gather } from '../support/order-contract.ts';

const ORDERS = 'Order number,Order date,Currency,Payment status,Total,SKU,Item name,Qty,Unit price';
const PAYMENTS = 'Transaction ID,Date,Type,Status,Amount,Currency,Order number';
const BEGINNING = '2020-01-01T00:00:00Z';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matchbook-orders-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** `writtenAt`: seconds, as a copy keeps it. */
const put = async (name: string, rows: readonly string[], writtenAt = 1_750_000_000): Promise<void> => {
  await writeFile(path.join(folder, name), rows.join('\n'));
  await utimes(path.join(folder, name), writtenAt, writtenAt);
};
const row = (number: string, status: string, price = '10.00', total = price) =>
  `${number},2025-06-16,USD,${status},${total},HDW-01S,Hex Bolt,1,${price}`;
const open = () =>
  csvConnector.open(
    {
      id: ConnectionId.parse('csv-shop'),
      gateway: 'csv',
      title: 'CSV',
      settings: {},
      importFrom: Instant.parse('2023-01-01T00:00:00Z'),
    },
    { folder },
    testDeps(() => new Date('2025-06-16T12:00:00Z')),
  );

describe('a folder with exports of orders and of payments', () => {
  it('gives the orders as orders, and the payments as payments', async () => {
    await put('orders.csv', [ORDERS, row('A1', 'paid'), row('A2', 'pending')]);
    await put('payments.csv', [PAYMENTS, 'ch_1,2025-06-16,Payment,paid,10.00,USD,A1']);
    const imported = await pullInto(new Imported(), open());
    expect([imported.all().map(({ externalId }) => externalId), imported.rejected.size]).toEqual([
      ['ch_1'],
      0,
    ]);
    expect((await gather(open(), BEGINNING)).ids).toEqual(['A1']);
  });

  it('says of each what it is when the connection is tested', async () => {
    await put('orders.csv', [ORDERS, row('A1', 'paid')]);
    const { checks } = await open().test(RUNNING);
    expect(checks).toContainEqual({
      name: 'Read orders.csv',
      ok: true,
      detail: 'Orders of a shop: one line.',
    });
  });

  it('lets the export written last have the word on an order, whenever it was put there', async () => {
    await put('july.csv', [ORDERS, row('A1', 'refunded'), row('A2', 'paid')], 1_752_000_000);
    await put('june.csv', [ORDERS, row('A1', 'paid'), row('A0', 'paid')], 1_750_000_000);
    const { orders } = await gather(open(), BEGINNING);
    expect([...orders.values()].map(({ name, status }) => [name, status]).sort()).toEqual([
      ['A0', 'paid'],
      ['A1', 'refunded'],
      ['A2', 'paid'],
    ]);
  });

  it('reads what came into the folder since, though it was written earlier, and nothing twice', async () => {
    await put('june.csv', [ORDERS, row('A1', 'paid')]);
    expect((await gather(open(), new Date(Date.now() + 60_000).toISOString())).orders.size).toBe(0);
    expect((await gather(open(), new Date(Date.now() - 60_000).toISOString())).ids).toEqual(['A1']);
  });

  it('follows an order that a later export shows as cancelled', async () => {
    await put('june.csv', [ORDERS, row('A1', 'paid')]);
    const gathered = await gather(open(), BEGINNING);
    await put('june.csv', [ORDERS, row('A1', 'cancelled')], 1_750_000_100);
    await gather(open(), BEGINNING, gathered);
    expect(gathered.orders.get('A1')?.status).toBe('cancelled');
  });

  it('reaches the same end when a reading broke off', async () => {
    const many = Array.from({ length: 450 }, (_, at) => row(`B${at}`, 'paid'));
    await put('many.csv', [ORDERS, ...many]);
    const partly = await gather(open(), BEGINNING, new GatheredOrders(), 1);
    expect(partly.orders.size).toBe(200);
    await gather(open(), BEGINNING, partly);
    expect(partly.orders.size).toBe(450);
  });

  it('keeps an order that does not add up with the reason', async () => {
    await put('orders.csv', [ORDERS, row('A1', 'paid', '10.00', '12.00'), row('A2', 'paid')]);
    const { ids, rejected } = await gather(open(), BEGINNING);
    expect(ids).toEqual(['A2']);
    expect(rejected.get('A1')?.reason).toMatch(/^orders\.csv, line 2: The lines \(10\.00 USD\)/);
  });

  it('that is not there is a failure in words', async () => {
    const elsewhere = path.join(folder, 'gone');
    const gateway = csvConnector.open(
      {
        id: ConnectionId.parse('c'),
        gateway: 'csv',
        title: 'CSV',
        settings: {},
        importFrom: Instant.parse(BEGINNING),
      },
      { folder: elsewhere },
      testDeps(() => new Date()),
    );
    await expect(gather(gateway, BEGINNING)).rejects.toMatchObject({ code: 'GATEWAY_UNREACHABLE' });
  });
});
