import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionId } from '../../shared/model.ts';
import type { WebOrder } from '../../shared/orders.ts';
import {
  isOrdersExport,
  readTable,
  signatureOf,
  suggestLayout,
  type Table,
} from '../../src-main/gateways/csv/index.ts';
import { readOrders } from '../../src-main/gateways/csv/orders.ts';
import type { RejectedRecord } from '../../src-main/gateways/port.ts';

const table = (text: string): Table => {
  const read = readTable(new TextEncoder().encode(text));
  if (!read) throw new Error('The text is no table.');
  return read;
};

function read(text: string): { orders: WebOrder[]; rejected: RejectedRecord[] } {
  const settings = { timeZone: 'America/New_York' };
  const pages = [...readOrders(table(text), 'orders.csv', settings, ConnectionId.parse('csv'))];
  return {
    orders: pages.flatMap(({ orders }) => [...orders]),
    rejected: pages.flatMap(({ rejected }) => [...rejected]),
  };
}

const SHOPIFY = [
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Id,Tags,Risk Level,Source,Lineitem discount,Phone,Payment ID',
  "#1001,pat@example.com,paid,2025-06-16 09:50:26 -0400,unfulfilled,,no,USD,47.00,6.00,3.29,56.29,FALL5,5.00,Standard,2025-06-16 09:50:20 -0400,2,Hex Bolt,16.00,,HDW-01S,true,true,pending,Pat Example,1 Fictional Lane,1 Fictional Lane,,Example Works,Testville,'04101,ME,US,,Pat Example,1 Fictional Lane,1 Fictional Lane,Dock 4,,Testville,'04101,ME,US,,Leave at the dock,,,Stripe,ch_demoReference1,0.00,Northgate,5550000001,,Low,web,0.00,,pay_demo1",
  '#1001,pat@example.com,,,,,,,,,,,,,,,1,Work Gloves,20.00,,SAF-01M,true,true,pending,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,0.00,,',
  '#1002,sam@example.com,partially_refunded,2025-06-16 10:00:00 -0400,fulfilled,,no,USD,25.00,0.00,0.00,25.00,,0.00,Pickup,2025-06-16 10:00:00 -0400,1,Hose Reel,25.00,,PLB-06S,true,true,fulfilled,,,,,,,,,,,,,,,,,,,,,,,,,,10.00,Northgate,5550000002,,Low,web,0.00,,',
  '#1003,kim@example.com,pending,,unfulfilled,,no,USD,25.00,0.00,0.00,25.00,,0.00,Pickup,2025-06-16 11:00:00 -0400,1,Hose Reel,25.00,,PLB-06S,true,true,pending,,,,,,,,,,,,,,,,,,,,,,,,,,0.00,Northgate,5550000003,,Low,web,0.00,,',
  '#1004,lee@example.com,refunded,2025-06-16 12:00:00 -0400,unfulfilled,,no,USD,25.00,0.00,0.00,25.00,,0.00,Pickup,2025-06-16 12:00:00 -0400,1,Hose Reel,25.00,,PLB-06S,true,true,pending,,,,,,,,,,,,,,,,,,,,,,,2025-06-17 09:00:00 -0400,,,25.00,Northgate,5550000004,,Low,web,0.00,,',
].join('\n');

