/** Whole days of work under faults on Sage Accounting's simulator; `npm run test:faults -- --ledger sage-accounting` lives hundreds. */
import { describe, expect, it } from 'vitest';
import { runBatch } from '../faults/batch.ts';
import { addTo, describeTrouble, noTotals } from '../faults/report.ts';

describe('twelve days under every kind of fault, on a ledger without transactions', () => {
  it('leave the books right, each approved allocation with exactly one payment', {
    timeout: 300_000,
  }, async () => {
    const totals = noTotals();
    const trouble: string[] = [];
    await runBatch({
      firstSeed: 1,
      runs: 12,
      jobs: 2,
      ledger: 'sage-accounting',
      realEvery: 0,
      onReport: (report) => {
        addTo(totals, report);
        const text = describeTrouble(report);
        if (text !== '') trouble.push(text);
      },
    });
    expect(trouble.join('\n')).toBe('');
    expect(totals).toMatchObject({ runs: 12, failed: 0, violations: 0 });
    // The faults must really have struck, or the days say nothing.
    const kinds = [
      'dropBeforeCommit',
      'dropAfterCommit',
      'dropMidRow',
      'dropAnyRequest',
      'loginFailure',
      'deadlock1205',
    ];
    expect(kinds.filter((kind) => (totals.struck.get(kind) ?? 0) === 0)).toEqual([]);
    expect([...totals.kills.values()].reduce((sum, it) => sum + it, 0)).toBeGreaterThan(20);
    expect(totals.receipts).toBeGreaterThan(80);
  });
});
