/** Table hints and the isolation level → which locks a scan takes, and how long it keeps them. */
import { SqlError, sqlError } from '../errors.ts';
import type { LockMode } from '../locks/modes.ts';
import type { TableHint } from '../syntax/ast.ts';
import type { Environment } from './environment.ts';

export interface LockIntent {
  /** Reads whatever is there. */
  readonly dirty: boolean;
  /** The lock on each row; null: only wait until it is readable. */
  readonly row: LockMode | null;
  readonly rowPerStatement: boolean;
  readonly intention: LockMode;
  /** The lock on the whole table instead of its intention lock. */
  readonly table: LockMode | null;
  readonly tableHeld: boolean;
  /** Also keeps other rows from appearing in what was read. */
  readonly range: boolean;
  readonly readPast: boolean;
  readonly noWait: boolean;
}

/** `target` is the table that UPDATE or DELETE changes. */
export const lockIntent = (
  hints: readonly TableHint[],
  target: boolean,
  environment: Environment,
  database: string,
): LockIntent => {
  const has = (hint: TableHint): boolean => hints.includes(hint);
  const { isolation } = environment.facts;
  if (isolation === 'snapshot') throw sqlError(3952, database);
  const locking = has('UPDLOCK') || has('XLOCK') || target;
  const uncommitted = has('NOLOCK') || has('READUNCOMMITTED');
  if (uncommitted && (has('UPDLOCK') || has('XLOCK') || has('HOLDLOCK') || has('TABLOCKX'))) {
    throw new SqlError(1047, 15, 1, 'Conflicting locking hints specified.', 'batch');
  }
  if (uncommitted && target) {
    throw new SqlError(
      1065,
      15,
      1,
      'The NOLOCK and READUNCOMMITTED lock hints are not allowed for target tables of INSERT, UPDATE, DELETE or MERGE statements.',
      'batch',
    );
  }
  const committed = has('READCOMMITTED') || has('READCOMMITTEDLOCK');
  const serializable = has('HOLDLOCK') || has('SERIALIZABLE') || (isolation === 'serializable' && !committed);
  const repeatable = serializable || has('REPEATABLEREAD') || (isolation === 'repeatable read' && !committed);
  const dirty = !locking && !repeatable && (uncommitted || (isolation === 'read uncommitted' && !committed));
  const row: LockMode | null = has('XLOCK') ? 'X' : locking ? 'U' : repeatable ? 'S' : null;
  const table: LockMode | null = has('TABLOCKX')
    ? 'X'
    : has('TABLOCK')
      ? target || has('XLOCK')
        ? 'X'
        : 'S'
      : null;
  return {
    dirty: dirty && table === null,
    row,
    rowPerStatement: false,
    intention: dirty ? 'SCH-S' : row === null || row === 'S' ? 'IS' : 'IX',
    table,
    tableHeld: table === 'X' || row !== null || repeatable,
    range: serializable && table === null,
    readPast: has('READPAST'),
    noWait: has('NOWAIT'),
  };
};
