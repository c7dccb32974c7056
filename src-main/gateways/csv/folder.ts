/** The folder that is watched: which exports are new or changed since the cursor, and their records. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import * as z from 'zod';
import { ConnectionError } from '../../../shared/errors.ts';
import type { ConnectionId } from '../../../shared/model.ts';
import { cursorUnusable } from '../failures.ts';
import type { Cursor, GatewayPage } from '../port.ts';
import { PageCollector } from '../record.ts';
import type { Layout } from './layout.ts';
import { isOrdersExport } from './order-columns.ts';
import { layoutFor, readExport } from './read-export.ts';
import type { CsvSettings } from './settings.ts';
import { suggestLayout } from './suggest.ts';
import { readTable, type Table } from './table.ts';

const EXPORT = /\.(csv|tsv|txt)$/i;
const LARGEST_BYTES = 200 * 1024 * 1024;

const Position = z.object({
  version: z.literal(1),
  /** SHA-256 of each file as it was read, and of the layout it was read by; by file name. */
  files: z.record(z.string(), z.object({ digest: z.string(), layout: z.string() })),
});
type Position = z.infer<typeof Position>;

export interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Unix milliseconds: when it was written or put into the folder, whichever was later. A copy may keep the older time of writing. */
  readonly arrivedAt: number;
}

export interface Watched {
  readonly folder: string;
  readonly settings: CsvSettings;
  readonly connectionId: ConnectionId;
}

/** Oldest first by the time of their last change, so that of two exports the newer one has the last word. */
export async function exportsIn(folder: string, signal: AbortSignal): Promise<ExportFile[]> {
  const names = (await readdir(folder)).filter((name) => EXPORT.test(name) && !name.startsWith('.')).sort();
  const found: (ExportFile & { readonly changedAt: number })[] = [];
  for (const name of names) {
    signal.throwIfAborted();
    const file = path.join(folder, name);
    const facts = await stat(file);
    if (!facts.isFile()) continue;
    const bytes = facts.size > LARGEST_BYTES ? new Uint8Array() : await readFile(file);
    found.push({ name, bytes, changedAt: facts.mtimeMs, arrivedAt: Math.max(facts.mtimeMs, facts.ctimeMs) });
  }
  return found.sort((a, b) => a.changedAt - b.changedAt);
}

export async function* pullFolder(
  watched: Watched,
  from: Cursor | null,
  signal: AbortSignal,
): AsyncGenerator<GatewayPage> {
  const position = from === null ? { version: 1 as const, files: {} } : readCursor(from);
  const files = await exportsIn(watched.folder, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw folderUnreadable(watched.folder, error);
  });
  for (const [at, file] of files.entries()) {
    const digest = createHash('sha256').update(file.bytes).digest('hex');
    const table = readTable(file.bytes);
    // A shop's orders are no payments: orders.ts reads them.
    if (table && isOrdersExport(table, watched.settings)) continue;
    const chosen = table && chooseLayout(table, watched.settings, file.name);
    const layout = chosen && 'layout' in chosen ? chosen.layout : null;
    const mark = layout ? createHash('sha256').update(JSON.stringify(layout)).digest('hex').slice(0, 16) : '';
    const before = position.files[file.name];
    if (before?.digest === digest && before.layout === mark) continue;
    const pages =
      table && layout
        ? [...readExport(table, layout, file.name, watched.connectionId)]
        : [refusedFile(watched, file, chosen)];
    for (const [index, page] of pages.entries()) {
      signal.throwIfAborted();
      // Only the last page of a file says that it was read: a crash before it reads the file again.
      if (index === pages.length - 1) position.files[file.name] = { digest, layout: mark };
      const progress = (at + (index + 1) / pages.length) / files.length;
      yield {
        transactions: page.transactions,
        rejected: page.rejected,
        cursor: writeCursor(position),
        progress,
      };
    }
  }
}

type Choice = { readonly layout: Layout } | { readonly reason: string };

function chooseLayout(table: Table, settings: CsvSettings, fileName: string): Choice {
  const saved = layoutFor(table, settings.layouts);
  if (saved) return { layout: saved };
  const { layout, questions } = suggestLayout(table, fileName, settings.timeZone);
  if (questions.length === 0 && settings.useSuggestions) return { layout };
  const asked = questions.map(({ sentence }) => sentence).join(' ');
  return { reason: `No saved layout has these columns.${asked === '' ? '' : ` ${asked}`}` };
}

function refusedFile(watched: Watched, file: ExportFile, choice: Choice | null): PageCollector {
  const page = new PageCollector({ connectionId: watched.connectionId, gateway: 'csv' });
  const reason =
    choice && 'reason' in choice
      ? choice.reason
      : file.bytes.length === 0
        ? 'The file is empty, or larger than 200 MB.'
        : 'The file is not a table with a line of column names.';
  page.reject(file.name, { file: file.name, bytes: file.bytes.length }, `${file.name}: ${reason}`);
  return page;
}

export function folderUnreadable(folder: string, cause: unknown): ConnectionError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why =
    code === 'ENOENT'
      ? 'is not there'
      : code === 'EACCES' || code === 'EPERM'
        ? 'may not be read'
        : 'cannot be read';
  return new ConnectionError(
    'GATEWAY_UNREACHABLE',
    {
      happened: `The folder ${folder} ${why}.`,
      kept: 'Everything already imported is kept.',
      todo: 'Connect the drive, or choose another folder in Settings.',
    },
    { transient: true, cause },
  );
}

function readCursor(cursor: Cursor): Position {
  try {
    return Position.parse(JSON.parse(cursor));
  } catch (cause) {
    throw cursorUnusable('The CSV folder', cause);
  }
}

/** Of a folder that was not read yet. */
export const emptyCursor = (): Cursor => writeCursor({ version: 1, files: {} });

const writeCursor = (position: Position): Cursor => JSON.stringify(position) as Cursor;
