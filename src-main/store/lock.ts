/**
 * One Matchbook at a time works on a company file: two would start the same schedules, and two demo companies the same
 * servers. The lock is SQLite's own on an empty file beside it (sqlite.org/lockingv3.html): the system takes it away with the
 * process, however that ended, so there is no stale one to clear. Reading alone needs no lock.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import * as z from 'zod';
import { StoreError } from './errors.ts';

/** How the sentence names who has it. */
const Holder = z.object({ program: z.string(), processId: z.number().int(), since: z.iso.datetime() });
type Holder = z.infer<typeof Holder>;

export interface CompanyLock {
  release(): void;
}

export interface LockOptions {
  /** Who asks, as in "Matchbook in the browser". */
  readonly program: string;
  readonly now: () => Date;
}

/** Throws StoreError STORE_IN_USE when another process, or another app of this one, has the company open. */
export function lockCompany(storeFile: string, { program, now }: LockOptions): CompanyLock {
  mkdirSync(dirname(storeFile), { recursive: true });
  const lock = new Database(`${storeFile}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
      throw inUse(storeFile, holderOf(storeFile), cause);
    }
    throw cause;
  }
  const holder: Holder = { program, processId: process.pid, since: now().toISOString() };
  writeFileSync(holderFile(storeFile), `${JSON.stringify(holder)}\n`);
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      rmSync(holderFile(storeFile), { force: true });
      lock.close();
    },
  };
}

const holderFile = (storeFile: string): string => `${storeFile}.holder.json`;

/** Null when it cannot be told: it is only for the sentence. */
function holderOf(storeFile: string): Holder | null {
  let text: string;
  try {
    text = readFileSync(holderFile(storeFile), 'utf8');
  } catch {
    // Written a moment after the lock was taken, removed a moment before it is given back.
    return null;
  }
  const holder = Holder.safeParse(parseJson(text));
  return holder.success ? holder.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function inUse(storeFile: string, holder: Holder | null, cause: unknown): StoreError {
  const who =
    holder === null
      ? 'Another Matchbook on this PC'
      : `${holder.program} (process ${holder.processId}, since ${holder.since})`;
  return new StoreError(
    'STORE_IN_USE',
    {
      happened: `${who} has the company file ${storeFile} open.`,
      kept: 'Nothing was changed, and that one goes on with its work.',
      todo: 'Use that one, or end it first: Quit in the menu of its icon beside the clock, or Ctrl+C where it was started.',
    },
    { cause },
  );
}
