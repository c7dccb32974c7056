/** A small Sage Pro company on the demo SQL server, made from DDL and rows of the test's own, and a ledger opened on it. */
import {
  createSqlEngine,
  type DemoSqlEngine,
  type EngineOptions,
  type LoginDefinition,
} from '../../src-main/demo/sql-server/engine/index.ts';
import {
  startTdsServer,
  type TdsFaults,
  type TdsServerOptions,
} from '../../src-main/demo/sql-server/tds/index.ts';
import { openSagePro, type SageProLedger } from '../../src-main/ledgers/sage-pro/index.ts';
import { runBatches, selectRows } from './sql-session.ts';

export const COMPANY_DATABASE = 'PRO01';
export const SAGE_USER = 'matchbook';
/** A password of a server on loopback that lives as long as its test. */
export const sagePassword = ['test', SAGE_USER, 'only'].join('-');

export interface SageCompanyOptions {
  /** CREATE TABLE, CREATE TRIGGER and INSERT batches, run in order. */
  readonly batches: readonly string[];
  readonly collation?: string;
  readonly database?: string;
  readonly engine?: Partial<EngineOptions>;
  readonly tds?: Partial<Omit<TdsServerOptions, 'engine'>>;
  /** Rights of a second login, `reader`, with the same password. */
  readonly reader?: Pick<LoginDefinition, 'grants' | 'readOnly'>;
}

export interface SageCompany {
  readonly engine: DemoSqlEngine;
  readonly port: number;
  readonly faults: TdsFaults;
  readonly tds: Awaited<ReturnType<typeof startTdsServer>>;
  /** Rows of a query, texts trimmed, amounts as exact decimal text. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  run(...batches: string[]): Promise<void>;
  /** A ledger on this company; closed with it. */
  ledger(settings?: Record<string, unknown>, now?: () => Date): SageProLedger;
  close(): Promise<void>;
}

export async function startSageCompany(options: SageCompanyOptions): Promise<SageCompany> {
  const database = options.database ?? COMPANY_DATABASE;
  const engine = createSqlEngine({
    directory: ':memory:',
    databases: [database],
    logins: [
      { user: SAGE_USER, password: sagePassword, defaultDatabase: database },
      ...(options.reader
        ? [{ ...options.reader, user: 'reader', password: sagePassword, defaultDatabase: database }]
        : []),
    ],
    collation: options.collation ?? 'Latin1_General_BIN',
    ...options.engine,
  });
  await runBatches(engine, { user: SAGE_USER, password: sagePassword, database }, options.batches);
  const faults: TdsFaults = {};
  const tds = await startTdsServer({ engine, faults, ...options.tds });
  const ledgers: SageProLedger[] = [];
  const login = { user: SAGE_USER, password: sagePassword, database };
  return {
    engine,
    tds,
    faults,
    port: tds.port,
    rows: (sql) => selectRows(engine, login, sql),
    run: (...batches) => runBatches(engine, login, batches),
    ledger(settings = {}, now = () => new Date()) {
      const ledger = openSagePro(
        {
          server: 'localhost',
          port: tds.port,
          database,
          user: SAGE_USER,
          encrypt: false,
          lockTimeoutMs: 1_000,
          ...settings,
        },
        { password: sagePassword },
        { now },
      );
      ledgers.push(ledger);
      return ledger;
    },
    async close() {
      await Promise.all(ledgers.map((ledger) => ledger.close()));
      await tds.close();
      engine.close();
    },
  };
}
