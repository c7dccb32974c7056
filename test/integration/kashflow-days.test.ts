/** Whole days of work under faults on KashFlow's simulator; `npm run test:faults -- --ledger kashflow` lives hundreds. */
import { describe, expect, it } from 'vitest';
import { runBatch } from '../faults/batch.ts';
import { addTo, describeTrouble, noTotals } from '../faults/report.ts';

describe('forty days under every kind of fault, two computers among them, on a ledger without transactions or idempotency', () => {
  it('leave the books right, each approved allocation with exactly one payment', {
    timeout: 300_000,
  }, async () => {
    const totals = noTotals();
    const trouble: string[] = [];
    await runBatch({
      firstSeed: 1,
      runs: 40,
      jobs: 2,
      ledger: 'kashflow',
      realEvery: 0,
      onReport: (report) => {
        addTo(totals, report);
        const text = describeTrouble(report);
        if (text !== '') trouble.push(text);
      },
    });
    expect(trouble.join('\n')).toBe('');
    expect(totals).toMatchObject({ runs: 40, failed: 0, violations: 0 });
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
    expect([...totals.kills.values()].reduce((sum, it) => sum + it, 0)).toBeGreaterThan(80);
    expect(totals.receipts).toBeGreaterThan(300);
  });
});
