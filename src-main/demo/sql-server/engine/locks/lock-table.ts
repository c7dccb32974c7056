/**
 * Who holds which lock, who waits for whom. A wait is an attempt that is repeated whenever a lock is released; a cycle
 * of waits ends with its cheapest session as deadlock victim (1205).
 */
import { sqlError } from '../errors.ts';
import { combined, compatible, covered, type LockMode } from './modes.ts';
import { RangeLocks } from './ranges.ts';

/** Tries to take a lock: the sessions in the way, or none when it was taken. With `probe` it takes nothing. */
export type Attempt = (probe: boolean) => readonly LockSession[];

interface Held {
  transaction: LockMode | null;
  statement: LockMode | null;
}
export interface LockSession {
  readonly id: number;
  deadlockPriority: number;
  /** Rows changed so far in the open transaction: the work that a rollback would lose. */
  work: number;
  readonly held: Map<string, Held>;
  readonly statementLocks: Set<string>;
}
export const newLockSession = (id: number): LockSession => ({
  id,
  deadlockPriority: 0,
  work: 0,
  held: new Map(),
  statementLocks: new Set(),
});

interface Ticket {
  readonly session: LockSession;
  readonly attempt: Attempt;
  readonly settle: (error: Error | null) => void;
}
const effective = (held: Held): LockMode | null =>
  held.transaction === null
    ? held.statement
    : held.statement === null
      ? held.transaction
      : combined(held.transaction, held.statement);

export class LockTable {
  readonly #holders = new Map<string, Map<LockSession, LockMode>>();
  readonly #exclusiveRows = new Map<number, Map<number, LockSession>>();
  readonly ranges = new RangeLocks();
  #tickets: Ticket[] = [];

