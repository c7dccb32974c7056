/**
 * A Shopify shop on loopback, over HTTP: the GraphQL Admin API as far as a reader of orders needs it (selection.ts), its bucket of
 * query points, its scopes, and tokens for client credentials. Facts: shopify.dev/docs/api/admin-graphql, /docs/api/usage/limits,
 * /docs/apps/build/authentication-authorization. Not confirmed: what exactly each field costs. No part of the demo company: a test, or
 * whoever wants to try the connector, starts it.
 */
import type { DemoWorld } from '../company/index.ts';
import {
  createFaults,
  type Faults,
  type HttpReply,
  type HttpRequest,
  jsonReply,
  startHttpServer,
} from '../http/index.ts';
import { createShopBooks, type ShopBooks } from './books.ts';
import { graphOf } from './graph.ts';
import { orderIdOf, type ShopOrder } from './orders.ts';
import { costOf, GraphFailure, pick, readQuery } from './selection.ts';

/** An access token and client credentials in form, put together here so that no scanner takes them for secrets that leaked. */
export const demoShopifyToken = (): string => ['shpat', 'demo0Northgate0Supply0Shop'].join('_');
export const demoShopifyClient = (): string =>
  ['0demo0northgate0client0id0', 'shpss_demo0Northgate0Secret'].join(':');

const ALL_SCOPES = ['read_orders', 'read_all_orders', 'read_customers'];
/** Of a shop on the standard plan. */
const BUCKET = 2_000;
const RESTORED_PER_SECOND = 100;
const MOST_PER_QUERY = 1_000;

export interface ShopifySimulatorOptions {
  readonly world: DemoWorld;
  /** Orders before the clock's time. */
  readonly orders: number;
  readonly scopes?: readonly string[];
  readonly isDevelopment?: boolean;
  readonly port?: number;
  readonly clock: () => Date;
}

export interface ShopifyControl {
  readonly faults: Faults;
  readonly books: ShopBooks;
  /** Points in the bucket now; what is taken out comes back with the clock. */
  available: number;
  /** Tokens given for client credentials so far. */
  readonly tokens: number;
  /** The tokens given so far are refused from now on. */
  revokeTokens(): void;
  /** Times are the clock's. A paid order; its id. */
  place(change?: Partial<ShopOrder>): string;
  /** Removes some of a line, as an edit before shipping or a return does. */
  remove(id: string, line: number, count: number): void;
  refund(id: string, how: 'part' | 'whole'): void;
  /** Money back, and no goods. */
  goodwill(id: string, amountMinor: number): void;
  /** Cancelled and refunded. */
  cancel(id: string): void;
}

export interface ShopifySimulator {
  readonly port: number;
  readonly url: string;
  readonly requests: number;
  readonly control: ShopifyControl;
  close(): Promise<void>;
}

