import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccountingDate, ConnectionId, TransactionId } from '../../shared/model.ts';
import { type LedgerItem, WebOrder } from '../../shared/orders.ts';
import {
  foldDescription,
  numberFor,
  type OrderKnowledge,
  ordersFile,
  proposeOrder,
  unitPrice,
} from '../../src-main/orders/index.ts';

const SHOP = ConnectionId.parse('shop-1');
const PAYMENT = TransactionId.parse('stripe-1:ch_1');

const webOrder = (more: Partial<Record<keyof WebOrder, unknown>> = {}): WebOrder =>
  WebOrder.parse({
    connectionId: SHOP,
    externalId: 'o-1',
    name: '#1001',
    placedAt: '2026-03-05T18:30:00Z',
    status: 'paid',
    currency: 'USD',
    lines: [
      { sku: 'HDW-01S', description: 'Hex Bolt, small', quantity: '3', amountMinor: 3_000 },
      { sku: null, description: 'Work gloves (large)', quantity: '1', amountMinor: 1_250 },
    ],
    shippingMinor: 500,
    taxMinor: 250,
    discountMinor: 0,
    totalMinor: 5_000,
    buyer: { name: 'Acme Tools', email: 'pay@acme.example', phone: null, customerRef: null },
    billing: null,
    shipping: {
      name: 'Dana Reed',
      company: 'Acme Tools',
      line1: '1 Quay',
      line2: '',
      city: 'Leith',
      state: '',
      postalCode: 'EH6',
      country: 'GB',
    },
    paymentIds: ['ch_1'],
    note: null,
    ...more,
  });

const ITEMS: readonly LedgerItem[] = [
  { item: 'HDW-01S', description: 'Hex Bolt, small' },
  { item: 'SAF-01L', description: 'Work Gloves, large' },
];

const known = (more: Partial<OrderKnowledge> = {}): OrderKnowledge => ({
  itemsByNumber: new Map(ITEMS.map((it) => [it.item.toLowerCase(), it])),
  itemsByDescription: new Map(ITEMS.map((it) => [foldDescription(it.description), it])),
  linkedItem: () => null,
  buyer: () => ({
    gateway: { externalId: 'o-1', values: {}, statedCustomerNo: null },
    ledger: { customerNo: 'ACME', values: { name: 'Acme Tools' } },
    certainty: 'sure',
    evidence: ['The same email address, pay@acme.example.'],
  }),
  payment: () => ({ id: PAYMENT, amountMinor: 5_000, currency: 'USD' }),
  dateOf: () => AccountingDate.parse('2026-03-05'),
  numberOf: (order) => numberFor(order, 'W', 10),
  location: 'MAIN',
  itemLength: 15,
  baseCurrency: 'USD',
  ...more,
});

describe('a web order whose articles, buyer and payment are known', () => {
  it('becomes a sales order that adds up, under a number made of its name', () => {
    const { salesOrder, problems, payment, evidence } = proposeOrder(webOrder(), known());
    expect(problems).toEqual([]);
    expect(payment).toBe(PAYMENT);
    expect(evidence).toContain('Its payment came in with the same amount.');
    expect(salesOrder).toMatchObject({
      number: 'W1001',
      reference: '#1001',
      customerNo: 'ACME',
      location: 'MAIN',
      totalMinor: 5_000,
      lines: [
        { item: 'HDW-01S', quantity: '3', unitPrice: '10.0000', amountMinor: 3_000 },
        { item: 'SAF-01L', quantity: '1', unitPrice: '12.5000', amountMinor: 1_250 },
      ],
      shipTo: { company: 'Acme Tools' },
    });
  });
});

