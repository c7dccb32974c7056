import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CallRoute, sendFailure } from './call-route.ts';
import type { EventStreams } from './event-streams.ts';
import type { FrontDoor } from './front-door.ts';
import { protect } from './headers.ts';
import {
  isPrefetch,
  type Refusal,
  refuseForeignHost,
  refuseForeignListener,
  refuseForeignOrigin,
  refuseForeignSite,
} from './origin-checks.ts';
import { OUTSIDE_PAGE, type Page, renderPage, STEP_INSIDE, USED_PAGE, WRONG_PAGE } from './pages.ts';
import type { WindowFile } from './window-files.ts';

export interface RouterDeps {
  readonly port: number;
  readonly door: FrontDoor;
  readonly files: ReadonlyMap<string, WindowFile>;
  readonly streams: EventStreams;
  readonly calls: CallRoute;
  readonly version: string;
  readonly onUnexpected: (where: string, error: unknown) => void;
}

/** Order matters: the host name, then who asks, then the cookie, and only then what is asked for. */
export function createRouter(deps: RouterDeps): (request: IncomingMessage, response: ServerResponse) => void {
  const page = (response: ServerResponse, status: number, content: Page): void =>
    sendText(response, status, 'text/html; charset=utf-8', renderPage(content, deps.version));

  return (request, response) => {
    protect(response);
    response.on('error', (error) => deps.onUnexpected('response', error));
    const foreign = refuseForeignHost(request, deps.port);
    if (foreign) return refuse(request, response, foreign);
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const inside = deps.door.isInside(request.headers.cookie, deps.port);

    if (path.startsWith('/api/')) {
      if (request.method !== 'POST') return wrongMethod(request, response, 'POST');
      const refusal = refuseForeignOrigin(request);
      if (refusal) return refuse(request, response, refusal);
      if (!inside) return turnAway(request, response);
      deps.calls(path.slice('/api/'.length), request, response).catch((error: unknown) => {
        deps.onUnexpected('call', error);
        response.destroy();
      });
      return;
    }

    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return wrongMethod(request, response, 'GET, HEAD');
    }

    if (path === '/events') {
      const refusal = refuseForeignListener(request);
      if (refusal) return refuse(request, response, refusal);
      if (!inside) return turnAway(request, response);
      if (request.method === 'HEAD') return sendText(response, 200, 'text/event-stream; charset=utf-8', '');
      if (!deps.streams.open(response)) {
        sendFailure(
          response,
          503,
          'TOO_BUSY',
          'Too many windows are open.',
          'Close one and reload this one.',
        );
      }
      return;
    }

    const token = path === '/' ? new URLSearchParams(query).get('token') : null;
    if (token !== null) {
      if (isPrefetch(request) || request.method === 'HEAD') return sendText(response, 503, 'text/plain', '');
      if (inside) return redirectHome(response);
      const visit = deps.door.exchange(token);
      if (visit === 'used') return page(response, 403, USED_PAGE);
      if (visit === 'wrong') return page(response, 403, WRONG_PAGE);
      response.setHeader('Set-Cookie', deps.door.cookie(deps.port));
      return redirectHome(response);
    }

    const refusal = refuseForeignSite(request);
    if (refusal && path === '/' && request.headers['sec-fetch-mode'] === 'navigate') {
      return sendText(response, 200, 'text/html; charset=utf-8', STEP_INSIDE);
    }
    if (refusal) return refuse(request, response, refusal);
    if (!inside) return page(response, 401, OUTSIDE_PAGE);
    const file = deps.files.get(path);
    if (file === undefined) return sendText(response, 404, 'text/plain; charset=utf-8', 'Not found.');
    if (file.hashed) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
    response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.body.length });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  };
}

function redirectHome(response: ServerResponse): void {
  response.writeHead(303, { Location: '/' });
  response.end();
}

function turnAway(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  sendFailure(
    response,
    401,
    'SESSION_ENDED',
    'This window belongs to an earlier run of Matchbook.',
    'Open the address that Matchbook printed when it was last started.',
  );
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  request.resume();
  sendText(response, refusal.status, 'text/plain; charset=utf-8', refusal.sentence);
}

function wrongMethod(request: IncomingMessage, response: ServerResponse, allowed: string): void {
  request.resume();
  response.setHeader('Allow', allowed);
  sendText(response, 405, 'text/plain; charset=utf-8', `This address takes ${allowed} only.`);
}

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
  response.end(body);
}
