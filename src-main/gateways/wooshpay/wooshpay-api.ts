/** WooshPay's lists: Stripe's pages in small. Basic authentication with the key as user name, no password. */
import * as z from 'zod';
import { credentialsRefused, permissionMissing, requestRefused, unreadable } from '../failures.ts';
import type { GatewayDeps } from '../port.ts';
import { redactText } from '../redact.ts';
import { createWeb, readJson } from '../web.ts';
import { hostFor, type WooshPaySettings } from './settings.ts';

export const WOOSHPAY = 'WooshPay';

export type WooshPayList = '/v1/payment_intents' | '/v1/charges' | '/v1/disputes' | '/v1/checkout/sessions';

const Item = z.looseObject({ id: z.string(), created: z.number().int() });
export type WooshPayItem = z.infer<typeof Item>;
const List = z.looseObject({ data: z.array(Item), has_more: z.boolean().nullish() });
const Failure = z.looseObject({ error: z.looseObject({ message: z.string().nullish() }).nullish() });

export interface WooshPayPage {
  readonly items: readonly WooshPayItem[];
  /** The last record, after which the next page begins; null at the end. */
  readonly next: string | null;
}

export interface WooshPayApi {
  /** One page, newest first, of what was created since a Unix second, as far as the server heeds that filter. */
  page(list: WooshPayList, since: number, after: string | null, signal: AbortSignal): Promise<WooshPayPage>;
  nowSeconds(): number;
}

const TRIES = 3;

export function createWooshPayApi(
  apiKey: string,
  settings: WooshPaySettings,
  deps: GatewayDeps,
): WooshPayApi {
  const { timeoutMs, ratePerSecond } = settings;
  const web = createWeb(
    { gateway: WOOSHPAY, baseUrl: hostFor(apiKey, settings), timeoutMs, ratePerSecond },
    deps,
  );
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;

  function ask(list: WooshPayList, since: number, after: string | null, signal: AbortSignal) {
    const query = new URLSearchParams({ limit: '100', 'created[gte]': String(since) });
    if (after !== null) query.set('starting_after', after);
    const request = {
      method: 'GET',
      path: `${list}?${query}`,
      headers: { accept: 'application/json', authorization },
    } as const;
    return web.ask(request, signal, (answer) => {
      if (answer.status === 401) throw credentialsRefused(WOOSHPAY, 'secret key');
      if (answer.status === 403)
        throw permissionMissing(WOOSHPAY, list.replace('/v1/', '').replaceAll('_', ' '));
      if (answer.status >= 400) {
        const said = readJson(WOOSHPAY, answer, Failure).error?.message ?? `status ${answer.status}`;
        throw requestRefused(WOOSHPAY, redactText(said));
      }
      return readJson(WOOSHPAY, answer, List);
    });
  }

  const sameIds = (a: z.infer<typeof List>, b: z.infer<typeof List>) =>
    a.data.map(({ id }) => id).join() === b.data.map(({ id }) => id).join();

  /** The first page has no record before it to be checked against, so two answers have to agree. */
  async function firstPage(list: WooshPayList, since: number, signal: AbortSignal) {
    let before = await ask(list, since, null, signal);
    for (let tries = 0; tries < TRIES + 2; tries += 1) {
      const again = await ask(list, since, null, signal);
      if (sameIds(before, again)) return again;
      before = again;
    }
    throw unreadable(WOOSHPAY, 'another first page each time');
  }

  async function pageAfter(list: WooshPayList, since: number, after: string, signal: AbortSignal) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const page = await ask(list, since, after, signal);
      if (page.data.every(({ id }) => id !== after)) return page;
    }
    throw unreadable(WOOSHPAY, 'the same page again and again');
  }

  return {
    async page(list, since, after, signal) {
      const page =
        after === null ? await firstPage(list, since, signal) : await pageAfter(list, since, after, signal);
      const items = page.data.filter(({ created }) => created >= since);
      const hasOlder = items.length < page.data.length;
      const last = page.data.at(-1)?.id ?? null;
      return { items, next: page.has_more && !hasOlder ? last : null };
    },
    nowSeconds: () => Math.floor((deps.now().getTime() + web.aheadMs) / 1000),
  };
}