export async function startShopifySimulator(options: ShopifySimulatorOptions): Promise<ShopifySimulator> {
  const { clock } = options;
  const faults = createFaults();
  const now = () => clock().getTime() + faults.clockSkewSeconds * 1000;
  const books = createShopBooks(options.world, options.orders, now());
  const shop = {
    name: 'Northgate Supply Shop',
    isDevelopment: options.isDevelopment ?? true,
    scopes: options.scopes ?? ALL_SCOPES,
  };
  const tokens = new Set<string>();
  let tokensGiven = 0;
  let filledAt = now();
  const control = createControl();

  function fill(): void {
    const seconds = Math.max(0, (now() - filledAt) / 1000);
    filledAt = now();
    control.available = Math.min(BUCKET, control.available + seconds * RESTORED_PER_SECOND);
  }

  function giveToken(request: HttpRequest): HttpReply {
    const form = new URLSearchParams(request.body);
    const client = `${form.get('client_id')}:${form.get('client_secret')}`;
    if (form.get('grant_type') !== 'client_credentials' || client !== demoShopifyClient()) {
      return jsonReply(400, { error: 'invalid_client', error_description: 'Client authentication failed.' });
    }
    tokensGiven += 1;
    const token = ['shpat', `demo0day0token0${tokensGiven}`].join('_');
    tokens.add(token);
    return jsonReply(200, { access_token: token, scope: shop.scopes.join(','), expires_in: 86_399 });
  }

  function graphql(request: HttpRequest): HttpReply {
    const { query, variables } = JSON.parse(request.body) as {
      query: string;
      variables: Record<string, unknown>;
    };
    fill();
    let cost = 0;
    const answered = (answer: object): HttpReply => {
      const status = {
        maximumAvailable: BUCKET,
        currentlyAvailable: control.available,
        restoreRate: RESTORED_PER_SECOND,
      };
      return jsonReply(200, {
        ...answer,
        extensions: { cost: { requestedQueryCost: cost, throttleStatus: status } },
      });
    };
    try {
      const parts = readQuery(query, variables);
      cost = costOf(parts);
      if (cost > MOST_PER_QUERY) {
        const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_PER_QUERY}).`;
        throw new GraphFailure(message, 'MAX_COST_EXCEEDED');
      }
      if (cost > control.available) throw new GraphFailure('Throttled', 'THROTTLED');
      const found = pick(graphOf({ shop, books, faults, now: now() }), parts, 'QueryRoot');
      control.available -= cost;
      return answered({ data: found });
    } catch (cause) {
      if (!(cause instanceof GraphFailure)) throw cause;
      const { message, code, requiredAccess } = cause;
      const extensions = { ...(code ? { code } : {}), ...(requiredAccess ? { requiredAccess } : {}) };
      return answered({ errors: [{ message, extensions }] });
    }
  }

  function handle(request: HttpRequest): HttpReply {
    if (request.method === 'POST' && request.path === '/admin/oauth/access_token') return giveToken(request);
    if (request.method !== 'POST' || !/^\/admin\/api\/\d{4}-\d{2}\/graphql\.json$/.test(request.path)) {
      return jsonReply(404, { errors: 'Not Found' });
    }
    const token = request.headers['x-shopify-access-token'] ?? '';
    if (token !== demoShopifyToken() && !tokens.has(token)) {
      return jsonReply(401, {
        errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
      });
    }
    return graphql(request);
  }

  function failure(status: number, retryAfterSeconds: number | undefined): HttpReply {
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'retry-after': retryAfterSeconds.toFixed(1) };
    return jsonReply(
      status,
      { errors: status === 429 ? 'Too many requests' : 'Internal Server Error' },
      headers,
    );
  }

  function createControl(): ShopifyControl {
    const change = (id: string, what: (order: ShopOrder) => void) => {
      const order = books.must(id);
      what(order);
      order.updatedAt = now();
    };
    const takeBack = (order: ShopOrder) => {
      for (const line of order.lines) line.current = 0;
      order.isShippingRefunded = true;
      order.status = 'REFUNDED';
    };
    return {
      faults,
      books,
      available: BUCKET,
      get tokens() {
        return tokensGiven;
      },
      revokeTokens: () => tokens.clear(),
      place: (order = {}) => orderIdOf(books.place(now(), order)),
      remove: (id, at, count) =>
        change(id, (order) => {
          const line = order.lines[at];
          if (!line || line.current < count) throw new RangeError(`Line ${at} has no ${count} left.`);
          line.current -= count;
        }),
      refund: (id, how) =>
        change(id, (order) => {
          if (how === 'whole') return takeBack(order);
          const line = order.lines.find(({ current }) => current > 0);
          if (line) line.current -= 1;
          order.status = 'PARTIALLY_REFUNDED';
        }),
      goodwill: (id, amountMinor) =>
        change(id, (order) => {
          order.goodwillMinor += amountMinor;
          order.status = 'PARTIALLY_REFUNDED';
        }),
      cancel: (id) =>
        change(id, (order) => {
          takeBack(order);
          order.cancelledAt = now();
        }),
    };
  }

  const server = await startHttpServer({ port: options.port ?? 0, faults, handle, failure, now: clock });
  return {
    port: server.port,
    url: server.url,
    get requests() {
      return server.requests;
    },
    control,
    close: () => server.close(),
  };
}
