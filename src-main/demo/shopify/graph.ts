/** The three readings of a shop that the simulator answers: the shop and its app, orders by their change, one order's lines. */
import type { FaultState } from '../http/index.ts';
import type { ShopBooks } from './books.ts';
import { lineObject, orderGidOf, orderObject, type ShopOrder } from './orders.ts';
import { GraphFailure } from './selection.ts';

export interface Shop {
  readonly name: string;
  readonly isDevelopment: boolean;
  readonly scopes: readonly string[];
}

export interface Moment {
  readonly shop: Shop;
  readonly books: ShopBooks;
  readonly faults: FaultState;
  /** Unix milliseconds. */
  readonly now: number;
}

type Args = Readonly<Record<string, unknown>>;

const DAYS_SHOWN = 60;
const MOST_PER_PAGE = 250;

function pageSize({ first }: Args): number {
  if (typeof first !== 'number' || first < 1) throw new GraphFailure('you must provide one of first or last');
  if (first > MOST_PER_PAGE) throw new GraphFailure(`first cannot exceed ${MOST_PER_PAGE}`);
  return first;
}

const write = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

function read(cursor: unknown): readonly unknown[] | null {
  if (cursor === null || cursor === undefined) return null;
  try {
    return JSON.parse(Buffer.from(String(cursor), 'base64url').toString('utf8')) as unknown[];
  } catch (cause) {
    throw new GraphFailure(`Invalid cursor for current pagination sort (${String(cause)})`);
  }
}

function linesOf(order: ShopOrder, args: Args): object {
  const size = pageSize(args);
  const [after = -1] = read(args.after) ?? [];
  const from = Number(after) + 1;
  const lines = order.lines.slice(from, from + size);
  return {
    pageInfo: {
      hasNextPage: from + size < order.lines.length,
      endCursor: lines.length === 0 ? null : write([from + lines.length - 1]),
    },
    nodes: lines.map((line, at) => lineObject(order, line, from + at)),
  };
}

function sinceIn(query: unknown): number {
  if (query === null || query === undefined) return 0;
  const match = /^updated_at:>='([^']+)'$/.exec(String(query));
  const at = Date.parse(match?.[1] ?? '');
  if (Number.isNaN(at)) throw new GraphFailure(`The simulator does not know the filter ${String(query)}`);
  return at;
}

function ordersOf({ shop, books, faults, now }: Moment, args: Args): object {
  if (!shop.scopes.some((scope) => scope === 'read_orders' || scope === 'write_orders')) {
    const required = '`read_orders` access scope.';
    throw new GraphFailure(
      `Access denied for orders field. Required access: ${required}`,
      'ACCESS_DENIED',
      required,
    );
  }
  const size = pageSize(args);
  const since = sinceIn(args.query);
  const oldest = shop.scopes.includes('read_all_orders') ? 0 : now - DAYS_SHOWN * 86_400_000;
  const after = read(args.after);
  faults.beforePage(after !== null);
  const isAfter = (order: ShopOrder) => {
    if (after === null) return true;
    const [at, number] = after.map(Number);
    return order.updatedAt > (at ?? 0) || (order.updatedAt === at && order.number > (number ?? 0));
  };
  const fitting = books
    .byChange()
    .filter((order) => order.updatedAt >= since && order.createdAt >= oldest && isAfter(order));
  const sent = faults.changePage('orders', fitting.slice(0, size));
  const last = sent.at(-1);
  return {
    pageInfo: {
      hasNextPage: fitting.length > size,
      endCursor: last ? write([last.updatedAt, last.number]) : null,
    },
    nodes: sent.map((order) => orderObject(order, (given) => linesOf(order, given))),
  };
}

export function graphOf(moment: Moment): object {
  const { shop, books } = moment;
  return {
    shop: () => ({
      id: 'gid://shopify/Shop/60000000001',
      name: shop.name,
      plan: { partnerDevelopment: shop.isDevelopment },
    }),
    currentAppInstallation: () => ({ accessScopes: shop.scopes.map((handle) => ({ handle })) }),
    orders: (args: Args) => ordersOf(moment, args),
    order: (args: Args) => {
      const order = books.byChange().find((it) => orderGidOf(it) === args.id);
      return order ? orderObject(order, (given) => linesOf(order, given)) : null;
    },
  };
}
