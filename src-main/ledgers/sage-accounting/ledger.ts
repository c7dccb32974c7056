/** The port's methods over one business of Sage Business Cloud Accounting. */
import { ConnectionError } from '../../../shared/errors.ts';
import type { Customer, LedgerAccount, Marker } from '../../../shared/model.ts';
import type { Preflight } from '../../../shared/preflight.ts';
import type {
  ChangeToken,
  Ledger,
  LedgerDeps,
  OpenItemsPage,
  PostedEntry,
  Posting,
  PostOutcome,
} from '../port.ts';
import { inTurn } from '../web/in-turn.ts';
import { ledgerClosed, timedOut } from '../web/index.ts';
import { Books } from './books.ts';
import { SAGE } from './failures.ts';
import { describeEntry, isWhole } from './posting/described.ts';
import { post } from './posting/post.ts';
import { WrittenEntries } from './posting/written.ts';
import { runPreflight } from './preflight.ts';
import { readOpenItems } from './reading/open-items.ts';
import type { SageAccountingSettings } from './settings.ts';

/** Several requests, each with a limit of its own; longer than this the lease of the poster would not last. */
const POST_LIMIT_MS = 100_000;

export class SageAccountingLedger implements Ledger {
  readonly #books: Books;
  readonly #written: WrittenEntries;
  readonly #closed = new AbortController();

  constructor(
    settings: SageAccountingSettings,
    credentials: Readonly<Record<string, string>>,
    deps: LedgerDeps,
  ) {
    this.#books = new Books(settings, credentials, deps);
    this.#written = new WrittenEntries(this.#books);
  }

  preflight(signal: AbortSignal): Promise<Preflight> {
    return runPreflight(this.#books, signal);
  }

  openItems(since: ChangeToken | null, signal: AbortSignal): AsyncIterable<OpenItemsPage> {
    return readOpenItems(this.#books, since, signal);
  }

  customers(signal: AbortSignal): AsyncIterable<readonly Customer[]> {
    return this.#books.contacts.pages(signal);
  }

  async accounts(signal: AbortSignal): Promise<readonly LedgerAccount[]> {
    this.#books.forget();
    const chart = await this.#books.chart(signal);
    return chart.map(({ number, name }) => ({ number, description: name }));
  }

  post(posting: Posting): Promise<PostOutcome> {
    // One posting at a time and business: what was judged for one is not changed by another of this program.
    return inTurn(this.#lane(), () =>
      this.#limited((signal) => post(this.#books, this.#written, posting, signal)),
    );
  }

  async find(markers: readonly Marker[]): Promise<ReadonlyMap<Marker, PostedEntry>> {
    return this.#limited(async (signal) => {
      await this.#books.contacts.refresh(signal);
      await this.#written.refresh('contact_payments', signal);
      await this.#written.refresh('journals', signal);
      const found = new Map<Marker, PostedEntry>();
      for (const marker of markers) {
        const entry = await this.#written.find(marker, signal);
        if (entry && isWhole(entry))
          found.set(marker, await describeEntry(this.#books, marker, entry, signal));
      }
      return found;
    });
  }

  async close(): Promise<void> {
    this.#closed.abort(ledgerClosed(SAGE));
  }

  async #limited<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const limit = AbortSignal.timeout(POST_LIMIT_MS);
    try {
      return await work(AbortSignal.any([this.#closed.signal, limit]));
    } catch (error) {
      if (limit.aborted) throw timedOut(SAGE, POST_LIMIT_MS, true, error);
      throw waiting(error);
    }
  }

  #lane(): string {
    const { apiUrl, business } = this.#books.settings;
    return `post ${apiUrl} ${business}`;
  }
}

const WAITS_FOR_A_PERSON = new Set(['SAGE_SIGN_IN_EXPIRED', 'SAGE_BUSINESS_GONE']);

/** What is approved waits in the outbox until somebody has signed in again, instead of failing entry by entry. */
function waiting(error: unknown): unknown {
  if (!(error instanceof ConnectionError) || !WAITS_FOR_A_PERSON.has(error.code)) return error;
  const { code, explanation, outcomeUnknown } = error;
  return new ConnectionError(code, explanation, { transient: true, outcomeUnknown, cause: error });
}
