/** The company's ledger (one) and its gateways: settings, where the next pull goes on, paused or not. No secrets. */
import type Database from 'better-sqlite3';
import type { ConnectionId, Instant } from '../../shared/model.ts';
import { fromJson } from './canonical.ts';
import { missingRow } from './errors.ts';

/** What a gateway said of itself when it was tested. */
export interface ConnectedAccount {
  /** Null where the gateway does not say which account it is. */
  readonly id: string | null;
  readonly environment: 'test' | 'live' | null;
}

export interface ConnectionRow {
  readonly id: ConnectionId;
  readonly role: 'ledger' | 'gateway';
  /** The registry name: sage-pro, stripe, … */
  readonly connector: string;
  readonly title: string;
  readonly environment: 'test' | 'live';
  readonly settings: unknown;
  /** How far back the first import goes; null for a ledger. */
  readonly importFrom: Instant | null;
  /** A gateway's cursor or a ledger's change token. */
  readonly cursor: string | null;
  readonly cursorAt: Instant | null;
  /** Null until a test has told it, and for a ledger. */
  readonly account: ConnectedAccount | null;
  readonly state: 'active' | 'paused' | 'removed';
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export type NewConnection = Pick<
  ConnectionRow,
  'id' | 'role' | 'connector' | 'title' | 'environment' | 'settings' | 'importFrom'
>;

export interface Connections {
  /** Adds a connection, or changes an existing one's title, environment and settings; its cursor stays. */
  save(connection: NewConnection): void;
  get(id: ConnectionId): ConnectionRow;
  find(id: ConnectionId): ConnectionRow | null;
  ledger(): ConnectionRow | null;
  gateways(): ConnectionRow[];
  setCursor(id: ConnectionId, cursor: string | null): void;
  setAccount(id: ConnectionId, account: ConnectedAccount): void;
  setState(id: ConnectionId, state: ConnectionRow['state']): void;
}

interface Row {
  id: string;
  role: string;
  connector: string;
  title: string;
  environment: string;
  settings: string;
  import_from: string | null;
  cursor: string | null;
  cursor_at: string | null;
  account: string | null;
  state: string;
  created_at: string;
  updated_at: string;
}

const toConnection = (row: Row): ConnectionRow => ({
  id: row.id as ConnectionId,
  role: row.role as ConnectionRow['role'],
  connector: row.connector,
  title: row.title,
  environment: row.environment as ConnectionRow['environment'],
  settings: fromJson<unknown>(row.settings, 'connection'),
  importFrom: row.import_from as Instant | null,
  cursor: row.cursor,
  cursorAt: row.cursor_at as Instant | null,
  account: row.account === null ? null : fromJson<ConnectedAccount>(row.account, 'connection'),
  state: row.state as ConnectionRow['state'],
  createdAt: row.created_at as Instant,
  updatedAt: row.updated_at as Instant,
});

export function connectionsRepository(db: Database.Database, now: () => Date): Connections {
  const save = db.prepare(`
    INSERT INTO connection (id, role, connector, title, environment, settings, import_from, created_at, updated_at)
    VALUES (@id, @role, @connector, @title, @environment, @settings, @importFrom, @at, @at)
    ON CONFLICT (id) DO UPDATE SET title = @title, environment = @environment, settings = @settings,
      import_from = @importFrom, updated_at = @at`);
  const byId = db.prepare<[string], Row>('SELECT * FROM connection WHERE id = ?');
  const byRole = db.prepare<[string], Row>(
    `SELECT * FROM connection WHERE role = ? AND state <> 'removed' ORDER BY created_at, id`,
  );
  const setCursor = db.prepare('UPDATE connection SET cursor = ?, cursor_at = ? WHERE id = ?');
  const setAccount = db.prepare('UPDATE connection SET account = ? WHERE id = ?');
  const setState = db.prepare('UPDATE connection SET state = ?, updated_at = ? WHERE id = ?');

  const find = (id: ConnectionId): ConnectionRow | null => {
    const row = byId.get(id);
    return row ? toConnection(row) : null;
  };
  return {
    save: (connection) => {
      save.run({
        ...connection,
        settings: JSON.stringify(connection.settings ?? {}),
        at: now().toISOString(),
      });
    },
    find,
    get: (id) => {
      const found = find(id);
      if (!found) throw missingRow('connection', id);
      return found;
    },
    ledger: () => {
      const row = byRole.get('ledger');
      return row ? toConnection(row) : null;
    },
    gateways: () => byRole.all('gateway').map(toConnection),
    setCursor: (id, cursor) => {
      if (setCursor.run(cursor, now().toISOString(), id).changes === 0) throw missingRow('connection', id);
    },
    setAccount: (id, account) => {
      if (setAccount.run(JSON.stringify(account), id).changes === 0) throw missingRow('connection', id);
    },
    setState: (id, state) => {
      if (setState.run(state, now().toISOString(), id).changes === 0) throw missingRow('connection', id);
    },
  };
}
