/**
 * The ledger port: what every ledger (sage-pro/, later sage-accounting/, kashflow/) gives, and all that the rest of the
 * program knows of one. test/support/ledger-contract.ts states the behaviour as tests that each ledger passes.
 */
import type * as z from 'zod';
import type { FormField } from '../../shared/api/setup.ts';
import type { AccountingDate, Customer, LedgerAccount, Marker, OpenItem } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { Preflight } from '../../shared/preflight.ts';
import type { CredentialField } from '../gateways/port.ts';

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

/** The opposite of an earlier entry, found by its marker; the earlier one is never touched. */
export interface ReversalEntry extends EntryBase {
  readonly kind: 'reversal';
  readonly of: Marker;
}

export type LedgerEntry = ReceiptEntry | OnAccountEntry | JournalEntry | ReversalEntry;

/** Entries that are written together or not at all: one approval, one payout's journal, one undo. */
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
   */
  post(posting: Posting): Promise<PostOutcome>;
  /** The entries that are in the ledger, by marker. */
  find(markers: readonly Marker[]): Promise<ReadonlyMap<Marker, PostedEntry>>;
  close(): Promise<void>;
  /**
   * Only where the ledger writes import files instead of posting directly: puts all that waits into the next numbered
   * files. Null when nothing waits. An entry is never in two files.
   */
  writeImportFiles?(): Promise<ImportFileSet | null>;
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

export interface LedgerConnector {
  readonly name: string;
  readonly title: string;
  /** One line for whoever chooses among the ledgers. */
  readonly summary: string;
  readonly credentials: readonly CredentialField[];
  readonly settings: z.ZodType;
  /** The connection form, in order: fields of `settings` (a dot leads into an object: accounts.clearing) and of `credentials`. */
  readonly form: readonly FormField[];
  open(settings: unknown, credentials: Readonly<Record<string, string>>, deps: { now: () => Date }): Ledger;
}
