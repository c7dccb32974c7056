/** The SQL server of one run: the demo server with the planned company in it, which can be killed and started again. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SITE_OBJECTS } from '../../../src-main/demo/company/ledger/index.ts';
import {
  createSqlEngine,
  type DemoSqlEngine,
  type EngineOptions,
} from '../../../src-main/demo/sql-server/engine/index.ts';
import {
  startTdsServer,
  type TdsFaults,
  type TdsServer,
} from '../../../src-main/demo/sql-server/tds/index.ts';
import { runBatches } from '../../support/sql-session.ts';
import type { PlannedCompany } from '../plan/company.ts';
import { companyTables, DATABASE, SYSTEM_DATABASE } from './company-rows.ts';

/** program: Matchbook. office: the Sage user. auditor: the checker, who can only read. */
export const LOGINS = ['program', 'office', 'auditor'] as const;
export type Login = (typeof LOGINS)[number];
/** Passwords of a server on loopback that lives for one run. */
export const passwordOf = (login: Login): string => ['faults', login, 'only'].join('-');

export interface RunServer {
  port(): number;
  /** Ends as by a kill, and starts again from the files as they were at that moment. Returns what it had to undo. */
  killAndStart(downMs: number): Promise<number>;
  close(): Promise<void>;
}

export interface RunServerOptions {
  /** Where its files are; null: in memory, for a server that is never killed. */
  readonly folder: string | null;
  readonly company: PlannedCompany;
  readonly faults: TdsFaults;
  readonly onStatement: NonNullable<EngineOptions['onStatement']>;
}

export async function startRunServer(options: RunServerOptions): Promise<RunServer> {
  const { folder, company, faults, onStatement } = options;
  let starts = 0;
  const directory = (): string => (folder === null ? ':memory:' : join(folder, `server-${starts}`));
  const open = (): DemoSqlEngine =>
    createSqlEngine({
      directory: directory(),
      databases: [DATABASE, SYSTEM_DATABASE],
      logins: LOGINS.map((user) => ({
        user,
        password: passwordOf(user),
        defaultDatabase: DATABASE,
        ...(user === 'auditor' ? { readOnly: true } : {}),
      })),
      collation: 'Latin1_General_BIN',
      onStatement,
    });
  let engine = open();
  for (const { database, table, rows } of companyTables(company)) engine.load(database, table, rows);
  const owner = { user: 'program', password: passwordOf('program'), database: DATABASE };
  await runBatches(engine, owner, SITE_OBJECTS);
  let tds: TdsServer = await startTdsServer({ engine, faults, tls: 'off' });

  return {
    port: () => tds.port,
    killAndStart: async (downMs) => {
      if (folder === null) throw new Error('A server in memory cannot be killed and started again.');
      const from = directory();
      starts += 1;
      const to = directory();
      mkdirSync(to);
      // Without a pause in between, so that this is what lies on the disk at one moment: the kill.
      for (const file of ['server.sqlite', 'server.sqlite-wal']) {
        cpSync(join(from, file), join(to, file), { force: false });
      }
      await tds.close();
      engine.close();
      await new Promise((resolve) => setTimeout(resolve, downMs));
      engine = open();
      tds = await startTdsServer({ engine, faults, tls: 'off' });
      return engine.recoveredChanges;
    },
    close: async () => {
      await tds.close();
      engine.close();
    },
  };
}
