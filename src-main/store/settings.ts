/** The user's settings by name. Whoever owns a name owns its schema, and validates what comes back. */
import type Database from 'better-sqlite3';
import { fromJson } from './canonical.ts';

export interface Settings {
  /** Undefined when it was never set. */
  get(name: string): unknown;
  set(name: string, setting: unknown): void;
  remove(name: string): void;
}

export function settingsRepository(db: Database.Database, now: () => Date): Settings {
  const get = db.prepare<[string], string>('SELECT setting FROM app_setting WHERE name = ?').pluck();
  const set = db.prepare(`
    INSERT INTO app_setting (name, setting, updated_at) VALUES (@name, @setting, @at)
    ON CONFLICT (name) DO UPDATE SET setting = @setting, updated_at = @at`);
  const remove = db.prepare('DELETE FROM app_setting WHERE name = ?');
  return {
    get: (name) => {
      const text = get.get(name);
      return text === undefined ? undefined : fromJson<unknown>(text, 'setting');
    },
    set: (name, setting) => {
      set.run({ name, setting: JSON.stringify(setting), at: now().toISOString() });
    },
    remove: (name) => {
      remove.run(name);
    },
  };
}
