/** One level of execution: a batch, a procedure, a trigger, the text of sp_executesql. */

import type { Table, Trigger } from '../catalog/model.ts';
import type { RowSet, Variable } from '../compile/environment.ts';
import type { SqlError } from '../errors.ts';
import type { Value } from '../types/sql-type.ts';

export interface ExecutionScope {
  readonly variables: Map<string, Variable>;
  readonly tableVariables: Map<string, Table>;
  readonly scopeIdentity: { value: Value };
  readonly transitionTables: ReadonlyMap<string, RowSet>;
  readonly updatedColumns: ReadonlySet<string> | null;
  readonly procedureName: string;
  readonly nestLevel: number;
  readonly trigger: Trigger | null;
  /** The text that the fault hook sees. */
  readonly text: string;
  caught: SqlError | null;
  /** How many TRY blocks surround the present statement, those of callers included. */
  tryDepth: number;
  returnValue: number;
}

export const newScope = (text: string, outer: ExecutionScope | null): ExecutionScope => ({
  variables: new Map(),
  tableVariables: new Map(),
  scopeIdentity: { value: null },
  transitionTables: new Map(),
  updatedColumns: null,
  procedureName: outer?.procedureName ?? '',
  nestLevel: (outer?.nestLevel ?? -1) + 1,
  trigger: outer?.trigger ?? null,
  text,
  caught: outer?.caught ?? null,
  tryDepth: outer?.tryDepth ?? 0,
  returnValue: 0,
});

/** How a statement ended. */
export type Outcome = 'next' | 'break' | 'continue' | 'return';

/** Ends the batch (and with it every scope up to a TRY block that may catch the error). */
export class BatchEnd extends Error {
  override readonly cause: SqlError;
  /** A TRY block of the same scope does not see it: names that could not be resolved, unsupported statements. */
  readonly passesTry: boolean;
  constructor(cause: SqlError, passesTry: boolean) {
    super(cause.message);
    this.cause = cause;
    this.passesTry = passesTry;
  }
}
/** The client sent an attention, or is gone. */
export class Attention extends Error {
  constructor() {
    super('The client cancelled the request.');
  }
}
