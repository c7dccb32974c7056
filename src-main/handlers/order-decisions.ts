/** What a person decides about web orders, each by itself: a failure leaves that one as it was and goes on to the next. */
import type { CallOutput, OrderKey } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { OrderProposal } from '../../shared/orders.ts';
import type { LedgerOrderBook } from '../ledgers/port.ts';
import type { Company } from '../workspace/company.ts';
import { type ProposedOrder, proposedOrders } from '../workspace/order-desk.ts';
import { stateOf } from './order-views.ts';

type Outcome = CallOutput<'orders.approve'>;

/** Why an order is skipped, as a sentence. */
class Skipped extends Error {}

export async function decideOrders(
  company: Company,
  keys: readonly OrderKey[],
  decide: (one: ProposedOrder, book: LedgerOrderBook) => Promise<string>,
): Promise<Outcome> {
  const outcome: { decided: OrderKey[]; skipped: { key: OrderKey; reason: string }[] } = {
    decided: [],
    skipped: [],
  };
  const book = (await company.ledger()).orderBook;
  if (!book) throw noOrders();
  const known = proposedOrders(company, await book.abilities(AbortSignal.timeout(30_000)));
  for (const key of keys) {
    const one = known.find(
      ({ row: { order } }) => order.connectionId === key.connectionId && order.externalId === key.externalId,
    );
    try {
      if (!one) throw new Skipped('It is not among the orders that were read.');
      const sentence = await decide(one, book);
      company.store.audit.append({
        actor: company.settings().app.userName,
        action: 'order.decided',
        subjectKind: 'order',
        subjectId: `${key.connectionId} ${key.externalId}`,
        sentence,
        detail: { order: one.row.order, proposal: one.proposal, before: one.row.state },
      });
      outcome.decided.push(key);
    } catch (error) {
      if (!(error instanceof Skipped || error instanceof MatchbookError)) throw error;
      const reason =
        error instanceof MatchbookError
          ? `${error.explanation.happened} ${error.explanation.todo}`
          : error.message;
      outcome.skipped.push({ key, reason });
    }
  }
  company.emit({ type: 'changed', topics: ['review', 'history', 'status'] });
  return outcome;
}

/** Writes the order, then puts its payment on the customer's account: the order is what the payment is held for. */
export async function createOrder(
  company: Company,
  one: ProposedOrder,
  book: LedgerOrderBook,
  by: string,
): Promise<string> {
  const { order } = one.row;
  const { salesOrder, payment, problems } = one.proposal;
  if (one.row.state === 'created') throw new Skipped('It is in the ledger already.');
  if (one.row.state !== 'waiting') throw new Skipped('It does not wait for a decision.');
  if (salesOrder === null) throw new Skipped(problems.join(' '));
  const outcome = await book.create(salesOrder);
  if (outcome === 'taken') {
    throw new Skipped(
      `The number ${salesOrder.number} is another order’s in the ledger. Choose another prefix for web orders.`,
    );
  }
  const sentence = `${by} brought the order ${order.name} into the ledger as ${salesOrder.number}, for ${salesOrder.customerNo}.`;
  const held = await holdPayment(company, payment, salesOrder, by);
  company.store.orders.decide(order.connectionId, order.externalId, {
    state: 'created',
    number: salesOrder.number,
    decided: `${sentence}${held}`,
  });
  return `${sentence}${held}`;
}

/** The invoice comes later, when the order is shipped: until then the money is on the customer's account. */
async function holdPayment(
  company: Company,
  payment: OrderProposal['payment'],
  salesOrder: NonNullable<OrderProposal['salesOrder']>,
  by: string,
): Promise<string> {
  if (payment === null) return '';
  const { state, transaction } = company.store.transactions.get(payment);
  if (state !== 'waiting' && state !== 'returned') return ' Its payment had been decided before.';
  const { skipped } = await company.posting.approveAs(
    {
      transactionId: payment,
      customerNo: salesOrder.customerNo,
      allocations: [],
      remainder: { kind: 'on_account', amountMinor: transaction.amountMinor },
      reason: `Held for the sales order ${salesOrder.number}`,
    },
    by,
  );
  const [problem] = skipped;
  return problem
    ? ` Its payment waits in Review: ${problem.reason}`
    : ' Its payment is held on the customer’s account.';
}

export async function voidOrder(
  company: Company,
  one: ProposedOrder,
  book: LedgerOrderBook,
  by: string,
): Promise<string> {
  const { order, number } = one.row;
  if (stateOf(one.row) !== 'to_void' || number === null) throw new Skipped('It is not to be voided.');
  const outcome = await book.void(number, order.name);
  if (outcome === 'shipped') {
    throw new Skipped(
      `Something of ${number} was shipped already: settle it with a credit memo in the ledger.`,
    );
  }
  if (outcome === 'not_found')
    throw new Skipped(`There is no order ${number} with this reference in the ledger.`);
  const sentence = `${by} had the order ${number} (${order.name}) voided in the ledger, because the shop took it back.`;
  company.store.orders.decide(order.connectionId, order.externalId, { state: 'void', decided: sentence });
  return sentence;
}

export async function ignoreOrder(
  company: Company,
  one: ProposedOrder,
  reason: string,
  by: string,
): Promise<string> {
  if (one.row.state !== 'waiting') throw new Skipped('It does not wait for a decision.');
  const { connectionId, externalId, name } = one.row.order;
  const sentence = `${by} left the order ${name} out: ${reason}`;
  company.store.orders.decide(connectionId, externalId, { state: 'ignored', decided: sentence });
  return sentence;
}

export function noOrders(): MatchbookError {
  return new MatchbookError('ORDERS_NOT_SUPPORTED', {
    happened: 'This ledger keeps no sales orders that Matchbook can write.',
    kept: 'Nothing was written; the orders wait.',
    todo: 'Enter them in the ledger by hand.',
  });
}
