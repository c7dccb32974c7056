/** The port's methods over one KashFlow account. */
import type { MappableField } from '../../../shared/mapping.ts';
import type { Customer, LedgerAccount, Marker } from '../../../shared/model.ts';
import type { Preflight } from '../../../shared/preflight.ts';
import type {
  ChangeToken,
  Ledger,
  LedgerCustomerBook,
  LedgerDeps,
  OpenItemsPage,
  PostedEntry,
  Posting,
  PostOutcome,
} from '../port.ts';
import { inTurn, ledgerClosed, timedOut } from '../web/index.ts';
import { Books } from './books.ts';
import { kashFlowCustomerBook } from './customers/book.ts';
import { KASHFLOW } from './failures.ts';
import { describeEntry, isWhole } from './posting/described.ts';
import { mappableFields } from './posting/fields.ts';
import { post } from './posting/post.ts';
import { WrittenEntries } from './posting/written.ts';
import { runPreflight } from './preflight.ts';
import { readOpenItems } from './reading/open-items.ts';
import type { KashFlowSettings } from './settings.ts';

/** Several requests, each with a limit of its own; longer than this the lease of the poster would not last. */
const POST_LIMIT_MS = 100_000;

export class KashFlowLedger implements Ledger {
  readonly customerBook: LedgerCustomerBook;
  readonly #books: Books;
  readonly #written: WrittenEntries;
  readonly #closed = new AbortController();
  readonly #lane: string;

  constructor(settings: KashFlowSettings, credentials: Readonly<Record<string, string>>, deps: LedgerDeps) {
    this.#books = new Books(settings, credentials, deps);
    this.#written = new WrittenEntries(this.#books);
    this.#lane = `post ${settings.apiUrl} ${settings.username}`;
    this.customerBook = kashFlowCustomerBook(this.#books, (work) => this.#limited(work));
  }

  preflight(signal: AbortSignal): Promise<Preflight> {
    return runPreflight(this.#books, signal);
  }

  openItems(_since: ChangeToken | null, signal: AbortSignal): AsyncIterable<OpenItemsPage> {
    return readOpenItems(this.#books, signal);
  }

  customers(signal: AbortSignal): AsyncIterable<readonly Customer[]> {
    return this.#books.customers.pages(signal);
  }

  async accounts(signal: AbortSignal): Promise<readonly LedgerAccount[]> {
    this.#books.forget();
    const chart = await this.#books.chart(signal);
    return chart.map(({ number, name }) => ({ number, description: name }));
  }

  mappable(signal: AbortSignal): Promise<readonly MappableField[]> {
    return mappableFields(this.#books, signal);
  }

  post(posting: Posting): Promise<PostOutcome> {
    // One posting at a time and account: what was judged for one is not changed by another of this program.
    return inTurn(this.#lane, () =>
      this.#limited((signal) => post(this.#books, this.#written, posting, signal)),
    );
  }

  async find(markers: readonly Marker[]): Promise<ReadonlyMap<Marker, PostedEntry>> {
    return this.#limited(async (signal) => {
      await this.#written.refreshTransactions(signal);
      await this.#written.refreshJournals(signal);
      const found = new Map<Marker, PostedEntry>();
      for (const marker of markers) {
        const entry = await this.#written.find(marker, null, signal);
        // What this computer wrote second is not done before it is taken back: `post` does it.
        const open = entry?.extras.some(({ note }) => note.writer === this.#books.settings.writer) ?? false;
        if (entry && isWhole(entry) && !open) {
          found.set(marker, await describeEntry(this.#books, marker, entry, signal));
        }
      }
      return found;
    });
  }

  async close(): Promise<void> {
    this.#closed.abort(ledgerClosed(KASHFLOW));
  }

  async #limited<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const limit = AbortSignal.timeout(POST_LIMIT_MS);
    try {
      return await work(AbortSignal.any([this.#closed.signal, limit]));
    } catch (error) {
      if (limit.aborted) throw timedOut(KASHFLOW, POST_LIMIT_MS, true, error);
      throw error;
    }
  }
}
