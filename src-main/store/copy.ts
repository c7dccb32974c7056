import Database from 'better-sqlite3';

/**
 * A copy of the company file as it stands at one moment, page by page, while it is in use. The copy is one file that needs
 * no other beside it (no write-ahead log), so that it can lie on a read-only medium.
 */
export async function copyDatabase(db: Database.Database, file: string): Promise<void> {
  await db.backup(file);
  const copy = new Database(file, { fileMustExist: true });
  try {
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}
