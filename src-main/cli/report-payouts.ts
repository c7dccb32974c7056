/** `report payouts`: what the gateways owe. Exit status 1 when something is missing or failed. */
import { formatMinor } from '../../shared/money.ts';
import { payoutOutlook } from '../workspace/missing-payouts.ts';
import type { CommandIo } from './io.ts';
import { withCompany } from './open.ts';

export function reportPayouts(io: CommandIo, json: boolean): Promise<number> {
  return withCompany(io, 'read', async ({ company }) => {
    const { expected, undated, troubled } = payoutOutlook(company, new Date());
    const rows = [
      ...expected.map((it) => ({ ...it, date: it.dueOn, amountMinor: it.netMinor })),
      ...troubled.map((it) => ({ ...it, count: null, grossMinor: null, feesMinor: null })),
      ...undated.map((it) => ({ ...it, state: 'undated', date: null, amountMinor: it.netMinor })),
    ];
    for (const row of rows) {
      const amount = (minor: number | null) => (minor === null ? null : formatMinor(minor, row.currency));
      const line = {
        gateway: row.title,
        state: row.state,
        date: row.date,
        currency: row.currency,
        records: row.count,
        gross: amount(row.grossMinor),
        fees: amount(row.feesMinor),
        net: amount(row.amountMinor),
        sentence: row.sentence,
      };
      io.stdout.write(
        json
          ? `${JSON.stringify(line)}\n`
          : `${line.date ?? 'no day    '}  ${line.state.padEnd(8)}  ${line.gateway}: ${line.net} ${line.currency}. ${line.sentence}\n`,
      );
    }
    if (rows.length === 0 && !json) io.stdout.write('Everything that was settled is in a payout.\n');
    return rows.some(({ state }) => state === 'overdue' || state === 'failed') ? 1 : 0;
  });
}
