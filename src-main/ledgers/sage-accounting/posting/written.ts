/**
 * What Matchbook has written to the business, found by marker. The API cannot be asked for a reference, so the payments (and
 * journals, when one is looked for) are read once and then only what changed; whatever is found is read anew before it counts.
 */
import type { Marker } from '../../../../shared/model.ts';
import { SageJournal, SagePayment } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { keyOf, type Reopened, readReference } from './references.ts';

export interface WrittenPayment {
  readonly kind: 'payment';
  readonly payment: SagePayment;
  readonly reopened: Reopened | null;
  /** Others with the same marker: there should be none. */
  readonly others: number;
}

export interface WrittenJournal {
  readonly kind: 'journal';
  readonly journal: SageJournal;
  readonly others: number;
}

export type WrittenEntry = WrittenPayment | WrittenJournal;

type Resource = 'contact_payments' | 'journals';

/** Older entries are not looked for: nothing that is still to be posted or undone is older. */
const LOOK_BACK_MS = 400 * 24 * 3_600_000;
const OVERLAP_MS = 10 * 60_000;
const SHAPES = { contact_payments: SagePayment, journals: SageJournal } as const;

export class WrittenEntries {
  readonly #books: Books;
  /** Ids by the key of their markers. */
  readonly #ids = {
    contact_payments: new Map<string, Set<string>>(),
    journals: new Map<string, Set<string>>(),
  };
  readonly #readAt: Record<Resource, Date | null> = { contact_payments: null, journals: null };

  constructor(books: Books) {
    this.#books = books;
  }

  async refresh(resource: Resource, signal: AbortSignal): Promise<void> {
    const { api } = this.#books;
    const last = this.#readAt[resource];
    // An answer tells their clock; ours may be wrong, or be set while the program runs.
    if (last === null) await this.#books.financial(signal);
    const begun = api.theirNow();
    const since = new Date(last === null ? begun.getTime() - LOOK_BACK_MS : last.getTime() - OVERLAP_MS);
    const query = { updated_or_created_since: since.toISOString() };
    for await (const rows of api.pages(resource, query, SHAPES[resource], signal)) {
      for (const row of rows) this.note(resource, row);
    }
    this.#readAt[resource] = begun;
  }

  note(
    resource: Resource,
    row: { readonly id: string; readonly reference?: string | null | undefined },
  ): void {
    const read = readReference(row.reference);
    if (read === null) return;
    const ids = this.#ids[resource].get(read.key) ?? new Set();
    this.#ids[resource].set(read.key, ids.add(row.id));
  }

  /** As it stands now; null when there is none, or none any more. Journals are looked among when there is no such payment. */
  async find(marker: Marker, signal: AbortSignal): Promise<WrittenEntry | null> {
    return (await this.#payment(marker, signal)) ?? this.#journal(marker, signal);
  }

  async #payment(marker: Marker, signal: AbortSignal): Promise<WrittenPayment | null> {
    const found = await this.#live('contact_payments', marker, signal);
    const [payment] = found;
    if (!payment) return null;
    return {
      kind: 'payment',
      payment,
      reopened: readReference(payment.reference)?.reopened ?? null,
      others: found.length - 1,
    };
  }

  async #journal(marker: Marker, signal: AbortSignal): Promise<WrittenJournal | null> {
    const found = await this.#live('journals', marker, signal);
    const [journal] = found;
    return journal ? { kind: 'journal', journal, others: found.length - 1 } : null;
  }

  async #live<Name extends Resource>(
    resource: Name,
    marker: Marker,
    signal: AbortSignal,
  ): Promise<(Name extends 'journals' ? SageJournal : SagePayment)[]> {
    type Row = Name extends 'journals' ? SageJournal : SagePayment;
    const live: Row[] = [];
    for (const id of this.#ids[resource].get(keyOf(marker)) ?? []) {
      const row = (await this.#books.api.find(
        `${resource}/${id}`,
        {},
        SHAPES[resource],
        signal,
      )) as Row | null;
      if (row === null || typeof row.deleted_at === 'string') continue;
      const read = readReference(row.reference);
      if (read && marker.startsWith(read.part)) live.push(row);
    }
    return live;
  }
}
