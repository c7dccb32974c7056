/**
 * What every source of web orders promises, as tests: `orderContract('Shopify', startHarness)` inside a test file of its own. What is
 * particular to a shop (how it writes discounts, what it calls a status) is tested beside it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import { Instant } from '../../shared/model.ts';
import { WebOrder } from '../../shared/orders.ts';
import type { Gateway, OrderSource, RejectedRecord } from '../../src-main/gateways/port.ts';
import type { Trouble } from './gateway-contract.ts';
import { RUNNING } from './gateway-pulls.ts';

export interface OrderHarness {
  open(): Gateway;
  /** Earlier than every order. */
  readonly beginning: string;
  /** External ids of the paid orders, refunded and cancelled ones among them. */
  readonly orders: readonly string[];
  now(): string;
  later(minutes: number): void;
  /** A paid order is placed; its external id. */
  place(): string;
  refund(externalId: string, how: 'part' | 'whole'): void;
  /** Null where a paid order cannot be cancelled. */
  readonly cancel: ((externalId: string) => void) | null;
  /** An order whose amounts do not add up; its external id. */
  placeWrong(): string;
  trouble(trouble: Trouble, times: number): void;
  betweenPages(happening: () => void): void;
  mixPages(how: 'repeated' | 'reordered', times: number): void;
  readonly waitedMs: () => number;
  close(): Promise<void>;
}

/** A store in miniature: the last word on each order, and every rejected one. */
export class GatheredOrders {
  readonly orders = new Map<string, WebOrder>();
  readonly rejected = new Map<string, RejectedRecord>();
  pages = 0;

  get ids(): string[] {
    return [...this.orders.keys()].sort();
  }
}

export function ordersOf(gateway: Gateway): OrderSource {
  if (!gateway.orders) throw new Error('This gateway knows no orders.');
  return gateway.orders;
}

export async function gather(
  gateway: Gateway,
  since: string,
  into = new GatheredOrders(),
  pages = Number.POSITIVE_INFINITY,
): Promise<GatheredOrders> {
  for await (const page of ordersOf(gateway).changedSince(Instant.parse(since), RUNNING)) {
    for (const order of page.orders) into.orders.set(order.externalId, WebOrder.parse(order));
    for (const it of page.rejected) into.rejected.set(it.externalId, it);
    into.pages += 1;
    if (into.pages >= pages) break;
  }
  return into;
}

const PASSING: [string, Trouble][] = [
  ['answers 500', { kind: 'status', status: 500 }],
  ['answers 429 and says how long to wait', { kind: 'status', status: 429, retryAfterSeconds: 2 }],
  ['sends a web page', { kind: 'html' }],
  ['sends half an answer', { kind: 'truncated' }],
  ['drops the connection', { kind: 'dropped' }],
];

