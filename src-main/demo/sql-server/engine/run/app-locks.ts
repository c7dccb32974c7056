/** sp_getapplock and sp_releaseapplock. */
import { SqlError } from '../errors.ts';
import type { LockSession } from '../locks/lock-table.ts';
import { newLockSession } from '../locks/lock-table.ts';
import type { LockMode } from '../locks/modes.ts';
import { Attention } from './scope.ts';
import type { Session } from './session.ts';

const modes: Record<string, LockMode> = {
  shared: 'S',
  update: 'U',
  intentshared: 'IS',
  intentexclusive: 'IX',
  exclusive: 'X',
};

/** Locks owned by the session live beside those of its transaction: they survive the transaction's end. */
export class AppLocks {
  readonly #session: Session;
  readonly #own: LockSession;
  readonly #counts = new Map<string, number>();
  constructor(session: Session) {
    this.#session = session;
    this.#own = newLockSession(session.id);
  }
  /** 0 granted, 1 granted after waiting, -1 timeout, -2 cancelled, -3 deadlock victim, -999 wrong parameters. */
  async acquire(resource: string, mode: string, owner: string, timeoutMs: number): Promise<number> {
    const { server } = this.#session;
    const wanted = modes[mode.toLowerCase()];
    const forSession = owner.toLowerCase() === 'session';
    if (wanted === undefined || resource === '' || resource.length > 255) return -999;
    if (!forSession && owner.toLowerCase() !== 'transaction') return -999;
    if (!forSession && this.#session.open === null) return -999;
    const key = this.#key(resource);
    const holder = forSession ? this.#own : this.#session.locks;
    const partner = forSession ? this.#session.locks : this.#own;
    const take = server.locks.acquire(key, holder, wanted, false);
    // What the same session holds under its other owner does not stand in its way.
    const attempt = (probe: boolean): readonly LockSession[] => {
      const blockers = take(true);
      const others = blockers.filter((b) => b !== partner);
      if (others.length > 0) return others.map((b) => this.#ownerOf(b));
      if (blockers.length > 0) return [];
      return probe ? [] : take(false);
    };
    if (attempt(false).length === 0) {
      this.#count(key, owner, 1);
      return 0;
    }
    if (timeoutMs === 0) return -1;
    try {
      await server.locks.wait(
        this.#session.locks,
        attempt,
        timeoutMs,
        this.#session.signal,
        () => new Attention(),
      );
      this.#count(key, owner, 1);
      return 1;
    } catch (error) {
      if (error instanceof SqlError && error.number === 1222) return -1;
      if (error instanceof SqlError && error.number === 1205) return -3;
      throw error;
    }
  }
  /** For deadlock detection a session-owned lock belongs to the session's one waiting identity. */
  #ownerOf(holder: LockSession): LockSession {
    return this.#session.server.sessions.get(holder.id)?.locks ?? holder;
  }
  #key(resource: string): string {
    return `a${this.#session.database}:${resource}`;
  }
  #count(key: string, owner: string, by: number): number {
    const id = `${owner.toLowerCase()}|${key}`;
    const count = (this.#counts.get(id) ?? 0) + by;
    if (count <= 0) this.#counts.delete(id);
    else this.#counts.set(id, count);
    return count;
  }
  release(resource: string, owner: string): number {
    const key = this.#key(resource);
    const id = `${owner.toLowerCase()}|${key}`;
    if (!this.#counts.has(id)) {
      throw new SqlError(
        1223,
        16,
        1,
        `Cannot release the application lock (Database Principal: 'public', Resource: '${resource}') because it is not currently held.`,
        'statement',
      );
    }
    if (this.#count(key, owner, -1) <= 0) {
      const holder = owner.toLowerCase() === 'session' ? this.#own : this.#session.locks;
      this.#session.server.locks.release(key, holder);
    }
    return 0;
  }
  holds(resource: string): boolean {
    const key = this.#key(resource);
    return [...this.#counts.keys()].some((id) => id.endsWith(`|${key}`));
  }
  releaseTransaction(): void {
    for (const id of [...this.#counts.keys()]) if (id.startsWith('transaction|')) this.#counts.delete(id);
  }
  releaseSession(): void {
    this.#counts.clear();
    this.#session.server.locks.releaseAll(this.#own);
  }
}
