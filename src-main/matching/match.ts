/** The whole of matching: read every payment, weigh, assign, then refunds, then judge and word each proposal. */
import type { Proposal, TransactionId } from '../../shared/model.ts';
import { assign } from './assignment.ts';
import { dayNumber, minuteNumber } from './calendar.ts';
import { type Earlier, EarlierPayments } from './duplicates.ts';
import { HypothesisBuilder } from './hypotheses.ts';
import { Identifier } from './identity.ts';
import { neutralProposal } from './neutral.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { PayerHistory } from './payer-history.ts';
import type { Payment } from './payment.ts';
import { Proposer } from './proposer.ts';
import { ReferenceReader } from './reference-reader.ts';
import { RefundProposer } from './refund-proposer.ts';
import type { MatchableTransaction, MatchContext } from './types.ts';
import { weightsFrom } from './weights.ts';

const REPORT_EVERY = 1_000;

/**
 * One proposal per transaction, in the order of `transactions`; the proposals themselves depend neither on that order
 * nor on the order of the open items. Throws the signal's reason when aborted; otherwise never for what it is given.
 */
export function match(
  index: OpenItemIndex,
  transactions: readonly MatchableTransaction[],
  context: MatchContext = {},
): Proposal[] {
  const decided = context.decided ?? [];
  const posted = context.posted ?? [];
  const weights = weightsFrom(index.learned);
  const total = transactions.length;
  let done = 0;
  const step = (share: number) => {
    if (++done % REPORT_EVERY !== 0) return;
    context.signal?.throwIfAborted();
    context.onProgress?.(Math.floor(done * share), total);
  };
  context.signal?.throwIfAborted();

  const proposals = new Map<TransactionId, Proposal>();
  const returns: MatchableTransaction[] = [];
  const paying: MatchableTransaction[] = [];
  for (const it of transactions) {
    const neutral = neutralProposal(it);
    if (neutral) proposals.set(it.id, neutral);
    else if (it.kind === 'payment') paying.push(it);
    else returns.push(it);
  }

  paying.sort(byDate);
  const reader = new ReferenceReader(index);
  const identifier = new Identifier(index, weights, new PayerHistory(index, index.learned, decided, posted));
  const remaining = index.balance.slice();
  const builder = new HypothesisBuilder(index, remaining, weights);
  const payments = paying.map((it, at): Payment => {
    const reading = reader.read(it);
    const payment: Payment = {
      at,
      it,
      minute: minuteNumber(it.occurredAt),
      day: dayNumber(it.occurredAt),
      currency: index.codeOfCurrency(it.currency),
      reading,
      identity: identifier.identify(it, reading.customers),
      hypotheses: [],
      nullScore: 0,
      chosen: null,
      lost: 0,
      confidence: 0,
    };
    builder.weigh(payment);
    step(0.5);
    return payment;
  });

  assign(payments, remaining, builder);
  const proposer = new Proposer(index, payments, earlierOf(index, decided));
  for (const payment of payments) {
    proposals.set(payment.it.id, proposer.propose(payment));
    step(0.5);
  }
  new RefundProposer(index, posted, proposals, [...paying, ...decided]).proposeAll(returns.sort(byDate));
  context.onProgress?.(total, total);
  return transactions.map((it) => proposals.get(it.id) as Proposal);
}

function earlierOf(index: OpenItemIndex, decided: readonly MatchableTransaction[]): EarlierPayments {
  const earlier = new EarlierPayments(index);
  const arrived = decided.filter((it) => it.kind === 'payment' && it.status === 'succeeded');
  for (const it of arrived.sort(byDate)) earlier.add(EarlierPayments.of(it) satisfies Earlier);
  return earlier;
}

function byDate(one: MatchableTransaction, other: MatchableTransaction): number {
  if (one.occurredAt !== other.occurredAt) return one.occurredAt < other.occurredAt ? -1 : 1;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
