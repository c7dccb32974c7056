/** What Sage refuses and what is wrong with a sign-in, in sentences. */
import { ConnectionError } from '../../../shared/errors.ts';
import { COUNTRIES, type Country } from './settings.ts';

export const SAGE = 'Sage Accounting';
const WAITS = 'Everything imported and decided is kept; what is approved waits in the outbox.';

export function signInExpired(cause?: unknown): ConnectionError {
  return new ConnectionError(
    'SAGE_SIGN_IN_EXPIRED',
    {
      happened:
        'Sage Accounting does not accept Matchbook’s access any more: it was revoked, or not used for a month.',
      kept: WAITS,
      todo: 'Open Settings → Connections and sign in to Sage again.',
    },
    { transient: false, cause },
  );
}

export function codeRefused(): ConnectionError {
  return new ConnectionError(
    'SAGE_CODE_REFUSED',
    {
      happened: 'Sage Accounting did not accept the answer of the sign-in: it was too old, or used already.',
      kept: 'Nothing was saved or changed.',
      todo: 'Sign in once more, and come back within a minute of allowing it.',
    },
    { transient: false },
  );
}

export function appRefused(): ConnectionError {
  return new ConnectionError(
    'SAGE_APP_REFUSED',
    {
      happened: 'Sage Accounting does not know this client ID, or the client secret is another app’s.',
      kept: 'Nothing was saved or changed.',
      todo: 'Copy both again from the app that you registered with Sage.',
    },
    { transient: false },
  );
}

export function wrongRegion(chosen: Country, found: string): ConnectionError {
  const there = COUNTRIES[found.toLowerCase() as Country]?.name ?? found.toUpperCase();
  return new ConnectionError(
    'SAGE_REGION_MISMATCH',
    {
      happened: `The business that was signed in to is in ${there}, and ${COUNTRIES[chosen].name} was chosen.`,
      kept: 'Nothing was saved or posted.',
      todo: `Choose ${there} as the country and sign in again, or sign in with a user of a business in ${COUNTRIES[chosen].name}.`,
    },
    { transient: false },
  );
}

export function noBusiness(): ConnectionError {
  return new ConnectionError(
    'SAGE_NO_BUSINESS',
    {
      happened: 'This Sage user has no business whose books could be read.',
      kept: 'Nothing was saved or changed.',
      todo: 'Have the user invited to the business in Sage, then sign in again.',
    },
    { transient: false },
  );
}

export function businessGone(): ConnectionError {
  return new ConnectionError(
    'SAGE_BUSINESS_GONE',
    {
      happened: 'The business that was chosen is not among those of this Sage user any more.',
      kept: WAITS,
      todo: 'Have the user invited to it again in Sage, or connect the business that takes its place.',
    },
    { transient: false },
  );
}

export function noRights(): ConnectionError {
  return new ConnectionError(
    'LEDGER_PERMISSION_DENIED',
    {
      happened:
        'This Sage user may not do what the work needs: reading and writing sales, contacts, banking and journals.',
      kept: 'Nothing of the posting was written.',
      todo: 'Have the user’s role changed in Sage (Settings → Manage users), or sign in as another one.',
    },
    { transient: false },
  );
}
