/**
 * A PayTrace merchant on loopback, over HTTP, for the demo company: OAuth by password, transactions by date range,
 * batches. Facts from code that runs against https://api.paytrace.com (see records.ts for what is not confirmed).
 * Knows the demo company and ../http.
 */
import type { DemoPayment, DemoWorld } from '../company/index.ts';
import {
  createFaults,
  type Faults,
  type HttpReply,
  type HttpRequest,
  jsonReply,
  startHttpServer,
} from '../http/index.ts';
import { type PayTraceBooks, seedPayTrace } from './books.ts';
import type { PayTraceRecord } from './records.ts';
import { answer } from './routes.ts';
import { createTokens } from './tokens.ts';

export interface PayTraceSimulatorOptions {
  readonly world: DemoWorld;
  readonly username: string;
  readonly password: string;
  readonly integratorId: string;
  readonly port?: number;
  readonly clock: () => Date;
  /** The merchant's zone: days and times are local to it. */
  readonly timeZone?: string;
}

export interface PayTraceControl {
  readonly faults: Faults;
  readonly books: PayTraceBooks;
  /** A payment arrives; what is left out is taken over from `like`. */
  pay(payment: Partial<DemoPayment> & { readonly key: string }, like: DemoPayment): PayTraceRecord;
  giveBack(transactionId: number, amountMinor: number, at?: number): PayTraceRecord;
  expireTokens(): void;
}

export interface PayTraceSimulator {
  readonly port: number;
  readonly url: string;
  readonly requests: number;
  readonly control: PayTraceControl;
  close(): Promise<void>;
}

function bodyOf(request: HttpRequest): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(request.body === '' ? '{}' : request.body);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

export async function startPayTraceSimulator(options: PayTraceSimulatorOptions): Promise<PayTraceSimulator> {
  const { world, clock, timeZone = 'America/Los_Angeles' } = options;
  const books = seedPayTrace(world, timeZone);
  const faults = createFaults();
  const tokens = createTokens(options.username, options.password, world.seed);
  const now = () => Math.floor(clock().getTime() / 1000) + faults.clockSkewSeconds;

  function handle(request: HttpRequest): HttpReply {
    if (request.method !== 'POST') return jsonReply(405, { error: 'method_not_allowed' }, { allow: 'POST' });
    if (request.path === '/oauth/token') return tokens.grant(request, now());
    const refused = tokens.refusal(request, now());
    if (refused) return refused;
    const body = bodyOf(request);
    const refuse = (status_message: string) =>
      jsonReply(400, { success: false, response_code: 1, status_message, errors: {} });
    if (body === null) return refuse('The request is not valid JSON.');
    if (body.integrator_id !== options.integratorId) return refuse('Please provide a valid integrator ID.');
    books.settleDue(now());
    return answer(books, faults, request, body);
  }

  function failure(status: number, retryAfterSeconds: number | undefined): HttpReply {
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    const status_message = status === 429 ? 'Too many requests.' : 'An internal error occurred.';
    return jsonReply(status, { success: false, response_code: 1, status_message }, headers);
  }

  const server = await startHttpServer({ port: options.port ?? 0, faults, handle, failure, now: clock });
  return {
    port: server.port,
    url: server.url,
    get requests() {
      return server.requests;
    },
    control: {
      faults,
      books,
      pay: (payment, like) =>
        books.sale({ ...like, refunds: [], dispute: null, at: now(), ...payment, gateway: 'paytrace' }),
      giveBack: (id, amountMinor, at = now()) => books.giveBack(id, amountMinor, at),
      expireTokens: () => tokens.expireAll(),
    },
    close: () => server.close(),
  };
}
