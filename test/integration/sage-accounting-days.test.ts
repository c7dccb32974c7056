/** Whole days of work under faults on Sage Accounting's simulator; `npm run test:faults -- --ledger sage-accounting` lives hundreds. */
import { describe, expect, it } from 'vitest';
import { runBatch } from '../faults/batch.ts';
import { addTo, describeTrouble, noTotals } from '../faults/report.ts';

describe('sixteen days under every kind of fault, on a ledger without transactions', () => {
  it('leave the books right, each approved allocation with exactly one payment', {
    timeout: 300_000,
  }, async () => {
    const totals = noTotals();
    const trouble: string[] = [];
    await runBatch({
      firstSeed: 1,
      runs: 16,
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
    expect(totals).toMatchObject({ runs: 16, failed: 0, violations: 0 });
    // The faults must really have struck, or the days say nothing.
    const struck = (...kinds: string[]) =>
      kinds.reduce((sum, kind) => sum + (totals.struck.get(kind) ?? 0), 0);
    expect(struck('dropBeforeCommit', 'dropAfterCommit', 'dropAnyRequest', 'dropMidRow')).toBeGreaterThan(5);
    expect(
      struck('loginFailure', 'deadlock1205', 'lockTimeout1222', 'logFull9002', 'diskFull1105'),
    ).toBeGreaterThan(5);
    expect(struck('user pays', 'user edits', 'user voids')).toBeGreaterThan(5);
    expect([...totals.kills.values()].reduce((sum, it) => sum + it, 0)).toBeGreaterThan(20);
    expect(totals.receipts).toBeGreaterThan(80);
  });
});
