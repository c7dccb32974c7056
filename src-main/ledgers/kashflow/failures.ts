/** What KashFlow refuses and what is wrong with a sign-in, in sentences. */
import { ConnectionError, MatchbookError } from '../../../shared/errors.ts';

export const KASHFLOW = 'KashFlow';
const WAITS = 'Everything imported and decided is kept; what is approved waits in the outbox.';
const NO_MORE_TRIES =
  'Matchbook does not try it again by itself, because KashFlow locks a user after a few wrong ones.';

const signIn = (code: string, happened: string, todo: string): ConnectionError =>
  new ConnectionError(code, { happened, kept: WAITS, todo }, { transient: false });

export const passwordWrong = (): ConnectionError =>
  signIn(
    'KASHFLOW_PASSWORD_WRONG',
    `KashFlow does not accept the user name or the password. ${NO_MORE_TRIES}`,
    'Type both as you do on KashFlow’s own page: here, or later under Settings → Connections → Edit.',
  );

export const memorableWordWrong = (): ConnectionError =>
  signIn(
    'KASHFLOW_MEMORABLE_WORD_WRONG',
    `KashFlow accepts the password, but not the characters of the memorable word. ${NO_MORE_TRIES}`,
    'Type the whole memorable word again: here, or later under Settings → Connections → Edit.',
  );

export const accountLocked = (): ConnectionError =>
  signIn(
    'KASHFLOW_ACCOUNT_LOCKED',
    'KashFlow has locked this user after wrong sign-ins.',
    'Have it unlocked in KashFlow (or reset the password there), then test the ledger again in Settings.',
  );

export const apiOff = (): ConnectionError =>
  signIn(
    'KASHFLOW_API_OFF',
    'API access is switched off for this KashFlow account, or not allowed from this computer’s address.',
    'Switch it on in KashFlow under Settings → API Settings, with no restriction to other addresses.',
  );

export const sessionRefused = (): ConnectionError =>
  new ConnectionError(
    'KASHFLOW_SESSION_REFUSED',
    {
      happened: 'KashFlow ended the session, and refused the new one that Matchbook signed in for as well.',
      kept: WAITS,
      todo: 'Nothing, unless it goes on: Matchbook tries again by itself.',
    },
    { transient: true },
  );

export const noRights = (): ConnectionError =>
  new ConnectionError(
    'LEDGER_PERMISSION_DENIED',
    {
      happened: 'This KashFlow user may not do what the work needs: sales, customers, bank and journals.',
      kept: 'Nothing of the posting was written.',
      todo: 'Have the user’s role changed in KashFlow, or connect with another user.',
    },
    { transient: false },
  );

export const customerRefused = (said: string): MatchbookError =>
  new MatchbookError('KASHFLOW_CUSTOMER_REFUSED', {
    happened: `KashFlow did not take the customer: ${said.replace(/\.?\s*$/, '')}.`,
    kept: 'Nothing of the customer was written.',
    todo: 'Shorten or correct what it names, in the gateway’s customer or in KashFlow, and write it again.',
  });
