/**
 * The orders that changed since a time, oldest change first. Facts: shopify.dev/docs/api/admin-graphql/2026-10/queries/orders (filter
 * updated_at, sort key UPDATED_AT), shopify.dev/docs/api/usage/pagination-graphql (cursors). A cursor names a place in that order, not
 * a number of records: an order that changes while the pages are read moves behind them and comes again as it is then.
 */

import type * as z from 'zod';
import type { ConnectionId } from '../../../shared/model.ts';
import { unreadable } from '../failures.ts';
import { OrderCollector } from '../order-record.ts';
import type { OrderPage, OrderSource } from '../port.ts';
import { shopifyDraft } from './order-draft.ts';
import {
  LINES_QUERY,
  LinesAnswer,
  ORDERS_QUERY,
  OrdersAnswer,
  SHOP_QUERY,
  ShopAnswer,
  ShopifyOrder,
} from './queries.ts';
import type { ShopifySettings } from './settings.ts';
import { QueryTooCostly, SHOPIFY, type ShopifyApi } from './shopify-api.ts';

const SAME_PAGE_TRIES = 4;
const LINES_AT_ONCE = 50;

export function shopifyOrders(
  api: ShopifyApi,
  settings: ShopifySettings,
  connectionId: ConnectionId,
): OrderSource {
  /** Stays small once a shop's queries were found too costly. */
  let size = { orders: settings.ordersPerPage, lines: settings.linesPerOrder };

  async function pageAfter(
    after: string | null,
    query: string,
    customers: boolean,
    signal: AbortSignal,
  ): Promise<z.infer<typeof OrdersAnswer>['orders']> {
    for (let tries = 0; tries < SAME_PAGE_TRIES; ) {
      try {
        const variables = { first: size.orders, lines: size.lines, after, query, customers };
        const { orders } = await api.query(ORDERS_QUERY, variables, OrdersAnswer, signal);
        const isRepeat = after !== null && orders.pageInfo.endCursor === after && orders.nodes.length > 0;
        if (!isRepeat) return orders;
        tries += 1;
      } catch (error) {
        if (!(error instanceof QueryTooCostly)) throw error;
        if (size.orders === 1 && size.lines === 1)
          throw unreadable(SHOPIFY, 'a refusal of the smallest query', error);
        size =
          size.orders > 1
            ? { ...size, orders: Math.floor(size.orders / 2) }
            : { ...size, lines: Math.floor(size.lines / 2) };
      }
    }
    throw unreadable(SHOPIFY, 'the same page of orders again and again');
  }

  /** An order with more lines than a page of orders shows of each is completed by itself. */
  async function whole(node: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown> {
    const first = ShopifyOrder.safeParse(node).data?.lineItems;
    if (!first?.pageInfo.hasNextPage) return node;
    const nodes: unknown[] = [...first.nodes];
    let after = first.pageInfo.endCursor ?? null;
    while (after !== null) {
      const variables = { id: node.id, lines: LINES_AT_ONCE, after };
      const { order } = await api.query(LINES_QUERY, variables, LinesAnswer, signal);
      nodes.push(...(order?.lineItems.nodes ?? []));
      const { hasNextPage, endCursor } = order?.lineItems.pageInfo ?? { hasNextPage: false };
      after = hasNextPage && endCursor ? endCursor : null;
    }
    return { ...node, lineItems: { pageInfo: { hasNextPage: false, endCursor: null }, nodes } };
  }

  async function collect(
    nodes: readonly { readonly id: string }[],
    takesTestOrders: boolean,
    signal: AbortSignal,
  ): Promise<OrderPage> {
    const page = new OrderCollector(connectionId);
    for (const node of nodes) {
      const raw = await whole(node, signal);
      page.add(node.id.split('/').at(-1) ?? node.id, raw, () =>
        shopifyDraft(ShopifyOrder.parse(raw), takesTestOrders),
      );
    }
    return page;
  }

  return {
    async *changedSince(since, signal) {
      const { shop, currentAppInstallation } = await api.query(SHOP_QUERY, {}, ShopAnswer, signal);
      const scopes = currentAppInstallation?.accessScopes.map(({ handle }) => handle) ?? [];
      const customers = scopes.some((scope) => scope === 'read_customers' || scope === 'write_customers');
      const takesTestOrders = shop.plan?.partnerDevelopment === true;
      const query = `updated_at:>='${new Date(since).toISOString()}'`;
      let after: string | null = null;
      do {
        const { nodes, pageInfo } = await pageAfter(after, query, customers, signal);
        const page = await collect(nodes, takesTestOrders, signal);
        if (page.orders.length + page.rejected.length > 0) yield page;
        signal.throwIfAborted();
        after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      } while (after !== null);
    },
  };
}
