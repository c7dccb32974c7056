/** Runs T-SQL on the demo SQL engine directly, beside the driver: to make a test's tables and to look at its rows. */
import type { DemoSqlEngine } from '../../src-main/demo/sql-server/engine/index.ts';
import type { ResultSink, SqlMessage } from '../../src-main/demo/sql-server/session.ts';

export interface SessionLogin {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Throws the server's first error, with the batch that caused it. */
async function execute(
  engine: DemoSqlEngine,
  login: SessionLogin,
  batches: readonly string[],
): Promise<Record<string, unknown>[]> {
  const session = engine.login({
    ...login,
    applicationName: 'test',
    hostName: 'test',
    readOnlyIntent: false,
  });
  if (!('execute' in session)) throw new Error(session.message);
  const rows: Record<string, unknown>[] = [];
  const errors: SqlMessage[] = [];
  let names: string[] = [];
  const sink: ResultSink = {
    columns: (columns) => {
      names = columns.map(({ name }) => name);
    },
    row: (values) => {
      rows.push(Object.fromEntries(values.map((value, at) => [names[at] ?? '', plain(value)])));
    },
    statementDone: () => undefined,
    message: (message) => {
      if (message.class > 10) errors.push(message);
    },
    returnValue: () => undefined,
    returnStatus: () => undefined,
    databaseChanged: () => undefined,
    transactionBegan: () => undefined,
    transactionCommitted: () => undefined,
    transactionRolledBack: () => undefined,
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
  return rows;
}

function plain(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const day = /^(\d{4}-\d{2}-\d{2})T00:00:00(\.0+)?$/.exec(value);
  return day?.[1] ?? value.trim();
}

export async function runBatches(
  engine: DemoSqlEngine,
  login: SessionLogin,
  batches: readonly string[],
): Promise<void> {
  await execute(engine, login, batches);
}

/** Texts trimmed, days as YYYY-MM-DD, exact numbers as decimal text. */
export async function selectRows(
  engine: DemoSqlEngine,
  login: SessionLogin,
  sql: string,
): Promise<Record<string, unknown>[]> {
  return execute(engine, login, [sql]);
}
