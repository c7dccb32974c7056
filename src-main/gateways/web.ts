/**
 * HTTP to a gateway that has no client library of its own: throttled, retried, with a time limit, and its failures in
 * our words. What an answer means (a refused token, an error in a document) is the connector's to say.
 */
import * as z from 'zod';
import { rateLimited, retryAfterMs, serverFailed, timedOut, unreachable, unreadable } from './failures.ts';
import { askPolitely } from './politely.ts';
import type { GatewayDeps } from './port.ts';
import { createThrottle } from './throttle.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** An address that credentials may be sent to: encrypted, or this computer itself. No slash at the end. */
export const BaseUrl = z
  .url()
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && (url.protocol === 'https:' || LOOPBACK.has(url.hostname));
  }, 'Credentials are sent unencrypted only to this computer itself (127.0.0.1).')
  .transform((text) => text.replace(/\/+$/, ''));

export interface WebAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface WebRequest {
  readonly method: 'GET' | 'POST';
  /** With its leading slash and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WebOptions {
  readonly gateway: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly ratePerSecond: number;
}

export interface Web {
  /**
   * One answer, tried again where the failure passes. `judge` sees every answer that is neither 429 nor 5xx, may throw
   * a ConnectionError (a transient one is tried again), and gives what the caller wants of it.
   */
  ask<T>(request: WebRequest, signal: AbortSignal, judge: (answer: WebAnswer) => T): Promise<T>;
  /** How far the other side's clock is ahead, as its Date headers say. */
  readonly aheadMs: number;
}

export function createWeb(options: WebOptions, deps: GatewayDeps): Web {
  const { gateway } = options;
  const throttle = createThrottle({ ratePerSecond: options.ratePerSecond, slowestPerSecond: 0.5 }, deps);
  let aheadMs = 0;

  async function once(request: WebRequest, signal: AbortSignal): Promise<WebAnswer> {
    const limit = AbortSignal.timeout(options.timeoutMs);
    const stop = AbortSignal.any([signal, limit]);
    const fault = (error: unknown, during: 'asking' | 'reading') => {
      if (signal.aborted) return signal.reason;
      if (limit.aborted) return timedOut(gateway, options.timeoutMs, error);
      return during === 'reading'
        ? unreadable(gateway, 'half an answer', error)
        : unreachable(gateway, new URL(options.baseUrl).host, error);
    };
    const { method, headers, body = null } = request;
    const response = await fetch(`${options.baseUrl}${request.path}`, {
      method,
      headers,
      body,
      redirect: 'error',
      signal: stop,
    }).catch((error: unknown) => {
      throw fault(error, 'asking');
    });
    const text = await response.text().catch((error: unknown) => {
      throw fault(error, 'reading');
    });
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) aheadMs = date - deps.now().getTime();
    return { status: response.status, headers: response.headers, text };
  }

  return {
    ask: (request, signal, judge) =>
      askPolitely(deps, throttle, signal, async () => {
        const answer = await once(request, signal);
        const wait = retryAfterMs(answer.headers.get('retry-after'), deps.now());
        if (answer.status === 429) throw rateLimited(gateway, wait);
        if (answer.status >= 500) throw serverFailed(gateway, answer.status, wait);
        return judge(answer);
      }),
    get aheadMs() {
      return aheadMs;
    },
  };
}

/** The answer as JSON of a given shape; what is not is a transient failure in words. */
export function readJson<Shape extends z.ZodType>(
  gateway: string,
  answer: WebAnswer,
  shape: Shape,
): z.infer<Shape> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.text);
  } catch (cause) {
    throw unreadable(gateway, whatItIs(answer.text), cause);
  }
  const checked = shape.safeParse(parsed);
  if (!checked.success) throw unreadable(gateway, 'a document of another form', checked.error);
  return checked.data;
}

export function whatItIs(text: string): string {
  if (text.trim() === '') return 'nothing';
  return /^\s*<(!doctype|html)/i.test(text) ? 'a web page' : 'something that cannot be read';
}
