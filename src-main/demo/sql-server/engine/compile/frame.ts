/** The running form of a compiled query: frames of values, and generators that yield rows or ask for a pause. */
import type { SqlType } from '../../session.ts';
import type { Attempt } from '../locks/lock-table.ts';
import type { Collation } from '../types/collation.ts';
import type { Value } from '../types/sql-type.ts';

/** The current values of one query block's sources; `outer` is the frame of the query around it. */
export interface Frame {
  slots: Value[];
  readonly outer: Frame | null;
}
export type Evaluate = (frame: Frame) => Value;
/** null is UNKNOWN. */
export type Test = (frame: Frame) => boolean | null;

export type CollationStrength = 'default' | 'implicit' | 'explicit' | 'conflict';
export interface Typed {
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly evaluate: Evaluate;
  readonly collation: Collation | null;
  readonly strength: CollationStrength;
  /** The literal NULL takes the type of what it meets. */
  readonly untypedNull?: boolean;
  /** A whole-number constant counts with its own digits in the precision of decimal arithmetic. */
  readonly constantDigits?: number;
  readonly identity?: boolean;
}

/** A lock that must be waited for. Thrown out of expressions, yielded by row sources; afterwards the work goes on. */
export class LockPause extends Error {
  readonly attempt: Attempt;
  readonly noWait: boolean;
  constructor(attempt: Attempt, noWait: boolean) {
    super('waits for a lock');
    this.attempt = attempt;
    this.noWait = noWait;
  }
}
/** Asks the driver to let the event loop breathe. */
export const breathe = Symbol('breathe');
export type Pause = LockPause | typeof breathe;
export const isPause = (item: unknown): item is Pause => item === breathe || item instanceof LockPause;

/** Evaluates something that may meet a lock inside a subquery: waits and evaluates again. */
export function* settled<T>(work: () => T): Generator<Pause, T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof LockPause)) throw error;
      yield error;
    }
  }
}

export interface OutputColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly collation: Collation | null;
}
export interface Plan {
  readonly columns: readonly OutputColumn[];
  rows(outer: Frame | null): Generator<Value[] | Pause>;
}
