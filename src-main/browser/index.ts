/**
 * The browser host: serves the built window on 127.0.0.1 and carries the contract over HTTP (calls) and server-sent events.
 * Only whoever holds the one-time token of the printed address gets in, and only from a page that this server served.
 * Imports shared/ and hosting/; called by start.ts.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppEvent, Handlers } from '../../shared/api.ts';
import { createCallRoute } from './call-route.ts';
import { createEventStreams } from './event-streams.ts';
import { createFrontDoor } from './front-door.ts';
import { createRouter } from './router.ts';
import { loadWindowFiles } from './window-files.ts';

export interface BrowserHostOptions {
  readonly handlers: Handlers;
  readonly events: { subscribe(listener: (event: AppEvent) => void): () => void };
  /** The folder that Vite built; read once, at start. Throws when it has no index.html. */
  readonly rendererDirectory: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly version: string;
  /** Told of every failure that nobody foresaw; the default writes it to standard error. */
  readonly onUnexpected?: (where: string, error: unknown) => void;
}

export interface BrowserHost {
  /** http://127.0.0.1:PORT/?token=…, good for one visit. */
  readonly url: string;
  /** Ends open streams and connections; resolves when the port is free. */
  close(): Promise<void>;
}

/** More sockets than this at once are nobody's browser. */
const MOST_CONNECTIONS = 2000;

export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const onUnexpected = options.onUnexpected ?? writeToStandardError;
  const files = loadWindowFiles(options.rendererDirectory);
  const door = createFrontDoor(() => randomBytes(32).toString('base64url'));
  const streams = createEventStreams(options.events, onUnexpected);
  const calls = createCallRoute({ handlers: options.handlers, onUnexpected });

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 });
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listen(server, options.port ?? 0);
  server.on(
    'request',
    createRouter({ port, door, files, streams, calls, version: options.version, onUnexpected }),
  );

  return {
    url: `http://127.0.0.1:${port}/?token=${door.token}`,
    close: () => {
      streams.close();
      return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function writeToStandardError(where: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${new Date().toISOString()} ${where}: ${text}\n`);
}
