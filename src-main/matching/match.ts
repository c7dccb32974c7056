/** The whole of matching: read every payment, weigh, assign, then refunds, then judge and word each proposal. */
import type { Proposal } from '../../shared/model.ts';
import { assign } from './assignment.ts';
import { minuteNumber } from './calendar.ts';
import { byDate, DateOrder } from './date-order.ts';
import { Demand } from './demand.ts';
import { type Earlier, Neighbours, RepeatFinder } from './duplicates.ts';
import { HypothesisBuilder } from './hypotheses.ts';
import { Identifier } from './identity.ts';
import { neutralProposal } from './neutral.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { compareTexts, sortedByKey } from './ordering.ts';
import { PayerHistory } from './payer-history.ts';
import { newPayment, type Payment } from './payment.ts';
import { Proposer } from './proposer.ts';
import { NOTHING_READ, ReferenceReader } from './reference-reader.ts';
import { RefundProposer } from './refund-proposer.ts';
import type { MatchableTransaction, MatchContext } from './types.ts';
import { WantedProposals } from './wanted-proposals.ts';
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
  const proposals = new Array<Proposal>(transactions.length);
  matchEach(index, transactions, context, (proposal, at) => {
    proposals[at] = proposal;
  });
  return proposals;
}

/** As `match`, but hands over each proposal with its transaction's place, in no particular order, and keeps none. */
export function matchEach(
  index: OpenItemIndex,
  transactions: readonly MatchableTransaction[],
  context: MatchContext,
  take: (proposal: Proposal, at: number) => void,
): void {
  const { decided = [], posted = [], alternatives = true, signal, onProgress } = context;
  const total = transactions.length;
  let steps = 0;
  const step = () => {
    if (++steps % REPORT_EVERY !== 0) return;
    signal?.throwIfAborted();
    onProgress?.(Math.min(total, Math.floor(steps / 2)), total);
  };
  signal?.throwIfAborted();

  const returns: number[] = [];
  const paying: number[] = [];
  const minutes = new Float64Array(total);
  const wanted = new WantedProposals(transactions, decided);
  const arrived = arrivedPayments(decided);
  const neighbours = new Neighbours(index, total + arrived.length);
  for (const { it, minute } of arrived) neighbours.count(it, minute);
  transactions.forEach((it, place) => {
    const minute = minuteNumber(it.occurredAt);
    minutes[place] = minute;
    const neutral = neutralProposal(it);
    if (neutral) {
      wanted.offer(place, neutral);
      take(neutral, place);
    } else if (it.kind === 'payment') {
      paying.push(place);
      neighbours.count(it, minute);
    } else returns.push(place);
  });

  const weights = weightsFrom(index.learned);
  const reader = new ReferenceReader(index);
  const identifier = new Identifier(index, weights, new PayerHistory(index, index.learned, decided, posted));
  const remaining = index.balance.slice();
  const builder = new HypothesisBuilder(index, remaining, weights);
  const demand = new Demand(remaining);
  const order = new DateOrder(transactions, minutes, paying);
  const repeating: Earlier[] = [];
  // What looks at one payment alone goes in the order given, one kind of work after the other: neighbours there are
  // neighbours in memory, too, and the code of one kind of work stays in the processor.
  const payments = paying.map((place, i) => {
    const it = transactions[place] as MatchableTransaction;
    const minute = minutes[place] as number;
    const currency = index.codeOfCurrency(it.currency);
    const payment = newPayment(order.rankOf(i), it, minute, currency, reader.read(it));
    if (neighbours.has(it, minute)) repeating.push(payment);
    return payment;
  });
  for (const payment of payments)
    payment.identity = identifier.identify(payment.it, payment.reading.customers);
  for (const payment of payments) {
    builder.weigh(payment);
    demand.add(payment);
    step();
  }

  assign(demand, remaining, builder);
  const before = arrived.filter(({ it, minute }) => neighbours.has(it, minute));
  const inOrder = sortedByKey<Earlier>([...before, ...repeating], ({ minute }) => minute, byInstant);
  new RepeatFinder(index, inOrder).run();

  const paymentAt = (at: number) => payments[order.atRank(at)] as Payment;
  const proposer = new Proposer(index, payments, paymentAt, alternatives);
  paying.forEach((place, i) => {
    const proposal = proposer.propose(payments[i] as Payment);
    wanted.offer(place, proposal);
    take(proposal, place);
    step();
  });

  const refunds = new RefundProposer(index, posted, wanted);
  for (const place of byDate(transactions, minutes, returns))
    take(refunds.propose(transactions[place] as MatchableTransaction), place);
  onProgress?.(total, total);
}

function arrivedPayments(decided: readonly MatchableTransaction[]): Earlier[] {
  return decided
    .filter((it) => it.kind === 'payment' && it.status === 'succeeded')
    .map((it) => ({ it, minute: minuteNumber(it.occurredAt), reading: NOTHING_READ, repeats: null }));
}

function byInstant({ it: one }: Earlier, { it: other }: Earlier): number {
  return compareTexts(one.occurredAt, other.occurredAt) || compareTexts(one.id, other.id);
}
