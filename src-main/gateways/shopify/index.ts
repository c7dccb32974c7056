/**
 * Shopify: the orders of a web shop, with their articles and the ids of their payments. What was paid comes from the payment gateways
 * themselves, so a pull yields nothing; orders.ts reads the orders.
 *
 * Read by the GraphQL Admin API, because Shopify calls its REST Admin API a legacy since 1 October 2024 and asks for GraphQL in new
 * apps (shopify.dev/docs/api/admin-rest, shopify.dev/changelog); only GraphQL says what is left of a line after removals and
 * discounts. A version is served for a year (shopify.dev/docs/api/usage/versioning). Since 1 January 2026 apps are made in the Dev
 * Dashboard and sign in with client ID and secret; tokens of older apps go on working: both are taken.
 *
 * Scopes: read_orders; read_all_orders for orders older than 60 days; read_customers for the customer's own name and number
 * (shopify.dev/docs/api/usage/access-scopes). What a shop's plan hides of its buyers comes empty.
 *
 * Uncertain: what a query of orders costs (the page is halved when Shopify says it is too much); what stands in authorizationCode,
 * paymentId and receiptJson for each payment gateway (all three are searched); order-amounts.ts says what is uncertain of amounts.
 *
 * May import shared/, the gateway port and what connectors share; called through ../registry.ts.
 */
import * as z from 'zod';
import { credentialsRefused, cursorUnusable } from '../failures.ts';
import type { Cursor, GatewayConnector } from '../port.ts';
import { testConnection } from './connection-test.ts';
import { shopifyOrders } from './orders.ts';
import { CREDENTIALS, checkCredentials, loginOf, SHOPIFY_FORM, ShopifySettings } from './settings.ts';
import { createShopifyApi, SHOPIFY, type ShopifyApi } from './shopify-api.ts';

export const shopifyConnector: GatewayConnector = {
  name: 'shopify',
  title: 'Shopify',
  summary: 'Orders of a web shop; what was paid comes from your payment gateways.',
  payouts: {
    by: 'statement',
    reason:
      'Shopify tells which orders were placed, not what was paid out for them. Payouts come from the gateway that took the payments; those of Shopify Payments can be exported there and imported as CSV.',
  },
  credentials: CREDENTIALS,
  checkCredentials,
  settings: ShopifySettings,
  form: SHOPIFY_FORM,
  open(connection, credentials, deps) {
    const settings = ShopifySettings.parse(connection.settings ?? {});
    const login = loginOf(credentials.key ?? '');
    const api = login === null ? keyless() : createShopifyApi(credentials.shop ?? '', login, settings, deps);
    return {
      test: (signal) => testConnection(api, signal),
      async *pull(from, signal) {
        signal.throwIfAborted();
        if (from !== null) checkCursor(from);
        yield { transactions: [], rejected: [], cursor: NOTHING_TO_PULL, progress: 1 };
      },
      close: async () => {},
      orders: shopifyOrders(api, settings, connection.id),
    };
  },
};

/** A key that is none, as after a keychain was emptied. */
const keyless = (): ShopifyApi => ({
  query: async () => {
    throw credentialsRefused(SHOPIFY, 'access token');
  },
});

const Position = z.object({ version: z.literal(1) });
const NOTHING_TO_PULL = JSON.stringify({ version: 1 }) as Cursor;

function checkCursor(cursor: Cursor): void {
  try {
    Position.parse(JSON.parse(cursor));
  } catch (cause) {
    throw cursorUnusable(SHOPIFY, cause);
  }
}
