/** The engine as a whole: logins, sessions, bulk loading. */
import type { LoginRequest, SqlEngine, SqlMessage, SqlSession, SqlValue } from '../session.ts';
import type { TableDefinition } from './catalog/model.ts';
import { sqlError } from './errors.ts';
import { createDefinedTable, loadRows } from './run/load.ts';
import { type EngineOptions, Server } from './run/server.ts';
import { Session } from './run/session.ts';

export interface DemoSqlEngine extends SqlEngine {
  /**
   * Creates the table and fills it, in one SQLite transaction, past locks, triggers and CHECK constraints: for demo
   * data before the first client comes. Rows give every column in the definition's order; an identity column may be
   * given or left undefined. Values as at the seam: decimals and dates as text. Returns the number of rows.
   */
  load(
    database: string,
    definition: TableDefinition,
    rows: Iterable<readonly (SqlValue | undefined)[]>,
  ): number;
  /** Sessions that are logged in now. */
  readonly sessionCount: number;
  /** Changes of killed transactions that were undone when the server was opened. */
  readonly recoveredChanges: number;
}

const loginFailed = (user: string): SqlMessage => sqlError(18456, user).toMessage();

export const createSqlEngine = (options: EngineOptions): DemoSqlEngine => {
  const server = new Server(options);
  return {
    version: server.version,
    serverName: server.name,
    collation: server.catalog.serverCollation.name,
    get sessionCount() {
      return server.sessions.size;
    },
    recoveredChanges: server.recovered,
    login(request: LoginRequest): SqlSession | SqlMessage {
      const login = options.logins.find((l) => l.user.toLowerCase() === request.user.toLowerCase());
      if (login === undefined || login.password !== request.password) return loginFailed(request.user);
      const wanted = request.database === '' ? login.defaultDatabase : request.database;
      const database = server.catalog.findDatabase(wanted);
      const allowed = login.databases === undefined || login.databases.includes(database?.name ?? '');
      if (database === null || !allowed) return sqlError(4060, wanted).toMessage();
      return new Session(server, login, database.name, request.applicationName, request.hostName);
    },
    load(database, definition, rows) {
      const table = createDefinedTable(server, database, definition);
      return loadRows(server, table, rows);
    },
    close() {
      for (const session of [...server.sessions.values()]) session.close();
      server.store.close();
    },
  };
};
