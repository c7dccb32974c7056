/** What can go wrong while somebody signs in at the ledger's site, in sentences. */
import { MatchbookError } from '../../shared/errors.ts';

const KEPT = 'Nothing was saved or changed.';

export function declined(title: string, said: string): MatchbookError {
  return new MatchbookError('SIGN_IN_DECLINED', {
    happened: `${title} did not let Matchbook in: ${said.replace(/\.?\s*$/, '')}.`,
    kept: KEPT,
    todo: 'Sign in again with a user who may give access, and allow it.',
  });
}

export function cancelled(): MatchbookError {
  return new MatchbookError('SIGN_IN_CANCELLED', {
    happened: 'The sign-in was cancelled.',
    kept: KEPT,
    todo: 'Start it again when you want.',
  });
}

export function tooLate(title: string, minutes: number): MatchbookError {
  return new MatchbookError('SIGN_IN_TIMED_OUT', {
    happened: `Nobody signed in to ${title} within ${minutes} minutes, so Matchbook stopped waiting.`,
    kept: KEPT,
    todo: 'Press Sign in again, and finish it in the browser.',
  });
}

export function portTaken(port: number, cause: unknown): MatchbookError {
  return new MatchbookError(
    'SIGN_IN_PORT_TAKEN',
    {
      happened: `Another program uses port ${port} of this computer, where the browser should come back to.`,
      kept: KEPT,
      todo: 'End that program, or set another redirect port here and in the app that you registered.',
    },
    { cause },
  );
}

export function signInNeeded(title: string): MatchbookError {
  return new MatchbookError('SIGN_IN_NEEDED', {
    happened: `This sign-in to ${title} is not known any more: Matchbook was restarted, or another was begun.`,
    kept: KEPT,
    todo: 'Sign in once more.',
  });
}

export function notASignIn(title: string): MatchbookError {
  return new MatchbookError('SIGN_IN_NOT_OFFERED', {
    happened: `${title} is not connected by signing in.`,
    kept: KEPT,
    todo: 'Fill in its form instead.',
  });
}

export function addressNotOpened(title: string): MatchbookError {
  return new MatchbookError('SIGN_IN_ADDRESS', {
    happened: `The sign-in address of ${title} is not an encrypted one, so it was not opened.`,
    kept: KEPT,
    todo: 'Set its address back to the usual one.',
  });
}
