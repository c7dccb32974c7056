/** What can go wrong with the local store itself, in sentences an accountant can act on. */
import { MatchbookError } from '../../shared/errors.ts';

export type StoreErrorCode =
  | 'STORE_NEWER'
  | 'STORE_FOREIGN'
  | 'STORE_CORRUPT'
  | 'STORE_UNREADABLE'
  | 'STORE_IN_USE'
  | 'STORE_MIGRATION_FAILED'
  | 'STORE_ROW_INVALID'
  | 'STORE_ROW_MISSING';

export class StoreError extends MatchbookError {
  override readonly name = 'StoreError';

  constructor(
    code: StoreErrorCode,
    explanation: { happened: string; kept: string; todo: string },
    options?: { cause?: unknown },
  ) {
    super(code, explanation, options);
  }
}

export function newerStore(file: string, found: number, known: number): StoreError {
  return new StoreError('STORE_NEWER', {
    happened: `The company file ${file} was written by a newer Matchbook (file version ${found}, this program knows ${known}).`,
    kept: 'The file was not changed.',
    todo: 'Update Matchbook on this PC, or open the backup that was made before the update.',
  });
}

export function corruptStore(file: string, detail: string, cause?: unknown): StoreError {
  return new StoreError(
    'STORE_CORRUPT',
    {
      happened: `The company file ${file} is damaged: ${detail}.`,
      kept: 'It was left as it is; the ledger and the gateways are not affected.',
      todo: 'Restore a backup (Matchbook looks for those that are whole when it starts), then sync again.',
    },
    { cause },
  );
}

export function missingStore(file: string): StoreError {
  return new StoreError('STORE_UNREADABLE', {
    happened: `The company file ${file} is not there any more, or is empty.`,
    kept: 'The ledger and the gateways are not affected.',
    todo: 'Connect the drive that it is on and try again, or restore a backup.',
  });
}

export function missingRow(what: string, key: string): StoreError {
  return new StoreError('STORE_ROW_MISSING', {
    happened: `There is no ${what} "${key}" in the company file.`,
    kept: 'Nothing was changed.',
    todo: 'Refresh the list and try again.',
  });
}