describe("Shopify's own export of orders", () => {
  const { orders, rejected } = read(SHOPIFY);

  it('is known as one', () => {
    expect(isOrdersExport(table(SHOPIFY), { layouts: [] })).toBe(true);
  });

  it('gives each order once, with all its lines; what is not paid is left out', () => {
    expect(rejected).toEqual([]);
    expect(orders.map(({ name, status, lines }) => [name, status, lines.length])).toEqual([
      ['#1001', 'paid', 2],
      ['#1002', 'part_refunded', 1],
      ['#1004', 'cancelled', 1],
    ]);
  });

  it('has the whole of an order: articles, amounts, buyer, addresses, payment', () => {
    expect(orders[0]).toEqual({
      connectionId: 'csv',
      externalId: '5550000001',
      name: '#1001',
      placedAt: '2025-06-16T13:50:20.000Z',
      status: 'paid',
      currency: 'USD',
      lines: [
        { sku: 'HDW-01S', description: 'Hex Bolt', quantity: '2', amountMinor: 3_200 },
        { sku: 'SAF-01M', description: 'Work Gloves', quantity: '1', amountMinor: 2_000 },
      ],
      shippingMinor: 600,
      taxMinor: 329,
      discountMinor: 500,
      totalMinor: 5_629,
      buyer: { name: 'Pat Example', email: 'pat@example.com', phone: null, customerRef: null },
      billing: {
        name: 'Pat Example',
        company: 'Example Works',
        line1: '1 Fictional Lane',
        line2: '',
        city: 'Testville',
        state: 'ME',
        postalCode: '04101',
        country: 'US',
      },
      shipping: expect.objectContaining({ line2: 'Dock 4', postalCode: '04101' }),
      paymentIds: ['ch_demoReference1', 'pay_demo1'],
      note: 'Leave at the dock',
    });
  });
});

describe("another shop's export, a row for each item", () => {
  const WOO = [
    'Order Number;Order Status;Order Date;First Name (Billing);Last Name (Billing);Company (Billing);Address 1&2 (Billing);City (Billing);State Code (Billing);Postcode (Billing);Country Code (Billing);Email (Billing);Phone (Billing);Cart Discount Amount;Order Shipping Amount;Order Refund Amount;Order Total Amount;Order Total Tax Amount;SKU;Item Name;Quantity;Item Cost;Currency;Transaction ID',
    '7001;Completed;2025-06-16 09:12;Pat;Example;Example Works;1 Fictional Lane;Testville;ME;04101;US;pat@example.com;555-0100;0,00;7,50;0,00;1.041,00;33,50;HDW-01S;Hex Bolt;2;250,00;USD;ch_demo7001',
    '7001;Completed;2025-06-16 09:12;Pat;Example;Example Works;1 Fictional Lane;Testville;ME;04101;US;pat@example.com;555-0100;0,00;7,50;0,00;1.041,00;33,50;SAF-01M;Work Gloves;1,5;333,33;USD;ch_demo7001',
    '7002;On hold;2025-06-16 10:12;Sam;Example;;;;;;;sam@example.com;;0,00;0,00;0,00;10,00;0,00;PKG-01S;Carton;1;10,00;USD;',
  ].join('\n');

  it('is read by its own words, its decimal comma and its names in two columns', () => {
    const { orders, rejected } = read(WOO);
    expect(rejected).toEqual([]);
    expect(orders).toMatchObject([
      {
        name: '7001',
        placedAt: '2025-06-16T13:12:00.000Z',
        lines: [{ amountMinor: 50_000 }, { quantity: '1.5', amountMinor: 50_000 }],
        totalMinor: 104_100,
        buyer: { name: 'Pat Example', phone: '555-0100' },
        billing: { line1: '1 Fictional Lane', state: 'ME' },
        paymentIds: ['ch_demo7001'],
      },
    ]);
  });
});

const HEADER =
  'Order number,Order date,Currency,Total,Tax,Shipping,Discount,SKU,Item name,Qty,Unit price,Line discount,Line tax';

describe('what an export does not say outright', () => {
  it.each([
    ['beside the lines’ own discounts', '8.00,0,0,1.00', '1.00'],
    ['together with them', '9.00,0,0,1.00', '1.00'],
    ['for the order alone', '7.00,0,0,3.00', '1.00'],
  ])('the discount may be %s: it is read so that the order adds up', (_, amounts, own) => {
    const { orders, rejected } = read(
      `${HEADER}\nA1,2025-06-16,USD,${amounts},X,Thing,1,10.00,${own},\nB1,2025-06-30,USD,1.00,0,0,0,X,Thing,1,1.00,,\n`,
    );
    expect(rejected).toEqual([]);
    expect(orders).toHaveLength(2);
  });

  it('prices may include their tax, when each line says its own', () => {
    const { orders } = read(`${HEADER}\nA1,2025-06-16,USD,12.00,2.00,0,0,X,Thing,1,12.00,,2.00\n`);
    expect(orders).toMatchObject([{ lines: [{ amountMinor: 1_000 }], taxMinor: 200, totalMinor: 1_200 }]);
    const { rejected } = read(`${HEADER}\nA1,2025-06-16,USD,12.00,2.00,0,0,X,Thing,1,12.00,,\n`);
    expect(rejected[0]?.reason).toContain('orders.csv, line 2: The prices include their tax');
  });

  it('day or month first is asked for the whole file', () => {
    const { orders, rejected } = read(`${HEADER}\nA1,03/06/2025,USD,1.00,0,0,0,X,Thing,1,1.00,,\n`);
    expect(orders).toEqual([]);
    expect(rejected[0]?.reason).toContain('day first or with the month first');
  });
});

