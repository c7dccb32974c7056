/** The official client, asked politely: one request at a time, throttled, retried, its failures in our words. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import Stripe from 'stripe';
import * as z from 'zod';
import { unreadable } from '../failures.ts';
import { askPolitely } from '../politely.ts';
import type { GatewayDeps } from '../port.ts';
import { createThrottle } from '../throttle.ts';
import { environmentOf, type StripeSettings } from './credentials.ts';
import { stripeFailure } from './stripe-failures.ts';

const RATE = { live: 80, test: 20 } as const;
/** How often a page that cannot be right is asked for again. */
const SAME_PAGE_TRIES = 4;

const ListEnvelope = z.looseObject({
  object: z.literal('list'),
  data: z.array(z.looseObject({ id: z.string() })),
  has_more: z.boolean(),
});
type Listed = z.infer<typeof ListEnvelope>['data'][number];

export interface StripeList {
  readonly items: readonly Listed[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** Whether a record can be in a list that was asked for by time; both ends included. */
export const createdBetween =
  (from: number, to: number) =>
  ({ created }: Readonly<Record<string, unknown>>): boolean =>
    typeof created !== 'number' || (created >= from && created <= to);

export interface StripeApi {
  /** `reading` names the permission in the sentence when it is missing. */
  ask<T>(reading: string, call: (stripe: Stripe) => Promise<T>, signal: AbortSignal): Promise<T>;
  /**
   * One page, newest first, after the record `after`. `belongs` tells whether a record can be in this list at all. A
   * page with a stranger in it, or with the record it should begin after, was repeated by mistake and is asked for
   * again; so is, once, a page that is the one before it over again, because only asking tells whether that is right.
   */
  page(
    reading: string,
    call: (stripe: Stripe, paging: { limit: number; starting_after?: string }) => Promise<unknown>,
    after: string | null,
    signal: AbortSignal,
    belongs?: (item: Listed) => boolean,
  ): Promise<StripeList>;
  /** Now by Stripe's clock, as far as its answers told it; Unix seconds. */
  nowSeconds(): number;
  close(): void;
}

export function createStripeApi(apiKey: string, settings: StripeSettings, deps: GatewayDeps): StripeApi {
  const agent =
    settings.protocol === 'http' ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true });
  const stripe = new Stripe(apiKey, {
    host: settings.host,
    port: settings.port,
    protocol: settings.protocol,
    timeout: settings.timeoutMs,
    httpAgent: agent,
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const ratePerSecond = settings.ratePerSecond ?? RATE[environmentOf(apiKey) ?? 'test'];
  const throttle = createThrottle({ ratePerSecond, slowestPerSecond: 0.5 }, deps);
  let aheadSeconds = 0;
  /** The ids of the page that each list gave last. */
  const lastPage = new Map<string, string>();

  const ask: StripeApi['ask'] = (reading, call, signal) =>
    askPolitely(deps, throttle, signal, async () => {
      try {
        const answer = await untilAborted(call(stripe), signal);
        aheadSeconds = clockDifference(answer, deps.now()) ?? aheadSeconds;
        return answer;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw stripeFailure(error, reading, settings, deps.now());
      }
    });

  return {
    ask,
    async page(reading, call, after, signal, belongs = () => true) {
      let isConfirmed = false;
      for (let tries = 0; tries < SAME_PAGE_TRIES; tries += 1) {
        const paging = after === null ? { limit: 100 } : { limit: 100, starting_after: after };
        const answer = ListEnvelope.safeParse(await ask(reading, (it) => call(it, paging), signal));
        if (!answer.success)
          throw unreadable('Stripe', `something that is not a list of ${reading}`, answer.error);
        const { data, has_more } = answer.data;
        const last = data.at(-1)?.id ?? null;
        const isRepeat = last !== null && (data.some((it) => it.id === after) || !data.every(belongs));
        if (isRepeat) continue;
        const ids = data.map(({ id }) => id).join();
        const isSameAgain = ids !== '' && ids === lastPage.get(reading);
        if (isSameAgain && !isConfirmed) {
          isConfirmed = true;
          continue;
        }
        lastPage.set(reading, ids);
        return { items: data, next: has_more ? last : null };
      }
      throw unreadable('Stripe', `the same page of ${reading} again and again`);
    },
    nowSeconds: () => Math.floor(deps.now().getTime() / 1000) + aheadSeconds,
    close: () => agent.destroy(),
  };
}

/** How far the other side's clock is ahead, by the Date header; null when it did not say. */
function clockDifference(answer: unknown, now: Date): number | null {
  const Header = z.looseObject({
    lastResponse: z.looseObject({ headers: z.record(z.string(), z.unknown()) }),
  });
  const parsed = Header.safeParse(
    Object(answer) === answer ? { lastResponse: Reflect.get(Object(answer), 'lastResponse') } : null,
  );
  const date = Date.parse(String(parsed.data?.lastResponse.headers.date ?? ''));
  return Number.isNaN(date) ? null : Math.round((date - now.getTime()) / 1000);
}

/** The client has no abort signal: its answer is no longer waited for, and `close` cuts the socket. */
function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
