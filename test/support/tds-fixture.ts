/** A TDS server with a scripted engine, and the ways into it, for one test file. */
import sql from 'mssql';
import {
  startTdsServer,
  type TdsServer,
  type TdsServerOptions,
} from '../../src-main/demo/sql-server/tds/index.ts';
import {
  createScriptedSqlEngine,
  type Script,
  type ScriptedEngine,
  scriptedPassword,
} from './scripted-sql-engine.ts';

export interface TdsFixture {
  readonly server: TdsServer;
  readonly engine: ScriptedEngine;
  /** A connected pool of one connection. It is closed with the fixture. */
  pool(change?: PoolChange): Promise<sql.ConnectionPool>;
  close(): Promise<void>;
}

export type PoolChange = Omit<Partial<sql.config>, 'options'> & { options?: sql.config['options'] };

export async function startFixture(
  script?: Script,
  options: Omit<TdsServerOptions, 'engine'> = {},
): Promise<TdsFixture> {
  const engine = createScriptedSqlEngine(script);
  const server = await startTdsServer({ engine, ...options });
  const pools: sql.ConnectionPool[] = [];
  return {
    server,
    engine,
    async pool(change = {}) {
      const pool = new sql.ConnectionPool({
        server: 'localhost',
        port: server.port,
        user: 'sa',
        password: scriptedPassword,
        database: 'PRO01',
        ...change,
        pool: { min: 0, max: 1 },
        options: { encrypt: false, trustServerCertificate: true, ...change.options },
      });
      pools.push(pool);
      await pool.connect();
      // Tests that cut connections look at the rejected request, not at this.
      pool.on('error', () => undefined);
      return pool;
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.close()));
      await server.close();
    },
  };
}

/** The error that a promise is rejected with. @throws when it is not rejected. */
export async function rejection(
  promise: Promise<unknown>,
): Promise<Error & { code?: string; number?: number }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`rejected with something that is no Error: ${String(error)}`);
  }
  throw new Error('expected a rejection');
}
