/** The short soak of every test run; test/bench/gateway-soak.ts is the long one. */
import { describe, expect, it } from 'vitest';
import { soak } from '../support/gateway-soak.ts';

describe('ten days at all four gateways, with faults, crashes and clocks that are off', () => {
  it('end with every record exactly once and every payout tied out', async () => {
    const reports = await soak({ seed: 20_250_616, days: 10, paymentsPerDay: 12, pullsPerDay: 3 });
    expect(reports.map(({ gateway }) => gateway)).toEqual(['stripe', 'paytrace', 'opayo', 'wooshpay']);
    for (const report of reports) {
      expect(report.differences, report.gateway).toEqual([]);
      expect(report.faults, report.gateway).toBeGreaterThan(5);
      expect(report.records, report.gateway).toBeGreaterThan(140);
    }
    expect(reports.reduce((sum, { failedPulls, crashes }) => sum + failedPulls + crashes, 0)).toBeGreaterThan(
      5,
    );
  });
});
