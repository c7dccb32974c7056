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

/** One record that carries a marker. */
export interface Line<Row> {
  /** Of the payment, of the transaction; a journal's number. */
  readonly id: number;
  readonly row: Row;
  readonly note: ReadNote;
}

/** `extras`: what stands there a second time, because two computers wrote it at the same moment; the first one counts. */
export interface WrittenPayment {
  readonly kind: 'payment';
  readonly invoice: CurrentInvoice;
  /** One for each part that is there. */
  readonly lines: readonly Line<KashFlowPayment>[];
  readonly extras: readonly Line<KashFlowPayment>[];
}

export interface WrittenTransaction {
  readonly kind: 'transaction';
  readonly transaction: BankTransaction;
  readonly extras: readonly Line<BankTransaction>[];
}

export interface WrittenJournal {
  readonly kind: 'journal';
  readonly journal: KashFlowJournal;
  readonly note: ReadNote;
  readonly extras: readonly Line<KashFlowJournal>[];
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
    const transactions: Line<BankTransaction>[] = [];
    const journals: Line<KashFlowJournal>[] = [];
    for (const place of places.values()) {
      const lines = await this.#readAt(marker, place, signal);
      if (lines?.kind === 'payment') return lines;
      if (lines?.kind === 'transaction') transactions.push(lines.line);
      if (lines?.kind === 'journal') journals.push(lines.line);
    }
    const [transaction, ...moreTransactions] = standing(transactions);
    if (transaction) return { kind: 'transaction', transaction: transaction.row, extras: moreTransactions };
    const [journal, ...moreJournals] = standing(journals);
    if (journal) return { kind: 'journal', journal: journal.row, note: journal.note, extras: moreJournals };
    return null;
  }

  async #readAt(
    marker: Marker,
    place: Place,
    signal: AbortSignal,
  ): Promise<
    | WrittenPayment
    | { readonly kind: 'transaction'; readonly line: Line<BankTransaction> }
    | { readonly kind: 'journal'; readonly line: Line<KashFlowJournal> }
    | null
  > {
    const { api, settings } = this.#books;
    if (place.at === 'invoice') {
      const invoice = await readInvoice(api, settings.baseCurrency, place.number, signal);
      return invoice === null ? null : paymentOn(invoice, marker);
    }
    if (place.at === 'transaction') {
      const path = `bankaccounts/${segment(place.accountId)}/transactions/${segment(place.id)}`;
      const row = await api.find(path, BankTransaction, signal);
      const note = readNote(row?.Comment);
      return row && note?.marker === marker ? { kind: 'transaction', line: { id: row.Id, row, note } } : null;
    }
    const row = await api.find(`journals/${segment(place.number)}`, KashFlowJournal, signal);
    const note = readNote(row?.Description);
    return row && note?.marker === marker ? { kind: 'journal', line: { id: row.Number, row, note } } : null;
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

/** Without what was taken back, and without the taking back; the first written first. */
function standing<Row>(lines: readonly Line<Row>[]): Line<Row>[] {
  const back = new Set(lines.map(({ note }) => note.back));
  return lines.filter(({ id, note }) => note.back === null && !back.has(id)).sort((a, b) => a.id - b.id);
}

function paymentOn(invoice: CurrentInvoice, marker: Marker): WrittenPayment | null {
  const all = standing(
    invoice.payments.flatMap((row) => {
      const note = readNote(row.Note);
      return note?.marker === marker ? [{ id: row.Id, row, note }] : [];
    }),
  );
  const lines = all.filter(({ note }, at) => all.findIndex((other) => other.note.part === note.part) === at);
  if (lines.length === 0) return null;
  return { kind: 'payment', invoice, lines, extras: all.filter((line) => !lines.includes(line)) };
}
