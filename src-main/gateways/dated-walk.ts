/**
 * The walk through a gateway that has no cursor of its own: lists by date range, and settlement batches that take the
 * place of payouts. Some days at a time, oldest first; the last days are read again at each pull, because records
 * change there (approved becomes settled, a sale is voided) and batches come a day or more after their transactions.
 */
import { DateTime } from 'luxon';
import type { ConnectionId, GatewayName } from '../../shared/model.ts';
import type { Minor } from '../../shared/money.ts';
import { type DatedPosition, writeDatedCursor } from './dated-cursor.ts';
import type { GatewayPage } from './port.ts';
import { PageCollector, type RecordDraft } from './record.ts';

/** A record of the gateway, not yet told which payout carried it. */
export interface DatedItem {
  readonly externalId: string;
  readonly raw: unknown;
  /** Throws for what does not hold; the record is then rejected. `payout` is null while it is in no batch. */
  draft(payout: string | null): RecordDraft;
}

/** A settlement batch in one currency: a payout. */
export interface DatedBatch {
  readonly externalId: string;
  readonly raw: unknown;
  /** What it paid out, by its own account; null where the gateway does not say. */
  readonly netMinor: Minor | null;
  draft(): RecordDraft;
}

export interface DatedSource {
  readonly connectionId: ConnectionId;
  readonly gateway: GatewayName;
  readonly timeZone: string;
  /** Days before the newest that are read again. */
  readonly overlapDays: number;
  /** How many days after a transaction its batch can come and still be known at once. */
  readonly settleDays: number;
  now(): Date;
  transactions(fromDay: string, toDay: string, signal: AbortSignal): Promise<readonly DatedItem[]>;
  batches(fromDay: string, toDay: string, signal: AbortSignal): Promise<readonly DatedBatch[]>;
  parts(batch: DatedBatch, signal: AbortSignal): Promise<readonly DatedItem[]>;
}

const PAGE = 500;
const MANY = 2_000;
const FEW = 100;
const READINGS = 3;

export const addDays = (day: string, days: number): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;

export const dayIn = (at: Date, timeZone: string): string =>
  DateTime.fromJSDate(at, { zone: timeZone }).toISODate() ?? at.toISOString().slice(0, 10);

interface KnownBatch {
  readonly batch: DatedBatch;
  readonly parts: readonly DatedItem[];
  /** The sentence that says why its parts are not believed; null when they add up. */
  readonly doubt: string | null;
}

export async function* walkDays(
  source: DatedSource,
  position: DatedPosition,
  signal: AbortSignal,
): AsyncGenerator<GatewayPage> {
  const known = new Map<string, KnownBatch>();
  const today = dayIn(source.now(), source.timeZone);
  let from = later(position.importFrom, addDays(position.nextDay, -source.overlapDays));
  while (from <= today) {
    const to = earlier(today, addDays(from, position.chunkDays - 1));
    const batches = await source.batches(from, earlier(today, addDays(to, source.settleDays)), signal);
    for (const batch of batches) {
      if (!known.has(batch.externalId)) known.set(batch.externalId, await readBatch(source, batch, signal));
    }
    const current = batches.flatMap(({ externalId }) => known.get(externalId) ?? []);
    const collected = collect(source, current, await source.transactions(from, to, signal));
    const count = collected.transactions.length;
    if (count > MANY) position.chunkDays = Math.max(1, Math.floor(position.chunkDays / 2));
    if (count < FEW) position.chunkDays = Math.min(62, position.chunkDays * 2);
    yield* inPages(collected, position, addDays(to, 1), progressOf(position.importFrom, to, today));
    for (const id of known.keys()) if (!batches.some(({ externalId }) => externalId === id)) known.delete(id);
    from = addDays(to, 1);
  }
}

async function readBatch(source: DatedSource, batch: DatedBatch, signal: AbortSignal): Promise<KnownBatch> {
  let parts: readonly DatedItem[] = [];
  let sum = 0;
  for (let reading = 0; reading < READINGS; reading += 1) {
    parts = await source.parts(batch, signal);
    sum = sumOf(parts, batch.externalId);
    if (batch.netMinor === null || sum === batch.netMinor) return { batch, parts, doubt: null };
  }
  const off = `${batch.externalId} carried transactions of ${sum}, but says it settled ${batch.netMinor}`;
  return { batch, parts, doubt: `The batch ${off} (minor units).` };
}

function sumOf(parts: readonly DatedItem[], payout: string): number {
  const newest = new Map(parts.map((part) => [part.externalId, part]));
  const scratch = new PageCollector({ connectionId: 'sum' as ConnectionId, gateway: 'sum' });
  for (const part of newest.values())
    scratch.add(part.externalId, null, () => ({ ...part.draft(payout), raw: null }));
  return scratch.transactions.reduce((sum, it) => sum + (it.settlement?.netMinor ?? 0), 0);
}

function collect(
  source: DatedSource,
  batches: readonly KnownBatch[],
  listed: readonly DatedItem[],
): PageCollector {
  const collected = new PageCollector(source);
  const payoutOf = new Map<string, string>();
  const newest = new Map<string, DatedItem>();
  for (const { batch, parts } of batches) {
    for (const part of parts) {
      payoutOf.set(part.externalId, batch.externalId);
      newest.set(part.externalId, part);
    }
  }
  for (const item of listed) newest.set(item.externalId, item);
  for (const item of newest.values()) {
    collected.add(item.externalId, item.raw, () => item.draft(payoutOf.get(item.externalId) ?? null));
  }
  for (const { batch, doubt } of batches) {
    collected.add(batch.externalId, batch.raw, () => batch.draft());
    if (doubt !== null) collected.reject(`${batch.externalId}:parts`, batch.raw, doubt);
  }
  return collected;
}

/** The position moves with the last page alone: a crash before it reads the same days again. */
function* inPages(
  collected: PageCollector,
  position: DatedPosition,
  nextDay: string,
  progress: number,
): Generator<GatewayPage> {
  const { transactions, rejected } = collected;
  for (let at = 0; at === 0 || at < transactions.length; at += PAGE) {
    const isLast = at + PAGE >= transactions.length;
    if (isLast) position.nextDay = later(position.nextDay, nextDay);
    yield {
      transactions: transactions.slice(at, at + PAGE),
      rejected: isLast ? rejected : [],
      cursor: writeDatedCursor(position),
      progress,
    };
  }
}

function progressOf(importFrom: string, to: string, today: string): number {
  const whole = Date.parse(today) - Date.parse(importFrom);
  return whole <= 0 ? 1 : Math.max(0, Math.min(1, (Date.parse(to) - Date.parse(importFrom)) / whole));
}

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);
