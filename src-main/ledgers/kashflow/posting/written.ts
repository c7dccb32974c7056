/**
 * What Matchbook has written to the account, found by marker. KashFlow cannot be asked for a note: the transactions of the bank
 * accounts that are written to (they name the invoice that they pay) and the journals are read once, newest first, and then only
 * what is new. Whatever is found is read anew before it counts; an entry that names an invoice is looked for on it as well, so
 * that nothing is written twice if a transaction should not carry its payment's note (it does on the accounts seen; assumed).
 */
import type { Marker } from '../../../../shared/model.ts';
import { segment } from '../api/client.ts';
import { BankTransaction, KashFlowJournal, type KashFlowPayment } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { type CurrentInvoice, readInvoice } from '../reading/invoice.ts';
import { type ReadNote, readNote } from './note.ts';

export interface WrittenPayment {
  readonly kind: 'payment';
  readonly invoice: CurrentInvoice;
  readonly lines: readonly { readonly payment: KashFlowPayment; readonly note: ReadNote }[];
}

export interface WrittenTransaction {
  readonly kind: 'transaction';
  readonly transaction: BankTransaction;
  /** Others with the same marker: there should be none. */
  readonly others: number;
}

export interface WrittenJournal {
  readonly kind: 'journal';
  readonly journal: KashFlowJournal;
  readonly note: ReadNote;
  readonly others: number;
}

export type WrittenEntry = WrittenPayment | WrittenTransaction | WrittenJournal;

type Place =
  | { readonly at: 'invoice'; readonly number: number }
  | { readonly at: 'transaction'; readonly accountId: number; readonly id: number }
  | { readonly at: 'journal'; readonly number: number };

const placeKey = (place: Place): string => JSON.stringify(place);

export class WrittenEntries {
  readonly #books: Books;
  readonly #places = new Map<string, Map<string, Place>>();
  readonly #highest = new Map<string, number>();

  constructor(books: Books) {
    this.#books = books;
  }

  async refreshTransactions(signal: AbortSignal): Promise<void> {
    for (const bank of await this.#books.ownBanks(signal)) {
      await this.#readNew(
        `bankaccounts/${segment(bank.id)}/transactions`,
        'TransactionNumber',
        BankTransaction,
        (row) => row.TransactionNumber ?? row.Id,
        (row) => {
          const pays = row.EntityName === 'invoice' || row.TransactionType === 1;
          const place: Place =
            pays && row.ResourceNumber
              ? { at: 'invoice', number: row.ResourceNumber }
              : { at: 'transaction', accountId: bank.id, id: row.Id };
          this.#note(row.Comment, place);
        },
        signal,
      );
    }
  }

  async refreshJournals(signal: AbortSignal): Promise<void> {
    await this.#readNew(
      'journals',
      'Number',
      KashFlowJournal,
      (row) => row.Number,
      (row) => this.#note(row.Description, { at: 'journal', number: row.Number }),
      signal,
    );
  }

  /** As it stands now; null when there is none, or none any more. `invoice`: where else to look. */
  async find(marker: Marker, invoice: string | null, signal: AbortSignal): Promise<WrittenEntry | null> {
    const places = new Map(this.#places.get(marker));
    if (invoice !== null && /^\d{1,15}$/.test(invoice.trim())) {
      const place: Place = { at: 'invoice', number: Number(invoice) };
      places.set(placeKey(place), place);
    }
    const found: WrittenEntry[] = [];
    for (const place of places.values()) {
      const entry = await this.#readAt(marker, place, signal);
      if (entry) found.push(entry);
    }
    const [first, ...others] = found;
    if (!first) return null;
    return first.kind === 'payment' ? first : { ...first, others: others.length };
  }

  async #readAt(marker: Marker, place: Place, signal: AbortSignal): Promise<WrittenEntry | null> {
    const { api, settings } = this.#books;
    if (place.at === 'invoice') {
      const invoice = await readInvoice(api, settings.baseCurrency, place.number, signal);
      const lines = (invoice?.payments ?? []).flatMap((payment) => {
        const note = readNote(payment.Note);
        return note?.marker === marker ? [{ payment, note }] : [];
      });
      return invoice && lines.length > 0 ? { kind: 'payment', invoice, lines } : null;
    }
    if (place.at === 'transaction') {
      const path = `bankaccounts/${segment(place.accountId)}/transactions/${segment(place.id)}`;
      const transaction = await api.find(path, BankTransaction, signal);
      return transaction && readNote(transaction.Comment)?.marker === marker
        ? { kind: 'transaction', transaction, others: 0 }
        : null;
    }
    const journal = await api.find(`journals/${segment(place.number)}`, KashFlowJournal, signal);
    const note = readNote(journal?.Description);
    return journal && note?.marker === marker ? { kind: 'journal', journal, note, others: 0 } : null;
  }

  #note(text: string | null | undefined, place: Place): void {
    const read = readNote(text);
    if (read === null) return;
    const places = this.#places.get(read.marker) ?? new Map<string, Place>();
    this.#places.set(read.marker, places.set(placeKey(place), place));
  }

  async #readNew<Shape extends typeof BankTransaction | typeof KashFlowJournal>(
    path: string,
    sortby: string,
    shape: Shape,
    numberOf: (row: ReturnType<Shape['parse']>) => number,
    take: (row: ReturnType<Shape['parse']>) => void,
    signal: AbortSignal,
  ): Promise<void> {
    type Row = ReturnType<Shape['parse']>;
    const known = this.#highest.get(path) ?? null;
    let highest = known ?? 0;
    const key = (row: unknown) => numberOf(row as Row);
    for await (const page of this.#books.api.pages(path, { sortby, order: 'Desc' }, shape, key, signal)) {
      const rows = page as Row[];
      for (const row of rows) {
        take(row);
        highest = Math.max(highest, numberOf(row));
      }
      const numbers = rows.map(numberOf);
      // Only a list that keeps to the order that was asked for says with its first old one that all the rest is old.
      const falls = numbers.every((number, at) => at === 0 || number < (numbers[at - 1] ?? number));
      if (known !== null && falls && numbers.some((number) => number <= known)) break;
    }
    this.#highest.set(path, highest);
  }
}
