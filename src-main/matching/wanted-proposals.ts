/** Keeps the proposals that refunds and disputes will ask for, out of all that are made. */
import type { Proposal, TransactionId } from '../../shared/model.ts';
import type { MatchableTransaction } from './types.ts';

const SLOTS = 1 << 16;
/** Characters of an id that are looked at first: its end is what differs. */
const LOOKED_AT = 8;

export class WantedProposals {
  /** By the id of the payment that something belongs to; null while there is no proposal for it. */
  readonly found = new Map<TransactionId, Proposal | null>();
  /** The payments themselves, as far as they are among the transactions, by their ids. */
  readonly payments = new Map<TransactionId, MatchableTransaction>();
  /** Marks the ends of the ids that are wanted: looking every id up in the map would cost far more. */
  private readonly ends = new Uint8Array(SLOTS);
  private readonly wanted: Uint8Array;

  /** `decided` may be wanted, too, but get no proposal. */
  constructor(transactions: readonly MatchableTransaction[], decided: readonly MatchableTransaction[]) {
    for (const { relatedId } of transactions) {
      if (relatedId === null) continue;
      this.found.set(relatedId as TransactionId, null);
      this.ends[endOf(relatedId)] = 1;
    }
    this.wanted = new Uint8Array(transactions.length);
    transactions.forEach((it, place) => {
      if (this.want(it)) this.wanted[place] = 1;
    });
    for (const it of decided) this.want(it);
  }

  private want(it: MatchableTransaction): boolean {
    if (this.ends[endOf(it.id)] !== 1 || !this.found.has(it.id)) return false;
    if (it.kind === 'payment') this.payments.set(it.id, it);
    return true;
  }

  /** The proposal for the transaction at this place: kept if it is wanted. */
  offer(place: number, proposal: Proposal): void {
    if (this.wanted[place] === 1) this.found.set(proposal.transactionId, proposal);
  }
}

function endOf(id: string): number {
  let hash = id.length;
  for (let at = Math.max(0, id.length - LOOKED_AT); at < id.length; at++) {
    hash = Math.imul(hash, 31) + id.charCodeAt(at);
  }
  return (hash ^ (hash >>> 16)) & (SLOTS - 1);
}
