/** A SqlEngine without SQL, for tests of the wire: it echoes parameters and plays scripts that a test gives it. */
import type {
  LoginRequest,
  ResultSink,
  SqlEngine,
  SqlMessage,
  SqlRequest,
  SqlSession,
} from '../../src-main/demo/sql-server/session.ts';

export interface ScriptedSession extends SqlSession {
  readonly login: LoginRequest;
  readonly resets: number;
  readonly isClosed: boolean;
  begin(): bigint;
  end(): void;
  use(database: string): void;
}

/** Answers a request; returning false leaves it to the engine's own answers (echo, begin, commit, rollback). */
export type Script = (
  request: SqlRequest,
  sink: ResultSink,
  signal: AbortSignal,
  session: ScriptedSession,
) => boolean | undefined | Promise<boolean | undefined>;

export interface ScriptedEngine extends SqlEngine {
  readonly sessions: readonly ScriptedSession[];
  readonly requests: readonly SqlRequest[];
  script: Script;
}

export const sqlError = (number: number, message: string, severity = 16): SqlMessage => {
  return { number, class: severity, state: 1, message, procedure: '', line: 1 };
};

/** The text of a batch, or of the statement of an sp_executesql. */
export function sqlOf(request: SqlRequest): string {
  if (request.kind === 'batch') return request.sql;
  const first = request.kind === 'rpc' ? request.parameters[0]?.value : '';
  return typeof first === 'string' ? first : '';
}

/** One row with the values of an sp_executesql call, typed as they came; output parameters are given back. */
function echo(request: SqlRequest & { kind: 'rpc' }, sink: ResultSink): void {
  const parameters = request.procedure === 'sp_executesql' ? request.parameters.slice(2) : request.parameters;
  sink.columns(
    parameters.map((p) => ({
      name: p.name.replace(/^@/, ''),
      type: p.type,
      nullable: true,
      identity: false,
    })),
  );
  void sink.row(parameters.map((p) => p.value));
  sink.statementDone(1, false);
  for (const parameter of parameters) if (parameter.output) sink.returnValue(parameter);
}

function scriptedSession(
  engine: { script: Script; requests: SqlRequest[] },
  id: number,
  login: LoginRequest,
): ScriptedSession {
  let transaction = 0n;
  let database = login.database || 'PRO01';
  let resets = 0;
  let isClosed = false;
  let lastTransaction = BigInt(id) << 32n;
  const session: ScriptedSession = {
    id,
    login,
    get database() {
      return database;
    },
    get transaction() {
      return transaction;
    },
    get resets() {
      return resets;
    },
    get isClosed() {
      return isClosed;
    },
    begin() {
      transaction = ++lastTransaction;
      return transaction;
    },
    end() {
      transaction = 0n;
    },
    use(name) {
      database = name;
    },
    async execute(request, sink, signal) {
      engine.requests.push(request);
      if ((await engine.script(request, sink, signal, session)) !== false) return;
      if (request.kind === 'rpc') echo(request, sink);
      else if (request.kind === 'begin') sink.transactionBegan(session.begin());
      else if (request.kind === 'commit' || request.kind === 'rollback') {
        const ended = transaction;
        session.end();
        if (request.kind === 'commit') sink.transactionCommitted(ended);
        else sink.transactionRolledBack(ended);
      } else sink.statementDone(null, false);
    },
    reset() {
      resets++;
      transaction = 0n;
    },
    close() {
      isClosed = true;
      transaction = 0n;
    },
  };
  return session;
}

/** The only login is `sa` with this password. */
export const scriptedPassword = ['not', 'a', 'secret'].join('-');

export function createScriptedSqlEngine(script: Script = () => false): ScriptedEngine {
  const sessions: ScriptedSession[] = [];
  const engine = {
    script,
    requests: [] as SqlRequest[],
    sessions,
    version: { text: 'Microsoft SQL Server', major: 10, minor: 50, build: 6000 },
    serverName: 'SCRIPTED',
    collation: 'SQL_Latin1_General_CP1_CI_AS',
    login(request: LoginRequest): SqlSession | SqlMessage {
      if (request.user !== 'sa' || request.password !== scriptedPassword) {
        return sqlError(18_456, `Login failed for user '${request.user}'.`, 14);
      }
      const session = scriptedSession(engine, 51 + sessions.length, request);
      sessions.push(session);
      return session;
    },
    close() {},
  };
  return engine;
}
