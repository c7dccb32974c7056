/** Reads out of a transaction's fields which open items it names, and which numbers it names that the ledger has not. */
import type { OpenItemIndex } from './open-item-index.ts';
import { plainText, type ReferenceKey, referenceKey } from './reference-key.ts';
import { empty } from './scratch.ts';
import { type Loose, type Named, record, TextReader } from './text-reader.ts';
import type { MatchableTransaction } from './types.ts';
import { fieldRole, Role } from './words.ts';

/** Where a reference was read: below 100 a field of its own, from 100 a metadata key, from 200 a gateway's reference. */
export const Source = {
  description: 0,
  orderId: 1,
  customerRef: 2,
  payerName: 3,
  metadata: 100,
  reference: 200,
} as const;
const MAX_FIELDS = 50;
/** From so many mistakes on, if there are more of them than of right ones, a field is distrusted. */
const MISTAKES = 3;

export type Reading = {
  /** Each open or closed item that is named, once, with its strongest naming. */
  readonly named: readonly Named[];
  /** Numbers that read like references but lead nowhere. */
  readonly loose: readonly Loose[];
  /** Customers whose number is given. */
  readonly customers: readonly number[];
};
type Draft = { readonly named: Named[]; readonly loose: Loose[]; readonly customers: number[] };
/**
 * Shared by all readings: arrays that were pushed to keep room for more, which a hundred thousand of them would waste.
 * Not frozen: the engine of the language has no quick way through frozen arrays, and every loop over a reading would pay.
 */
const NONE: readonly never[] = [];

export const NOTHING_READ: Reading = { named: NONE, loose: NONE, customers: NONE };

/** Items that a payment names (level 2 or 3), for telling it from another of the same payer and amount. */
export function itemsNamed({ named }: Reading): readonly number[] {
  const [first] = named;
  if (!first) return NONE;
  if (named.length === 1) return first.level >= 2 ? [first.item] : NONE;
  return named.filter((it) => it.level >= 2).map((it) => it.item);
}

/** What a field is called in a sentence. */
export function sourceName(it: MatchableTransaction, source: number): string {
  if (source >= Source.reference) return it.references[source - Source.reference]?.source ?? 'reference';
  if (source >= Source.metadata)
    return `metadata ${Object.keys(it.metadata)[source - Source.metadata] ?? ''}`;
  if (source === Source.orderId) return 'order id';
  if (source === Source.customerRef) return 'customer reference';
  return source === Source.payerName ? 'payer name' : 'description';
}

export class ReferenceReader {
  private readonly index: OpenItemIndex;
  private readonly texts: TextReader;
  private readonly hasHabits: boolean;
  private readonly key: ReferenceKey = { digits: -1, digitCount: 0, prefix: 0, suffix: 0, tail: -1 };

  private readonly reading: Draft = { named: [], loose: [], customers: [] };

  constructor(index: OpenItemIndex) {
    this.index = index;
    this.texts = new TextReader(index.references);
    this.hasHabits = Object.keys(index.learned.habits).length > 0;
  }

  read(it: MatchableTransaction): Reading {
    const { reading } = this;
    empty(reading.named);
    empty(reading.loose);
    empty(reading.customers);
    if (it.description) this.field(it, reading, it.description, 'description', Role.none, Source.description);
    if (it.orderId) this.field(it, reading, it.orderId, 'order_id', Role.order, Source.orderId);
    if (it.customerRef) {
      if (!this.customer(reading, it.customerRef))
        this.field(it, reading, it.customerRef, 'customer_ref', Role.customer, Source.customerRef);
    }
    if (it.payerName && /\d{3}/.test(it.payerName)) {
      this.field(it, reading, it.payerName, 'payer_name', Role.none, Source.payerName);
    }
    let position = 0;
    for (const name in it.metadata) {
      if (position === MAX_FIELDS) break;
      const text = it.metadata[name] as string;
      const role = fieldRole(name);
      const source = Source.metadata + position++;
      if (role === Role.customer && this.customer(reading, text)) continue;
      this.field(it, reading, text, name, role, source);
    }
    for (let i = 0; i < it.references.length && i < MAX_FIELDS; i++) {
      const reference = it.references[i];
      if (!reference) continue;
      const role = fieldRole(reference.source);
      if (role === Role.customer) this.customer(reading, reference.value);
      const given = role === Role.none ? Role.reference : role;
      this.field(it, reading, reference.value, reference.source, given, Source.reference + i);
    }
    if (reading.named.length + reading.loose.length + reading.customers.length === 0) return NOTHING_READ;
    return {
      named: reading.named.length === 0 ? NONE : reading.named.slice(),
      loose: reading.loose.length === 0 ? NONE : reading.loose.slice(),
      customers: reading.customers.length === 0 ? NONE : reading.customers.slice(),
    };
  }

  /** A field that mostly named the wrong items only hints: what it alone names is no longer named, just seen there. */
  private distrust(it: MatchableTransaction, named: Named[], from: number, source: number): void {
    const lesson = this.index.learned.habits[`${it.gateway}|${sourceName(it, source)}`];
    if (!lesson || lesson.contradicted < MISTAKES || lesson.contradicted <= lesson.confirmed) return;
    for (let i = from; i < named.length; i++) {
      const hit = named[i] as Named;
      if (hit.source === source) named[i] = { ...hit, level: 1 };
    }
  }

  /** True when the text is a customer's number: then it is nothing else. */
  private customer(reading: Draft, text: string): boolean {
    const code = this.index.customers.byNumber(text);
    if (code >= 0 && !reading.customers.includes(code)) reading.customers.push(code);
    return code >= 0;
  }

  private field(
    it: MatchableTransaction,
    reading: Draft,
    text: string,
    name: string,
    role: Role,
    source: number,
  ): void {
    const before = reading.named.length;
    this.texts.read(text, role, source, reading.named, reading.loose);
    if (this.hasHabits && reading.named.length > before) this.distrust(it, reading.named, before, source);
    if (role !== Role.none && role !== Role.other && this.index.references.hasTexts && text.length <= 200) {
      for (const posting of this.index.references.byText(plainText(text))) {
        record(reading.named, { item: posting >> 2, level: 3, names: posting & 3, source, slip: false });
      }
    }
    if (!this.index.rules.hasPatterns) return;
    for (const found of this.index.rules.read(it.gateway, name, text)) {
      if (found.role === Role.customer) {
        this.customer(reading, found.value);
        continue;
      }
      const key = referenceKey(found.value, this.key);
      if (key.digits >= 0) {
        this.texts.lookUpPattern(key, found.role, source, reading.named);
      }
    }
  }
}
