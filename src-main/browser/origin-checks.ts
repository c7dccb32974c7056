import type { IncomingMessage } from 'node:http';

/** Why a request is turned away before anything looks at what it wants. */
export interface Refusal {
  readonly status: 400 | 403 | 421;
  readonly sentence: string;
}

/** A name other than these in Host means that a foreign page reached this port by DNS rebinding. */
export function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/** Checked on every request: its target is a path, and it is addressed to this machine by a name that is ours. */
export function refuseForeignHost(request: IncomingMessage, port: number): Refusal | null {
  if (!request.url?.startsWith('/') || request.url.startsWith('//')) {
    return { status: 400, sentence: 'The address asked for is not a path of Matchbook.' };
  }
  const hosts = request.headersDistinct.host ?? [];
  const [host] = hosts;
  if (hosts.length !== 1 || host === undefined || !ownHosts(port).includes(host.toLowerCase())) {
    return { status: 421, sentence: 'Matchbook answers only to 127.0.0.1 and localhost.' };
  }
  return null;
}

/** Checked on calls: only a page that this server served may make them. Browsers put Origin on every POST. */
export function refuseForeignOrigin(request: IncomingMessage): Refusal | null {
  if (request.headers.origin !== `http://${request.headers.host}`) {
    return { status: 403, sentence: 'The request comes from a page that is not Matchbook’s own.' };
  }
  return refuseForeignSite(request);
}

/**
 * Checked on the event stream: a browser leaves Origin out of a GET of its own site and then says `same-origin` in
 * Sec-Fetch-Site (fetch.spec.whatwg.org, w3c.github.io/webappsec-fetch-metadata). One of the two must vouch for it.
 */
export function refuseForeignListener(request: IncomingMessage): Refusal | null {
  if (request.headers.origin !== undefined) return refuseForeignOrigin(request);
  if (request.headers['sec-fetch-site'] !== 'same-origin') {
    return { status: 403, sentence: 'Events are sent only to Matchbook’s own page.' };
  }
  return null;
}

/** `none` is the user's own doing (address bar, bookmark); `same-site` may be another program's page on this machine. */
export function refuseForeignSite(request: IncomingMessage): Refusal | null {
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  return { status: 403, sentence: 'Another site sent this request.' };
}

/** A browser that loads an address ahead of the user must not use the token up. */
export function isPrefetch(request: IncomingMessage): boolean {
  const purpose = `${request.headers['sec-purpose'] ?? ''} ${request.headers.purpose ?? ''}`;
  return /prefetch|prerender|preview/.test(purpose);
}
