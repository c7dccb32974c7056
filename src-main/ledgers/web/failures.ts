/** What can go wrong between here and a ledger on the web, whichever it is. */
import { ConnectionError } from '../../../shared/errors.ts';

const WAITS = 'What is approved waits in the outbox and is posted later.';
const LOOKED_FOR = 'What may have been written is looked for by its marker before anything is sent again.';
const BY_ITSELF = 'Nothing, unless it goes on: Matchbook tries again by itself.';

const keptAfter = (writes: boolean): string => (writes ? LOOKED_FOR : WAITS);

export function unreachable(
  ledger: string,
  host: string,
  outcomeUnknown: boolean,
  cause: unknown,
): ConnectionError {
  return new ConnectionError(
    'LEDGER_UNREACHABLE',
    {
      happened: `${ledger} does not answer at ${host}.`,
      kept: keptAfter(outcomeUnknown),
      todo: 'Check that this computer is online, and that a firewall or proxy lets Matchbook through.',
    },
    { transient: true, outcomeUnknown, cause },
  );
}

export function timedOut(
  ledger: string,
  limitMs: number,
  outcomeUnknown: boolean,
  cause: unknown,
): ConnectionError {
  return new ConnectionError(
    'LEDGER_TIMEOUT',
    {
      happened: `${ledger} did not answer within ${Math.round(limitMs / 1000)} seconds.`,
      kept: keptAfter(outcomeUnknown),
      todo: BY_ITSELF,
    },
    { transient: true, outcomeUnknown, cause },
  );
}

export function connectionLost(ledger: string, outcomeUnknown: boolean, cause: unknown): ConnectionError {
  return new ConnectionError(
    'LEDGER_CONNECTION_LOST',
    {
      happened: `The connection to ${ledger} broke in the middle of the work.`,
      kept: keptAfter(outcomeUnknown),
      todo: BY_ITSELF,
    },
    { transient: true, outcomeUnknown, cause },
  );
}

/** It refused the request before doing anything: nothing was written. */
export function busy(ledger: string, retryAfterMs: number | null): ConnectionError {
  return new ConnectionError(
    'LEDGER_BUSY',
    {
      happened: `${ledger} takes no more requests for the moment: its limit for this business is used up.`,
      kept: WAITS,
      todo: BY_ITSELF,
    },
    { transient: true, retryAfterMs },
  );
}

export function siteFailed(
  ledger: string,
  status: number,
  outcomeUnknown: boolean,
  retryAfterMs: number | null,
): ConnectionError {
  return new ConnectionError(
    'LEDGER_SITE_FAILED',
    {
      happened: `${ledger} had a fault of its own (status ${status}).`,
      kept: keptAfter(outcomeUnknown),
      todo: BY_ITSELF,
    },
    { transient: true, outcomeUnknown, retryAfterMs },
  );
}

/** A web page, half a document, or anything else where an answer of the API belongs. */
export function unreadable(ledger: string, outcomeUnknown: boolean, cause: unknown): ConnectionError {
  return new ConnectionError(
    'LEDGER_SITE_UNREADABLE',
    {
      happened: `${ledger} answered with something else than what its API promises.`,
      kept: keptAfter(outcomeUnknown),
      todo: `${BY_ITSELF} If it does, a proxy or sign-in page may stand in between.`,
    },
    { transient: true, outcomeUnknown, cause },
  );
}

/** A request that it will refuse each time it is made. */
export function requestRefused(ledger: string, said: string): ConnectionError {
  return new ConnectionError(
    'LEDGER_REQUEST_REFUSED',
    {
      happened: `${ledger} refused a request: ${said.replace(/\.?\s*$/, '')}.`,
      kept: 'Nothing of the request was written.',
      todo: 'Test the ledger again in Settings; if the test passes, send this sentence to support.',
    },
    { transient: false },
  );
}

/** Part of a posting is there and the rest is refused: what the port promises for a ledger without transactions. */
export function postingIncomplete(
  ledger: string,
  there: readonly string[],
  missing: string,
): ConnectionError {
  return new ConnectionError(
    'LEDGER_POSTING_INCOMPLETE',
    {
      happened: `Only a part of this posting is in ${ledger}, because its books were changed in between. ${missing}`,
      kept: `There already: ${there.join(', ')}; it is not written again.`,
      todo: `Put right in ${ledger} what is named, then press Retry in Exceptions: only what is missing is added.`,
    },
    { transient: false, outcomeUnknown: true },
  );
}

/** The connection was closed or changed while a request was on its way. */
export function ledgerClosed(ledger: string): ConnectionError {
  return new ConnectionError(
    'LEDGER_CANCELLED',
    {
      happened: `The work with ${ledger} was ended before it was done.`,
      kept: LOOKED_FOR,
      todo: BY_ITSELF,
    },
    { transient: true, outcomeUnknown: true },
  );
}
