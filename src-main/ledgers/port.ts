/**
 * The ledger port: what every ledger (sage-pro/, sage-accounting/, kashflow/) gives, and all that the rest of the
 * program knows of one. test/support/ledger-contract.ts states the behaviour as tests that each ledger passes.
 */
import type * as z from 'zod';
import type { FormField } from '../../shared/api/setup.ts';
import type { CustomerFieldShape, CustomerValues, LedgerCustomer } from '../../shared/customers.ts';
import type { MappableField } from '../../shared/mapping.ts';
import type { AccountingDate, Customer, LedgerAccount, Marker, OpenItem } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { LedgerItem, SalesOrder } from '../../shared/orders.ts';
import type { Preflight } from '../../shared/preflight.ts';
import type { CredentialField } from '../gateways/port.ts';
import type { LedgerSignIn } from './sign-in-port.ts';

export type { LedgerSignIn, SignedIn, SignInChoice } from './sign-in-port.ts';

/** Opaque: what the ledger needs to read only what changed since; null from the ledger means it cannot tell. */
export type ChangeToken = string & { readonly __changeToken: true };

export interface OpenItemsPage {
  readonly items: readonly OpenItem[];
  /** Ids that were open at the token's time and are open no more. Only when read since a token. */
  readonly rejected: readonly { readonly key: string; readonly reason: string }[];
  /** Set on the last page. */
  readonly token: ChangeToken | null;
}

interface EntryBase {
  /** Unique per entry; what makes it exactly once. */
  readonly marker: Marker;
  readonly currency: Currency;
  /** Date paid: the instant's local date in the company's zone, moved into an open period by the caller's policy. */
  readonly date: AccountingDate;
  /** Free text for a reference column where there is one left beside the marker: gateway and its id. */
  readonly reference: string;
  /** Ledger base units per unit of `currency`, decimal string; null when it is the base currency. */
  readonly exchangeRate: string | null;
  /**
   * What the firm's mapping fills, by the name of a MappableField: a text, a plain decimal, or YYYY-MM-DD. Left out where nothing is
   * mapped. Never part of what makes an entry the same entry.
   */
  readonly fields?: Readonly<Record<string, string>>;
}

/**
 * Money applied to one invoice or credit. `amountMinor` has the sign of the item's balance and is what the balance
 * moves by: cash + discountMinor + writeOffMinor. A refund or chargeback that re-opens the invoice has the opposite sign.
 */
export interface ReceiptEntry extends EntryBase {
  readonly kind: 'receipt' | 'refund' | 'chargeback';
  readonly customerNo: string;
  readonly itemKind: 'invoice' | 'credit';
  readonly itemNumber: string;
  readonly amountMinor: Minor;
  readonly discountMinor: Minor;
  readonly writeOffMinor: Minor;
  /** The balance that the approval was given on; the ledger refuses when it is another now. */
  readonly expectedBalanceMinor: Minor;
}

/** Money kept on the customer's account, applied to nothing yet. Below zero: taken from it again (a refund of it). */
export interface OnAccountEntry extends EntryBase {
  readonly kind: 'on_account';
  readonly customerNo: string;
  readonly amountMinor: Minor;
}

/** Debits above zero, credits below; the lines add up to zero. */
export interface JournalEntry extends EntryBase {
  readonly kind: 'journal';
  readonly description: string;
  readonly lines: readonly {
    readonly account: string;
    readonly amountMinor: Minor;
    readonly description: string;
  }[];
}

/**
 * The opposite of an earlier entry, found by its marker; the earlier one is never deleted, nor its money or date changed. (A
 * ledger that opens an invoice again only by taking a receipt off it changes what that receipt is applied to.)
 */
export interface ReversalEntry extends EntryBase {
  readonly kind: 'reversal';
  readonly of: Marker;
}

export type LedgerEntry = ReceiptEntry | OnAccountEntry | JournalEntry | ReversalEntry;

/**
 * Entries that belong together: one approval, one payout's journal, one undo. Written together or not at all where the
 * ledger has transactions; see `Ledger.post` for one that has none.
 */
export interface Posting {
  readonly entries: readonly LedgerEntry[];
}

export interface PostedEntry {
  readonly marker: Marker;
  readonly customerNo: string | null;
  readonly itemNumber: string | null;
  readonly currency: Currency;
  /** As read back from the ledger. */
  readonly amountMinor: Minor;
  /** The item's balance after, for receipts. */
  readonly balanceAfterMinor: Minor | null;
}

export type RefusalCode =
  | 'BALANCE_MOVED'
  | 'ITEM_NOT_FOUND'
  | 'ITEM_VOID'
  | 'ITEM_IN_HISTORY'
  | 'CUSTOMER_NOT_FOUND'
  | 'CUSTOMER_MISMATCH'
  | 'CURRENCY_MISMATCH'
  | 'AMOUNT_EXCEEDS_BALANCE'
  | 'PERIOD_CLOSED'
  | 'ACCOUNT_NOT_FOUND'
  | 'NOT_SUPPORTED'
  | 'ENTRY_NOT_FOUND'
  | 'MARKER_CONFLICT';

export type PostOutcome =
  | {
      readonly kind: 'posted' | 'already_posted';
      readonly entries: readonly PostedEntry[];
      /** Sentences: where the ledger, read back, shows something else than was written. Left out when it shows the same. */
      readonly differences?: readonly string[];
    }
  /** The ledger's state forbids it; nothing was written; a new decision is needed. */
  | {
      readonly kind: 'refused';
      readonly marker: Marker;
      readonly code: RefusalCode;
      readonly message: string;
    };

