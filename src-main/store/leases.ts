/**
 * Leases: what only one process may do at a time on this company file. A holder that stops renewing loses it when the
 * time is up. Not what makes a posting exactly once (the ledger's marker does, even with two posters); it saves work.
 */
import type Database from 'better-sqlite3';

export interface Leases {
  /** Takes or renews it. False when another holder's is still good. */
  take(name: string, holder: string, ttlMs: number): boolean;
  release(name: string, holder: string): void;
  holder(name: string): string | null;
}

export function leasesRepository(
  db: Database.Database,
  now: () => Date,
  transact: <Result>(work: () => Result) => Result,
): Leases {
  const find = db.prepare<[string], { holder: string; expires_at: string }>(
    'SELECT holder, expires_at FROM lease WHERE name = ?',
  );
  const write = db.prepare(`
    INSERT INTO lease (name, holder, taken_at, expires_at) VALUES (@name, @holder, @at, @expires)
    ON CONFLICT (name) DO UPDATE SET taken_at = CASE WHEN holder = @holder THEN taken_at ELSE @at END,
      holder = @holder, expires_at = @expires`);
  const release = db.prepare('DELETE FROM lease WHERE name = ? AND holder = ?');
  const holder = (name: string): string | null => {
    const row = find.get(name);
    return row && Date.parse(row.expires_at) > now().getTime() ? row.holder : null;
  };
  return {
    take: (name, who, ttlMs) =>
      transact(() => {
        const current = holder(name);
        if (current !== null && current !== who) return false;
        const at = now();
        const expires = new Date(at.getTime() + ttlMs).toISOString();
        write.run({ name, holder: who, at: at.toISOString(), expires });
        return true;
      }),
    release: (name, who) => {
      release.run(name, who);
    },
    holder,
  };
}
