/** Proposals for refunds, disputes and reversals of disputes: by their payment, in this run or posted before. */
import type { Allocation, Band, Flag, Proposal, TransactionId } from '../../shared/model.ts';
import { sumMinor } from '../../shared/money.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { lessReturned, type Returned, returnTo } from './refunds.ts';
import type { MatchableTransaction, PostedAllocation } from './types.ts';
import type { WantedProposals } from './wanted-proposals.ts';
import { list, money } from './wording.ts';

/** What was posted is known, but for a mistake of whoever approved it. */
const POSTED = 0.9999;
const NOUN = { refund: 'refund', dispute: 'dispute', dispute_reversal: 'reversal of a dispute' } as const;

export class RefundProposer {
  private readonly index: OpenItemIndex;
  private readonly wanted: WantedProposals;
  private readonly posted = new Map<string, Allocation[]>();
  /** What is left of a payment's allocations after the refunds seen so far. */
  private readonly left = new Map<string, Allocation[]>();

  constructor(index: OpenItemIndex, posted: readonly PostedAllocation[], wanted: WantedProposals) {
    this.index = index;
    this.wanted = wanted;
    for (const { transactionId, openItemId, number, amountMinor } of posted) {
      const allocations = this.posted.get(transactionId);
      if (allocations) allocations.push({ openItemId, number, amountMinor });
      else this.posted.set(transactionId, [{ openItemId, number, amountMinor }]);
    }
  }

  /** Call in order of date: each refund takes its part of what the ones before left. */
  propose(it: MatchableTransaction): Proposal {
    const noun = it.kind in NOUN ? NOUN[it.kind as keyof typeof NOUN] : it.kind;
    const related = it.relatedId;
    if (related === null) {
      return this.unresolved(it, `The ${noun} does not say which payment it belongs to`, null);
    }
    const posted = this.posted.get(related);
    const proposal = this.wanted.found.get(related as TransactionId);
    const payment = this.wanted.payments.get(related as TransactionId);
    if (!posted && !proposal) {
      return this.unresolved(it, `Its payment ${related} is neither in this run nor posted before`, null);
    }
    const currency = payment?.currency ?? it.currency;
    if (currency !== it.currency) {
      return this.unresolved(
        it,
        `Its payment ${related} was in ${currency}, the ${noun} is in ${it.currency}`,
        ['currency_mismatch'],
      );
    }
    const paid = posted ?? proposal?.allocations ?? [];
    const unapplied = Math.max(0, posted ? 0 : (proposal?.remainder.amountMinor ?? 0));
    const reversal = it.kind === 'dispute_reversal';
    const from = reversal ? paid : (this.left.get(related) ?? paid);
    const returned = returnTo(from, unapplied, it.amountMinor);
    if (returned.allocations.length > 0 && !reversal)
      this.left.set(related, lessReturned(from, returned.allocations));
    return this.resolved(
      it,
      noun,
      related,
      returned,
      posted ? null : (proposal ?? null),
      from.length < paid.length,
    );
  }

  private resolved(
    it: MatchableTransaction,
    noun: string,
    related: string,
    returned: Returned,
    proposal: Proposal | null,
    returnedBefore: boolean,
  ): Proposal {
    const confidence = proposal?.confidence ?? POSTED;
    const sure = returned.how === 'all' || returned.how === 'item' || returned.how === 'part';
    const whole = returned.remainder.amountMinor === 0 && returned.allocations.length > 0;
    const paymentReady = proposal === null || proposal.band === 'ready';
    const ready = sure && whole && paymentReady && confidence >= this.index.rules.readyFrom('refund');
    const band: Band = ready ? 'ready' : returned.how === 'nothing' ? 'exception' : 'check';
    const numbers = list(returned.allocations.map((allocation) => allocation.number));
    const evidence = [
      `It is the ${noun} of payment ${related}${proposal ? ' of this run' : ', posted before'}`,
    ];
    if (returned.allocations.length > 0) {
      evidence.push(
        `It takes back ${money(this.sum(returned), it.currency)} from ${numbers}, where the payment went`,
      );
    }
    if (returned.how === 'spread')
      evidence.push('The payment went to several items: the newest are reopened first');
    if (returnedBefore) evidence.push('Other refunds took back part of the payment before');
    if (returned.how === 'nothing') evidence.push('Its payment was applied to no open item');
    if (!paymentReady) evidence.push('Its payment has to be checked first');
    return {
      transactionId: it.id,
      band,
      confidence: returned.how === 'spread' ? Math.min(confidence, 0.6) : confidence,
      customerNo: proposal?.customerNo ?? this.customerOf(returned.allocations),
      allocations: returned.allocations,
      remainder: returned.remainder,
      flags: returned.how === 'spread' ? ['ambiguous'] : [],
      evidence,
      runnerUp: null,
      wouldSettle: ready ? null : `The decision about payment ${related}.`,
    };
  }

  private unresolved(it: MatchableTransaction, reason: string, flags: Flag[] | null): Proposal {
    return {
      transactionId: it.id,
      band: 'exception',
      confidence: 0,
      customerNo: null,
      allocations: [],
      remainder: { kind: 'none', amountMinor: it.amountMinor },
      flags: flags ?? ['unknown_payer'],
      evidence: [reason],
      runnerUp: null,
      wouldSettle: 'The payment that it belongs to.',
    };
  }

  private sum(returned: Returned): number {
    return sumMinor(returned.allocations.map((allocation) => allocation.amountMinor));
  }

  private customerOf(allocations: readonly Allocation[]): string | null {
    const [first] = allocations;
    if (!first) return null;
    const item = this.index.itemById(first.openItemId);
    return item < 0 ? null : (this.index.items[item]?.customerNo ?? null);
  }
}
