/** Keeps the proposals that refunds and disputes will ask for, out of all that are made. */
import type { Proposal, TransactionId } from '../../shared/model.ts';
import type { MatchableTransaction } from './types.ts';

const SLOTS = 1 << 16;
/** Characters of an id that are looked at first: its end is what differs. */
const LOOKED_AT = 8;

export class WantedProposals {
  /** By the id of the payment that something belongs to; null while there is no proposal for it. */
  readonly found = new Map<TransactionId, Proposal | null>();
  /** Marks the ends of the ids that are wanted: looking every id up in the map would cost far more. */
  private readonly ends = new Uint8Array(SLOTS);

  constructor(transactions: readonly MatchableTransaction[]) {
    for (const { relatedId } of transactions) {
      if (relatedId === null) continue;
      this.found.set(relatedId as TransactionId, null);
      this.ends[endOf(relatedId)] = 1;
    }
  }

  offer({ id }: MatchableTransaction, proposal: Proposal): void {
    if (this.isWanted(id)) this.found.set(id, proposal);
  }

  isWanted(id: TransactionId): boolean {
    return this.ends[endOf(id)] === 1 && this.found.has(id);
  }
}

function endOf(id: string): number {
  let hash = id.length;
  for (let at = Math.max(0, id.length - LOOKED_AT); at < id.length; at++) {
    hash = Math.imul(hash, 31) + id.charCodeAt(at);
  }
  return (hash ^ (hash >>> 16)) & (SLOTS - 1);
}
