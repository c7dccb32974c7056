/** What can go wrong with a backup, in sentences an accountant can act on. */
import { MatchbookError } from '../../shared/errors.ts';

export function backupFolderUnusable(folder: string, why: string, cause?: unknown): MatchbookError {
  return new MatchbookError(
    'BACKUP_FOLDER',
    {
      happened: `The backup folder ${folder} cannot be used: ${why}.`,
      kept: 'The company file is as it was.',
      todo: 'Choose a folder that exists and that you may write to.',
    },
    { cause },
  );
}

export function backupFailed(folder: string, cause: unknown): MatchbookError {
  return new MatchbookError(
    'BACKUP_FAILED',
    {
      happened: `No backup could be made in ${folder}: ${sentence(cause)}`,
      kept: 'The company file and the earlier backups are as they were.',
      todo: 'Make sure that the disk has room and that the folder can be written to, then try again.',
    },
    { cause },
  );
}

export function otherEnvironment(file: string, found: string, open: string): MatchbookError {
  return new MatchbookError('BACKUP_OTHER_ENVIRONMENT', {
    happened: `The backup ${file} is of ${ENVIRONMENT[found] ?? 'another'} company, and ${ENVIRONMENT[open] ?? 'another'} one is open.`,
    kept: 'Nothing was replaced; demo, test and live records are never mixed.',
    todo: 'Open that company first, or choose another backup.',
  });
}

export function inUse(storeFile: string): MatchbookError {
  return new MatchbookError('RESTORE_IN_USE', {
    happened: `Another program has the company file ${storeFile} open.`,
    kept: 'Nothing was replaced.',
    todo: 'Close every other Matchbook window and command line on this computer, then restore again.',
  });
}

export function restoreFailed(storeFile: string, cause: unknown): MatchbookError {
  return new MatchbookError(
    'RESTORE_FAILED',
    {
      happened: `The backup could not be put in the place of ${storeFile}: ${sentence(cause)}`,
      kept: 'The company file that was in use is still in its place.',
      todo: 'Make sure that the disk has room and that no other program has the file open, then try again.',
    },
    { cause },
  );
}

export function keepAsideFailed(storeFile: string, cause: unknown): MatchbookError {
  return new MatchbookError(
    'KEEP_ASIDE_FAILED',
    {
      happened: `The company file ${storeFile} could not be put aside: ${sentence(cause)}`,
      kept: 'It is still in its place.',
      todo: 'Close every other program that may have it open, and make sure that its folder can be written to; then try again.',
    },
    { cause },
  );
}

const ENVIRONMENT: Readonly<Record<string, string>> = { demo: 'the demo', test: 'a test', live: 'a live' };

function sentence(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.endsWith('.') ? text : `${text}.`;
}