describe('a web order of which something is not known', () => {
  const problemsOf = (order: WebOrder, more: Partial<OrderKnowledge> = {}) => {
    const proposal = proposeOrder(order, known(more));
    expect(proposal.salesOrder).toBeNull();
    return proposal.problems;
  };

  it('waits, and names the article, the buyer or the payment that is missing', () => {
    const lines = [{ sku: 'NEW-1', description: 'New thing', quantity: '1', amountMinor: 4_250 }];
    expect(problemsOf(webOrder({ lines }))).toEqual([
      'The article NEW-1 (New thing) is not known in the ledger.',
    ]);
    const nobody = {
      gateway: { externalId: 'o-1', values: {}, statedCustomerNo: null },
      ledger: null,
      evidence: [],
    };
    expect(problemsOf(webOrder(), { buyer: () => ({ ...nobody, certainty: 'open' }) })).toEqual([
      'The buyer Acme Tools is not known in the ledger.',
    ]);
    expect(problemsOf(webOrder(), { payment: () => null })).toEqual([
      'Its payment has not come in from the gateway yet.',
    ]);
  });

  it('waits when its payment is another amount, or it is in another currency, or was taken back', () => {
    expect(
      problemsOf(webOrder(), { payment: () => ({ id: PAYMENT, amountMinor: 4_900, currency: 'USD' }) }),
    ).toEqual(['Its payment is 49.00, and the order 50.00.']);
    expect(problemsOf(webOrder(), { baseCurrency: 'GBP' })).toEqual([
      'It is in USD; sales orders are written in GBP only.',
    ]);
    expect(problemsOf(webOrder({ status: 'cancelled' }))).toEqual(['It was cancelled in the shop.']);
  });

  it('waits for a buyer that is only likely to be confirmed', () => {
    const likely = known().buyer(webOrder());
    expect(problemsOf(webOrder(), { buyer: () => ({ ...likely, certainty: 'likely' }) })).toEqual([
      'The buyer Acme Tools may be ACME; confirm it.',
    ]);
  });

  it('takes what a person said about an article over its number', () => {
    const { items } = proposeOrder(
      webOrder(),
      known({ linkedItem: (sku) => (sku === 'HDW-01S' ? 'SAF-01L' : null) }),
    );
    expect(items[0]).toEqual({ item: 'SAF-01L', description: 'Work Gloves, large', reason: 'You said so.' });
  });
});

describe('an order that does not add up', () => {
  it('is no order', () => {
    expect(() => webOrder({ totalMinor: 5_001 })).toThrow(/do not add up/);
  });
});

describe('the ledger’s number of a web order', () => {
  it('is readable where the name fits, and made of its id where not; the same each time', () => {
    expect(numberFor(webOrder({ name: 'SO-5512' }), 'W', 10)).toBe('WSO5512');
    const long = webOrder({ name: 'A very long order name' });
    expect(numberFor(long, 'W', 10)).toMatch(/^W[0-9A-Z]{9}$/);
    expect(numberFor(long, 'W', 10)).toBe(numberFor(long, 'W', 10));
    expect(numberFor(long, 'W', 10)).not.toBe(numberFor({ ...long, externalId: 'o-2' }, 'W', 10));
    expect(numberFor(webOrder({ name: '§§' }), '', 8)).toHaveLength(8);
  });
});

describe('the price of one', () => {
  it('times the quantity is the amount, to the precision that four decimals give', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 1, max: 9_999 }),
        (amount, quantity) => {
          const price = Number(unitPrice(amount, String(quantity), 2));
          expect(Math.abs(price * quantity - amount / 100)).toBeLessThanOrEqual(quantity * 0.00005 + 1e-6);
        },
      ),
    );
    expect(unitPrice(1_000, '0.5', 2)).toBe('20.0000');
    expect(unitPrice(1, '3', 2)).toBe('0.0033');
  });
});

describe('orders as a file', () => {
  it('have a row per line, totals once, and no cell that a spreadsheet takes for a formula', () => {
    const order = webOrder({ shipping: { ...webOrder().shipping, company: '=HYPERLINK("x")' } });
    const { salesOrder } = proposeOrder(order, known());
    const [head, first, second] = ordersFile(salesOrder ? [salesOrder] : []).split('\r\n');
    expect(head?.startsWith('order_no,reference,customer_no,date,line,item')).toBe(true);
    expect(first).toContain('W1001,#1001,ACME,2026-03-05,1,HDW-01S');
    expect(first).toContain(',30.00,5.00,2.50,0.00,50.00,USD,');
    expect(first).toContain(`"'=HYPERLINK(""x"")"`);
    expect(second).toContain(',12.50,,,,,USD,');
  });
});
