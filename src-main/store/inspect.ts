/** Looks into a company file without changing it: what it is, whether it is whole, what it holds. For backups. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Instant } from '../../shared/model.ts';
import { type AuditCheck, auditRepository } from './audit.ts';
import { corruptStore, missingStore, StoreError } from './errors.ts';
import { schemaVersion } from './migrate.ts';
import { examine, translate } from './open.ts';

export interface StoreInspection {
  readonly schemaVersion: number;
  readonly audit: AuditCheck;
  readonly lastEventAt: Instant | null;
  readonly transactions: number;
  readonly receipts: number;
  /** Of the ledger connection; null when none was connected. */
  readonly ledger: { readonly id: string; readonly environment: 'test' | 'live' } | null;
  /** A setting by name, as it was stored. */
  setting(name: string): unknown;
}

/**
 * Throws StoreError: STORE_UNREADABLE (there is no such file), STORE_NEWER, STORE_FOREIGN, STORE_CORRUPT (also when the
 * audit trail does not hold).
 */
export function inspectStore(file: string): StoreInspection {
  if (!existsSync(file)) {
    throw new StoreError('STORE_UNREADABLE', {
      happened: `There is no file ${file}.`,
      kept: 'Nothing was changed.',
      todo: 'Choose another file, or connect the drive that it is on.',
    });
  }
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      return look(db, file);
    } finally {
      db.close();
    }
  } catch (error) {
    const translated = translate(error, file);
    // A table that is not there, a value that cannot be: nothing that a backup of ours would have.
    if (translated instanceof Database.SqliteError) throw corruptStore(file, translated.message, error);
    throw translated;
  }
}

/** One setting of a company file that is not open here, as it was stored; nothing else of it is checked. Throws StoreError. */
export function settingOf(file: string, name: string): unknown {
  if (!existsSync(file)) throw missingStore(file);
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const read = db.prepare<[string], string>('SELECT setting FROM app_setting WHERE name = ?').pluck();
      const text = read.get(name);
      return text === undefined ? undefined : JSON.parse(text);
    } finally {
      db.close();
    }
  } catch (error) {
    throw error instanceof StoreError ? error : corruptStore(file, String(error), error);
  }
}

function look(db: Database.Database, file: string): StoreInspection {
  examine(db, file, 'integrity_check');
  const count = (table: string): number => {
    const [row] = db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${table}`).all();
    return row?.count ?? 0;
  };
  const asIs = <Result>(work: () => Result): Result => work();
  const audit = auditRepository(db, () => new Date(0), asIs).verify();
  if (!audit.ok)
    throw corruptStore(file, `its audit trail does not hold. ${audit.firstBroken?.reason ?? ''}`);
  const last = db.prepare<[], { at: string }>('SELECT at FROM audit_event ORDER BY seq DESC LIMIT 1').get();
  const ledger = db
    .prepare<[], { id: string; environment: 'test' | 'live' }>(
      `SELECT id, environment FROM connection WHERE role = 'ledger' AND state <> 'removed' ORDER BY created_at LIMIT 1`,
    )
    .get();
  const settings = new Map(
    db
      .prepare<[], { name: string; setting: string }>('SELECT name, setting FROM app_setting')
      .all()
      .map(({ name, setting }) => [name, setting]),
  );
  return {
    schemaVersion: schemaVersion(db),
    audit,
    lastEventAt: (last?.at ?? null) as Instant | null,
    transactions: count('gateway_transaction'),
    receipts: count('receipt'),
    ledger: ledger ?? null,
    setting: (name) => {
      const text = settings.get(name);
      return text === undefined ? undefined : JSON.parse(text);
    },
  };
}
