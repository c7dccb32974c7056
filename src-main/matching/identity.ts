/** Which customers the payer may be, with the strongest evidence for each. */
import type { OpenItemIndex } from './open-item-index.ts';
import { type PayerHistory, payerKeys } from './payer-history.ts';
import { nameTokens } from './payer-names.ts';
import { empty } from './scratch.ts';
import type { MatchableTransaction } from './types.ts';
import type { EvidenceKind, Weights } from './weights.ts';

export type PayerClue = Extract<
  EvidenceKind,
  'email' | 'customerNumber' | 'card' | 'alias' | 'name' | 'domain' | 'nearName' | 'partOfName'
>;
export type Suspect = {
  readonly customer: number;
  clue: PayerClue;
  weight: number;
  /** Further clues for the same customer. */
  also: number;
};
export type Identity = { readonly suspects: readonly Suspect[]; readonly given: boolean };

/** From here on a clue is good enough to say "this payer is that customer". */
export const FIRM = 5;
const MOST_SUSPECTS = 8;
const SECOND_CLUE = 1;
const MOST_REMEMBERED = 200_000;
type NameFinding = { exact: readonly number[]; close: readonly number[]; part: readonly number[] };

export const NOBODY: Identity = { suspects: [], given: false };
const NOBODY_GIVEN: Identity = { suspects: [], given: true };

export class Identifier {
  private readonly suspects: Suspect[] = [];
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
    const { suspects } = this;
    empty(suspects);
    const { customers } = this.index;
    for (const customer of numbered) this.suspect(suspects, customer, 'customerNumber', 1);
    if (it.payerEmail !== null) {
      const email = it.payerEmail.trim().toLowerCase();
      const owners = customers.byEmail(email);
      for (const customer of owners) this.suspect(suspects, customer, 'email', owners.length);
      if (owners.length === 0) {
        const colleagues = customers.byDomain(email);
        if (colleagues.length <= MOST_SUSPECTS) {
          for (const customer of colleagues) this.suspect(suspects, customer, 'domain', colleagues.length);
        }
      }
    }
    if (!this.history.isEmpty) {
      for (const key of payerKeys(it)) {
        for (const known of this.history.of(key)) {
          const clue = key.startsWith('card|') ? 'card' : 'alias';
          this.suspect(suspects, known.customer, clue, 1 / known.trust);
        }
      }
    }
    if (it.payerName !== null && it.payerName !== '') {
      const found = this.byName(it.payerName);
      for (const customer of found.exact) this.suspect(suspects, customer, 'name', found.exact.length);
      for (const customer of found.close) this.suspect(suspects, customer, 'nearName', found.close.length);
      for (const customer of found.part) this.suspect(suspects, customer, 'partOfName', found.part.length);
    }
    if (suspects.length > 1)
      suspects.sort((a, b) => b.weight + b.also - a.weight - a.also || a.customer - b.customer);
    if (suspects.length > MOST_SUSPECTS) suspects.length = MOST_SUSPECTS;
    const given = it.payerName !== null || it.payerEmail !== null;
    if (suspects.length === 0) return given ? NOBODY_GIVEN : NOBODY;
    return { suspects: suspects.slice(), given };
  }

  /** `sharedBy` customers have the same clue, so it says that much less about each. */
  private suspect(suspects: Suspect[], customer: number, clue: PayerClue, sharedBy: number): void {
    const weight = this.weights[clue] - Math.log(Math.max(1, sharedBy));
    const known = suspects.find((it) => it.customer === customer);
    if (!known) {
      suspects.push({ customer, clue, weight, also: 0 });
    } else if (weight > known.weight) {
      known.clue = clue;
      known.weight = weight;
      known.also += SECOND_CLUE;
    } else known.also += SECOND_CLUE;
  }

  private byName(name: string): NameFinding {
    const remembered = this.names.get(name);
    if (remembered) return remembered;
    const tokens = nameTokens(name);
    const exact = this.index.customers.byName(tokens);
    let found: NameFinding = { exact, close: [], part: [] };
    if (exact.length === 0 && tokens.length > 0) {
      const { close, part } = this.index.customers.byNearName(tokens);
      found = { exact, close: close.slice(0, MOST_SUSPECTS), part: part.length <= MOST_SUSPECTS ? part : [] };
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
  return identity.suspects.some((it) => it.customer === customer && it.weight + it.also >= FIRM);
}
