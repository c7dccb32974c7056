/**
 * Stripe's error bodies: https://docs.stripe.com/api/errors. The wording of the permission error was seen in
 * https://github.com/stripe/stripe-node/issues/2246, that of unknown parameters in stripe/stripe-java#388.
 */
import { type HttpReply, jsonReply } from '../http/index.ts';

export interface StripeErrorFacts {
  readonly status: number;
  readonly type: 'invalid_request_error' | 'api_error' | 'idempotency_error' | 'card_error';
  readonly code?: string;
  readonly message: string;
  readonly param?: string;
}

export class StripeFailure extends Error {
  readonly facts: StripeErrorFacts;

  constructor(facts: StripeErrorFacts) {
    super(facts.message);
    this.facts = facts;
  }
}

export function invalid(message: string, param?: string, code?: string): StripeFailure {
  return new StripeFailure({
    status: 400,
    type: 'invalid_request_error',
    message,
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  });
}

/** 404 when the URL names it, 400 when a parameter does. */
export function missing(kind: string, id: string, param: string, status: 400 | 404): StripeFailure {
  const code = 'resource_missing';
  const message = `No such ${kind}: '${id}'`;
  return new StripeFailure({ status, type: 'invalid_request_error', code, message, param });
}

/** All but the last four characters of the secret part. */
export function redactKey(key: string): string {
  const match = /^([a-z]+_(?:test|live)_)(.*)$/.exec(key);
  const [, prefix = '', secret = key] = match ?? [];
  const shown = secret.length > 8 ? secret.slice(-4) : '';
  return `${prefix}${'*'.repeat(Math.max(4, secret.length - shown.length))}${shown}`;
}

export function errorReply(
  facts: StripeErrorFacts,
  requestId: string,
  headers: Record<string, string> = {},
): HttpReply {
  const error = {
    ...(facts.code === undefined
      ? {}
      : {
          code: facts.code,
          doc_url: `https://stripe.com/docs/error-codes/${facts.code.replaceAll('_', '-')}`,
        }),
    message: facts.message,
    ...(facts.param === undefined ? {} : { param: facts.param }),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
    type: facts.type,
  };
  return jsonReply(facts.status, { error }, headers);
}

/** What Stripe says when the fault is its own, or when it has been asked too often. */
export function serviceFailure(status: number): StripeErrorFacts {
  if (status === 429) {
    const message =
      'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.';
    return { status, type: 'invalid_request_error', code: 'rate_limit', message };
  }
  const message = 'An unknown error occurred';
  return { status, type: status >= 500 ? 'api_error' : 'invalid_request_error', message };
}
