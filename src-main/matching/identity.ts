/** Which customers the payer may be, with the strongest evidence for each. */
import type { OpenItemIndex } from './open-item-index.ts';
import { type PayerHistory, payerKeys } from './payer-history.ts';
import { nameTokens } from './payer-names.ts';
import type { MatchableTransaction } from './types.ts';
import type { EvidenceKind, Weights } from './weights.ts';

export type PayerClue = Extract<
  EvidenceKind,
  'email' | 'customerNumber' | 'card' | 'alias' | 'name' | 'domain' | 'nearName' | 'partOfName'
>;
export type Suspect = {
  readonly customer: number;
  readonly clue: PayerClue;
  readonly weight: number;
  /** Further clues for the same customer. */
  readonly also: number;
};
/** The same one may be that of several payments. */
export type Identity = { readonly suspects: readonly Suspect[]; readonly given: boolean };

/** From here on a clue is good enough to say "this payer is that customer". */
export const FIRM = 5;
const MOST_SUSPECTS = 8;
const SECOND_CLUE = 1;
const MOST_REMEMBERED = 200_000;
type NameFinding = {
  readonly exact: readonly number[];
  readonly close: readonly number[];
  readonly part: readonly number[];
  /** Who it is when nothing but the name says anything: many payers have a name that many customers have. */
  alone: Identity | null;
};
type Draft = { -readonly [field in keyof Suspect]: Suspect[field] };

export const NOBODY: Identity = { suspects: [], given: false };
const NOBODY_GIVEN: Identity = { suspects: [], given: true };

export class Identifier {
  /** The suspects of the payment at hand are the first `count`; the others are used again. */
  private readonly drafts: Draft[] = [];
  private count = 0;
  private readonly index: OpenItemIndex;
  private readonly weights: Weights;
  private readonly history: PayerHistory;
  private readonly names = new Map<string, NameFinding>();

  constructor(index: OpenItemIndex, weights: Weights, history: PayerHistory) {
    this.index = index;
    this.weights = weights;
    this.history = history;
  }

  identify(it: MatchableTransaction, numbered: readonly number[]): Identity {
    this.count = 0;
    this.suspectEach(numbered, 'customerNumber', 1);
    if (it.payerEmail !== null) this.suspectOwners(it.payerEmail);
    if (!this.history.isEmpty) {
      for (const key of payerKeys(it)) {
        for (const known of this.history.of(key)) {
          const clue = key.startsWith('card|') ? 'card' : 'alias';
          this.suspect(known.customer, clue, this.weightOf(clue, 1 / known.trust));
        }
      }
    }
    if (it.payerName !== null && it.payerName !== '') {
      const found = this.byName(it.payerName);
      if (this.count > 0) this.suspectNamed(found);
      else if (found.alone) return found.alone;
      else {
        this.suspectNamed(found);
        found.alone = this.settled(true);
        return found.alone;
      }
    }
    return this.settled(it.payerName !== null || it.payerEmail !== null);
  }

  private suspectOwners(written: string): void {
    const { customers } = this.index;
    const email = written.trim().toLowerCase();
    const owners = customers.byEmail(email);
    if (owners.length > 0) {
      this.suspectEach(owners, 'email', owners.length);
      return;
    }
    const colleagues = customers.byDomain(email);
    if (colleagues.length <= MOST_SUSPECTS) this.suspectEach(colleagues, 'domain', colleagues.length);
  }

  private suspectNamed({ exact, close, part }: NameFinding): void {
    this.suspectEach(exact, 'name', exact.length);
    this.suspectEach(close, 'nearName', close.length);
    this.suspectEach(part, 'partOfName', part.length);
  }

  private suspectEach(customers: readonly number[], clue: PayerClue, sharedBy: number): void {
    if (customers.length === 0) return;
    const weight = this.weightOf(clue, sharedBy);
    for (const customer of customers) this.suspect(customer, clue, weight);
  }

  /** `sharedBy` customers have the same clue, so it says that much less about each. */
  private weightOf(clue: PayerClue, sharedBy: number): number {
    return sharedBy > 1 ? this.weights[clue] - Math.log(sharedBy) : this.weights[clue];
  }

  private suspect(customer: number, clue: PayerClue, weight: number): void {
    const { drafts } = this;
    for (let i = 0; i < this.count; i++) {
      const known = drafts[i] as Draft;
      if (known.customer !== customer) continue;
      if (weight > known.weight) {
        known.clue = clue;
        known.weight = weight;
      }
      known.also += SECOND_CLUE;
      return;
    }
    const free = drafts[this.count++];
    if (!free) {
      drafts.push({ customer, clue, weight, also: 0 });
      return;
    }
    free.customer = customer;
    free.clue = clue;
    free.weight = weight;
    free.also = 0;
  }

  /** The strongest of the suspects; `given`: the payment says something about its payer. */
  private settled(given: boolean): Identity {
    if (this.count === 0) return given ? NOBODY_GIVEN : NOBODY;
    if (this.count === 1) return { suspects: [{ ...(this.drafts[0] as Draft) }], given };
    const suspects = this.drafts.slice(0, this.count);
    suspects.sort((a, b) => b.weight + b.also - a.weight - a.also || a.customer - b.customer);
    return { suspects: suspects.slice(0, MOST_SUSPECTS).map((it) => ({ ...it })), given };
  }

  private byName(name: string): NameFinding {
    const remembered = this.names.get(name);
    if (remembered) return remembered;
    const tokens = nameTokens(name);
    const exact = this.index.customers.byName(tokens);
    let found: NameFinding = { exact, close: [], part: [], alone: null };
    if (exact.length === 0 && tokens.length > 0) {
      const { close, part } = this.index.customers.byNearName(tokens);
      found = {
        exact,
        close: close.slice(0, MOST_SUSPECTS),
        part: part.length <= MOST_SUSPECTS ? part : [],
        alone: null,
      };
    }
    if (this.names.size < MOST_REMEMBERED) this.names.set(name, found);
    return found;
  }
}

/** Weight of the payer's identity for a customer's items: below zero when the payer is someone else. */
export function payerWeight(identity: Identity, customer: number, weights: Weights): number {
  let own = 0;
  let other = 0;
  for (const suspect of identity.suspects) {
    const weight = suspect.weight + suspect.also;
    if (suspect.customer === customer) own = weight;
    else if (suspect.weight > other) other = suspect.weight;
  }
  if (own > 0) return other > own ? own - Math.min(3, other - own + 1) : own;
  if (other >= FIRM) return weights.payerIsAnother;
  return identity.given ? weights.payerUnlike : 0;
}

/** True when the payer is firmly known, and is not this customer. */
export function isStranger(identity: Identity, customer: number): boolean {
  let firmOther = false;
  for (const suspect of identity.suspects) {
    if (suspect.customer === customer) return false;
    if (suspect.weight >= FIRM) firmOther = true;
  }
  return firmOther;
}

export function isFirm(identity: Identity, customer: number): boolean {
  for (const suspect of identity.suspects) {
    if (suspect.customer === customer) return suspect.weight + suspect.also >= FIRM;
  }
  return false;
}
