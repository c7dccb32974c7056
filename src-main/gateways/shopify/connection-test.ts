/** What the app may read in the shop, one line for each thing that the connector needs or would like. */
import { ConnectionError } from '../../../shared/errors.ts';
import type { ConnectionTest } from '../port.ts';
import { ANY_ORDER_QUERY, AnyOrderAnswer, SHOP_QUERY, ShopAnswer } from './queries.ts';
import type { ShopifyApi } from './shopify-api.ts';

type Check = ConnectionTest['checks'][number];

/** Throws ConnectionError only where Shopify cannot be reached or is at fault itself. */
export async function testConnection(api: ShopifyApi, signal: AbortSignal): Promise<ConnectionTest> {
  const reached = await attempt('Reach the shop', () => api.query(SHOP_QUERY, {}, ShopAnswer, signal));
  if (!reached.found) {
    return { ok: false, account: null, accountId: null, environment: null, checks: [reached.check] };
  }
  const { shop, currentAppInstallation } = reached.found;
  const granted = new Set(currentAppInstallation?.accessScopes.map(({ handle }) => handle));
  const may = (scope: string) => granted.has(`read_${scope}`) || granted.has(`write_${scope}`);
  const orders: Check = may('orders')
    ? (await attempt('Read orders', () => api.query(ANY_ORDER_QUERY, {}, AnyOrderAnswer, signal))).check
    : {
        name: 'Read orders',
        ok: false,
        detail:
          'The app lacks the scope read_orders; without it no order can be read. Add it to the app and install it again.',
      };
  const checks: Check[] = [
    { name: 'Reach the shop', ok: true, detail: shop.name },
    orders,
    // Shopify shows an app without the scope the orders of 60 days, without saying that there are others.
    {
      name: 'Read orders older than 60 days',
      ok: true,
      detail: granted.has('read_all_orders')
        ? 'Allowed.'
        : 'Not allowed: the app lacks the scope read_all_orders, so only orders of the last 60 days are read.',
    },
    {
      name: 'Read customers',
      ok: true,
      detail: may('customers')
        ? 'Allowed.'
        : 'Not allowed: the app lacks the scope read_customers, so buyers are known by their addresses and email alone.',
    },
  ];
  return {
    ok: checks.every(({ ok }) => ok),
    account: shop.name,
    accountId: shop.id,
    environment: shop.plan?.partnerDevelopment === true ? 'test' : 'live',
    checks,
  };
}

async function attempt<T>(name: string, read: () => Promise<T>): Promise<{ check: Check; found: T | null }> {
  try {
    return { found: await read(), check: { name, ok: true, detail: 'Allowed.' } };
  } catch (error) {
    if (!(error instanceof ConnectionError) || error.transient) throw error;
    const { happened, todo } = error.explanation;
    return { found: null, check: { name, ok: false, detail: `${happened} ${todo}` } };
  }
}
