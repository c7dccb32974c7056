/** A shop and an orders CSV as connections of a real company: the same reading as the Orders screen asks for. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import {
  demoShopifyToken,
  type ShopifySimulator,
  startShopifySimulator,
} from '../../src-main/demo/shopify/index.ts';
import type { OpenCompany } from '../../src-main/workspace/open-company.ts';
import { orderSources, readOrders } from '../../src-main/workspace/order-desk.ts';

const SHOP = ConnectionId.parse('shop');
const EXPORTS = ConnectionId.parse('exports');

let app: App;
let opened: OpenCompany;
let directory: string;
let shop: ShopifySimulator;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-shops-'));
  const folder = mkdtempSync(join(directory, 'exports-'));
  const header = 'Order number,Order date,Currency,Total,SKU,Item name,Qty,Unit price';
  writeFileSync(
    join(folder, 'orders.csv'),
    `${header}\nA1,2026-06-16,USD,20.00,HDW-01S,Hex Bolt,2,10.00\nA2,2026-06-16,USD,9.00,X,Y,1,1.00\n`,
  );
  const world = createDemoWorld({ seed: 7, payments: 1, today: '2025-06-16' });
  shop = await startShopifySimulator({ world, orders: 12, clock: () => new Date() });
  app = await createApp({
    directory,
    keychain: 'memory',
    background: false,
    company: 'none',
    demo: { seed: 7, payments: 30 },
  });
  opened = await app.startDemo();
  const { store, secrets } = opened.company;
  const common = {
    role: 'gateway',
    environment: 'test',
    importFrom: Instant.parse('2026-01-01T00:00:00.000Z'),
  } as const;
  store.connections.save({
    ...common,
    id: SHOP,
    connector: 'shopify',
    title: 'Web shop',
    settings: { baseUrl: shop.url, linesPerOrder: 5 },
  });
  await secrets.set(SHOP, 'shop', 'northgate');
  await secrets.set(SHOP, 'key', demoShopifyToken());
  store.connections.save({ ...common, id: EXPORTS, connector: 'csv', title: 'Exports', settings: {} });
  await secrets.set(EXPORTS, 'folder', folder);
});

afterAll(async () => {
  await app.close();
  await shop.close();
  rmSync(directory, { recursive: true, force: true });
});

const read = () => readOrders(opened.company, new AbortController().signal, new Date());
const ordersFrom = (id: ConnectionId) =>
  opened.company.store.orders
    .all()
    .map(({ order }) => order)
    .filter(({ connectionId }) => connectionId === id);

describe('the shops of a company', () => {
  it('are those of its connections that know orders', async () => {
    const sources = await orderSources(opened.company);
    expect(sources.map(({ id }) => id)).toEqual(expect.arrayContaining([SHOP, EXPORTS]));
  });

  it('are read into its store, each order once; what does not add up is kept as an exception', async () => {
    await read();
    expect(ordersFrom(SHOP).length).toBe(
      shop.control.books.byChange().filter(({ status }) => status === 'PAID').length,
    );
    expect(ordersFrom(EXPORTS)).toMatchObject([
      { name: 'A1', lines: [{ sku: 'HDW-01S', amountMinor: 2_000 }] },
    ]);
    expect(opened.company.store.deadLetters.openCountOf(EXPORTS)).toBe(1);
    const before = ordersFrom(SHOP);
    await read();
    expect(ordersFrom(SHOP)).toEqual(before);
  });

  it('are followed: an order that is cancelled there is cancelled here', async () => {
    const [first] = ordersFrom(SHOP);
    shop.control.cancel(first?.externalId ?? '');
    await read();
    expect(ordersFrom(SHOP).find(({ externalId }) => externalId === first?.externalId)?.status).toBe(
      'cancelled',
    );
  });

  it('are synced beside the gateways without bringing payments', async () => {
    await opened.runs.run(SHOP, 'test');
    const rows = opened.company.store.connections.get(SHOP);
    expect(rows.state).toBe('active');
    expect(opened.company.store.deadLetters.openCountOf(SHOP)).toBe(0);
  });
});