  /** For rows use `rowResource`, for anything else a name that starts with a letter other than r. */
  acquire(resource: string, session: LockSession, mode: LockMode, perStatement: boolean): Attempt {
    return (probe) => {
      const own = session.held.get(resource);
      const current = own === undefined ? null : effective(own);
      const wanted = current === null ? mode : combined(current, mode);
      const holders = this.#holders.get(resource);
      if (holders !== undefined && wanted !== current) {
        const blockers = [...holders]
          .filter(([other, held]) => other !== session && !compatible(held, wanted))
          .map(([other]) => other);
        if (blockers.length > 0) return blockers;
      }
      if (!probe) this.#grant(resource, session, mode, perStatement, own, wanted);
      return [];
    };
  }
  #grant(
    resource: string,
    session: LockSession,
    mode: LockMode,
    perStatement: boolean,
    own: Held | undefined,
    wanted: LockMode,
  ): void {
    const held = own ?? { transaction: null, statement: null };
    if (perStatement) {
      if (held.transaction !== null && covered(held.transaction, mode)) return;
      held.statement = held.statement === null ? mode : combined(held.statement, mode);
      session.statementLocks.add(resource);
    } else held.transaction = held.transaction === null ? mode : combined(held.transaction, mode);
    session.held.set(resource, held);
    let holders = this.#holders.get(resource);
    if (holders === undefined) {
      holders = new Map();
      this.#holders.set(resource, holders);
    }
    holders.set(session, wanted);
    if (wanted === 'X') this.#noteExclusiveRow(resource, session);
  }
  #noteExclusiveRow(resource: string, session: LockSession): void {
    const row = rowOf(resource);
    if (row === null) return;
    const rows = this.#exclusiveRows.get(row.table) ?? new Map<number, LockSession>();
    rows.set(row.rid, session);
    this.#exclusiveRows.set(row.table, rows);
  }
  /** The rows of the table that some session holds exclusively. */
  exclusiveRows(table: number): ReadonlyMap<number, LockSession> | undefined {
    return this.#exclusiveRows.get(table);
  }
  holdersOf(resource: string): ReadonlyMap<LockSession, LockMode> | undefined {
    return this.#holders.get(resource);
  }

  /** Waits until the row is free of other sessions' exclusive locks; takes nothing. */
  readable(table: number, rid: number, session: LockSession): Attempt {
    return () => {
      const holder = this.#exclusiveRows.get(table)?.get(rid);
      return holder === undefined || holder === session ? [] : [holder];
    };
  }

  /** Resolves when the attempt succeeds. 1222 after the timeout (-1: never), 1205 for a deadlock victim, `aborted` on the signal. */
  wait(
    session: LockSession,
    attempt: Attempt,
    timeoutMs: number,
    signal: AbortSignal,
    aborted: () => Error,
  ): Promise<void> {
    if (attempt(false).length === 0) return Promise.resolve();
    if (timeoutMs === 0) return Promise.reject(sqlError(1222));
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | null = null;
      const settle = (error: Error | null): void => {
        this.#tickets = this.#tickets.filter((t) => t !== ticket);
        if (timer !== null) clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        if (error === null) resolve();
        else reject(error);
      };
      const onAbort = (): void => settle(aborted());
      const ticket: Ticket = { session, attempt, settle };
      if (signal.aborted) {
        reject(aborted());
        return;
      }
      signal.addEventListener('abort', onAbort);
      this.#tickets.push(ticket);
      if (timeoutMs > 0) timer = setTimeout(() => settle(sqlError(1222)), timeoutMs);
      this.#breakDeadlock(session);
    });
  }
  /** One wait can close several cycles: each loses a victim until none is left. */
  #breakDeadlock(start: LockSession): void {
    for (let cycle = this.#cycleFrom(start); cycle !== null; cycle = this.#cycleFrom(start)) {
      const [victim] = [...cycle].sort(
        (a, b) =>
          a.deadlockPriority - b.deadlockPriority ||
          a.work - b.work ||
          (a === start ? -1 : b === start ? 1 : 0),
      );
      const ticket = this.#tickets.find((t) => t.session === victim);
      if (victim === undefined || ticket === undefined) return;
      ticket.settle(sqlError(1205, victim.id));
    }
  }
  #cycleFrom(start: LockSession): readonly LockSession[] | null {
    const seen = new Set<LockSession>();
    const walk = (session: LockSession, path: readonly LockSession[]): readonly LockSession[] | null => {
      for (const ticket of this.#tickets.filter((t) => t.session === session)) {
        for (const blocker of ticket.attempt(true)) {
          if (blocker === start) return path;
          if (seen.has(blocker)) continue;
          seen.add(blocker);
          const found = walk(blocker, [...path, blocker]);
          if (found !== null) return found;
        }
      }
      return null;
    };
    return walk(start, [start]);
  }

  releaseStatement(session: LockSession): void {
    for (const resource of session.statementLocks) {
      const held = session.held.get(resource);
      if (held === undefined) continue;
      held.statement = null;
      if (held.transaction === null) this.#drop(resource, session);
      else this.#holders.get(resource)?.set(session, held.transaction);
    }
    session.statementLocks.clear();
    this.#pump();
  }
  releaseAll(session: LockSession): void {
    for (const resource of [...session.held.keys()]) this.#drop(resource, session);
    session.statementLocks.clear();
    this.ranges.releaseAll(session);
    session.work = 0;
    this.#pump();
  }
  release(resource: string, session: LockSession): void {
    this.#drop(resource, session);
    this.#pump();
  }
  #drop(resource: string, session: LockSession): void {
    session.held.delete(resource);
    session.statementLocks.delete(resource);
    const holders = this.#holders.get(resource);
    holders?.delete(session);
    if (holders?.size === 0) this.#holders.delete(resource);
    const row = rowOf(resource);
    if (row === null) return;
    const rows = this.#exclusiveRows.get(row.table);
    if (rows?.get(row.rid) === session) rows.delete(row.rid);
    if (rows?.size === 0) this.#exclusiveRows.delete(row.table);
  }
  /** Retries every wait in the order of arrival. Also called by whoever frees something that no lock stands for. */
  #pump(): void {
    for (const ticket of [...this.#tickets]) {
      if (this.#tickets.includes(ticket) && ticket.attempt(false).length === 0) ticket.settle(null);
    }
  }
}

/** All of the locks or none: what waits for one of them does not hold the others meanwhile. */
export const together =
  (attempts: readonly Attempt[]): Attempt =>
  (probe) => {
    const blockers = attempts.flatMap((attempt) => attempt(true));
    if (blockers.length === 0 && !probe) for (const attempt of attempts) attempt(false);
    return blockers;
  };

export const rowResource = (table: number, rid: number): string => `r${table}:${rid}`;
export const tableResource = (table: number): string => `t${table}`;
const rowOf = (resource: string): { table: number; rid: number } | null => {
  if (resource.charCodeAt(0) !== 114) return null;
  const colon = resource.indexOf(':');
  return { table: Number(resource.slice(1, colon)), rid: Number(resource.slice(colon + 1)) };
};
