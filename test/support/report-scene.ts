/** A month of a small firm for the reports' tests: payments posted, waiting, ignored and undone; fees; a payout. */
import type { ReportName } from '../../shared/api/reports.ts';
import type { Report } from '../../shared/api.ts';
import { runReport } from '../../src-main/reports/index.ts';
import { type Company, company, day, idOf, invoice, proposal, transaction } from './posting-fixture.ts';

export const ZONE = 'America/New_York';

export function paid(gross: number, fees: readonly (readonly [kind: string, minor: number])[]) {
  const feeMinor = fees.reduce((sum, [, minor]) => sum + minor, 0);
  return {
    currency: 'USD',
    grossMinor: gross,
    feeMinor,
    netMinor: gross - feeMinor,
    fees: fees.map(([kind, amountMinor]) => ({ kind, amountMinor, description: null })),
    exchangeRate: null,
    availableAt: null,
  };
}

export async function monthOfMarch(): Promise<Company> {
  const it = company([invoice('1001', 10_000), invoice('1002', 5_000), invoice('1003', 2_500)]);
  it.store.ledgerCopy.saveCustomers(
    [{ customerNo: 'ACME', name: 'Acme Tools', email: null, phone: null, onCreditHold: false }],
    'read-1',
  );
  const inPayout = { payoutExternalId: 'po_1' };
  it.receive(
    transaction('ch_1', 10_000, { ...inPayout, settlement: paid(10_000, [['stripe_fee', 320]]) }),
    proposal('ch_1', [['1001', 10_000]]),
  );
  it.receive(
    transaction('ch_2', 5_000, { ...inPayout, settlement: paid(5_000, [['stripe_fee', 175]]) }),
    proposal('ch_2', [['1002', 5_000]]),
  );
  it.receive(
    transaction('ch_3', 2_500, {
      ...inPayout,
      settlement: { ...paid(2_500, []), feeMinor: 100, netMinor: 2_400 },
    }),
    proposal('ch_3', [['1003', 2_500]]),
  );
  it.receive(transaction('fee_1', 500, { ...inPayout, kind: 'fee', settlement: paid(-500, []) }), null);
  it.receive(transaction('po_1', 16_405, { kind: 'payout', settlement: paid(-16_405, []) }), null);
  it.receive(
    transaction('old', 700, { occurredAt: '2026-01-20T15:00:00Z' }),
    proposal('old', [], { band: 'check' }),
  );
  it.receive(transaction('eur', 900, { currency: 'EUR', occurredAt: '2026-02-20T15:00:00Z' }), null);
  it.receive(
    transaction('re_1', 300, {
      kind: 'refund',
      occurredAt: '2026-03-30T15:00:00Z',
      relatedExternalId: 'ch_1',
    }),
    null,
  );
  it.receive(transaction('ch_4', 300), null);
  await it.posting.approve(
    [idOf('ch_1'), idOf('ch_2'), idOf('ch_3')].map((id) => ({ transactionId: id })),
    'Dana',
  );
  await it.drain();
  await it.posting.undo([idOf('ch_3')], 'Dana');
  await it.drain();
  await it.posting.ignore([idOf('ch_4')], '=HYPERLINK("http://evil.example","paid twice")', 'Dana');
  it.posting.evaluatePayouts([idOf('po_1')]);
  return it;
}

export function reportOf(
  it: Company,
  name: ReportName,
  more: { from?: string; to?: string; search?: string } = {},
): Report {
  const { from = '2026-03-01', to = '2026-03-31', search = '' } = more;
  return runReport(
    it.store,
    { name, from: day(from), to: day(to), search },
    { company: 'Acme Books Ltd', timeZone: ZONE, now: it.clock.now },
  );
}

/** Rows as objects by column name. */
export function linesOf(report: Report, rows = report.rows): Record<string, string | number | null>[] {
  return rows.map(({ cells }) =>
    Object.fromEntries(report.columns.map(({ name }, at) => [name, cells[at] ?? null])),
  );
}
