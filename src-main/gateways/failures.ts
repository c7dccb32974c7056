/**
 * The sentences for everything that can go wrong between here and a gateway, whichever the gateway. Each is a
 * ConnectionError: transient ones are tried again by the schedule, the others wait for a person.
 */
import { ConnectionError } from '../../shared/errors.ts';

const KEPT = 'Everything already imported is kept, and the next sync goes on from where this one stopped.';
const WAITS = 'Matchbook tries again by itself; nothing needs to be done unless it goes on.';

export function unreachable(gateway: string, address: string, cause: unknown): ConnectionError {
  const code = networkCode(cause);
  const why: Record<string, string> = {
    ENOTFOUND: `the name ${address} was not found`,
    EAI_AGAIN: `the name ${address} could not be looked up`,
    ECONNREFUSED: `${address} refused the connection`,
    ECONNRESET: `${address} dropped the connection`,
    UND_ERR_SOCKET: `${address} dropped the connection`,
    EPIPE: `${address} dropped the connection`,
    CERT_HAS_EXPIRED: `the certificate of ${address} has expired`,
    DEPTH_ZERO_SELF_SIGNED_CERT: `the certificate of ${address} is not one that this computer trusts`,
    SELF_SIGNED_CERT_IN_CHAIN: `the certificate of ${address} is not one that this computer trusts`,
  };
  return new ConnectionError(
    'GATEWAY_UNREACHABLE',
    {
      happened: `${gateway} could not be reached: ${why[code] ?? `no connection to ${address}`}.`,
      kept: KEPT,
      todo: `Check this computer's internet connection, proxy and firewall. ${WAITS}`,
    },
    { transient: true, cause },
  );
}

export function timedOut(gateway: string, timeoutMs: number, cause: unknown): ConnectionError {
  return new ConnectionError(
    'GATEWAY_TIMEOUT',
    { happened: `${gateway} did not answer within ${timeoutMs / 1000} seconds.`, kept: KEPT, todo: WAITS },
    { transient: true, cause },
  );
}

export function credentialsRefused(gateway: string, what: string, cause?: unknown): ConnectionError {
  return new ConnectionError(
    'GATEWAY_CREDENTIALS_REFUSED',
    {
      happened: `${gateway} refused the ${what}.`,
      kept: KEPT,
      todo: `Open Settings, choose this connection and enter a current ${what}.`,
    },
    { transient: false, cause },
  );
}

export function permissionMissing(gateway: string, permission: string, cause?: unknown): ConnectionError {
  return new ConnectionError(
    'GATEWAY_PERMISSION_MISSING',
    {
      happened: `${gateway} does not let this key read ${permission}.`,
      kept: KEPT,
      todo: `Give the key the permission "${permission}: read" at ${gateway}, or enter another key in Settings.`,
    },
    { transient: false, cause },
  );
}

export function rateLimited(gateway: string, retryAfterMs: number | null, cause?: unknown): ConnectionError {
  const asked = retryAfterMs === null ? '' : ` It asked to wait ${Math.ceil(retryAfterMs / 1000)} seconds.`;
  return new ConnectionError(
    'GATEWAY_RATE_LIMITED',
    { happened: `${gateway} is answering too many requests at the moment.${asked}`, kept: KEPT, todo: WAITS },
    { transient: true, retryAfterMs, cause },
  );
}

export function serverFailed(
  gateway: string,
  status: number,
  retryAfterMs: number | null,
  cause?: unknown,
): ConnectionError {
  return new ConnectionError(
    'GATEWAY_FAILED',
    { happened: `${gateway} had a fault of its own (status ${status}).`, kept: KEPT, todo: WAITS },
    { transient: true, retryAfterMs, cause },
  );
}

/** A web page, half a document, or anything else where an answer of the API belongs. */
export function unreadable(gateway: string, what: string, cause?: unknown): ConnectionError {
  return new ConnectionError(
    'GATEWAY_UNREADABLE',
    {
      happened: `${gateway} answered with ${what} instead of what its API promises.`,
      kept: KEPT,
      todo: `${WAITS} If it does, a proxy or sign-in page may stand between this computer and ${gateway}.`,
    },
    { transient: true, cause },
  );
}

/** A request that the gateway will refuse each time it is made. */
export function requestRefused(gateway: string, said: string, cause?: unknown): ConnectionError {
  return new ConnectionError(
    'GATEWAY_REQUEST_REFUSED',
    {
      happened: `${gateway} refused a request: ${said.replace(/\.?\s*$/, '')}.`,
      kept: KEPT,
      todo: 'Test the connection in Settings; if the test passes, report this with the sentence above.',
    },
    { transient: false, cause },
  );
}

export function cursorUnusable(gateway: string, cause?: unknown): ConnectionError {
  return new ConnectionError(
    'GATEWAY_CURSOR_UNUSABLE',
    {
      happened: `The place where the last sync of ${gateway} stopped cannot be read.`,
      kept: 'Everything already imported is kept.',
      todo: 'Choose "Import again from the start" for this connection; what is already there is not imported twice.',
    },
    { transient: false, cause },
  );
}

/** The innermost `code` of an error and its causes: ENOTFOUND, ECONNRESET, … */
export function networkCode(error: unknown): string {
  let found = '';
  let at: unknown = error;
  for (let depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth += 1) {
    if ('code' in at && typeof at.code === 'string') found = at.code;
    at = 'detail' in at && typeof at.detail === 'object' ? at.detail : 'cause' in at ? at.cause : null;
  }
  return found;
}

/** Retry-After as milliseconds: a number of seconds, or an HTTP date read against `now`. */
export function retryAfterMs(header: string | null | undefined, now: Date): number | null {
  if (header === null || header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.round(seconds * 1000));
  const until = Date.parse(header);
  return Number.isNaN(until) ? null : Math.max(0, until - now.getTime());
}
