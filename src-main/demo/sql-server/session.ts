/**
 * The seam between the two halves of the demo SQL server: `tds/` speaks the wire protocol and knows no SQL,
 * `engine/` runs T-SQL on SQLite and knows no wire. Both halves are written against this file alone.
 */

/** A column's SQL Server type with the facts that the wire needs. `length` is bytes for char/varchar/binary, characters for nchar/nvarchar; 'max' is the (max) form. */
export type SqlType =
  | { readonly name: 'bit' | 'tinyint' | 'smallint' | 'int' | 'bigint' | 'real' | 'float' }
  | { readonly name: 'money' | 'smallmoney' | 'datetime' | 'smalldatetime' | 'date' | 'uniqueidentifier' }
  | { readonly name: 'datetime2'; readonly scale: number }
  | { readonly name: 'numeric'; readonly precision: number; readonly scale: number }
  | {
      readonly name: 'char' | 'varchar' | 'nchar' | 'nvarchar' | 'binary' | 'varbinary';
      readonly length: number | 'max';
    }
  | { readonly name: 'text' | 'ntext' | 'image' };

/**
 * A value as it crosses the seam.
 * numeric, money: exact decimal string ("-12.50"), never a float. bigint: bigint. real, float: number.
 * datetime, smalldatetime, datetime2: 'YYYY-MM-DDTHH:mm:ss.fffffff' (as many digits as the scale has; no zone).
 * date: 'YYYY-MM-DD'. char, nchar: padded to their length. uniqueidentifier: upper-case text with dashes.
 */
export type SqlValue = null | boolean | number | bigint | string | Uint8Array;

export interface ColumnMeta {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
}

/** One parameter of an RPC. `value` is what the client sent; for an output parameter the engine returns the new value through `returnValue`. */
export interface RpcParameter {
  /** With its leading @, or '' when the client passed it by position. */
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
  readonly output: boolean;
}

/**
 * rpc: `procedure` is as the client wrote it (maybe quoted or with a schema), except sp_executesql, which always has
 * that plain name. Its first two parameters are the statement and the declarations, by position: clients name them
 * @stmt and @params, @statement and @params, or not at all; the second is missing or empty when nothing is declared.
 * Prepared handles (sp_prepare, sp_execute, sp_prepexec, sp_unprepare) and server cursors end in the wire half: the
 * engine sees sp_executesql instead, or nothing.
 * begin, commit, rollback come from the driver's transaction requests; the same as T-SQL come as batch or rpc.
 */
export type SqlRequest =
  | { readonly kind: 'batch'; readonly sql: string }
  | { readonly kind: 'rpc'; readonly procedure: string; readonly parameters: readonly RpcParameter[] }
  | { readonly kind: 'begin'; readonly isolation: IsolationLevel | null; readonly name: string }
  | { readonly kind: 'commit' | 'rollback'; readonly name: string };

export type IsolationLevel =
  | 'read uncommitted'
  | 'read committed'
  | 'repeatable read'
  | 'serializable'
  | 'snapshot';

/** An error or an informational message as SQL Server words it. class > 10 is an error, >= 20 ends the connection. */
export interface SqlMessage {
  readonly number: number;
  readonly class: number;
  readonly state: number;
  readonly message: string;
  readonly procedure: string;
  readonly line: number;
}

/** Where the engine writes what a request yields, in order. `row` may return a promise: the engine awaits it (back-pressure). */
export interface ResultSink {
  columns(columns: readonly ColumnMeta[]): void;
  row(values: readonly SqlValue[]): void | Promise<void>;
  /** One statement ended. rowCount null: the statement has no count, or SET NOCOUNT ON. */
  statementDone(rowCount: number | null, failed: boolean): void;
  message(message: SqlMessage): void;
  returnValue(parameter: RpcParameter): void;
  returnStatus(status: number): void;
  /**
   * The session's database, language or transaction changed: the wire must tell the client. The engine sends the
   * message that goes with it (5701) itself. transactionCommitted is called right after the commit is durable, for
   * the outermost COMMIT only, whatever form the COMMIT came in: the fault dropAfterCommit strikes there.
   */
  databaseChanged(to: string, from: string): void;
  transactionBegan(descriptor: bigint): void;
  transactionCommitted(descriptor: bigint): void;
  transactionRolledBack(descriptor: bigint): void;
}

export interface LoginRequest {
  readonly user: string;
  readonly password: string;
  /** '' when the client named none: the login's default database. */
  readonly database: string;
  readonly applicationName: string;
  readonly hostName: string;
  readonly readOnlyIntent: boolean;
}

export interface SqlSession {
  readonly id: number;
  readonly database: string;
  /** Descriptor of the open transaction, 0n when none. */
  readonly transaction: bigint;
  /**
   * Runs one request to its end. Never rejects for an SQL error: those go to the sink. Rejects only for a defect of
   * the server itself. When `signal` aborts (attention), it stops at the next row or lock wait, ends the statement's
   * work, leaves the transaction open (unless XACT_ABORT is on), and resolves.
   */
  execute(request: SqlRequest, sink: ResultSink, signal: AbortSignal): Promise<void>;
  /** sp_reset_connection: rolls back, drops temporary state, keeps the login. */
  reset(): void;
  /** The client is gone: rolls back what is open and releases every lock. Safe to call twice. */
  close(): void;
}

export interface SqlEngine {
  /** A wrong user, password or database gives the SqlMessage that SQL Server sends (18456, 4060) instead of a session. */
  login(request: LoginRequest): SqlSession | SqlMessage;
  /** e.g. { text: 'Microsoft SQL Server', major: 10, minor: 50, build: 6000 } for LOGINACK and @@VERSION. */
  readonly version: {
    readonly text: string;
    readonly major: number;
    readonly minor: number;
    readonly build: number;
  };
  readonly serverName: string;
  readonly collation: string;
  close(): void;
}
