/**
 * A Stripe account on loopback, over HTTP, holding what the demo company's customers paid: the endpoints that a reader
 * of payments needs, with Stripe's object shapes, errors, cursors and headers. Facts from https://docs.stripe.com/api,
 * the fixtures in github.com/stripe/openapi and the types of the official client. Knows the demo company and ../http.
 */
import type { DemoWorld } from '../company/index.ts';
import {
  createFaults,
  type Faults,
  type HttpReply,
  type HttpRequest,
  jsonReply,
  startHttpServer,
} from '../http/index.ts';
import { authorise, type Keys } from './access.ts';
import { API_VERSION } from './books.ts';
import { createControl, type StripeControl } from './control.ts';
import { errorReply, StripeFailure, serviceFailure } from './errors.ts';
import { createIdempotencyKeys } from './idempotency.ts';
import { stripeId } from './ids.ts';
import { NO_JOURNAL, openJournal } from './journal.ts';
import { runDue } from './payouts.ts';
import { routeOf } from './routes.ts';
import { seedBooks } from './seed.ts';

export type { StripeControl } from './control.ts';
export { chargeIdOf } from './ids.ts';

/** A test key in form, put together here so that no scanner takes it for a secret that leaked. */
export function demoApiKey(): string {
  return ['sk', 'test', 'demo0Northgate0Supply0Company'].join('_');
}

export interface StripeSimulatorOptions {
  readonly world: DemoWorld;
  readonly apiKey: string;
  /** Restricted keys and their permissions, e.g. 'rak_charge_read'. */
  readonly restrictedKeys?: Readonly<Record<string, readonly string[]>>;
  /** 0, or left out, for any free port. */
  readonly port?: number;
  readonly clock: () => Date;
  /** Where what happens through `control` is kept for the next start. Left out: it is forgotten. */
  readonly journalFile?: string;
  /** How it misbehaves from the first request on; `control.faults` has all the knobs. */
  readonly faults?: Partial<Pick<Faults, 'latencyMs' | 'clockSkewSeconds'>>;
}

export interface StripeSimulator {
  readonly port: number;
  readonly url: string;
  /** Requests answered so far. */
  readonly requests: number;
  readonly control: StripeControl;
  close(): Promise<void>;
}

export async function startStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const { world, clock } = options;
  const books = seedBooks(world);
  const journal = options.journalFile === undefined ? NO_JOURNAL : openJournal(options.journalFile, books);
  const faults = Object.assign(createFaults(), options.faults);
  const keys: Keys = { apiKey: options.apiKey, restricted: options.restrictedKeys ?? {} };
  const idempotency = createIdempotencyKeys();
  const now = () => Math.floor(clock().getTime() / 1000) + faults.clockSkewSeconds;
  let answered = 0;

  function run(request: HttpRequest, requestId: string): HttpReply {
    try {
      const route = routeOf(request);
      authorise(keys, request.headers.authorization, route.permission, books.accountId);
      const kept = idempotency.replay(request, now());
      if (kept) return kept;
      runDue(books, now());
      return jsonReply(200, route.run({ books, faults, now: now() }));
    } catch (cause) {
      if (!(cause instanceof StripeFailure)) throw cause;
      const headers: Record<string, string> =
        cause.facts.status === 401 ? { 'www-authenticate': 'Basic realm="Stripe"' } : {};
      return errorReply(cause.facts, requestId, headers);
    }
  }

  function nextRequestId(): string {
    answered += 1;
    return stripeId(world.seed, 'req', String(answered));
  }

  function handle(request: HttpRequest): HttpReply {
    const requestId = nextRequestId();
    const reply = run(request, requestId);
    const key = request.headers['idempotency-key'];
    const headers = {
      'request-id': requestId,
      'stripe-version': request.headers['stripe-version'] ?? API_VERSION,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...reply.headers,
    };
    const sent = { ...reply, headers };
    const isFirst = reply.headers['idempotent-replayed'] === undefined;
    if (isFirst && reply.status === 200) idempotency.keep(request, sent, now());
    return sent;
  }

  function failure(status: number, retryAfterSeconds: number | undefined): HttpReply {
    const requestId = nextRequestId();
    const headers: Record<string, string> = { 'request-id': requestId };
    if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
    if (status === 429) headers['stripe-rate-limited-reason'] = 'global-rate';
    // Where Stripe asks to wait it does not forbid to retry (stripe/stripe-node#692); it leaves 429 to the caller (#1110).
    else headers['stripe-should-retry'] = String(status >= 500);
    return errorReply(serviceFailure(status), requestId, headers);
  }

  const server = await startHttpServer({ port: options.port ?? 0, faults, handle, failure, now: clock });
  return {
    port: server.port,
    url: server.url,
    get requests() {
      return server.requests;
    },
    control: createControl(books, faults, journal, now),
    close: () => server.close(),
  };
}
