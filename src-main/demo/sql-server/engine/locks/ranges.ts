/** Key ranges: what HOLDLOCK and SERIALIZABLE keep others from inserting. */
import type { Attempt, LockSession } from './lock-table.ts';
import { combined, compatible, type LockMode } from './modes.ts';

/** A key range that must stay as it was read: rows whose columns have these key texts; no terms means the whole table. */
interface RangeLock {
  readonly session: LockSession;
  mode: LockMode;
  readonly terms: ReadonlyMap<number, string>;
}

export class RangeLocks {
  readonly #ranges = new Map<number, RangeLock[]>();

  /** Protects a key range (HOLDLOCK, SERIALIZABLE) against other sessions' rows, until the end of the transaction. */
  acquire(table: number, session: LockSession, mode: LockMode, terms: ReadonlyMap<number, string>): Attempt {
    return (probe) => {
      const ranges = this.#ranges.get(table) ?? [];
      const blockers = ranges.filter(
        (r) => r.session !== session && !compatible(r.mode, mode) && overlap(r.terms, terms),
      );
      if (blockers.length > 0) return blockers.map((r) => r.session);
      if (probe) return [];
      const same = ranges.find((r) => r.session === session && sameTerms(r.terms, terms));
      if (same !== undefined) same.mode = combined(same.mode, mode);
      else this.#ranges.set(table, [...ranges, { session, mode, terms }]);
      return [];
    };
  }
  any(table: number): boolean {
    return this.#ranges.has(table);
  }
  /** May a row with these key texts appear now? `keyOf` gives the text of a physical column. */
  insertable(table: number, session: LockSession, keyOf: (physical: number) => string): Attempt {
    return () =>
      (this.#ranges.get(table) ?? [])
        .filter((r) => r.session !== session && [...r.terms].every(([column, key]) => keyOf(column) === key))
        .map((r) => r.session);
  }
  releaseAll(session: LockSession): void {
    for (const [table, ranges] of this.#ranges) {
      const rest = ranges.filter((r) => r.session !== session);
      if (rest.length === 0) this.#ranges.delete(table);
      else if (rest.length !== ranges.length) this.#ranges.set(table, rest);
    }
  }
}

const overlap = (a: ReadonlyMap<number, string>, b: ReadonlyMap<number, string>): boolean =>
  [...a].every(([column, key]) => (b.get(column) ?? key) === key);
const sameTerms = (a: ReadonlyMap<number, string>, b: ReadonlyMap<number, string>): boolean =>
  a.size === b.size && [...a].every(([column, key]) => b.get(column) === key);
