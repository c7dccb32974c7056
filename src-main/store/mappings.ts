/** Field mappings, version by version: the newest of a connection is in force; none is ever changed or removed. */
import type Database from 'better-sqlite3';
import type { MappableField, Mapping } from '../../shared/mapping.ts';
import type { ConnectionId, Instant } from '../../shared/model.ts';
import { fromJson } from './canonical.ts';

export interface MappingVersion {
  readonly connectionId: ConnectionId;
  /** 1 is the first. */
  readonly version: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
  readonly note: string;
  readonly mapping: Mapping;
  /** The ledger's fields as they were when it was saved: what its values are checked against. */
  readonly targets: readonly MappableField[];
}

export interface Mappings {
  current(id: ConnectionId): MappingVersion | null;
  /** Newest first. */
  versions(id: ConnectionId): MappingVersion[];
  /** Of all connections, newest first. */
  recent(limit: number): MappingVersion[];
  /** The next version; the caller has checked it. */
  add(version: Omit<MappingVersion, 'version' | 'savedAt'>): MappingVersion;
}

interface Row {
  connection_id: string;
  version: number;
  saved_at: string;
  saved_by: string;
  note: string;
  mapping: string;
  targets: string;
}

const toVersion = (row: Row): MappingVersion => ({
  connectionId: row.connection_id as ConnectionId,
  version: row.version,
  savedAt: row.saved_at as Instant,
  savedBy: row.saved_by,
  note: row.note,
  mapping: fromJson<Mapping>(row.mapping, 'mapping'),
  targets: fromJson<MappableField[]>(row.targets, 'mapping'),
});

export function mappingsRepository(db: Database.Database, now: () => Date): Mappings {
  const versions = db.prepare<[string, number], Row>(
    'SELECT * FROM mapping_version WHERE connection_id = ? ORDER BY version DESC LIMIT ?',
  );
  const recent = db.prepare<[number], Row>(
    'SELECT * FROM mapping_version ORDER BY saved_at DESC, version DESC LIMIT ?',
  );
  const add = db.prepare(`
    INSERT INTO mapping_version (connection_id, version, saved_at, saved_by, note, mapping, targets)
    SELECT @connectionId, coalesce(max(version), 0) + 1, @savedAt, @savedBy, @note, @mapping, @targets
    FROM mapping_version WHERE connection_id = @connectionId`);
  const current = (id: ConnectionId): MappingVersion | null => {
    const row = versions.get(id, 1);
    return row === undefined ? null : toVersion(row);
  };
  return {
    current,
    versions: (id) => versions.all(id, 500).map(toVersion),
    recent: (limit) => recent.all(limit).map(toVersion),
    add: (version) => {
      add.run({
        ...version,
        savedAt: now().toISOString(),
        mapping: JSON.stringify(version.mapping),
        targets: JSON.stringify(version.targets),
      });
      const added = current(version.connectionId);
      if (added === null) throw new RangeError('a mapping that was just added is not there');
      return added;
    },
  };
}