export interface Ledger {
  /** Reads the schema and judges it. Throws ConnectionError only when the server cannot be reached or refuses the login. */
  preflight(signal: AbortSignal): Promise<Preflight>;
  /** Open items page by page; with a token only what changed (closed ones come with balance 0). */
  openItems(since: ChangeToken | null, signal: AbortSignal): AsyncIterable<OpenItemsPage>;
  customers(signal: AbortSignal): AsyncIterable<readonly Customer[]>;
  /** The chart of accounts. */
  accounts(signal: AbortSignal): Promise<readonly LedgerAccount[]>;
  /**
   * Writes all entries in one transaction, or none. Looks for the markers first, inside that transaction. Throws
   * ConnectionError; when `outcomeUnknown`, call `find` before posting again (posting again is safe as well: it looks).
   *
   * A ledger behind an HTTP API has no transaction around several calls (docs/decisions/0010). It promises instead:
   * - every entry is judged before the first is written, so that `refused` still means that nothing was written;
   * - entries are written in the order given, each carrying its marker from its first call on, and each at most once;
   * - posting again completes what is missing and touches nothing that is there: `posted` when something was added,
   *   `already_posted` when nothing was;
   * - where the ledger refuses an entry after another of the posting was written (somebody changed the books in between), it
   *   throws ConnectionError LEDGER_POSTING_INCOMPLETE, not transient, outcomeUnknown, that names what is there and what is
   *   not. The caller keeps it as a dead letter; a retry, once the reason is gone, completes it.
   */
  post(posting: Posting): Promise<PostOutcome>;
  /** The entries that are wholly in the ledger, by marker; one that still lacks a call is left out, and `post` completes it. */
  find(markers: readonly Marker[]): Promise<ReadonlyMap<Marker, PostedEntry>>;
  close(): Promise<void>;
  /** The fields of an entry that a firm may fill its own way. Absent or empty: none. */
  mappable?(signal: AbortSignal): Promise<readonly MappableField[]>;
  /** Only where the ledger keeps sales orders. */
  readonly orderBook?: LedgerOrderBook;
  /** Only where the ledger lets its customers be written. */
  readonly customerBook?: LedgerCustomerBook;
  /**
   * Only where the ledger writes import files instead of posting directly: puts all that waits into the next numbered
   * files. Null when nothing waits. An entry is never in two files.
   */
  writeImportFiles?(): Promise<ImportFileSet | null>;
}

/** Values that are written fit the fields' lengths; the caller saw to that. Throws ConnectionError. */
export interface LedgerCustomerBook {
  /** Empty where customers can be read only. */
  fields(signal: AbortSignal): Promise<readonly CustomerFieldShape[]>;
  read(signal: AbortSignal): AsyncIterable<readonly LedgerCustomer[]>;
  /** exists: a customer with this number is there, and nothing was written. */
  create(customerNo: string, values: CustomerValues): Promise<'created' | 'exists'>;
  /** Writes `values` where the customer still is as `before` says, field by field; else nothing. */
  update(
    customerNo: string,
    values: CustomerValues,
    before: CustomerValues,
  ): Promise<'updated' | 'changed_meanwhile' | 'not_found'>;
  /** The longest customer number that fits. */
  readonly numberLength: (signal: AbortSignal) => Promise<number>;
}

/** Sales orders, where the ledger keeps them. Throws ConnectionError. */
export interface LedgerOrderBook {
  /** What can be written directly. Not `direct`: `reasons` name the tables and columns, and orders are given out as a file. */
  abilities(signal: AbortSignal): Promise<OrderAbilities>;
  items(signal: AbortSignal): AsyncIterable<readonly LedgerItem[]>;
  /** exists: this very order is there already. taken: the number is another order's. Nothing was written by both. */
  create(order: SalesOrder): Promise<'created' | 'exists' | 'taken'>;
  /** shipped: something of it was shipped, so that it is not voided. The opposite entries, never a delete. */
  void(number: string, reference: string): Promise<'void' | 'already_void' | 'shipped' | 'not_found'>;
}

export interface OrderAbilities {
  readonly direct: boolean;
  readonly reasons: readonly string[];
  readonly numberLength: number;
  readonly itemLength: number;
  /** Places that goods come from; empty where there is one. */
  readonly locations: readonly string[];
}

export interface ImportFileSet {
  readonly number: number;
  readonly markers: readonly Marker[];
  readonly files: readonly {
    readonly kind: 'receipts' | 'journals';
    readonly file: string;
    readonly rows: number;
    /** By currency: the money of the receipts; the debits of the journals. */
    readonly controlTotals: Readonly<Record<string, string>>;
    readonly sha256: string;
  }[];
}

/** What an open ledger may use of the program. */
export interface LedgerDeps {
  readonly now: () => Date;
  /** Waits, and ends early (rejecting with the signal's reason) when it aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /**
   * Keeps a credential that the ledger renewed by itself, such as a refresh token that is good once. Resolves when it is
   * durable; the ledger calls it before it uses what came with the new value, and goes on holding the value when it rejects.
   */
  readonly keep: (credential: string, value: string) => Promise<void>;
  /** The credential as it is kept now: another process of Matchbook may have renewed it. Null when there is none. */
  readonly kept: (credential: string) => Promise<string | null>;
}

export interface LedgerConnector {
  readonly name: string;
  readonly title: string;
  /** One line for whoever chooses among the ledgers. */
  readonly summary: string;
  readonly credentials: readonly CredentialField[];
  readonly settings: z.ZodType;
  /** The connection form, in order: fields of `settings` (a dot leads into an object: accounts.clearing) and of `credentials`. */
  readonly form: readonly FormField[];
  /** Only where a person signs in at the ledger's own site. */
  readonly signIn?: LedgerSignIn;
  open(settings: unknown, credentials: Readonly<Record<string, string>>, deps: LedgerDeps): Ledger;
}
