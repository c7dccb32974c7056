/** Runs T-SQL on the demo engine's sessions and collects what comes back, in the words of a test. */
import {
  createSqlEngine,
  type DemoSqlEngine,
  type EngineOptions,
} from '../../src-main/demo/sql-server/engine/index.ts';
import type {
  ColumnMeta,
  ResultSink,
  RpcParameter,
  SqlMessage,
  SqlRequest,
  SqlSession,
  SqlValue,
} from '../../src-main/demo/sql-server/session.ts';

export interface ResultSet {
  readonly columns: readonly ColumnMeta[];
  readonly rows: SqlValue[][];
}
export interface Outcome {
  readonly sets: ResultSet[];
  /** Row counts of the statements that have one. */
  readonly counts: number[];
  readonly errors: SqlMessage[];
  readonly messages: SqlMessage[];
  readonly outputs: RpcParameter[];
  readonly events: string[];
  returnStatus: number | null;
}

export const demoPassword = ['not', 'a', 'secret'].join('-');

export const openEngine = (options: Partial<EngineOptions> = {}): DemoSqlEngine =>
  createSqlEngine({
    directory: ':memory:',
    databases: ['PRO01', 'PROSYS'],
    logins: [
      { user: 'owner', password: demoPassword, defaultDatabase: 'PRO01' },
      { user: 'reader', password: demoPassword, defaultDatabase: 'PRO01', readOnly: true },
      {
        user: 'clerk',
        password: demoPassword,
        defaultDatabase: 'PRO01',
        grants: { 'PRO01.dbo.armast': ['SELECT', 'UPDATE'] },
      },
    ],
    ...options,
  });

export class Driver {
  readonly session: SqlSession;
  constructor(engine: DemoSqlEngine, user = 'owner', database = '') {
    const session = engine.login({
      user,
      password: demoPassword,
      database,
      applicationName: 'tests',
      hostName: 'here',
      readOnlyIntent: false,
    });
    if ('message' in session) throw new Error(session.message);
    this.session = session;
  }
  async run(request: SqlRequest, signal: AbortSignal = new AbortController().signal): Promise<Outcome> {
    const outcome: Outcome = {
      sets: [],
      counts: [],
      errors: [],
      messages: [],
      outputs: [],
      events: [],
      returnStatus: null,
    };
    await this.session.execute(request, collector(outcome), signal);
    return outcome;
  }
  batch(sql: string, signal?: AbortSignal): Promise<Outcome> {
    return this.run({ kind: 'batch', sql }, signal);
  }
  /** The batch must not fail. */
  async ok(sql: string): Promise<Outcome> {
    const outcome = await this.batch(sql);
    const [first] = outcome.errors;
    if (first !== undefined) throw new Error(`${first.number}: ${first.message} [${sql}]`);
    return outcome;
  }
  /** Rows of the last result set. */
  async rows(sql: string): Promise<SqlValue[][]> {
    return (await this.ok(sql)).sets.at(-1)?.rows ?? [];
  }
  /** The first value of the last result set. */
  async value(sql: string): Promise<SqlValue> {
    return (await this.rows(sql))[0]?.[0] ?? null;
  }
  /** Numbers of the errors that the batch reports. */
  async errors(sql: string): Promise<number[]> {
    return (await this.batch(sql)).errors.map((e) => e.number);
  }
  close(): void {
    this.session.close();
  }
}

const collector = (outcome: Outcome): ResultSink => ({
  columns: (columns) => {
    outcome.sets.push({ columns, rows: [] });
  },
  row: (values) => {
    outcome.sets.at(-1)?.rows.push([...values]);
  },
  statementDone: (count) => {
    if (count !== null) outcome.counts.push(count);
  },
  message: (message) => {
    (message.class > 10 ? outcome.errors : outcome.messages).push(message);
  },
  returnValue: (parameter) => {
    outcome.outputs.push(parameter);
  },
  returnStatus: (status) => {
    outcome.returnStatus = status;
  },
  databaseChanged: (to) => outcome.events.push(`database ${to}`),
  transactionBegan: () => outcome.events.push('began'),
  transactionCommitted: () => outcome.events.push('committed'),
  transactionRolledBack: () => outcome.events.push('rolled back'),
});
