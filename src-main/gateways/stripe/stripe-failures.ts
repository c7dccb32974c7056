/** Every way in which the Stripe client fails, as the sentence and the code that the rest of the program knows. */
import Stripe from 'stripe';
import { ConnectionError } from '../../../shared/errors.ts';
import {
  credentialsRefused,
  permissionMissing,
  rateLimited,
  requestRefused,
  retryAfterMs,
  serverFailed,
  timedOut,
  unreachable,
  unreadable,
} from '../failures.ts';
import { redactText } from '../redact.ts';

export interface StripeAddress {
  readonly host: string;
  readonly timeoutMs: number;
}

/** `reading` is what was asked for, as the permission is called in Stripe's Dashboard. */
export function stripeFailure(error: unknown, reading: string, address: StripeAddress, now: Date): Error {
  if (!(error instanceof Stripe.errors.StripeError))
    return error instanceof Error ? error : new Error(String(error));
  const wait = retryAfterMs(error.headers?.['retry-after'], now);
  if (error instanceof Stripe.errors.StripeRateLimitError || error.statusCode === 429) {
    return rateLimited('Stripe', wait, error);
  }
  if (error instanceof Stripe.errors.StripeConnectionError) return connectionFailure(error, address);
  if (error instanceof Stripe.errors.StripeAuthenticationError || error.statusCode === 401) {
    return credentialsRefused('Stripe', 'API key', error);
  }
  if (error instanceof Stripe.errors.StripePermissionError || error.statusCode === 403) {
    return permissionMissing('Stripe', reading, error);
  }
  if (/Invalid JSON/i.test(error.message)) return unreadable('Stripe', 'something that is not JSON', error);
  const status = error.statusCode ?? 0;
  if (status === 409 || status >= 500) return serverFailed('Stripe', status, wait, error);
  return requestRefused('Stripe', redactText(error.message), error);
}

function connectionFailure(error: Error, address: StripeAddress): ConnectionError {
  if (/timeout|timed out|ETIMEDOUT/i.test(`${error.message} ${detailOf(error)}`)) {
    return timedOut('Stripe', address.timeoutMs, error);
  }
  if (/response body|body read|aborted|prematur/i.test(`${error.message} ${detailOf(error)}`)) {
    return unreadable('Stripe', 'half an answer', error);
  }
  return unreachable('Stripe', address.host, error);
}

function detailOf(error: Error): string {
  const detail = 'detail' in error ? error.detail : null;
  return detail instanceof Error ? `${detail.name} ${detail.message}` : String(detail ?? '');
}

/** The object that was asked for is not there (any more): an event older than 30 days, for one. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof ConnectionError)) return false;
  const cause = error.cause;
  return (
    cause instanceof Stripe.errors.StripeError &&
    (cause.code === 'resource_missing' || cause.statusCode === 404)
  );
}
