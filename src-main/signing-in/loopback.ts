/**
 * Where the browser comes back to after signing in: a listener on 127.0.0.1 for one answer (RFC 8252, section 7.3). What does
 * not bring the state of this sign-in is turned away and changes nothing.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ReturnPage, sendPage } from './page.ts';
import { sameText } from './proof.ts';

export type Returned =
  | { readonly kind: 'code'; readonly code: string; readonly answer: Readonly<Record<string, string>> }
  /** The site says that it did not go through; `said` is its own word for it. */
  | { readonly kind: 'declined'; readonly error: string; readonly said: string };

export interface Loopback {
  readonly redirectUri: string;
  close(): void;
}

export interface LoopbackOptions {
  /** 0: any free one. */
  readonly port: number;
  /** With its leading slash. */
  readonly path: string;
  readonly state: string;
  /** Called once; the browser is shown the page that it resolves with. */
  readonly onReturn: (returned: Returned) => Promise<ReturnPage>;
}

const STRANGE: ReturnPage = {
  status: 400,
  title: 'This is not the sign-in that was asked for',
  text: 'Nothing was changed. Close this page, and start the sign-in again in Matchbook.',
};
const USED: ReturnPage = {
  status: 409,
  title: 'This sign-in was used already',
  text: 'Nothing was changed. You can close this page.',
};

/** Rejects with the system's error when the port is taken. */
export async function listenOnLoopback(options: LoopbackOptions): Promise<Loopback> {
  let used = false;
  let port = options.port;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = URL.parse(request.url ?? '/', `http://127.0.0.1:${port}`);
    const host = request.headers.host ?? '';
    // A name that resolves to this computer (DNS rebinding) is not this listener.
    if (url === null || !['127.0.0.1', 'localhost'].includes(host.replace(/:\d+$/, ''))) {
      return sendPage(response, { ...STRANGE, status: 421 });
    }
    if (url.pathname !== options.path) return sendPage(response, { ...STRANGE, status: 404 });
    if (request.method !== 'GET') return sendPage(response, { ...STRANGE, status: 405 });
    const returned = readReturn(url.searchParams, options.state);
    if (returned === null) return sendPage(response, STRANGE);
    if (used) return sendPage(response, USED);
    used = true;
    sendPage(response, await options.onReturn(returned));
  };
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.maxConnections = 20;
  port = await listen(server, options.port);
  return {
    redirectUri: `http://127.0.0.1:${port}${options.path}`,
    close: () => {
      server.close();
      server.closeIdleConnections();
    },
  };
}

/** Null when it is not the answer to this sign-in. An error may come without the state (Sage's does); a code may not. */
function readReturn(parameters: URLSearchParams, state: string): Returned | null {
  const given = parameters.get('state');
  const error = parameters.get('error');
  if (given === null ? error === null : !sameText(given, state)) return null;
  if (error !== null) {
    const said = parameters.get('error_description') ?? parameters.get('reason') ?? error;
    return { kind: 'declined', error, said: said.slice(0, 200) };
  }
  const code = parameters.get('code');
  if (code === null || code === '') return null;
  return { kind: 'code', code, answer: Object.fromEntries(parameters) };
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
