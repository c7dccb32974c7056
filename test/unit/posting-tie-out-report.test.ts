import { describe, expect, it } from 'vitest';
import { toCsv } from '../../src-main/reports/csv.ts';
import { tieOutCsv, tieOutReport } from '../../src-main/reports/tie-out.ts';
import { company, day, idOf, invoice, proposal, transaction } from '../support/posting-fixture.ts';

const MARCH = { from: day('2026-03-01'), to: day('2026-03-31') };
const ZONE = 'America/New_York';

async function worked() {
  const it = company([invoice('1', 10_000), invoice('2', 5_000), invoice('3', 900)]);
  it.receive(
    transaction('ch_1', 9_998),
    proposal('ch_1', [['1', 10_000]], { remainder: { kind: 'write_off', amountMinor: -2 } }),
  );
  it.receive(transaction('ch_2', 5_000), proposal('ch_2', [['2', 5_000]]));
  it.receive(transaction('ch_3', 700), null);
  it.receive(transaction('ch_4', 300), null);
  it.receive(transaction('ch_5', 800, { status: 'failed' }), null);
  it.receive(transaction('ch_6', 60, { status: 'pending' }), null);
  it.receive(transaction('ch_7', 250, { currency: 'EUR' }), null);
  it.receive(
    transaction('re_1', 1_000, { kind: 'refund', relatedExternalId: 'ch_1' }),
    proposal('re_1', [['1', 1_000]]),
  );
  it.receive(transaction('po_1', 99_999, { kind: 'payout' }), null);
  it.receive(transaction('feb', 5_555, { occurredAt: '2026-03-01T04:59:00Z' }), null);
  await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
  await it.drain();
  await it.posting.approve([{ transactionId: idOf('re_1') }], 'Dana');
  await it.drain();
  await it.posting.approve([{ transactionId: idOf('ch_2') }], 'Dana');
  await it.posting.ignore([idOf('ch_4')], '=Paid to another firm', 'Dana');
  return it;
}

describe('the period tie-out', () => {
  it('sums each side by itself, by currency, and they meet', async () => {
    const it = await worked();
    const [eur, usd, ...others] = tieOutReport(it.store, MARCH, ZONE);
    expect(others).toEqual([]);
    expect(eur).toMatchObject({ currency: 'EUR', gatewayMinor: 250, awaitingMinor: 250, differenceMinor: 0 });
    expect(usd).toMatchObject({
      currency: 'USD',
      gatewayMinor: 9_998 + 5_000 + 700 + 300 - 1_000,
      postedMinor: 9_998 - 1_000,
      postedCount: 2,
      awaitingMinor: 5_700,
      explainedMinor: 300,
      differenceMinor: 0,
    });
    expect(usd?.excludedLines.map(({ label, amountMinor }) => [label, amountMinor])).toEqual([
      ['payment, failed', 800],
      ['payment, pending', 60],
    ]);
  });

  it('shows what an undo takes out of the ledger as awaiting again', async () => {
    const it = await worked();
    await it.drain();
    await it.posting.undo([idOf('ch_2')], 'Dana');
    await it.drain();
    const usd = tieOutReport(it.store, MARCH, ZONE).find(({ currency }) => currency === 'USD');
    expect(usd).toMatchObject({ postedMinor: 8_998, awaitingMinor: 5_700, differenceMinor: 0 });
  });

  it('shows a difference when what was posted is not what the gateway says now', async () => {
    const it = await worked();
    it.store.transactions.upsert(transaction('ch_1', 9_000));
    const usd = tieOutReport(it.store, MARCH, ZONE).find(({ currency }) => currency === 'USD');
    expect(usd?.differenceMinor).toBe(-998);
  });

  it('counts days in the company’s time zone', async () => {
    const it = await worked();
    const [february] = tieOutReport(it.store, { from: day('2026-02-01'), to: day('2026-02-28') }, ZONE);
    expect(february?.gatewayMinor).toBe(5_555);
  });

  it('exports as CSV, amounts as numbers and reasons harmless', async () => {
    const it = await worked();
    const csv = tieOutCsv(tieOutReport(it.store, MARCH, ZONE));
    expect(csv).toContain('USD,gateway,refund,1,-10.00\r\n');
    expect(csv).toContain(`USD,explained,"'=Paid to another firm",1,3.00\r\n`);
    expect(csv).toContain('USD,difference,Gateway less all others,,0.00\r\n');
  });
});

describe('a CSV cell', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+44 20', `"'+44 20"`],
    ['@sum', `"'@sum"`],
    ['-2+3', `"'-2+3"`],
    ['-cmd', `"'-cmd"`],
    ['-12.50', '-12.50'],
    [-5, '-5'],
    ['plain', 'plain'],
    ['a "b", c', '"a ""b"", c"'],
    [null, ''],
  ])('%s is written as %s', (cell, written) => {
    expect(toCsv(['x'], [[cell]])).toBe(`x\r\n${written}\r\n`);
  });
});
