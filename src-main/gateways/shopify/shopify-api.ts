/**
 * Shopify's GraphQL Admin API, asked politely. Facts: shopify.dev/docs/api/admin-graphql (one address, X-Shopify-Access-Token),
 * shopify.dev/docs/api/usage/limits (a bucket of points that fills again at restoreRate; no query above 1,000 points; a refused query
 * is answered with status 200 and the error THROTTLED), shopify.dev/docs/api/usage/response-codes (402 frozen, 423 locked), and
 * shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant (a token for a day).
 */
import * as z from 'zod';
import type { ConnectionError } from '../../../shared/errors.ts';
import {
  credentialsRefused,
  permissionMissing,
  rateLimited,
  requestRefused,
  serverFailed,
  unreadable,
} from '../failures.ts';
import type { GatewayDeps } from '../port.ts';
import { redactText } from '../redact.ts';
import { createWeb, readJson, type WebAnswer } from '../web.ts';
import { hostFor, type ShopifyLogin, type ShopifySettings } from './settings.ts';

export const SHOPIFY = 'Shopify';
/** Renewed this long before it ends, against clocks that differ. */
const MARGIN_MS = 60_000;

const Token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

const GraphError = z.looseObject({
  message: z.string(),
  extensions: z.looseObject({ code: z.string().nullish(), requiredAccess: z.string().nullish() }).nullish(),
});
type GraphError = z.infer<typeof GraphError>;

const Cost = z.looseObject({
  requestedQueryCost: z.number().nullish(),
  throttleStatus: z
    .looseObject({ currentlyAvailable: z.number(), restoreRate: z.number().positive() })
    .nullish(),
});
const Answer = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  /** A sentence alone where the request never came to a query. */
  errors: z.union([z.string(), z.array(GraphError)]).nullish(),
  extensions: z.looseObject({ cost: Cost.nullish().catch(null) }).nullish(),
});
type Answer = z.infer<typeof Answer>;

/** The query would cost more than Shopify takes at once: ask for less. */
export class QueryTooCostly extends Error {}

export interface ShopifyApi {
  /** The answer's data in the shape given. Throws ConnectionError, and QueryTooCostly where less has to be asked for. */
  query<Shape extends z.ZodType>(
    text: string,
    variables: Readonly<Record<string, unknown>>,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.infer<Shape>>;
}

export function createShopifyApi(
  shop: string,
  login: ShopifyLogin,
  settings: ShopifySettings,
  deps: GatewayDeps,
): ShopifyApi {
  const { timeoutMs, ratePerSecond } = settings;
  const web = createWeb(
    { gateway: SHOPIFY, baseUrl: hostFor(shop, settings), timeoutMs, ratePerSecond },
    deps,
  );
  let token: { readonly text: string; readonly until: number } | null = null;

  async function tokenFor(signal: AbortSignal): Promise<string> {
    if (login.kind === 'token') return login.token;
    if (token !== null && token.until > deps.now().getTime()) return token.text;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: login.id,
      client_secret: login.secret,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const request = {
      method: 'POST',
      path: '/admin/oauth/access_token',
      headers,
      body: form.toString(),
    } as const;
    const given = await web.ask(request, signal, (answer) => {
      if (answer.status >= 400) throw tokenRefused(answer);
      return readJson(SHOPIFY, answer, Token);
    });
    token = { text: given.access_token, until: deps.now().getTime() + given.expires_in * 1000 - MARGIN_MS };
    return token.text;
  }

  async function post(body: string, signal: AbortSignal): Promise<Answer | null> {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-shopify-access-token': await tokenFor(signal),
    };
    const path = `/admin/api/${settings.apiVersion}/graphql.json`;
    return web.ask({ method: 'POST', path, headers, body }, signal, (answer) => {
      if (answer.status === 401) return null;
      if (answer.status >= 400) throw statusRefused(answer.status);
      const read = readJson(SHOPIFY, answer, Answer);
      const failure = passingFailure(read);
      if (failure !== null) throw failure;
      return read;
    });
  }

  return {
    async query(text, variables, shape, signal) {
      const body = JSON.stringify({ query: text, variables });
      let answer = await post(body, signal);
      if (answer === null && login.kind === 'client') {
        token = null;
        answer = await post(body, signal);
      }
      if (answer === null) throw credentialsRefused(SHOPIFY, 'access token');
      const [error] = errorsOf(answer);
      if (error) throw lastingFailure(error);
      const checked = shape.safeParse(answer.data);
      if (!checked.success) throw unreadable(SHOPIFY, 'a document of another form', checked.error);
      return checked.data;
    },
  };
}

const errorsOf = ({ errors }: Answer): readonly GraphError[] =>
  typeof errors === 'string' ? [{ message: errors }] : (errors ?? []);

const codeOf = (error: GraphError): string => error.extensions?.code ?? '';

/** What goes by itself; thrown where it is tried again. */
function passingFailure(answer: Answer): ConnectionError | null {
  const errors = errorsOf(answer);
  if (errors.some((it) => codeOf(it) === 'THROTTLED' || it.message === 'Throttled')) {
    return rateLimited(SHOPIFY, untilAffordable(answer));
  }
  if (errors.some((it) => codeOf(it) === 'INTERNAL_SERVER_ERROR')) return serverFailed(SHOPIFY, 500, null);
  return null;
}

/** Until the bucket holds what the query costs; null where Shopify did not say. */
function untilAffordable({ extensions }: Answer): number | null {
  const { requestedQueryCost: cost, throttleStatus: bucket } = extensions?.cost ?? {};
  if (typeof cost !== 'number' || !bucket) return null;
  return Math.max(
    1000,
    Math.ceil((Math.max(0, cost - bucket.currentlyAvailable) / bucket.restoreRate) * 1000),
  );
}

function lastingFailure(error: GraphError): Error {
  if (codeOf(error) === 'MAX_COST_EXCEEDED') return new QueryTooCostly(error.message);
  if (codeOf(error) === 'ACCESS_DENIED' || /^access denied/i.test(error.message)) {
    const scope = /\b(read_[a-z_]+)/.exec(`${error.extensions?.requiredAccess ?? ''} ${error.message}`)?.[1];
    return permissionMissing(
      SHOPIFY,
      scope ? `${scope.slice(5).replaceAll('_', ' ')} (scope ${scope})` : 'orders',
    );
  }
  return requestRefused(SHOPIFY, redactText(error.message));
}

function statusRefused(status: number): ConnectionError {
  switch (status) {
    case 402:
      return requestRefused(SHOPIFY, 'the shop is frozen until its bill is paid');
    case 403:
      return requestRefused(SHOPIFY, 'the app is not allowed in this shop (status 403)');
    case 404:
      return credentialsRefused(SHOPIFY, 'name of the shop');
    case 423:
      return requestRefused(SHOPIFY, 'the shop is locked');
    default:
      return requestRefused(SHOPIFY, `status ${status}`);
  }
}

function tokenRefused(answer: WebAnswer): ConnectionError {
  if (answer.status === 404) return credentialsRefused(SHOPIFY, 'name of the shop');
  if (/app_not_installed/.test(answer.text))
    return requestRefused(SHOPIFY, 'the app is not installed in this shop');
  if (/shop_not_permitted/.test(answer.text)) {
    return requestRefused(SHOPIFY, 'the app and the shop belong to different organizations');
  }
  return credentialsRefused(SHOPIFY, 'client ID and secret');
}
