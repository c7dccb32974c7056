import { describe, expect, it } from 'vitest';
import { findPattern, parsePattern } from '../../src-main/matching/index.ts';
import { applied, beta, byAcme, item, matchOne, payment } from './matching-builders.ts';

describe('an invoice number written in many ways', () => {
  const items = [item('INV-0010423', 12_550), item('INV-0010424', 99_900), item('INV-0077001', 12_550, beta)];
  it.each([
    'INV-0010423',
    'inv 10423',
    'Payment for invoice #10423, thanks',
    'Invoice no. 0010423',
    'INV0010423',
    'INV-1O423',
    '10423',
    'per your invoice 10423 of 03/04/2024, tel 555-201-3344',
    'ＩＮＶ－１０４２３',
    '🙂 10423 شكرا',
  ])('%s', (description) => {
    const proposal = matchOne(items, payment('t', 12_550, { description, ...byAcme }));
    expect(applied(proposal)).toBe('INV-0010423:12550');
    expect(proposal.band).toBe('ready');
  });

  it.each([
    ['metadata', { metadata: { invoice_number: '10423' } }],
    ['order id', { orderId: 'INV-10423-1718204411' }],
    ['customer reference', { customerRef: '0010423' }],
    ['a reference of the gateway', { references: [{ source: 'client_reference_id', value: '10423' }] }],
  ])('is read from the %s', (_name, fields) => {
    expect(applied(matchOne(items, payment('t', 12_550, fields)))).toBe('INV-0010423:12550');
  });
});

describe('numbers that are no references', () => {
  it.each([
    ['a year', item('2024', 5_000), 'paid in 2024'],
    ['a date', item('20240304', 5_000), 'sent 2024-03-04'],
    ['a telephone number', item('5552013344', 5_000), 'call 555-201-3344'],
    ['an amount', item('125', 5_000), 'USD 125.50 as agreed'],
    ['the end of a card', item('4242', 5_000), 'card ending 4242'],
  ])('%s does not name an invoice', (_name, open, description) => {
    const proposal = matchOne([open], payment('t', 4_000, { description }));
    expect(proposal.band).not.toBe('ready');
    expect(applied(proposal)).toBe('');
  });

  it('a year in a field for invoice numbers is one', () => {
    const proposal = matchOne([item('2024', 5_000)], payment('t', 5_000, { metadata: { invoice: '2024' } }));
    expect(proposal.band).toBe('ready');
  });
});

describe('orders and purchase orders', () => {
  const items = [
    item('10423', 12_550, { orderNo: 'SO-8812', poNumber: '4500012345' }),
    item('8812', 77_700, beta),
  ];
  it.each([{ orderId: 'SO-8812' }, { metadata: { po: '4500012345' } }, { description: 'P.O. 4500012345' }])(
    'lead to their invoice: %j',
    (fields) => {
      const proposal = matchOne(items, payment('t', 12_550, fields));
      expect(applied(proposal)).toBe('10423:12550');
      expect(proposal.band).toBe('ready');
    },
  );
});

describe('exchanged digits', () => {
  const items = [item('10423', 12_550), item('10999', 777)];
  it('are never ready by themselves', () => {
    const proposal = matchOne(items, payment('t', 12_550, { description: 'invoice 10432' }));
    expect(applied(proposal)).toBe('10423:12550');
    expect(proposal.band).toBe('check');
  });
  it('are ready when the payer confirms them', () => {
    const proposal = matchOne(items, payment('t', 12_550, { description: 'invoice 10432', ...byAcme }));
    expect(applied(proposal)).toBe('10423:12550');
    expect(proposal.band).toBe('ready');
  });
});

describe('a check digit after the number', () => {
  it('is read over', () => {
    const proposal = matchOne(
      [item('100423', 12_550)],
      payment('t', 12_550, { orderId: '1004234', ...byAcme }),
    );
    expect(applied(proposal)).toBe('100423:12550');
  });
});

describe('reference patterns of the user', () => {
  it('read the number out of a gateway’s own code', () => {
    const pattern = parsePattern('WEB-{number}-{any}');
    expect(pattern && findPattern(pattern, 'paid web-A10423-x9, WEB-77-1')).toEqual(['A10423', '77']);
  });
  it.each(['no placeholder', '{number}{any}', '{regex}', '{number} {number}', '{'])('refuse %s', (source) => {
    expect(parsePattern(source)).toBeNull();
  });
});
