/** What tests of gateways share: a clock that stands still, and pulling everything as the sync service would store it. */

import { GatewayTransaction } from '../../shared/model.ts';
import type {
  Cursor,
  Gateway,
  GatewayDeps,
  GatewayPage,
  RejectedRecord,
} from '../../src-main/gateways/port.ts';

/** Waits take no time; how long they would have taken is added to `waitedMs`. */
export interface TestDeps extends GatewayDeps {
  waitedMs: number;
}

export function testDeps(now: () => Date): TestDeps {
  return {
    now,
    waitedMs: 0,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      this.waitedMs += ms;
    },
  };
}

/** A store in miniature: the newest record by external id, every rejected record, the cursor of the last page. */
export class Imported {
  readonly records = new Map<string, GatewayTransaction>();
  readonly rejected = new Map<string, RejectedRecord>();
  readonly progress: (number | null)[] = [];
  cursor: Cursor | null = null;
  pages = 0;

  keep(page: GatewayPage): void {
    for (const record of page.transactions) this.records.set(record.id, GatewayTransaction.parse(record));
    for (const it of page.rejected) this.rejected.set(`${it.externalId} ${it.reason}`, it);
    this.progress.push(page.progress);
    this.cursor = page.cursor;
    this.pages += 1;
  }

  all(): GatewayTransaction[] {
    return [...this.records.values()];
  }

  of(kind: GatewayTransaction['kind']): GatewayTransaction[] {
    return this.all().filter((it) => it.kind === kind);
  }

  byExternalId(externalId: string): GatewayTransaction | undefined {
    return this.all().find((it) => it.externalId === externalId);
  }

  /** The ids of records that are not the same in the other import, field by field. */
  differencesFrom(other: Imported): string[] {
    const ids = new Set([...this.records.keys(), ...other.records.keys()]);
    const text = (from: Imported, id: string) => JSON.stringify(from.records.get(id));
    return [...ids].filter((id) => text(this, id) !== text(other, id));
  }

  /** As it is now, to compare with later. */
  copy(): Imported {
    const copy = new Imported();
    for (const [id, record] of this.records) copy.records.set(id, record);
    return copy;
  }
}

export const RUNNING = new AbortController().signal;

export async function pullInto(imported: Imported, gateway: Gateway, signal = RUNNING): Promise<Imported> {
  for await (const page of gateway.pull(imported.cursor, signal)) imported.keep(page);
  return imported;
}

/** Sum of what a payout carried, and what it paid out: equal for a payout that ties out. Settled ones only. */
export function tieOut(imported: Imported, payoutExternalId: string): { parts: number; paid: number } {
  const parts = imported
    .all()
    .filter((it) => it.payoutExternalId === payoutExternalId)
    .reduce((sum, it) => sum + (it.settlement?.netMinor ?? 0), 0);
  const payout = imported.byExternalId(payoutExternalId);
  return { parts, paid: -(payout?.settlement?.netMinor ?? 0) };
}
