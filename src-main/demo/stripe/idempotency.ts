/**
 * Idempotency keys: the first answer to a POST is kept for a day and given again for the same key; the same key with
 * other parameters is an error. https://docs.stripe.com/api/idempotent_requests
 */
import type { HttpReply, HttpRequest } from '../http/index.ts';
import { StripeFailure } from './errors.ts';

const KEPT_SECONDS = 86_400;

interface Kept {
  readonly asked: string;
  readonly reply: HttpReply;
  readonly at: number;
}

export interface IdempotencyKeys {
  /** The kept answer, or null when the request is to be run. Throws StripeFailure when the key was used for another one. */
  replay(request: HttpRequest, now: number): HttpReply | null;
  keep(request: HttpRequest, reply: HttpReply, now: number): void;
}

export function createIdempotencyKeys(): IdempotencyKeys {
  const kept = new Map<string, Kept>();
  const keyOf = (request: HttpRequest): string | null =>
    request.method === 'POST' ? (request.headers['idempotency-key'] ?? null) : null;
  const askedOf = (request: HttpRequest): string => `${request.path}\n${request.body}`;
  return {
    replay(request, now) {
      const key = keyOf(request);
      const found = key === null ? undefined : kept.get(key);
      if (!found || now - found.at > KEPT_SECONDS) return null;
      if (found.asked !== askedOf(request)) {
        const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
        throw new StripeFailure({ status: 400, type: 'idempotency_error', message });
      }
      const original = found.reply.headers['request-id'] ?? '';
      const headers = { ...found.reply.headers, 'original-request': original, 'idempotent-replayed': 'true' };
      return { ...found.reply, headers };
    },
    keep(request, reply, now) {
      const key = keyOf(request);
      if (key !== null) kept.set(key, { asked: askedOf(request), reply, at: now });
    },
  };
}
