/**
 * An Opayo (Sage Pay) vendor on loopback, over HTTP, for the demo company: the Reporting and Admin API with its signed
 * XML at /access/access.htm. See records.ts and envelope.ts for what is confirmed. Knows the demo company and ../http.
 */
import type { DemoPayment, DemoWorld } from '../company/index.ts';
import {
  createFaults,
  type Faults,
  type HttpReply,
  type HttpRequest,
  startHttpServer,
} from '../http/index.ts';
import { type OpayoBooks, seedOpayo } from './books.ts';
import { run } from './commands.ts';
import { readCommand, refusal } from './envelope.ts';
import type { OpayoRecord } from './records.ts';

export { vpsTxIdOf } from './records.ts';

export interface OpayoSimulatorOptions {
  readonly world: DemoWorld;
  readonly vendor: string;
  readonly user: string;
  readonly password: string;
  readonly port?: number;
  readonly clock: () => Date;
}

export interface OpayoControl {
  readonly faults: Faults;
  readonly books: OpayoBooks;
  /** A payment arrives; what is left out is taken over from `like`. */
  pay(payment: Partial<DemoPayment> & { readonly key: string }, like: DemoPayment): OpayoRecord;
  refund(vpsTxId: string, amountMinor: number, at?: number): OpayoRecord;
  void(vpsTxId: string, at?: number): OpayoRecord;
}

export interface OpayoSimulator {
  readonly port: number;
  readonly url: string;
  readonly requests: number;
  readonly control: OpayoControl;
  close(): Promise<void>;
}

export async function startOpayoSimulator(options: OpayoSimulatorOptions): Promise<OpayoSimulator> {
  const { clock } = options;
  const books = seedOpayo(options.world);
  const faults = createFaults();
  const now = () => Math.floor(clock().getTime() / 1000) + faults.clockSkewSeconds;
  const page = (status: number, text: string, headers: Record<string, string> = {}): HttpReply => ({
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: `<html><body>${text}</body></html>`,
  });

  function handle(request: HttpRequest): HttpReply {
    if (request.path !== '/access/access.htm') return page(404, 'Not found');
    const command = request.method === 'POST' ? readCommand(request.body) : null;
    if (!command) return refusal('0001', 'The XML field is missing or is not well formed.', now());
    const known = command.vendor === options.vendor && command.user === options.user;
    if (!known || !command.isSignedWith(options.password)) {
      return refusal('0005', 'The vendor, user or signature is invalid.', now());
    }
    books.settleDue(now());
    return run(books, faults, command, now());
  }

  function failure(status: number, retryAfterSeconds: number | undefined): HttpReply {
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    return page(status, status === 429 ? 'Too many requests' : 'Service unavailable', headers);
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
        books.pay({ ...like, refunds: [], dispute: null, at: now(), ...payment, gateway: 'opayo' }),
      refund: (vpsTxId, amountMinor, at = now()) => books.refund(vpsTxId, amountMinor, at),
      void: (vpsTxId, at = now()) => books.void(vpsTxId, at),
    },
    close: () => server.close(),
  };
}
