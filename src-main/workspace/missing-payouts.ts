/** What the gateways owe an open company, and the one alert when a payout is missing. */
import { DateTime } from 'luxon';
import * as z from 'zod';
import type { ExpectedPayouts } from '../../shared/api.ts';
import { Instant } from '../../shared/model.ts';
import { type Currency, formatMinor } from '../../shared/money.ts';
import { gatewayConnectors } from '../gateways/index.ts';
import { expectedPayouts, type PayoutSource } from '../posting/index.ts';
import type { ConnectionRow, PartSeen, PayoutSeen } from '../store/index.ts';
import type { Company } from './company.ts';

/** How far back payouts tell what is usual; those further back neither fail anew nor arrive. */
const RHYTHM_DAYS = 60;
const MOST_PAYOUTS = 1000;
const MOST_PARTS = 5000;
const TOLD = 'payouts.missing_told';
const Told = z.array(z.string()).catch([]);

export function payoutOutlook(company: Company, now: Date): ExpectedPayouts {
  const { store, dateOf } = company;
  const since = Instant.parse(DateTime.fromJSDate(now, { zone: 'utc' }).minus({ days: RHYTHM_DAYS }).toISO());
  const payouts = store.unpaid.payouts(MOST_PAYOUTS);
  const parts = store.unpaid.parts(since, MOST_PARTS);
  const rows = new Map(store.connections.gateways().map((row) => [row.id, row]));
  const sources = [...rows.values()].flatMap((row) => {
    const source = sourceOf(company, row, payouts, parts, since);
    return source === null ? [] : [source];
  });
  const outlook = expectedPayouts({ sources, records: store.unpaid.records(), payouts, dateOf });
  const named = <Line extends { connectionId: PayoutSource['connectionId'] }>(line: Line) => {
    const row = rows.get(line.connectionId);
    return { ...line, gateway: row?.connector ?? '', title: row?.title ?? '' };
  };
  return {
    expected: outlook.expected.map(named),
    undated: outlook.undated.map(named),
    troubled: outlook.troubled.map(named),
  };
}

function sourceOf(
  { store, dateOf }: Company,
  row: ConnectionRow,
  payouts: readonly PayoutSeen[],
  parts: readonly PartSeen[],
  since: Instant,
): PayoutSource | null {
  const connector = gatewayConnectors.get(row.connector);
  if (!connector) return null;
  // An export says nothing of the days after its last row, however often its folder was looked at since.
  const readAt =
    connector.payouts.by === 'export' ? store.unpaid.newest(row.id) : store.syncRuns.lastSuccess(row.id);
  const isMine = (it: { connectionId: string; currency: Currency }, currency: Currency): boolean =>
    it.connectionId === row.id && it.currency === currency;
  return {
    connectionId: row.id,
    title: row.title,
    rule: connector.payouts,
    readOn: readAt === null ? null : dateOf(readAt),
    days: (currency) => ({
      paidOn: payouts
        .filter((it) => isMine(it, currency) && it.status === 'succeeded' && it.occurredAt >= since)
        .map(({ occurredAt }) => dateOf(occurredAt)),
      parts: parts
        .filter((it) => isMine(it, currency))
        .map((it) => ({ on: dateOf(it.occurredAt), paidOn: dateOf(it.payoutOccurredAt) })),
    }),
  };
}

/**
 * Tells of each connection and currency once when money of it is missing, or a payout failed; again only after it was found
 * and something else is missing. Returns how many were told.
 */
export function tellMissingPayouts(company: Company, now: Date): number {
  const { expected, troubled } = payoutOutlook(company, now);
  const missing = expected.filter(({ state }) => state === 'overdue');
  const keys = new Map<string, { title: string; amount: string; sentence: string }>();
  for (const line of missing) {
    const key = `${line.connectionId} ${line.currency}`;
    if (keys.has(key)) continue;
    const netMinor = missing
      .filter((it) => it.connectionId === line.connectionId && it.currency === line.currency)
      .reduce((sum, it) => sum + it.netMinor, 0);
    const amount = `${formatMinor(netMinor, line.currency)} ${line.currency}`;
    keys.set(key, { title: `A payout of ${line.title} is missing`, amount, sentence: line.sentence });
  }
  for (const line of troubled) {
    const title =
      line.state === 'failed' ? `A payout of ${line.title} failed` : `A payout of ${line.title} is missing`;
    const amount = `${formatMinor(line.amountMinor, line.currency)} ${line.currency}`;
    keys.set(`${line.transactionId} ${line.state}`, { title, amount, sentence: line.sentence });
  }
  const told = new Set(Told.parse(company.store.settings.get(TOLD) ?? []));
  const fresh = [...keys].filter(([key]) => !told.has(key));
  if (fresh.length > 0 || told.size !== keys.size) company.store.settings.set(TOLD, [...keys.keys()]);
  for (const [, { title, amount, sentence }] of fresh) {
    company.emit({
      type: 'alert',
      severity: 'warning',
      code: 'PAYOUT_MISSING',
      title,
      message: `${amount}. ${sentence}`,
      transactionId: null,
      kind: 'payout',
    });
  }
  return fresh.length;
}
