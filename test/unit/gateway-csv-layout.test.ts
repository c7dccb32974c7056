import { describe, expect, it } from 'vitest';
import { ConnectionId, type GatewayTransaction } from '../../shared/model.ts';
import {
  type Layout,
  readExport,
  readTable,
  suggestLayout,
  type Table,
} from '../../src-main/gateways/csv/index.ts';

const table = (text: string): Table => {
  const read = readTable(new TextEncoder().encode(text));
  if (!read) throw new Error('The text is no table.');
  return read;
};

function read(text: string, change: Partial<Layout> = {}) {
  const { layout } = suggestLayout(table(text), 'test', 'America/New_York');
  const pages = [
    ...readExport(table(text), { ...layout, ...change }, 'export.csv', ConnectionId.parse('csv')),
  ];
  const transactions: GatewayTransaction[] = pages.flatMap((page) => page.transactions);
  return { transactions, rejected: pages.flatMap((page) => page.rejected), layout };
}

const BALANCE = [
  'id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Transfer,order_id (metadata)',
  'txn_1,charge,ch_1,100.00,3.20,96.80,usd,2025-06-01 10:00:00,2025-06-03 00:00:00,Invoice 10423,po_1,SO-1',
  'txn_2,refund,re_1,-20.00,0.00,-20.00,usd,2025-06-02 10:00:00,2025-06-03 00:00:00,REFUND FOR CHARGE,po_1,',
  'txn_3,payout,po_1,-76.80,0.00,-76.80,usd,2025-06-03 10:00:00,2025-06-05 00:00:00,STRIPE PAYOUT,po_1,',
].join('\n');

describe('an export of balance transactions', () => {
  const { transactions, rejected, layout } = read(BALANCE);

  it('is understood without a question', () => {
    expect(suggestLayout(table(BALANCE), 'x', 'UTC').questions).toEqual([]);
    expect(layout.columns).toMatchObject({
      externalId: 'id',
      kind: 'Type',
      amount: 'Amount',
      fee: 'Fee',
      net: 'Net',
      date: 'Created (UTC)',
      payoutId: 'Transfer',
    });
  });

  it('gives payments, refunds and payouts that tie out', () => {
    expect(rejected).toEqual([]);
    expect(transactions.map(({ externalId, kind }) => [externalId, kind])).toEqual([
      ['txn_1', 'payment'],
      ['txn_2', 'refund'],
      ['po_1', 'payout'],
    ]);
    const parts = transactions
      .filter((it) => it.payoutExternalId === 'po_1')
      .map((it) => it.settlement?.netMinor ?? 0);
    expect(parts.reduce((a, b) => a + b, 0)).toBe(-(transactions[2]?.settlement?.netMinor ?? 0));
  });

  it('keeps every other column with the record', () => {
    expect(transactions[0]?.metadata).toEqual({
      Source: 'ch_1',
      'Available On (UTC)': '2025-06-03 00:00:00',
      'order_id (metadata)': 'SO-1',
    });
  });
});

describe('a European export', () => {
  const text = [
    'Datum;Referenz;Name;Betrag;Gebühr;Status',
    '25.06.2025;A-1;Müller;1.234,56;-1,20;bezahlt',
    '26.06.2025;A-2;Weiß;10,00;-0,30;bezahlt',
  ].join('\n');

  it('asks for the columns and the currency that it cannot tell', () => {
    const { questions } = suggestLayout(table(text), 'x', 'Europe/Berlin');
    expect(questions.map(({ about }) => about)).toContain('currency');
  });

  it('is read with day first and decimal comma, and fees written as negative numbers are fees', () => {
    const { transactions } = read(text, {
      columns: { date: 'Datum', externalId: 'Referenz', payerName: 'Name', amount: 'Betrag', fee: 'Gebühr' },
      currency: 'EUR',
    });
    expect(transactions[0]).toMatchObject({
      currency: 'EUR',
      amountMinor: 123_456,
      settlement: { feeMinor: 120, netMinor: 123_336 },
      metadata: { Status: 'bezahlt' },
    });
  });
});

