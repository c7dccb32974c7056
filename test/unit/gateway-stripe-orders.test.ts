import { describe, expect, it } from 'vitest';
import { ConnectionId } from '../../shared/model.ts';
import { OrderCollector } from '../../src-main/gateways/order-record.ts';
import {
  isPaidOrder,
  OrderLineShape,
  orderDraft,
  PaidSessionShape,
} from '../../src-main/gateways/stripe/order-draft.ts';
import { checkout } from '../support/stripe-objects.ts';

type Change = Readonly<Record<string, unknown>>;

const session = (change: Change) =>
  checkout({
    mode: 'payment',
    status: 'complete',
    payment_status: 'paid',
    currency: 'usd',
    amount_total: 1_000,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ...change,
  });

const line = (change: Change) => ({
  id: 'li_1',
  description: 'Hex Bolt',
  quantity: 1,
  amount_discount: 0,
  amount_tax: 0,
  amount_total: 1_000,
  price: null,
  ...change,
});

function read(asked: Change, lines: readonly Change[]) {
  const page = new OrderCollector(ConnectionId.parse('c'));
  const raw = session(asked);
  page.add('cs_test_1', raw, () =>
    orderDraft(
      PaidSessionShape.parse(raw),
      lines.map((it) => OrderLineShape.parse(line(it))),
    ),
  );
  return { order: page.orders[0], rejected: page.rejected[0] };
}

describe('the amounts of a session', () => {
  it.each([
    ['added to the price', { amount_subtotal: 1_000, amount_total: 1_070 }, 1_000],
    ['included in the price', { amount_subtotal: 1_070, amount_total: 1_070 }, 1_000],
  ])('are before tax on the line and with it in the total, where the tax is %s', (_, amounts, net) => {
    const details = { amount_discount: 0, amount_shipping: 0, amount_tax: 70 };
    const { order } = read({ amount_total: 1_070, total_details: details }, [{ ...amounts, amount_tax: 70 }]);
    expect(order).toMatchObject({ lines: [{ amountMinor: net }], taxMinor: 70, totalMinor: 1_070 });
  });

  it('have a coupon in the lines over which Stripe spread it, and shipping before its tax', () => {
    const { order } = read(
      {
        amount_total: 1_610,
        total_details: { amount_discount: 300, amount_shipping: 500, amount_tax: 110 },
        shipping_cost: { amount_subtotal: 500, amount_tax: 40, amount_total: 540 },
      },
      [{ amount_discount: 300, amount_tax: 70, amount_total: 1_070 }],
    );
    expect(order).toMatchObject({
      lines: [{ amountMinor: 1_000 }],
      shippingMinor: 500,
      taxMinor: 110,
      discountMinor: 0,
      totalMinor: 1_610,
    });
  });

  it('of a discount that no line has are taken off the order as a whole', () => {
    const details = { amount_discount: 200, amount_shipping: 0, amount_tax: 0 };
    expect(read({ amount_total: 800, total_details: details }, [{}]).order).toMatchObject({
      discountMinor: 200,
      totalMinor: 800,
    });
  });

  it('in a currency without decimals are whole units', () => {
    expect(read({ currency: 'jpy' }, [{}]).order).toMatchObject({ currency: 'JPY', totalMinor: 1_000 });
  });

  it('that do not add up reject it, with each of them in the reason', () => {
    const { order, rejected } = read({ amount_total: 1_250 }, [{}]);
    expect(order).toBeUndefined();
    expect(rejected).toMatchObject({
      externalId: 'cs_test_1',
      reason:
        "The lines (10.00 USD), shipping (0.00 USD) and tax (0.00 USD) less the discount (0.00 USD) make 10.00 USD, but the order's total is 12.50 USD.",
    });
  });
});

describe('the article of a line', () => {
  const product = { id: 'prod_1', name: 'Bolt', metadata: { sku: 'OF-PRODUCT' } };
  it.each([
    [
      'the price’s metadata',
      { lookup_key: 'key', metadata: { article_no: 'OF-PRICE' }, product },
      'OF-PRICE',
    ],
    ['then the product’s', { lookup_key: 'key', metadata: { colour: 'red' }, product }, 'OF-PRODUCT'],
    ['then the lookup key', { lookup_key: 'key', metadata: {}, product: 'prod_1' }, 'key'],
    ['and else is not known', { lookup_key: null, metadata: {}, product: 'prod_1' }, null],
  ])('is in %s', (_, price, sku) => {
    expect(read({}, [{ price }]).order?.lines[0]?.sku).toBe(sku);
  });
});

describe('the name of an order', () => {
  it.each([
    ['client_reference_id', { client_reference_id: 'SO-1', metadata: { order_no: 'SO-2' } }, 'SO-1'],
    ['an order number in the metadata', { metadata: { order_no: 'SO-2' } }, 'SO-2'],
    ['the end of its id', { id: 'cs_live_b1QwErTyUi12345678' }, '12345678'],
  ])('is %s', (_, asked, name) => {
    expect(read(asked, [{}]).order?.name).toBe(name);
  });
});

describe('what became of an order', () => {
  const refunded = (amount: number) => ({
    payment_intent: {
      id: 'pi_1',
      latest_charge: { id: 'ch_1', amount: 1_000, amount_captured: 1_000, amount_refunded: amount },
    },
  });
  it.each([
    [0, 'paid'],
    [1, 'part_refunded'],
    [1_000, 'refunded'],
  ])('with %i refunded is %s', (amount, status) => {
    expect(read(refunded(amount), [{}]).order).toMatchObject({ status, paymentIds: ['pi_1', 'ch_1'] });
  });

  it.each([
    ['a subscription', { mode: 'subscription' }],
    ['a session that is still open', { status: 'open', payment_status: 'unpaid' }],
    ['one whose bank debit has not arrived', { payment_status: 'unpaid' }],
    ['one without anything to pay', { payment_status: 'no_payment_required' }],
  ])('%s is none', (_, change) => {
    expect(isPaidOrder(PaidSessionShape.parse(session(change)))).toBe(false);
  });
});

describe('a card number that somebody typed into a field', () => {
  it('is not kept', () => {
    const number = ['4242', '4242', '4242', '4242'].join(' ');
    const field = { key: 'remark', text: { value: `card ${number}` } };
    const { order } = read({ custom_fields: [field] }, [{ description: `Bolt ${number}` }]);
    expect(JSON.stringify(order)).not.toContain(number);
    expect(order?.note).toBe('remark: card [card ending 4242]');
  });
});
