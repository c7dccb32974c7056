/** The Sage Pro ledger: the port's methods over one connection and one schema, which is read once and kept. */
import { MatchbookError } from '../../../shared/errors.ts';
import type { MappableField } from '../../../shared/mapping.ts';
import type { Customer, LedgerAccount, Marker, OpenItem } from '../../../shared/model.ts';
import type { Preflight } from '../../../shared/preflight.ts';
import type {
  ChangeToken,
  Ledger,
  LedgerCustomerBook,
  LedgerOrderBook,
  OpenItemsPage,
  PostedEntry,
  Posting,
  PostOutcome,
} from '../port.ts';
import { SageConnection } from './connection/connection.ts';
import { sageCustomerBook } from './customers/book.ts';
import { sageOrderBook } from './orders/book.ts';
import { AccountBook } from './posting/accounts.ts';
import { currentItem } from './posting/current-item.ts';
import { post } from './posting/post.ts';
import { readBack } from './posting/read-back.ts';
import { runPreflight } from './preflight/preflight.ts';
import { readAccounts, readCustomers } from './reading/customers.ts';
import { readOpenItems } from './reading/open-items.ts';
import { mappableFields } from './schema/mappable-fields.ts';
import { readSchema, type SageSchema } from './schema/schema.ts';
import type { SageProSettings } from './settings.ts';

export class SageProLedger implements Ledger {
  readonly #connection: SageConnection;
  readonly #now: () => Date;
  readonly customerBook: LedgerCustomerBook;
  readonly orderBook: LedgerOrderBook;
  #schema: Promise<SageSchema> | null = null;
  #accounts: AccountBook | null = null;

  constructor(settings: SageProSettings, password: string, now: () => Date) {
    this.#connection = new SageConnection(settings, password);
    this.#now = now;
    this.orderBook = sageOrderBook(this.#connection, () => this.#readSchema(), now);
    this.customerBook = sageCustomerBook(this.#connection, () => this.#readSchema(), now);
  }

  /** Reads the schema anew: this is what notices that a site changed its tables. */
  async preflight(signal: AbortSignal): Promise<Preflight> {
    signal.throwIfAborted();
    this.#schema = null;
    this.#accounts = null;
    return runPreflight(this.#connection, await this.#readSchema(), this.#now, signal);
  }

  async *openItems(since: ChangeToken | null, signal: AbortSignal): AsyncGenerator<OpenItemsPage> {
    yield* readOpenItems(this.#connection, await this.#readSchema(), since, signal);
  }

  async *customers(signal: AbortSignal): AsyncGenerator<readonly Customer[]> {
    yield* readCustomers(this.#connection, await this.#readSchema(), signal);
  }

  async accounts(signal: AbortSignal): Promise<readonly LedgerAccount[]> {
    signal.throwIfAborted();
    return readAccounts(this.#connection, await this.#readSchema());
  }

  async mappable(signal: AbortSignal): Promise<readonly MappableField[]> {
    signal.throwIfAborted();
    const { posting } = await this.#readSchema();
    return posting ? mappableFields(posting, this.#connection.settings) : [];
  }

  async post(posting: Posting): Promise<PostOutcome> {
    const schema = await this.#readSchema();
    this.#accounts ??= new AccountBook(schema.profile.tables.get('glacnt'));
    return post({ connection: this.#connection, schema, accounts: this.#accounts, now: this.#now }, posting);
  }

  async find(markers: readonly Marker[]): Promise<ReadonlyMap<Marker, PostedEntry>> {
    const schema = await this.#readSchema();
    if (!schema.posting) throw notPostable(schema);
    return readBack(this.#connection, schema.posting, markers);
  }

  /** One invoice or credit as it stands now, void ones as closed; null when there is none among the current ones. */
  async currentItem(number: string, customerNo: string): Promise<OpenItem | null> {
    return currentItem(this.#connection, await this.#readSchema(), number, customerNo);
  }

  /** The connection and the schema, for the ledger that writes import files. */
  async opened(): Promise<{ connection: SageConnection; schema: SageSchema }> {
    return { connection: this.#connection, schema: await this.#readSchema() };
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  #readSchema(): Promise<SageSchema> {
    this.#schema ??= readSchema(this.#connection).catch((error: unknown) => {
      this.#schema = null;
      throw error;
    });
    return this.#schema;
  }
}

function notPostable(schema: SageSchema): MatchbookError {
  const reasons = schema.abilities.findings.filter(({ severity }) => severity.startsWith('blocks_'));
  return new MatchbookError('LEDGER_SCHEMA', {
    happened: `Receipts cannot be looked for in this company’s tables. ${reasons.map(({ message }) => message).join(' ')}`,
    kept: 'Nothing was read or written.',
    todo: 'Run the check, and set what it names.',
  });
}
