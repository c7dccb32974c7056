/** `report`: ties out a period, by currency; `report payouts`: what the gateways owe. Exit status 1 when something is unexplained. */
import { parseArgs } from 'node:util';
import { AccountingDate } from '../../shared/model.ts';
import { formatMinor } from '../../shared/money.ts';
import { periodTieOut } from '../reports/index.ts';
import type { Command } from './io.ts';
import { withCompany } from './open.ts';
import { reportPayouts } from './report-payouts.ts';

export const reportCommand: Command = async (args, io) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [what] = positionals;
  if (positionals.length > 1 || (what !== undefined && what !== 'payouts')) {
    io.stderr.write('There is `report` and `report payouts`.\n');
    return 2;
  }
  if (what === 'payouts') return reportPayouts(io, values.json);
  const period = { from: day(values.from), to: day(values.to) };
  if (period.from === undefined || period.to === undefined) {
    io.stderr.write('--from and --to take a day, as 2026-03-31.\n');
    return 2;
  }
  const { from, to } = period;
  return withCompany(io, 'read', async ({ company }) => {
    const lines = periodTieOut(company.store, { from, to }, company.settings().posting.timeZone);
    for (const line of lines) {
      const amount = (minor: number): string => formatMinor(minor, line.currency);
      const row = {
        currency: line.currency,
        gateway: amount(line.gatewayMinor),
        posted: amount(line.postedMinor),
        awaiting: amount(line.awaitingMinor),
        explained: amount(line.explainedMinor),
        difference: amount(line.differenceMinor),
      };
      io.stdout.write(
        values.json
          ? `${JSON.stringify(row)}\n`
          : `${row.currency}: gateway ${row.gateway} = posted ${row.posted} + awaiting ${row.awaiting} + explained ${row.explained}; difference ${row.difference}\n`,
      );
    }
    return lines.every(({ differenceMinor }) => differenceMinor === 0) ? 0 : 1;
  });
};

function day(text: string | undefined): AccountingDate | null | undefined {
  if (text === undefined) return null;
  const parsed = AccountingDate.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}