export function orderContract(title: string, start: () => Promise<OrderHarness>): void {
  describe(`${title}: the contract of orders`, () => {
    let harness: OrderHarness;
    const opened: Gateway[] = [];
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(async () => {
      for (const gateway of opened.splice(0)) await gateway.close();
      await harness.close();
    });
    const open = () => {
      const gateway = harness.open();
      opened.push(gateway);
      return gateway;
    };

    it('gives every paid order once, complete, and rejects none', async () => {
      const all = await gather(open(), harness.beginning);
      expect([...all.rejected.values()]).toEqual([]);
      expect(all.ids).toEqual([...harness.orders].sort());
      for (const order of all.orders.values()) {
        const lines = order.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        expect(lines + order.shippingMinor + order.taxMinor - order.discountMinor).toBe(order.totalMinor);
        expect(order.paymentIds.length).toBeGreaterThan(0);
      }
    });

    it('gives what was placed since, and nothing that was not touched for long', async () => {
      harness.later(3 * 24 * 60);
      const since = harness.now();
      harness.later(5);
      const placed = harness.place();
      harness.later(5);
      const changed = await gather(open(), since);
      expect(changed.ids).toEqual([placed]);
    });

    it('repeats the same order unchanged when the time read overlaps', async () => {
      const since = harness.now();
      harness.later(5);
      harness.place();
      harness.later(5);
      const first = await gather(open(), since);
      const again = await gather(open(), since);
      expect([...again.orders.values()]).toEqual([...first.orders.values()]);
    });

    it('reaches the same end when a reading that broke off is begun again', async () => {
      const whole = await gather(open(), harness.beginning);
      const partly = await gather(open(), harness.beginning, new GatheredOrders(), 1);
      const resumed = await gather(open(), harness.beginning, partly);
      expect(Object.fromEntries(resumed.orders)).toEqual(Object.fromEntries(whole.orders));
    });

    it('follows an order that is refunded in part, and then wholly', async () => {
      const id = harness.place();
      harness.later(2 * 24 * 60);
      let since = harness.now();
      harness.later(1);
      harness.refund(id, 'part');
      harness.later(1);
      expect((await gather(open(), since)).orders.get(id)?.status).toBe('part_refunded');
      since = harness.now();
      harness.later(1);
      harness.refund(id, 'whole');
      harness.later(1);
      const refunded = (await gather(open(), since)).orders.get(id);
      expect(refunded?.status).toBe('refunded');
      expect(refunded?.lines.length).toBeGreaterThan(0);
    });

    it('follows an order that is cancelled', async () => {
      if (harness.cancel === null) return;
      const id = harness.place();
      harness.later(60);
      const since = harness.now();
      harness.later(1);
      harness.cancel(id);
      harness.later(1);
      expect((await gather(open(), since)).orders.get(id)?.status).toBe('cancelled');
    });

    it('has the last word on an order that changes between two pages', async () => {
      const oldest = harness.orders.at(0) ?? '';
      const newest = harness.orders.at(-1) ?? '';
      harness.betweenPages(() => {
        harness.refund(oldest, 'whole');
        harness.refund(newest, 'part');
      });
      const all = await gather(open(), harness.beginning);
      expect(all.ids).toEqual([...harness.orders].sort());
      expect(all.orders.get(oldest)?.status).toBe('refunded');
      expect(all.orders.get(newest)?.status).toBe('part_refunded');
    });

    it('rejects an order whose amounts do not add up, with the amounts, and keeps the others', async () => {
      const since = harness.now();
      harness.later(1);
      const wrong = harness.placeWrong();
      const right = harness.place();
      harness.later(1);
      const changed = await gather(open(), since);
      expect(changed.ids).toContain(right);
      expect(changed.ids).not.toContain(wrong);
      expect(changed.rejected.get(wrong)?.reason).toMatch(/^The lines \(.*\), shipping .* total is .*\.$/);
    });

    it.each(PASSING)('%s: it is asked again, and nothing is missing', async (_, trouble) => {
      harness.trouble(trouble, 2);
      const all = await gather(open(), harness.beginning);
      expect(all.ids).toEqual([...harness.orders].sort());
    });

    it.each(PASSING)('%s and goes on so: a transient error in words', async (_, trouble) => {
      const gathered = new GatheredOrders();
      const gateway = open();
      harness.trouble(trouble, 10_000);
      const error = await gather(gateway, harness.beginning, gathered).catch((it) => it);
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error.transient).toBe(true);
      for (const sentence of Object.values(error.explanation)) expect(sentence).toMatch(/^[A-Z].*\.$/);
    });

    it('waits as long as it was asked to', async () => {
      harness.trouble({ kind: 'status', status: 429, retryAfterSeconds: 7 }, 1);
      await gather(open(), harness.beginning);
      expect(harness.waitedMs()).toBeGreaterThanOrEqual(7_000);
    });

    it.each(['repeated', 'reordered'] as const)('gives pages %s: every order is there', async (how) => {
      harness.mixPages(how, 3);
      const all = await gather(open(), harness.beginning);
      expect(all.ids).toEqual([...harness.orders].sort());
    });

    it('stops at once when it is cancelled', async () => {
      const abort = new AbortController();
      const error = await (async () => {
        for await (const _ of ordersOf(open()).changedSince(Instant.parse(harness.beginning), abort.signal)) {
          abort.abort(new Error('cancelled by the user'));
        }
      })().catch((it) => it);
      expect(error.message).toBe('cancelled by the user');
    });
  });
}
