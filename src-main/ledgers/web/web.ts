import type * as z from 'zod';
import { ConnectionError } from '../../../shared/errors.ts';
import type { LedgerDeps } from '../port.ts';
import { busy, connectionLost, siteFailed, timedOut, unreachable, unreadable } from './failures.ts';
import { createThrottle } from './throttle.ts';

export interface WebOptions {
  /** As the sentences name it. */
  readonly ledger: string;
  readonly timeoutMs: number;
  readonly requestsPerMinute: number;
}

export interface WebRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** It changes the books: not tried again when its outcome is unknown. */
  readonly writes: boolean;
}

export interface WebAnswer {
  readonly status: number;
  readonly text: string;
}

export interface LedgerWeb {
  /** Every answer but 429 and 5xx, which are ConnectionErrors once trying again has not helped. */
  send(request: WebRequest, signal: AbortSignal): Promise<WebAnswer>;
  /** The other side's clock at its last answer, whatever our clock does meanwhile; ours before there was one. */
  theirNow(): Date;
}

const READ_TRIES = 3;
const FIRST_WAIT_MS = 400;
/** A ledger that asks for a longer wait than this is left to the schedule. */
const LONGEST_WAIT_MS = 65_000;
/** Nothing reached the other side. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'CERT_HAS_EXPIRED',
]);

export function createLedgerWeb(options: WebOptions, deps: Pick<LedgerDeps, 'now' | 'sleep'>): LedgerWeb {
  const { ledger, timeoutMs } = options;
  const throttle = createThrottle(options.requestsPerMinute, deps);
  let answeredAt: Date | null = null;

  async function once(request: WebRequest, signal: AbortSignal): Promise<WebAnswer> {
    const limit = AbortSignal.timeout(timeoutMs);
    const fault = (error: unknown, sent: boolean): unknown => {
      if (signal.aborted) return signal.reason;
      const unknown = request.writes && sent;
      if (limit.aborted) return timedOut(ledger, timeoutMs, request.writes, error);
      return sent
        ? connectionLost(ledger, unknown, error)
        : unreachable(ledger, new URL(request.url).host, unknown, error);
    };
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      redirect: 'error',
      signal: AbortSignal.any([signal, limit]),
    }).catch((error: unknown) => {
      throw fault(error, !NEVER_SENT.has(codeOf(error)));
    });
    const text = await response.text().catch((error: unknown) => {
      throw fault(error, true);
    });
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) answeredAt = new Date(date);
    const wait = retryAfterMs(response.headers.get('retry-after'), deps.now());
    if (response.status === 429) throw busy(ledger, wait);
    if (response.status >= 500) throw siteFailed(ledger, response.status, request.writes, wait);
    return { status: response.status, text };
  }

  return {
    theirNow: () => answeredAt ?? deps.now(),
    send: async (request, signal) => {
      for (let tries = 1; ; tries += 1) {
        await throttle.take(signal);
        try {
          return await once(request, signal);
        } catch (error) {
          if (!(error instanceof ConnectionError) || error.outcomeUnknown || tries >= READ_TRIES) throw error;
          const waitMs = error.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 1);
          if (waitMs > LONGEST_WAIT_MS) throw error;
          await deps.sleep(waitMs, signal);
        }
      }
    },
  };
}

/** The answer as JSON of a given shape. `wrote`: the request changed the books, so an unreadable answer leaves that open. */
export function readJson<Shape extends z.ZodType>(
  ledger: string,
  answer: WebAnswer,
  shape: Shape,
  wrote = false,
): z.infer<Shape> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.text);
  } catch (cause) {
    throw unreadable(ledger, wrote, cause);
  }
  const checked = shape.safeParse(parsed);
  if (!checked.success) throw unreadable(ledger, wrote, checked.error);
  return checked.data;
}

function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at = 'cause' in at ? at.cause : null;
  }
  return '';
}

function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.round(seconds * 1000));
  const until = Date.parse(header);
  return Number.isNaN(until) ? null : Math.max(0, until - now.getTime());
}
