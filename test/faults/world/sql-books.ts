/** Books on the demo SQL server, opened by the real connector over the real driver, with faults on the wire and in the engine. */

import type { SqlMessage } from '../../../src-main/demo/sql-server/session.ts';
import type { FaultEvent, TdsFaults } from '../../../src-main/demo/sql-server/tds/index.ts';
import { sagePro } from '../../../src-main/ledgers/sage-pro/index.ts';
import type { Chance } from '../chance.ts';
import { BASE_CURRENCY, type PlannedCompany } from '../plan/company.ts';
import type { FaultRates } from '../plan/profile.ts';
import { readEveryTable } from './auditor.ts';
import { type Books, count, type UserDeed } from './books.ts';
import { layCable } from './cable.ts';
import { ACCOUNTS, DATABASE } from './company-rows.ts';
import { userDoes } from './sage-user.ts';
import { passwordOf, startRunServer } from './sql-server.ts';

export interface SqlBooksOptions {
  readonly company: PlannedCompany;
  readonly rates: FaultRates;
  readonly chance: Chance;
  /** For the server's files when it will be killed; null: it will not. */
  readonly folder: string | null;
  readonly now: () => Date;
  /** Told of each statement of a program before it runs, and waited for. */
  readonly onProgramStatement?: (kind: string) => Promise<void>;
}

/** The shortest that the connector allows. */
const PATIENCE_MS = 1_000;

export function ledgerSettings(port: number, readOnlyIntent: boolean): Record<string, unknown> {
  return {
    server: '127.0.0.1',
    port,
    database: DATABASE,
    user: 'program',
    encrypt: false,
    readOnlyIntent,
    connectTimeoutMs: PATIENCE_MS,
    requestTimeoutMs: PATIENCE_MS,
    lockTimeoutMs: 80,
    baseCurrency: BASE_CURRENCY,
    timeZone: 'America/New_York',
    accounts: ACCOUNTS,
  };
}

export async function sqlBooks(options: SqlBooksOptions): Promise<Books> {
  const { rates, chance, company, folder } = options;
  const struck = new Map<string, number>();
  const deeds: UserDeed[] = [];
  let calm = true;

  const strikes = (kind: keyof FaultRates): boolean => {
    if (calm || !chance.rolls(rates[kind])) return false;
    count(struck, kind);
    return true;
  };
  const ours = (event: FaultEvent): boolean => event.user === 'program';
  const faults: TdsFaults = {
    latencyMs: (event) => {
      if (!ours(event)) return 0;
      if (strikes('timeOut')) return PATIENCE_MS * 1.3;
      return strikes('slowAnswer') ? chance.between(5, 40) : 0;
    },
    // Nobody has said who he is yet: it may be the Sage user who is refused.
    refuseConnections: () => strikes('refuseConnection'),
    loginFailure: (event) => ours(event) && strikes('loginFailure'),
    dropBeforeCommit: (event) => ours(event) && strikes('dropBeforeCommit'),
    dropAfterCommit: (event) => ours(event) && strikes('dropAfterCommit'),
    dropAfterNStatements: (event) => ours(event) && strikes('dropAnyRequest'),
    dropMidRow: (event) => ours(event) && strikes('dropMidRow'),
    delayCommitAckMs: (event) => {
      if (!ours(event)) return 0;
      if (rates.timeOut > 0 && strikes('slowCommit') && chance.rolls(0.3)) return PATIENCE_MS * 1.3;
      return strikes('slowCommit') ? chance.between(5, 60) : 0;
    },
  };
  let starting: Promise<void> | null = null;
  let failure: unknown = null;
  const killServer = (): Promise<void> => {
    starting ??= server.killAndStart(chance.between(0, 120)).then((undone) => {
      if (undone > 0) count(struck, 'serverKilled (had work to undo)');
      starting = null;
    });
    return starting;
  };
  const server = await startRunServer({
    folder,
    company,
    faults,
    onStatement: async ({ session, kind }) => {
      if (session.login !== 'program') return undefined;
      if (!calm) await options.onProgramStatement?.(kind);
      if (!WORK.has(kind)) return undefined;
      if (kind !== 'select' && folder !== null && strikes('serverKilled')) {
        // Not waited for: the server closes only when this statement has ended.
        killServer().catch((error: unknown) => {
          failure = error;
        });
        return KILLED;
      }
      const number = (Object.keys(ERRORS) as (keyof typeof ERRORS)[]).find(strikes);
      return number === undefined ? undefined : ERRORS[number];
    },
  });
  // Read-only intent gives the connector a second pool; some firms have it, some not.
  const readOnlyIntent = chance.rolls(0.3);

  return {
    kind: 'sql',
    struck,
    deeds,
    open: async () => {
      const cable = await layCable(server.port);
      const ledger = sagePro.open(
        ledgerSettings(cable.port, readOnlyIntent),
        { password: passwordOf('program') },
        { now: options.now },
      );
      return {
        ledger: {
          preflight: (signal) => ledger.preflight(signal),
          openItems: (since, signal) => ledger.openItems(since, signal),
          customers: (signal) => ledger.customers(signal),
          accounts: (signal) => ledger.accounts(signal),
          post: (posting) => ledger.post(posting),
          find: (markers) => ledger.find(markers),
          close: async () => {
            await ledger.close();
            cable.pull();
          },
        },
        sever: () => {
          cable.pull();
          // What the dead left open in this process; nothing of it can get through any more.
          ledger.close().catch(() => undefined);
        },
      };
    },
    cable: () => layCable(server.port),
    userActs: async (act) => {
      const outcome = await userDoes(server.port(), act);
      deeds.push({ act, outcome });
      const expected = act.does === 'user locks' ? 'not done' : 'done';
      count(struck, outcome === expected ? act.does : `${act.does} (${outcome})`);
    },
    restartServer: () => {
      count(struck, 'serverKilled');
      return killServer();
    },
    storm: () => {
      calm = false;
    },
    calm: async () => {
      calm = true;
      await starting;
      if (failure !== null) throw failure;
    },
    read: () => readEveryTable(server.port()),
    close: () => server.close(),
  };
}

const WORK = new Set(['select', 'insert', 'update', 'commit', 'commit-transaction']);
const message = (number: number, state: number, severity: number, text: string): SqlMessage => ({
  number,
  class: severity,
  state,
  message: text,
  procedure: '',
  line: 1,
});

const KILLED = message(596, 1, 21, 'Cannot continue the execution because the session is in the kill state.');

/** As SQL Server words them. */
const ERRORS = {
  deadlock1205: message(
    1205,
    45,
    13,
    'Transaction (Process ID 52) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
  ),
  lockTimeout1222: message(1222, 51, 16, 'Lock request time out period exceeded.'),
  logFull9002: message(9002, 4, 17, "The transaction log for database 'PRO01' is full."),
  diskFull1105: message(
    1105,
    2,
    17,
    "Could not allocate space for object 'dbo.arcash' in database 'PRO01' because the 'PRIMARY' filegroup is full.",
  ),
} as const satisfies Partial<Record<keyof FaultRates, SqlMessage>>;
