import { beforeAll, describe, expect, it } from 'vitest';
import { tieOutReport } from '../../src-main/reports/tie-out.ts';
import {
  type Company,
  company,
  day,
  idOf,
  invoice,
  proposal,
  transaction,
} from '../support/posting-fixture.ts';
import { linesOf, monthOfMarch, paid, reportOf, ZONE } from '../support/report-scene.ts';

const MARCH = { from: day('2026-03-01'), to: day('2026-03-31') };
let march: Company;
beforeAll(async () => {
  march = await monthOfMarch();
});

describe('the reconciliation', () => {
  it('shows each side of the tie-out with its lines and its total, and the difference last', () => {
    const report = reportOf(march, 'reconciliation');
    const [usd] = tieOutReport(march.store, MARCH, ZONE);
    const subtotals = linesOf(
      report,
      report.rows.filter(({ emphasis }) => emphasis === 'subtotal'),
    );
    expect(subtotals.map(({ side, amount }) => [side, amount])).toEqual([
      ['Gateways', usd?.gatewayMinor],
      ['In the ledger', usd?.postedMinor],
      ['Awaiting', usd?.awaitingMinor],
      ['Decided not to post', usd?.explainedMinor],
    ]);
    expect(linesOf(report, report.totals)).toMatchObject([{ side: 'Difference', amount: 0 }]);
  });

  it('says which currency does not tie out', async () => {
    const it = await monthOfMarch();
    it.store.transactions.upsert(transaction('ch_1', 9_000));
    expect(reportOf(it, 'reconciliation').notes.at(-1)).toMatch(/^USD does not tie out/);
  });
});

describe('what waits, by age', () => {
  it('is counted in the company’s days to the last day of the period, by currency and band', () => {
    const report = reportOf(march, 'ageing');
    expect(linesOf(report)).toEqual([
      {
        currency: 'EUR',
        band: 'Not matched yet',
        count: 1,
        d0_7: 0,
        d8_30: 0,
        d31_60: 900,
        d60_plus: 0,
        total: 900,
      },
      {
        currency: 'USD',
        band: 'Ready',
        count: 1,
        d0_7: 0,
        d8_30: 2_500,
        d31_60: 0,
        d60_plus: 0,
        total: 2_500,
      },
      { currency: 'USD', band: 'Check', count: 1, d0_7: 0, d8_30: 0, d31_60: 0, d60_plus: 700, total: 700 },
      {
        currency: 'USD',
        band: 'Not matched yet',
        count: 1,
        d0_7: -300,
        d8_30: 0,
        d31_60: 0,
        d60_plus: 0,
        total: -300,
      },
    ]);
  });

  it.each([
    ['2026-03-24T03:59:00Z', 'd8_30'],
    ['2026-03-24T04:00:00Z', 'd0_7'],
    ['2026-03-01T04:59:00Z', 'd31_60'],
    ['2026-03-01T05:00:00Z', 'd8_30'],
    ['2026-01-30T04:59:00Z', 'd60_plus'],
    ['2026-01-30T05:00:00Z', 'd31_60'],
    ['2026-04-01T03:59:00Z', 'd0_7'],
  ])('puts %s into %s, whatever the clock change in between', (occurredAt, age) => {
    const it = company([]);
    it.receive(transaction('ch_9', 100, { occurredAt }), null);
    const [line] = linesOf(reportOf(it, 'ageing'));
    expect(line).toMatchObject({ [age]: 100, total: 100 });
  });

  it('leaves out what occurred after the period, was decided, or did not succeed', () => {
    const it = company([]);
    it.receive(transaction('later', 100, { occurredAt: '2026-04-01T04:00:00Z' }), null);
    it.receive(transaction('failed', 100, { status: 'failed' }), null);
    expect(reportOf(it, 'ageing').rows).toEqual([]);
  });

  it('adds up to what the tie-out calls awaiting, but for what is on its way', () => {
    const report = reportOf(march, 'ageing', { from: '1990-01-01' });
    const whole = tieOutReport(march.store, { from: day('1990-01-01'), to: MARCH.to }, ZONE);
    expect(linesOf(report, report.totals).map(({ currency, total }) => [currency, total])).toEqual(
      whole.map(({ currency, awaitingMinor }) => [currency, awaitingMinor]),
    );
  });
});

describe('the fees', () => {
  it('are named as the gateway names them; what it does not itemise and what it charges on its own have lines too', () => {
    const report = reportOf(march, 'fees');
    expect(linesOf(report).map(({ feeKind, count, fee, rate }) => [feeKind, count, fee, rate])).toEqual([
      ['Stripe fee', 2, 495, 283],
      ['Charged on its own', 1, 500, 286],
      ['Not itemised by the gateway', 1, 100, 57],
      ['All', null, 1_095, 626],
    ]);
    expect(linesOf(report, report.totals)).toMatchObject([{ currency: 'USD', fee: 1_095 }]);
  });

  it('that were given back are below zero, and without payments there is no share', () => {
    const it = company([]);
    it.receive(
      transaction('re_9', 1_000, { kind: 'refund', settlement: paid(-1_000, [['stripe_fee', -30]]) }),
      null,
    );
    expect(linesOf(reportOf(it, 'fees'))[0]).toMatchObject({ fee: -30, rate: null });
  });

  it('count the newest revision of a record only', () => {
    const it = company([]);
    it.receive(
      transaction('ch_9', 1_000, {
        settlement: paid(1_000, [
          ['tax', 10],
          ['stripe_fee', 30],
        ]),
      }),
      null,
    );
    it.receive(transaction('ch_9', 1_000, { settlement: paid(1_000, [['stripe_fee', 29]]) }), null);
    expect(linesOf(reportOf(it, 'fees')).map(({ fee }) => fee)).toEqual([29, 29]);
  });
});

describe('the receipts register', () => {
  it('lists every posting with marker, customer, invoice and day, and what reversed it', () => {
    const report = reportOf(march, 'receipts');
    const [reversed] = linesOf(report).filter(({ reversedBy }) => reversedBy !== null);
    const stored = march.store.receipts.ofTransaction(idOf('ch_3'))[0];
    expect(report.rowCount).toBe(3);
    expect(reversed).toMatchObject({
      marker: stored?.marker,
      item: '1003',
      customerNo: 'ACME',
      customer: 'Acme Tools',
      paidOn: '2026-03-05',
      amount: 2_500,
      reversedBy: stored?.reversedBy,
    });
    expect(linesOf(report, report.totals).map(({ marker, amount }) => [marker, amount])).toEqual([
      ['Standing in the ledger', 15_000],
      ['Reversed again', 2_500],
    ]);
  });

  it('goes by the accounting date, first and last day included', () => {
    expect(reportOf(march, 'receipts', { from: '2026-03-05', to: '2026-03-05' }).rowCount).toBe(3);
    expect(reportOf(march, 'receipts', { from: '2026-03-06' }).rowCount).toBe(0);
  });

  it('shows a write-off beside the cash it came with', async () => {
    const it = company([invoice('7', 10_000)]);
    it.receive(
      transaction('ch_7', 9_998),
      proposal('ch_7', [['7', 10_000]], { remainder: { kind: 'write_off', amountMinor: -2 } }),
    );
    await it.posting.approve([{ transactionId: idOf('ch_7') }], 'Dana');
    await it.drain();
    expect(linesOf(reportOf(it, 'receipts'))[0]).toMatchObject({ amount: 10_000, cash: 9_998, writeOff: 2 });
  });
});