describe('an order that cannot be brought in', () => {
  it.each([
    [
      'does not add up',
      'A1,2025-06-16,USD,9.99,0,0,0,X,Thing,1,10.00,,',
      /make 10\.00 USD, but the order's total is 9\.99 USD/,
    ],
    ['has no quantity', 'A1,2025-06-16,USD,10.00,0,0,0,X,Thing,some,10.00,,', /"some" is not a quantity/],
    ['has no amount', 'A1,2025-06-16,USD,ten,0,0,0,X,Thing,1,10.00,,', /"ten" is not an amount/],
    ['has no date', 'A1,,USD,10.00,0,0,0,X,Thing,1,10.00,,', /has no date/],
  ])('%s: it is kept with its line and the reason, and the others come in', (_, row, reason) => {
    const { orders, rejected } = read(`${HEADER}\n${row}\nB1,2025-06-30,USD,1.00,0,0,0,X,Thing,1,1.00,,\n`);
    expect(orders.map(({ name }) => name)).toEqual(['B1']);
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({ externalId: 'A1', reason: expect.stringMatching(reason) });
    expect(rejected[0]?.reason).toMatch(/^orders\.csv, line 2: /);
    expect(rejected[0]?.rawText).toContain('Thing');
  });

  it('because one of its rows is broken is rejected as a whole', () => {
    const { orders, rejected } = read(
      `${HEADER}\nA1,2025-06-16,USD,10.00,0,0,0,X,Thing,1,10.00,,\nA1,2025\n`,
    );
    expect(orders).toEqual([]);
    expect(rejected[0]?.reason).toContain('line 3');
  });
});

describe('an export of payments is none of orders', () => {
  it.each([
    ['a gateway’s', 'Transaction ID,Date,Type,Status,Amount,Fee,Net,Currency,Description'],
    [
      'one that names articles',
      'Date,Gross,Fee,Net,Transaction ID,Item Title,Item ID,Quantity,Price,Order number',
    ],
    ['one that names orders', 'Payment ID,Created,Amount,Currency,Order number,Customer'],
  ])('%s', (_, header) => {
    const row = header
      .split(',')
      .map(() => 'x')
      .join(',');
    expect(isOrdersExport(table(`${header}\n${row}\n`), { layouts: [] })).toBe(false);
  });

  it('one whose columns were said to be payments', () => {
    const orders = table(SHOPIFY);
    const layout = { ...suggestLayout(orders, 'x', 'UTC').layout, signature: signatureOf(orders.headers) };
    expect(isOrdersExport(orders, { layouts: [layout] })).toBe(false);
  });
});

describe('the columns of an order', () => {
  const line = fc.record({
    price: fc.integer({ min: 0, max: 99_999 }),
    quantity: fc.integer({ min: 1, max: 99 }),
  });
  const money = (minor: number) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;

  it('mean the same repeated on each row and blank after the first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(line, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        (all) => {
          const written = (isRepeated: boolean) =>
            all.flatMap((lines, order) => {
              const total = lines.reduce((sum, it) => sum + it.price * it.quantity, 0);
              return lines.map((it, at) => {
                const says = at === 0 || isRepeated;
                const own = says ? `N${order},2025-06-30,USD,${money(total)},0,0,0` : ',,,,,,';
                return `${own},S${at},Thing ${at},${it.quantity},${money(it.price)},,`;
              });
            });
          const [repeated, blank] = [true, false].map((how) => read([HEADER, ...written(how)].join('\n')));
          expect(blank).toEqual(repeated);
          expect(blank?.orders).toHaveLength(all.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
