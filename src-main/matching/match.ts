/** The whole of matching: read every payment, weigh, assign, then refunds, then judge and word each proposal. */
import type { Proposal } from '../../shared/model.ts';
import { assign } from './assignment.ts';
import { minuteNumber } from './calendar.ts';
import { Demand } from './demand.ts';
import { type Earlier, EarlierPayments, Neighbours } from './duplicates.ts';
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
  const wanted = new WantedProposals(transactions);
  transactions.forEach((it, place) => {
    minutes[place] = minuteNumber(it.occurredAt);
    const neutral = neutralProposal(it);
    if (neutral) {
      wanted.offer(it, neutral);
      take(neutral, place);
    } else if (it.kind === 'payment') paying.push(place);
    else returns.push(place);
  });

  const weights = weightsFrom(index.learned);
  const reader = new ReferenceReader(index);
  const identifier = new Identifier(index, weights, new PayerHistory(index, index.learned, decided, posted));
  const remaining = index.balance.slice();
  const builder = new HypothesisBuilder(index, remaining, weights);
  const demand = new Demand(remaining);
  const places = byDate(transactions, minutes, paying);
  const rank = new Int32Array(total);
  places.forEach((place, at) => {
    rank[place] = at;
  });
  // What looks at one payment alone goes in the order given, one kind of work after the other: neighbours there are
  // neighbours in memory, too, and the code of one kind of work stays in the processor.
  const payments = paying.map((place) => {
    const it = transactions[place] as MatchableTransaction;
    const at = rank[place] as number;
    return newPayment(at, it, minutes[place] as number, index.codeOfCurrency(it.currency), reader.read(it));
  });
  for (const payment of payments)
    payment.identity = identifier.identify(payment.it, payment.reading.customers);
  for (const payment of payments) {
    builder.weigh(payment);
    demand.add(payment);
    step();
  }

  assign(demand, remaining, builder);
  paying.forEach((place, i) => {
    rank[place] = i;
  });
  const paymentAt = (at: number) => payments[rank[places[at] as number] as number] as Payment;
  findRepeats(index, payments, decided);
  const proposer = new Proposer(index, payments, paymentAt, alternatives);
  paying.forEach((place, i) => {
    const payment = payments[i] as Payment;
    const proposal = proposer.propose(payment);
    wanted.offer(payment.it, proposal);
    take(proposal, place);
    step();
  });

  const refunds = new RefundProposer(index, posted, wanted, [...transactions, ...decided]);
  for (const place of byDate(transactions, minutes, returns))
    take(refunds.propose(transactions[place] as MatchableTransaction), place);
  onProgress?.(total, total);
}

/** Fills in which earlier payment each payment repeats, if any. */
function findRepeats(
  index: OpenItemIndex,
  payments: readonly Payment[],
  decided: readonly MatchableTransaction[],
): void {
  const before: Earlier[] = [];
  for (const it of decided) {
    if (it.kind !== 'payment' || it.status !== 'succeeded') continue;
    before.push({ it, minute: minuteNumber(it.occurredAt), reading: NOTHING_READ });
  }
  const neighbours = new Neighbours(index, payments.length + before.length);
  for (const { it, minute } of before) neighbours.count(it, minute);
  for (const { it, minute } of payments) neighbours.count(it, minute);
  const earlier = new EarlierPayments(index);
  const hasNeighbours = ({ it, minute }: Earlier) => neighbours.has(it, minute);
  before
    .filter(hasNeighbours)
    .sort(byInstant)
    .forEach((payment) => {
      earlier.add(payment);
    });
  const repeating = payments.filter(hasNeighbours).sort((a, b) => a.at - b.at);
  for (const payment of repeating) payment.repeats = earlier.add(payment);
}

function byInstant({ it: one }: Earlier, { it: other }: Earlier): number {
  return compareTexts(one.occurredAt, other.occurredAt) || compareTexts(one.id, other.id);
}

/** Places of transactions in order of instant, then id. */
function byDate(
  transactions: readonly MatchableTransaction[],
  minutes: Float64Array,
  places: readonly number[],
): number[] {
  const at = (place: number) => transactions[place] as MatchableTransaction;
  return sortedByKey(
    places,
    (place) => minutes[place] as number,
    (a, b) => compareTexts(at(a).occurredAt, at(b).occurredAt) || compareTexts(at(a).id, at(b).id),
  );
}
