/** One HTTP/1.1 server on 127.0.0.1: reads a request whole, asks the gateway's handler, applies the faults, answers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultState } from './faults.ts';

export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** How many requests came so far. */
  readonly requests: number;
  close(): Promise<void>;
}

export interface HttpServerOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly faults: FaultState;
  readonly handle: (request: HttpRequest) => HttpReply | Promise<HttpReply>;
  /** The gateway's own wording of an error that a fault asks for. */
  readonly failure: (status: number, retryAfterSeconds: number | undefined) => HttpReply;
  readonly now: () => Date;
}

const MAX_BODY_BYTES = 1_000_000;
const PROXY_PAGE =
  '<html><head><title>Bad gateway</title></head><body><h1>502 Bad gateway</h1></body></html>';

export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): HttpReply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  const [path = '/', ...query] = (incoming.url ?? '/').split('?');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path,
    query: query.join('?'),
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function send(response: ServerResponse, reply: HttpReply, now: Date): void {
  response.writeHead(reply.status, {
    date: now.toUTCString(),
    'content-length': Buffer.byteLength(reply.body),
    ...reply.headers,
  });
  response.end(reply.body);
}

function sendTruncated(response: ServerResponse, reply: HttpReply): void {
  response.writeHead(reply.status, { 'content-length': Buffer.byteLength(reply.body), ...reply.headers });
  response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)), () => response.destroy());
}

async function answer(
  options: HttpServerOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { faults } = options;
  const request = await readRequest(incoming);
  const now = () => new Date(options.now().getTime() + faults.clockSkewSeconds * 1000);
  if (!request) return send(response, options.failure(413, undefined), now());
  const misbehaviour = faults.take(request);
  if (faults.latencyMs > 0) await wait(faults.latencyMs);
  switch (misbehaviour?.kind) {
    case 'dropped':
      response.destroy();
      return;
    case 'status':
      return send(response, options.failure(misbehaviour.status, misbehaviour.retryAfterSeconds), now());
    case 'html': {
      const headers = { 'content-type': 'text/html' };
      return send(response, { status: misbehaviour.status ?? 200, headers, body: PROXY_PAGE }, now());
    }
    case 'truncated':
      return sendTruncated(response, await options.handle(request));
    case 'answer_lost':
      await options.handle(request);
      response.destroy();
      return;
    case undefined:
      return send(response, await options.handle(request), now());
  }
}

export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  let requests = 0;
  const server = createServer((incoming, response) => {
    requests += 1;
    answer(options, incoming, response).catch((cause: unknown) => {
      if (response.headersSent || response.destroyed) {
        response.destroy();
        return;
      }
      const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The simulator itself failed: ${message}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
