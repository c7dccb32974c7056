/** The demo company's ledger behind the SQL server's protocol: loaded once, then as its clients leave it. */
import { COMPANY, type DemoWorld } from './company/index.ts';
import {
  type FilledTable,
  type LedgerTable,
  type LedgerValue,
  ledgerTables,
  SITE_OBJECTS,
} from './company/ledger/index.ts';
import { createSqlEngine, type DemoSqlEngine, type EngineOptions } from './sql-server/engine/index.ts';
import type { ResultSink, SqlMessage } from './sql-server/session.ts';
import { startTdsServer, type TdsFaults, type TdsServer } from './sql-server/tds/index.ts';

/** May read and write everything, as the login that a firm gives its accountant's software. */
export const LEDGER_USER = 'matchbook';
/** May read everything and change nothing. */
export const LEDGER_READER = 'reader';

/** Passwords of a demo on loopback: known to everybody, and a secret nowhere. */
export const ledgerPassword = (user: string): string => ['demo', user, 'Northgate1'].join('-');

export interface LedgerServer {
  readonly port: number;
  readonly tds: TdsServer;
  readonly engine: DemoSqlEngine;
  close(): Promise<void>;
}

export interface LedgerServerOptions {
  readonly directory: string;
  /** Given when the ledger is to be filled with it. */
  readonly world: DemoWorld | null;
  readonly port: number;
  readonly faults: TdsFaults;
  readonly onStatement?: EngineOptions['onStatement'];
}

const silent: ResultSink = {
  columns: () => undefined,
  row: () => undefined,
  statementDone: () => undefined,
  message: () => undefined,
  returnValue: () => undefined,
  returnStatus: () => undefined,
  databaseChanged: () => undefined,
  transactionBegan: () => undefined,
  transactionCommitted: () => undefined,
  transactionRolledBack: () => undefined,
};

/** Runs batches as the writing login. Throws the server's first error. */
async function runBatches(engine: DemoSqlEngine, batches: readonly string[]): Promise<void> {
  const session = engine.login({
    user: LEDGER_USER,
    password: ledgerPassword(LEDGER_USER),
    database: COMPANY.database,
    applicationName: 'demo company',
    hostName: 'localhost',
    readOnlyIntent: false,
  });
  if (!('execute' in session)) throw new Error(session.message);
  const errors: SqlMessage[] = [];
  const sink: ResultSink = {
    ...silent,
    message: (message) => {
      if (message.class > 10) errors.push(message);
    },
  };
  try {
    for (const sql of batches) {
      await session.execute({ kind: 'batch', sql }, sink, new AbortController().signal);
      const [error] = errors;
      if (error) throw new Error(`${error.message} (${error.number}) in: ${sql}`);
    }
  } finally {
    session.close();
  }
}

function blankOf(type: string): LedgerValue {
  if (type === 'datetime') return '1900-01-01T00:00:00.000';
  if (type === 'bit') return false;
  if (type === 'int') return 0;
  return type.startsWith('numeric') ? '0' : '';
}

function* rowsOf(table: LedgerTable, rows: FilledTable['rows']): Generator<(LedgerValue | undefined)[]> {
  const columns = table.columns.map(({ name, type, identity }) => ({
    name,
    blank: identity === true ? undefined : blankOf(type),
  }));
  for (const row of rows) yield columns.map(({ name, blank }) => row[name] ?? blank);
}

async function fill(engine: DemoSqlEngine, world: DemoWorld): Promise<void> {
  for (const { database, table, rows } of ledgerTables(world)) {
    engine.load(database, table, rowsOf(table, rows));
  }
  await runBatches(engine, SITE_OBJECTS);
}

export async function startLedgerServer(options: LedgerServerOptions): Promise<LedgerServer> {
  const engine = createSqlEngine({
    directory: options.directory,
    databases: [COMPANY.database, COMPANY.systemDatabase],
    logins: [
      { user: LEDGER_USER, password: ledgerPassword(LEDGER_USER), defaultDatabase: COMPANY.database },
      {
        user: LEDGER_READER,
        password: ledgerPassword(LEDGER_READER),
        defaultDatabase: COMPANY.database,
        readOnly: true,
      },
    ],
    collation: 'Latin1_General_BIN',
    ...(options.onStatement ? { onStatement: options.onStatement } : {}),
  });
  try {
    if (options.world) await fill(engine, options.world);
    const tds = await startTdsServer({ engine, port: options.port, faults: options.faults });
    return {
      port: tds.port,
      tds,
      engine,
      async close() {
        await tds.close();
        engine.close();
      },
    };
  } catch (cause) {
    engine.close();
    throw cause;
  }
}
