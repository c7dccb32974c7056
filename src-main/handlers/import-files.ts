import type { ImportFilesWritten } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';

/** For a ledger that nobody may write to: what was posted so far goes into files. Null when nothing waits. */
export async function writeImportFiles(hand: Hand): Promise<ImportFilesWritten | null> {
  const { company } = hand.session();
  const ledger = await company.ledger();
  if (!ledger.writeImportFiles) {
    throw new MatchbookError('IMPORT_FILES_NOT_USED', {
      happened: 'This ledger is posted to directly, so there are no import files to write.',
      kept: 'Nothing was written.',
      todo: 'Connect the ledger again with “files” as its way of posting if your firm imports them by hand.',
    });
  }
  const written = await ledger.writeImportFiles();
  if (written === null) return null;
  const { number, markers } = written;
  const files = written.files.map(({ kind, file, rows, controlTotals }) => ({
    kind,
    file,
    rows,
    controlTotals: { ...controlTotals },
  }));
  const actor = userOf(company);
  company.store.audit.append({
    actor,
    action: 'import_files.written',
    subjectKind: 'import_files',
    subjectId: String(number),
    sentence: `${actor} wrote import files number ${number}: ${files.map(({ file, rows }) => `${file} with ${rows} rows`).join(', ')}.`,
    detail: { number, markers: [...markers], files },
  });
  company.emit({ type: 'changed', topics: ['history'] });
  return { number, entries: markers.length, files };
}
