/** The one place that talks through `mssql`: requests, streams and transactions, each failure as a ConnectionError. */
import sql from 'mssql';
import type { MatchbookError } from '../../../../shared/errors.ts';
import type { SageProSettings } from '../settings.ts';
import { addressOf, driverConfig } from './config.ts';
import { failureOf, type Phase } from './failures.ts';
import { driverType, type Statement } from './statement.ts';
import { streamRows } from './stream.ts';

/** Column alias to value: text, number, Date, boolean or null. */
export type Row = Readonly<Record<string, unknown>>;

export interface SageTransaction {
  rows(statement: Statement): Promise<readonly Row[]>;
  /** Runs a change and gives the number of rows that it touched; null when the server does not count. */
  change(statement: Statement): Promise<number | null>;
}

type Asker = { request(): sql.Request };

export class SageConnection {
  readonly settings: SageProSettings;
  readonly #password: string;
  readonly #pools = new Map<'read' | 'post', Promise<sql.ConnectionPool>>();
  #closed = false;

  constructor(settings: SageProSettings, password: string) {
    this.settings = settings;
    this.#password = password;
  }

  /** HOST\INSTANCE or HOST:PORT, as it is shown in messages. */
  get serverName(): string {
    const { host, instance, port } = addressOf(this.settings);
    return `${host}${instance === null ? '' : `\\${instance}`}${port === null ? '' : `:${port}`}`;
  }

  async rows(statement: Statement, lane: 'read' | 'post' = 'read'): Promise<readonly Row[]> {
    const pool = await this.#pool(lane);
    try {
      return (await this.#request(pool, statement, pool).query<Row>(statement.text)).recordset ?? [];
    } catch (error) {
      throw this.#failure(error, 'read');
    }
  }

  /**
   * Rows as they arrive; at most a few thousand wait in memory, however slowly they are taken. `snapshot`: all rows as
   * they stood at one moment, with no lock at all; the database must allow it.
   */
  async *stream(statement: Statement, signal: AbortSignal, snapshot: boolean): AsyncGenerator<Row> {
    const pool = await this.#pool('read');
    const transaction = snapshot ? new sql.Transaction(pool) : null;
    let began = false;
    try {
      await transaction?.begin(sql.ISOLATION_LEVEL.SNAPSHOT);
      began = transaction !== null;
      yield* streamRows(this.#request(transaction ?? pool, statement, pool), statement.text, signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw this.#failure(error, 'read');
    } finally {
      // Nothing was written, so how the transaction ends makes no difference.
      if (transaction && began) await rollBack(transaction);
    }
  }

  /**
   * One transaction, READ COMMITTED. Commits when `work` resolves to something that is not `undefined`; rolls back
   * when it throws, or resolves to `undefined`: nothing to keep. What `work` throws of its own comes out unchanged.
   */
  async transaction<Result>(work: (transaction: SageTransaction) => Promise<Result>): Promise<Result> {
    const pool = await this.#pool('post');
    const transaction = new sql.Transaction(pool);
    const ask = async <Answer>(question: () => Promise<Answer>, phase: Phase = 'post'): Promise<Answer> => {
      try {
        return await question();
      } catch (error) {
        throw this.#failure(error, phase);
      }
    };
    await ask(() => transaction.begin(sql.ISOLATION_LEVEL.READ_COMMITTED));
    let result: Result;
    try {
      // As plain batches: inside sp_executesql a SET would end with its statement.
      await ask(() => prepare(transaction, 'SET NOCOUNT OFF'));
      await ask(() => prepare(transaction, `SET LOCK_TIMEOUT ${this.settings.lockTimeoutMs}`));
      result = await work({
        rows: async (statement) => {
          const request = this.#request(transaction, statement, pool);
          return (await ask(() => request.query<Row>(statement.text))).recordset ?? [];
        },
        change: async (statement) => {
          const request = this.#request(transaction, statement, pool);
          // A trigger's own counts come first, the statement's comes last.
          return (await ask(() => request.query(statement.text))).rowsAffected.at(-1) ?? null;
        },
      });
    } catch (error) {
      await rollBack(transaction);
      throw error;
    }
    if (result === undefined) await rollBack(transaction);
    else await ask(() => commit(transaction), 'commit');
    return result;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map(async (opening) => (await opening.catch(() => null))?.close()));
  }

  #failure(error: unknown, phase: Phase): MatchbookError {
    return failureOf(error, phase, {
      server: this.serverName,
      database: this.settings.database,
      user: this.settings.user,
    });
  }

  #request(asker: Asker, statement: Statement, pool: sql.ConnectionPool): sql.Request {
    const request = asker.request();
    const unicodeOnly = !hasCodePage(pool);
    for (const parameter of statement.parameters) {
      request.input(parameter.name, driverType(parameter, unicodeOnly), parameter.value);
    }
    return request;
  }

  #pool(lane: 'read' | 'post'): Promise<sql.ConnectionPool> {
    if (this.#closed) return Promise.reject(new Error('The ledger is closed.'));
    // Reads that are not declared read-only need no pool of their own.
    const key = this.settings.readOnlyIntent ? lane : 'post';
    const open = this.#pools.get(key);
    if (open) return open;
    const opening = this.#dial(key === 'read');
    this.#pools.set(key, opening);
    opening.catch(() => {
      if (this.#pools.get(key) === opening) this.#pools.delete(key);
    });
    return opening;
  }

  async #dial(readOnly: boolean): Promise<sql.ConnectionPool> {
    try {
      const pool = new sql.ConnectionPool(
        driverConfig(this.settings, this.#password, { readOnly, connections: 4 }),
      );
      // A connection that breaks while idle is replaced at the next request, which is where a failure is told.
      pool.on('error', () => undefined);
      return await pool.connect();
    } catch (error) {
      throw this.#failure(error, 'connect');
    }
  }
}

function hasCodePage(pool: sql.ConnectionPool): boolean {
  const { collation } = pool as { collation?: { codepage?: unknown } };
  return Boolean(collation?.codepage);
}

/**
 * As a statement: when the server answers the driver's own commit request with an error and a rollback (log full, 3998),
 * mssql 12 throws where nobody can catch it, and the process ends (lib/tedious/transaction.js, `_abort` and `_commit`).
 */
async function commit(transaction: sql.Transaction): Promise<void> {
  try {
    await transaction.request().batch('COMMIT TRANSACTION');
  } finally {
    // Nothing is open any more; this is how the driver gives the connection back to its pool.
    await rollBack(transaction);
  }
}

/** An engine that does not know the setting waits and counts in its own way; everything else is a failure. */
async function prepare(transaction: sql.Transaction, setting: string): Promise<void> {
  try {
    await transaction.request().batch(setting);
  } catch (error) {
    if (!(error instanceof sql.RequestError) || !UNKNOWN_STATEMENT.has(Number(error.number))) throw error;
  }
}

/** Syntax error, unknown option, not supported. */
const UNKNOWN_STATEMENT = new Set([102, 156, 195, 155, 40510, 40515, 33557097]);

/** The work already failed; if the connection is gone as well, the server rolls back by itself. */
async function rollBack(transaction: sql.Transaction): Promise<void> {
  await transaction.rollback().catch(() => undefined);
}
