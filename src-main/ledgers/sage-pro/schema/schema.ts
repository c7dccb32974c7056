/** The schema as the rest of the connector uses it: profile, what it allows, and the columns that carry what. */
import { MatchbookError } from '../../../../shared/errors.ts';
import type { SageConnection } from '../connection/connection.ts';
import type { SageProSettings } from '../settings.ts';
import { type Abilities, judgeSchema } from './abilities.ts';
import { knownTable, type TableKey } from './known-tables.ts';
import type { MarkerColumn } from './marker-column.ts';
import { buildProfile, type ColumnProfile, type SchemaProfile, type TableProfile } from './profile.ts';
import { type CatalogReading, isGone, readCatalog } from './read-catalog.ts';

export interface PostingTables {
  readonly armast: TableProfile;
  readonly arcust: TableProfile;
  readonly arcash: TableProfile;
  readonly amount: ColumnProfile;
  readonly marker: MarkerColumn;
  readonly ardist: TableProfile | null;
  readonly journalMarker: MarkerColumn | null;
}

export class SageSchema {
  readonly profile: SchemaProfile;
  readonly abilities: Abilities;
  readonly reading: CatalogReading;
  /** Reads happen in a snapshot: the database allows it. */
  readonly snapshotReads: boolean;
  /** Null: this schema cannot be posted to directly. */
  readonly posting: PostingTables | null;

  constructor(reading: CatalogReading, settings: SageProSettings, snapshotAllowed: boolean) {
    this.reading = reading;
    this.profile = buildProfile(reading.catalog, settings.database, settings.companySuffix);
    this.abilities = judgeSchema(this.profile, settings);
    this.snapshotReads =
      settings.readIsolation === 'snapshot' || (settings.readIsolation === 'auto' && snapshotAllowed);
    this.posting = this.#posting();
  }

  /** Throws LEDGER_TABLE_MISSING, with the findings in its sentence, when the table cannot be read. */
  table(key: TableKey): TableProfile {
    const table = this.profile.tables.get(key);
    const blocking = this.abilities.findings.filter(({ severity }) => severity === 'blocks_reading');
    if (table && blocking.length === 0) return table;
    throw new MatchbookError('LEDGER_SCHEMA', {
      happened:
        blocking.map(({ message }) => message).join(' ') ||
        `The table ${key} (${knownTable(key).use}) is missing.`,
      kept: 'Nothing was read or written, and everything that Matchbook holds is kept.',
      todo: 'Check that this is a Sage Pro company’s database and that the login may read its tables.',
    });
  }

  #posting(): PostingTables | null {
    const { abilities, profile } = this;
    const [armast, arcust, arcash] = (['armast', 'arcust', 'arcash'] as const).map((key) =>
      profile.tables.get(key),
    );
    if (!abilities.canPost || !armast || !arcust || !arcash || !abilities.amount || !abilities.marker)
      return null;
    return {
      armast,
      arcust,
      arcash,
      amount: abilities.amount,
      marker: abilities.marker,
      ardist: abilities.canDistribute ? (profile.tables.get('ardist') ?? null) : null,
      journalMarker: abilities.journalMarker,
    };
  }
}

/** Whether a reader may have a snapshot; false where the server cannot say. */
async function snapshotAllowed(connection: SageConnection): Promise<boolean> {
  try {
    const text = 'SELECT snapshot_isolation_state AS state FROM sys.databases WHERE name = DB_NAME()';
    const [row] = await connection.rows({ text, parameters: [] });
    return Number(row?.state) === 1;
  } catch (error) {
    if (isGone(error)) throw error;
    // SQL Server 2000 and some other engines have no such view, and no snapshots either.
    return false;
  }
}

export async function readSchema(connection: SageConnection): Promise<SageSchema> {
  const reading = await readCatalog(connection);
  const wantsToKnow = connection.settings.readIsolation === 'auto';
  return new SageSchema(reading, connection.settings, wantsToKnow && (await snapshotAllowed(connection)));
}