describe('an export without ids', () => {
  const header = 'Date,Customer Name,Amount,Currency,Status';
  const june = [
    header,
    '2025-06-01,Ann,10.00,USD,pending',
    '2025-06-01,Ann,10.00,USD,paid',
    '2025-06-02,Ben,5.00,USD,paid',
  ].join('\n');

  it('tells two equal payments on a day apart, and is the same when it is imported again', () => {
    const first = read(june).transactions.map((it) => it.externalId);
    expect(new Set(first).size).toBe(3);
    expect(read(june).transactions.map((it) => it.externalId)).toEqual(first);
  });

  it('recognises a payment whose status has changed since, in a longer export', () => {
    const later = `${june.replace('pending', 'paid')}\n2025-06-03,Cid,7.00,USD,paid`;
    const before = read(june).transactions;
    const after = read(later).transactions;
    expect(after.slice(0, 3).map((it) => it.externalId)).toEqual(before.map((it) => it.externalId));
    expect([before[0]?.status, after[0]?.status]).toEqual(['pending', 'succeeded']);
  });
});

describe('a refund that carries the id of its payment', () => {
  const text = [
    'Transaction ID,Date,Type,Amount,Currency',
    'T1,2025-06-01,Sale,10.00,USD',
    'T1,2025-06-02,Refund,-4.00,USD',
  ].join('\n');

  it('is a record of its own that names the payment', () => {
    expect(read(text, { isIdShared: true }).transactions).toMatchObject([
      { externalId: 'T1', kind: 'payment' },
      { externalId: 'T1:refund', kind: 'refund', amountMinor: 400, relatedExternalId: 'T1' },
    ]);
  });
});

describe('a row that is no record', () => {
  const text = [
    'ID,Date,Type,Amount,Fee,Net,Currency,Status',
    '1,2025-06-01,Sale,10.00,1.00,9.00,USD,paid',
    '2,someday,Sale,10.00,1.00,9.00,USD,paid',
    '3,2025-06-01,Sale,ten,1.00,9.00,USD,paid',
    '4,2025-06-01,Sale,10.00,1.00,8.50,USD,paid',
    '5,2025-06-01,Sale,10.00,1.00,9.00,dollars,paid',
    '6,2025-06-01,Mystery,10.00,1.00,9.00,USD,paid',
    '7,2025-06-01,Sale,10.00,1.00,9.00,USD,quux',
    '8,2025-06-01,Sale,,,,USD,paid',
    '9,2025-06-01,Sale,10.00,1.00,9.00,USD,paid',
  ].join('\n');
  const { transactions, rejected } = read(text, {
    columns: {
      externalId: 'ID',
      date: 'Date',
      kind: 'Type',
      amount: 'Amount',
      fee: 'Fee',
      net: 'Net',
      currency: 'Currency',
      status: 'Status',
    },
  });

  it('does not stop the others', () => {
    expect(transactions.map((it) => it.externalId)).toEqual(['1', '9']);
  });

  it('is kept with its line and the reason', () => {
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'export.csv, line 3: "someday" is not a date that can be read.',
      'export.csv, line 4: "ten" is not an amount.',
      'export.csv, line 5: The amount less the fee is not the net amount (1000 − 100 ≠ 850, minor units).',
      'export.csv, line 6: "dollars" is not a currency code such as USD.',
      'export.csv, line 7: The row is a "Mystery", and the layout does not say what that means.',
      'export.csv, line 8: The row has the status "quux", and the layout does not say what that means.',
      'export.csv, line 9: The row has no amount.',
    ]);
    expect(rejected[0]?.rawText).toContain('someday');
  });

  it('can be explained by the layout', () => {
    const explained = read(text, { kinds: { mystery: 'adjustment' }, statuses: { quux: 'failed' } });
    expect(
      explained.transactions.map(({ externalId, kind, status }) => [externalId, kind, status]),
    ).toContainEqual(['6', 'adjustment', 'succeeded']);
    expect(explained.transactions.find((it) => it.externalId === '7')?.status).toBe('failed');
  });
});

it('a card number in a cell is not kept', () => {
  const { transactions } = read(
    ['ID,Date,Amount,Currency,Note', '1,2025-06-01,10.00,USD,card 4242 4242 4242 4242'].join('\n'),
  );
  expect(JSON.stringify(transactions)).not.toContain('4242 4242');
  expect(transactions[0]?.metadata.Note ?? transactions[0]?.description).toContain('[card ending 4242]');
});
