/** Fifty whole days of work under faults, two of them with real processes; `npm run test:faults` lives a thousand. */
import { describe, expect, it } from 'vitest';
import { runBatch } from '../faults/batch.ts';
import { addTo, describeTrouble, noTotals } from '../faults/report.ts';

describe('fifty days under every kind of fault', () => {
  it('leave the books right, each approved allocation with exactly one receipt', {
    timeout: 600_000,
  }, async () => {
    const totals = noTotals();
    const trouble: string[] = [];
    await runBatch({
      firstSeed: 1,
      runs: 50,
      jobs: 2,
      ledger: 'sql',
      realEvery: 25,
      onReport: (report) => {
        addTo(totals, report);
        const text = describeTrouble(report);
        if (text !== '') trouble.push(text);
      },
    });
    expect(trouble.join('\n')).toBe('');
    expect(totals).toMatchObject({ runs: 50, failed: 0, violations: 0, realProcesses: 2 });
    // The faults must really have struck, or the days say nothing.
    const kinds = ['dropBeforeCommit', 'dropAfterCommit', 'dropMidRow', 'dropAnyRequest', 'refuseConnection'];
    kinds.push(
      'loginFailure',
      'deadlock1205',
      'lockTimeout1222',
      'logFull9002',
      'diskFull1105',
      'serverKilled',
    );
    expect(kinds.filter((kind) => (totals.struck.get(kind) ?? 0) === 0)).toEqual([]);
    expect([...totals.kills.values()].reduce((sum, it) => sum + it, 0)).toBeGreaterThan(100);
    expect(totals.receipts).toBeGreaterThan(400);
  });
});
