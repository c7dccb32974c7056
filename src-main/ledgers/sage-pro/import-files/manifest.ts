/**
 * The manifest of the import folder: an append-only file of JSON lines, made durable at every step, which says of each
 * entry which file it is in. One process at a time changes it.
 */
import { mkdir, open, readFile, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MatchbookError } from '../../../../shared/errors.ts';
import type { Marker } from '../../../../shared/model.ts';
import { type FileEntry, ManifestRecord } from './records.ts';

export interface ManifestState {
  /** In the order in which they were approved. */
  readonly entries: ReadonlyMap<Marker, FileEntry>;
  readonly fileOf: ReadonlyMap<Marker, number>;
  readonly assigned: ReadonlyMap<number, readonly Marker[]>;
  readonly written: ReadonlySet<number>;
}

const LOCK_TRIES = 100;
const LOCK_WAIT_MS = 50;
/** A lock that nobody held this long belongs to a process that died. */
const LOCK_STALE_MS = 60_000;

export class Manifest {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get #file(): string {
    return path.join(this.#folder, 'manifest.jsonl');
  }

  /** A last line that was cut off by a crash was never acknowledged, and is left out. Throws IMPORT_MANIFEST_DAMAGED for any other damage. */
  async read(): Promise<ManifestState> {
    const text = await readFile(this.#file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const lines = text.split('\n');
    const complete = lines.slice(0, -1);
    return fold(complete.map((line, at) => parsed(line, at + 1)));
  }

  /** Durable when it resolves. */
  async append(record: ManifestRecord): Promise<void> {
    const file = await open(this.#file, 'a+');
    try {
      const { size } = await file.stat();
      const cut = size > 0 && !(await endsWithNewline(file, size));
      if (cut) await file.truncate(await endOfLastLine(this.#file));
      await file.appendFile(`${JSON.stringify(record)}\n`, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Runs `work` while no other process changes the folder. */
  async exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    await mkdir(this.#folder, { recursive: true });
    const lock = path.join(this.#folder, 'manifest.lock');
    await this.#acquire(lock);
    try {
      return await work();
    } finally {
      await rmdir(lock);
    }
  }

  async #acquire(lock: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await mkdir(lock);
        return;
      } catch (cause) {
        if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EEXIST') throw cause;
        const held = await stat(lock).catch(() => null);
        if (held && Date.now() - held.mtimeMs > LOCK_STALE_MS) await rmdir(lock).catch(() => undefined);
        else if (tries >= LOCK_TRIES) {
          throw new MatchbookError('IMPORT_FOLDER_BUSY', {
            happened: 'Another Matchbook is writing to the folder of import files.',
            kept: 'Nothing was written; the approvals are kept.',
            todo: 'Try again in a minute.',
          });
        }
        await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
      }
    }
  }
}

async function endsWithNewline(file: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString('latin1') === '\n';
}

async function endOfLastLine(file: string): Promise<number> {
  const bytes = await readFile(file);
  return bytes.lastIndexOf(0x0a) + 1;
}

function parsed(line: string, number: number): ManifestRecord {
  try {
    return ManifestRecord.parse(JSON.parse(line));
  } catch (cause) {
    throw new MatchbookError(
      'IMPORT_MANIFEST_DAMAGED',
      {
        happened: `Line ${number} of manifest.jsonl in the folder of import files cannot be read.`,
        kept: 'Nothing was written, so that no receipt gets into two files.',
        todo: 'Restore the file from a backup of the folder.',
      },
      { cause },
    );
  }
}

function fold(records: readonly ManifestRecord[]): ManifestState {
  const entries = new Map<Marker, FileEntry>();
  const fileOf = new Map<Marker, number>();
  const assigned = new Map<number, readonly Marker[]>();
  const written = new Set<number>();
  for (const record of records) {
    if (record.record === 'entries') for (const entry of record.entries) entries.set(entry.marker, entry);
    else if (record.record === 'written') written.add(record.number);
    else {
      assigned.set(record.number, record.markers);
      for (const marker of record.markers) fileOf.set(marker, record.number);
    }
  }
  return { entries, fileOf, assigned, written };
}
