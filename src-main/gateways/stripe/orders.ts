/**
 * Web orders: what was bought and paid on Stripe's hosted page. Facts: docs.stripe.com/api/checkout/sessions/list (by time, newest
 * first; a session is open for a day at most), /line_items, docs.stripe.com/api/expanding_objects (four levels at most, so that the
 * product of a line is read with the line, not with the session), docs.stripe.com/api/refunds/list, and docs.stripe.com/api/events/
 * types: checkout.session.async_payment_succeeded for methods that are paid days later, refund.failed for money that came back.
 *
 * A session never changes once it is paid; what is refunded shows on its charge. So: the sessions of the time, then those whose
 * payment was refunded since, or paid late.
 *
 * Uncertain: whether the key may read products, which restricted keys are asked for by themselves. Where it may not, the article
 * number is looked for in the price alone.
 */
import type Stripe from 'stripe';
import { ConnectionError } from '../../../shared/errors.ts';
import type { ConnectionId } from '../../../shared/model.ts';
import { OrderCollector } from '../order-record.ts';
import type { OrderPage, OrderSource } from '../port.ts';
import { isPaidOrder, OrderLineShape, orderDraft, PaidSessionShape } from './order-draft.ts';
import { EventShape, expanded, idOf, RefundShape, SessionShape } from './shapes.ts';
import { createdBetween, type StripeApi } from './stripe-api.ts';

const READING = 'Checkout Sessions';
const LIFETIME_SECONDS = 25 * 3600;
const WINDOW_SECONDS = 7 * 86_400;
/** Stripe keeps events for this long. */
const EVENT_SECONDS = 30 * 86_400;
/** A payment may come this long after its session was opened: bank debits, vouchers. */
const LATEST_PAYMENT_SECONDS = 14 * 86_400;
const PAGE = 50;
/** Lines of a paid session never change; those of the last day are asked for at each reading. */
const MOST_LINES_KEPT = 5_000;
const CHARGE = ['data.payment_intent.latest_charge'];
const LATER = ['checkout.session.async_payment_succeeded', 'refund.failed'];

type ListPage = (stripe: Stripe, paging: { limit: number; starting_after?: string }) => Promise<unknown>;

export function stripeOrders(api: StripeApi, connectionId: ConnectionId): OrderSource {
  let mayReadProducts = true;
  const known = new Map<string, readonly unknown[]>();

  async function all(
    reading: string,
    list: ListPage,
    signal: AbortSignal,
    belongs?: Parameters<StripeApi['page']>[4],
  ): Promise<unknown[]> {
    const found: unknown[] = [];
    let after: string | null = null;
    do {
      const page = await api.page(reading, list, after, signal, belongs);
      found.push(...page.items);
      after = page.next;
    } while (after !== null);
    return found;
  }

  async function linesOf(session: string, signal: AbortSignal): Promise<unknown[]> {
    const read = (expand: string[]) =>
      all(
        READING,
        (stripe, paging) => stripe.checkout.sessions.listLineItems(session, { ...paging, expand }),
        signal,
      );
    if (mayReadProducts) {
      try {
        return await read(['data.price.product']);
      } catch (error) {
        if (!(error instanceof ConnectionError) || error.code !== 'GATEWAY_PERMISSION_MISSING') throw error;
        mayReadProducts = false;
      }
    }
    return read([]);
  }

  async function* ordersOf(sessions: readonly unknown[], signal: AbortSignal): AsyncGenerator<OrderPage> {
    for (let at = 0; at < sessions.length; at += PAGE) {
      const page = new OrderCollector(connectionId);
      for (const item of sessions.slice(at, at + PAGE)) await addOrder(page, item, signal);
      if (page.orders.length + page.rejected.length > 0) yield page;
    }
  }

  async function addOrder(page: OrderCollector, item: unknown, signal: AbortSignal): Promise<void> {
    const read = PaidSessionShape.safeParse(item);
    if (read.success && !isPaidOrder(read.data)) return;
    const id = SessionShape.safeParse(item).data?.id ?? '';
    const lines = read.success ? (known.get(id) ?? (await linesOf(id, signal))) : [];
    if (known.size >= MOST_LINES_KEPT) known.clear();
    if (read.success) known.set(id, lines);
    page.add(id, { session: item, lines }, () =>
      orderDraft(
        PaidSessionShape.parse(item),
        lines.map((line) => OrderLineShape.parse(line)),
      ),
    );
  }

  /**
   * Of payments that were refunded, failed to be refunded, or came in late; without those made so long after `listedFrom` that their
   * session, where there is one, was listed.
   */
  async function intentsChanged(
    from: number,
    to: number,
    listedFrom: number,
    signal: AbortSignal,
  ): Promise<Set<string>> {
    const created = { gte: from, lte: to };
    const refunds = await all(
      'Refunds',
      (stripe, paging) => stripe.refunds.list({ ...paging, created, expand: ['data.charge'] }),
      signal,
      createdBetween(from, to),
    );
    const eventsFrom = Math.max(from, to - EVENT_SECONDS);
    const events = await all(
      'Events',
      (stripe, paging) =>
        stripe.events.list({ ...paging, types: LATER, created: { gte: eventsFrom, lte: to } }),
      signal,
      createdBetween(eventsFrom, to),
    );
    const told = events.flatMap((event) => EventShape.safeParse(event).data?.data.object ?? []);
    const older = refunds.filter((item) => {
      const paidAt = expanded(RefundShape.safeParse(item).data?.charge)?.created;
      return paidAt === undefined || paidAt - LATEST_PAYMENT_SECONDS < listedFrom;
    });
    const intents = [...older, ...told].map((item) => {
      const { data } = RefundShape.pick({ payment_intent: true }).safeParse(item);
      return idOf(data?.payment_intent);
    });
    return new Set(intents.flatMap((intent) => intent ?? []));
  }

  return {
    async *changedSince(since, signal) {
      const from = Math.floor(Date.parse(since) / 1000);
      const now = api.nowSeconds();
      const seen = new Set<string>();
      for (let at = from - LIFETIME_SECONDS; at <= now; at += WINDOW_SECONDS) {
        const to = Math.min(at + WINDOW_SECONDS - 1, now);
        const created = { gte: at, lte: to };
        const sessions = await all(
          READING,
          (stripe, paging) => stripe.checkout.sessions.list({ ...paging, created, expand: CHARGE }),
          signal,
          createdBetween(at, to),
        );
        for (const session of sessions) {
          const intent = idOf(SessionShape.safeParse(session).data?.payment_intent);
          if (intent !== null) seen.add(intent);
        }
        yield* ordersOf(sessions.reverse(), signal);
      }
      // What was refunded while the sessions were read is read again, with a minute for clocks that differ.
      const meanwhile = await intentsChanged(now - 60, api.nowSeconds(), api.nowSeconds(), signal);
      const changed = await intentsChanged(from, now, from - LIFETIME_SECONDS, signal);
      for (const intent of changed) if (seen.has(intent) && !meanwhile.has(intent)) changed.delete(intent);
      for (const intent of new Set([...changed, ...meanwhile])) {
        const sessions = await all(
          READING,
          (stripe, paging) =>
            stripe.checkout.sessions.list({ ...paging, payment_intent: intent, expand: CHARGE }),
          signal,
          (item) => idOf(SessionShape.safeParse(item).data?.payment_intent) === intent,
        );
        yield* ordersOf(sessions, signal);
      }
    },
  };
}
