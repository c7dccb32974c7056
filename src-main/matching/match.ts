/** The whole of matching: read every payment, weigh, assign, then refunds, then judge and word each proposal. */
import type { Proposal } from '../../shared/model.ts';
import { assign, optionsOf } from './assignment.ts';
import { minuteNumber } from './calendar.ts';
import { EarlierPayments, PayerMarks } from './duplicates.ts';
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
  const wanted = new WantedProposals(transactions);
  transactions.forEach((it, at) => {
    const neutral = neutralProposal(it);
    if (neutral) {
      wanted.offer(it, neutral);
      take(neutral, at);
    } else if (it.kind === 'payment') paying.push(at);
    else returns.push(at);
  });

  const ordered = byDate(transactions, paying);
  const rank = new Int32Array(total);
  ordered.forEach((place, at) => {
    rank[place] = at;
  });
  const weights = weightsFrom(index.learned);
  const reader = new ReferenceReader(index);
  const identifier = new Identifier(index, weights, new PayerHistory(index, index.learned, decided, posted));
  const remaining = index.balance.slice();
  const builder = new HypothesisBuilder(index, remaining, weights);
  const payments = new Array<Payment>(ordered.length);
  // What looks at one payment alone goes in the order given, one kind of work after the other: neighbours there are
  // neighbours in memory, too, and the code of one kind of work stays in the processor.
  for (const place of paying) {
    const it = transactions[place] as MatchableTransaction;
    const at = rank[place] as number;
    payments[at] = newPayment(at, it, index.codeOfCurrency(it.currency), reader.read(it));
  }
  const given = paying.map((place) => payments[rank[place] as number] as Payment);
  const marks = new PayerMarks(payments.length);
  for (const payment of given) {
    marks.note(payment.at, payment.it);
    payment.identity = identifier.identify(payment.it, payment.reading.customers);
  }
  for (const payment of given) {
    builder.weigh(payment);
    payment.options = optionsOf(payment);
    step();
  }

  assign(payments, remaining, builder);
  const proposer = new Proposer(index, payments, alternatives);
  const earlier = earlierOf(index, decided, payments.length);
  for (const payment of payments) {
    proposer.completeInstalment(payment);
    payment.repeats = earlier.add(payment, marks, payment.at);
  }
  paying.forEach((place, i) => {
    const payment = given[i] as Payment;
    const proposal = proposer.propose(payment);
    wanted.offer(payment.it, proposal);
    take(proposal, place);
    step();
  });

  const refunds = new RefundProposer(index, posted, wanted, [...transactions, ...decided]);
  for (const at of byDate(transactions, returns))
    take(refunds.propose(transactions[at] as MatchableTransaction), at);
  onProgress?.(total, total);
}

function earlierOf(
  index: OpenItemIndex,
  decided: readonly MatchableTransaction[],
  expected: number,
): EarlierPayments {
  const arrived: number[] = [];
  decided.forEach((it, at) => {
    if (it.kind === 'payment' && it.status === 'succeeded') arrived.push(at);
  });
  const earlier = new EarlierPayments(index, expected + arrived.length);
  const marks = new PayerMarks(1);
  for (const at of byDate(decided, arrived)) {
    const it = decided[at] as MatchableTransaction;
    marks.note(0, it);
    earlier.add({ it, minute: minuteNumber(it.occurredAt), reading: NOTHING_READ }, marks, 0);
  }
  return earlier;
}

/** Places of transactions in order of instant, then id. */
function byDate(transactions: readonly MatchableTransaction[], places: readonly number[]): number[] {
  const at = (place: number) => transactions[place] as MatchableTransaction;
  return sortedByKey(
    places,
    (place) => minuteNumber(at(place).occurredAt),
    (a, b) => compareTexts(at(a).occurredAt, at(b).occurredAt) || compareTexts(at(a).id, at(b).id),
  );
}
