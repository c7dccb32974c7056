/** What the compiler and the compiled statement need from the session that runs it. */
import type { IsolationLevel, SqlType } from '../../session.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Column, Table } from '../catalog/model.ts';
import type { SqlError } from '../errors.ts';
import type { LockSession, LockTable } from '../locks/lock-table.ts';
import type { Row, Store } from '../storage/store.ts';
import type { Collation } from '../types/collation.ts';
import type { DateOrder } from '../types/date-text.ts';
import type { Value } from '../types/sql-type.ts';

export interface Variable {
  readonly type: SqlType;
  value: Value;
}
/** The inserted and deleted tables of a trigger or an OUTPUT clause. */
export interface RowSet {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
export interface SessionFacts {
  readonly id: number;
  readonly login: string;
  readonly applicationName: string;
  readonly hostName: string;
  readonly loginTime: bigint;
  rowCount: bigint;
  lastError: number;
  transactionCount: number;
  /** 1 open, 0 none, -1 doomed. */
  transactionState: number;
  lastIdentity: Value;
  lockTimeoutMs: number;
  textSize: number;
  isolation: IsolationLevel;
  language: string;
  dateOrder: DateOrder;
  /** 1 Monday … 7 Sunday. */
  firstWeekday: number;
  noCount: boolean;
  xactAbort: boolean;
  quotedIdentifier: boolean;
  concatNullYieldsNull: boolean;
  ansiNulls: boolean;
  rowCountLimit: number;
  arithAbort: boolean;
}

export interface Environment {
  readonly database: string;
  readonly catalog: Catalog;
  readonly store: Store;
  readonly locks: LockTable;
  readonly lockSession: LockSession;
  readonly facts: SessionFacts;
  readonly serverCollation: Collation;
  readonly server: {
    readonly name: string;
    readonly versionText: string;
    readonly productVersion: string;
    readonly major: number;
  };
  readonly variables: Map<string, Variable>;
  readonly tableVariables: Map<string, Table>;
  readonly transitionTables: ReadonlyMap<string, RowSet>;
  /** Columns that the firing statement set, for UPDATE(column). */
  readonly updatedColumns: ReadonlySet<string> | null;
  /** The error that the enclosing CATCH block handles. */
  readonly caught: SqlError | null;
  readonly scopeIdentity: { value: Value };
  readonly nestLevel: number;
  /** Local and UTC time of the statement's start, 100 ns ticks. */
  readonly now: bigint;
  readonly nowUtc: bigint;
  readonly procedureName: string;
  readonly openSessions: () => readonly SessionFacts[];
  isMember(role: string): boolean;
  mayUse(permission: string, database: string, objectName: string): boolean;
  /** 229 when the login may not. */
  demand(
    permission: string,
    table: { database: string; name: string; schema: string; temporary?: boolean },
  ): void;
  columnCollation(database: string): Collation;
  /** The row as last committed, when an open transaction changed it: null if it was inserted; undefined if unchanged. */
  committedImage(table: number, rid: number): Row | null | undefined;
  /** sys.columns.max_length of a type. */
  storageLength(type: SqlType): number;
  readonly temporaryTables: Map<string, Table>;
}
