/**
 * The ledger of a firm that lets nobody write to its database: reads as any other, and keeps what is posted in the
 * manifest of a folder until it is written into import files. An entry counts as posted once the manifest has it durably.
 */
import path from 'node:path';
import { MatchbookError } from '../../../../shared/errors.ts';
import type { Customer, LedgerAccount, Marker } from '../../../../shared/model.ts';
import { type Minor, MoneyError } from '../../../../shared/money.ts';
import type { Preflight } from '../../../../shared/preflight.ts';
import type {
  ChangeToken,
  ImportFileSet,
  Ledger,
  OpenItemsPage,
  PostedEntry,
  Posting,
  PostOutcome,
} from '../../port.ts';
import type { SageProLedger } from '../ledger.ts';
import { Refusal } from '../posting/refusal.ts';
import type { SageProSettings } from '../settings.ts';
import { type Books, judgeForFile } from './file-entries.ts';
import { Manifest } from './manifest.ts';
import { type FileEntry, totalOf } from './records.ts';
import { writeFiles } from './write.ts';

export class ImportFileLedger implements Ledger {
  readonly #ledger: SageProLedger;
  readonly #settings: SageProSettings;
  readonly #manifest: Manifest;

  constructor(ledger: SageProLedger, settings: SageProSettings) {
    if (settings.importFolder.trim() === '' || !path.isAbsolute(settings.importFolder)) {
      throw new MatchbookError('IMPORT_FOLDER_MISSING', {
        happened: 'No folder is chosen for the import files.',
        kept: 'Nothing was written.',
        todo: 'Choose a folder in the ledger’s settings, with its whole path.',
      });
    }
    this.#ledger = ledger;
    this.#settings = settings;
    this.#manifest = new Manifest(settings.importFolder);
  }

  preflight(signal: AbortSignal): Promise<Preflight> {
    return this.#ledger.preflight(signal);
  }

  openItems(since: ChangeToken | null, signal: AbortSignal): AsyncIterable<OpenItemsPage> {
    return this.#ledger.openItems(since, signal);
  }

  customers(signal: AbortSignal): AsyncIterable<readonly Customer[]> {
    return this.#ledger.customers(signal);
  }

  accounts(signal: AbortSignal): Promise<readonly LedgerAccount[]> {
    return this.#ledger.accounts(signal);
  }

  close(): Promise<void> {
    return this.#ledger.close();
  }

  writeImportFiles(): Promise<ImportFileSet | null> {
    return writeFiles(this.#settings.importFolder, this.#manifest, this.#settings.importLayout);
  }

  async post(posting: Posting): Promise<PostOutcome> {
    const [first] = posting.entries;
    if (!first) return { kind: 'already_posted', entries: [] };
    return this.#manifest.exclusively(async () => {
      try {
        return await this.#postAlone(posting);
      } catch (error) {
        if (error instanceof Refusal) {
          return { kind: 'refused', marker: error.marker, code: error.code, message: error.message };
        }
        if (!(error instanceof MoneyError)) throw error;
        return { kind: 'refused', marker: first.marker, code: 'NOT_SUPPORTED', message: error.message };
      }
    });
  }

  async #postAlone(posting: Posting): Promise<PostOutcome> {
    const { connection, schema } = await this.#ledger.opened();
    const { entries: known } = await this.#manifest.read();
    const imported = await this.#imported([...known.keys()]);
    const pending = [...known.values()].filter(({ marker }) => !imported.has(marker));
    const all = new Map(known);
    const fresh: FileEntry[] = [];
    const posted: PostedEntry[] = [];
    for (const entry of posting.entries) {
      const before = known.get(entry.marker);
      if (before) {
        checkSame(entry, before);
        posted.push(postedOf(before, null));
        continue;
      }
      const books: Books = {
        connection,
        schema,
        settings: this.#settings,
        pending: [...pending, ...fresh],
        known: all,
      };
      const judged = await judgeForFile(entry, books);
      fresh.push(judged.entry);
      all.set(judged.entry.marker, judged.entry);
      posted.push(postedOf(judged.entry, judged.balanceAfterMinor));
    }
    if (fresh.length === 0) return { kind: 'already_posted', entries: posted };
    await this.#manifest.append({ record: 'entries', entries: fresh });
    return { kind: 'posted', entries: posted };
  }

  async find(markers: readonly Marker[]): Promise<ReadonlyMap<Marker, PostedEntry>> {
    const { entries } = await this.#manifest.read();
    const found = new Map(await this.#imported(markers));
    for (const marker of markers) {
      const entry = entries.get(marker);
      if (entry && !found.has(marker)) found.set(marker, postedOf(entry, null));
    }
    return found;
  }

  /** Entries that the ledger shows already, because their file was imported with the marker. */
  async #imported(markers: readonly Marker[]): Promise<ReadonlyMap<Marker, PostedEntry>> {
    const { schema } = await this.#ledger.opened();
    if (markers.length === 0 || !schema.posting) return new Map();
    return this.#ledger.find(markers);
  }
}

function amountOf(entry: FileEntry): Minor {
  if (entry.kind === 'receipt') return totalOf(entry);
  return entry.lines.reduce((sum, { amountMinor }) => sum + Math.max(amountMinor, 0), 0);
}

function postedOf(entry: FileEntry, balanceAfterMinor: Minor | null): PostedEntry {
  return {
    marker: entry.marker,
    customerNo: entry.kind === 'receipt' ? entry.customerNo : null,
    itemNumber: entry.kind === 'receipt' && entry.itemNumber !== '' ? entry.itemNumber : null,
    currency: entry.currency,
    amountMinor: amountOf(entry),
    balanceAfterMinor,
  };
}

function checkSame(entry: Posting['entries'][number], before: FileEntry): void {
  const same =
    entry.kind === 'reversal' ||
    (entry.kind === 'journal'
      ? before.kind === 'journal' && JSON.stringify(before.lines) === JSON.stringify(entry.lines)
      : before.kind === 'journal'
        ? amountOf(before) === Math.abs(entry.amountMinor)
        : totalOf(before) === entry.amountMinor &&
          before.customerNo === entry.customerNo.trim() &&
          before.itemNumber === (entry.kind === 'on_account' ? '' : entry.itemNumber.trim()));
  if (same) return;
  throw new Refusal(
    entry.marker,
    'MARKER_CONFLICT',
    `The import files hold another entry with the same marker ${entry.marker}.`,
  );
}
