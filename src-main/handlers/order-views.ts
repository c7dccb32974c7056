/** Web orders as the window lists them. */
import type { CallArguments, OrderRow, OrderTab } from '../../shared/api.ts';
import type { OrderState } from '../../shared/orders.ts';
import type { Company } from '../workspace/company.ts';
import type { ProposedOrder } from '../workspace/order-desk.ts';

export function orderRow({ store }: Company, { row, proposal }: ProposedOrder): OrderRow {
  const { order, number, decided } = row;
  const state = stateOf(row);
  return {
    key: { connectionId: order.connectionId, externalId: order.externalId },
    tab: tabOf(state, proposal.problems.length),
    state,
    shop: store.connections.find(order.connectionId)?.title ?? order.connectionId,
    order,
    proposal,
    number,
    decided,
  };
}

/** An order that is in the ledger and that the shop took back is to be voided there. */
export function stateOf({ state, order }: ProposedOrder['row']): OrderState {
  const takenBack = order.status === 'cancelled' || order.status === 'refunded';
  return state === 'created' && takenBack ? 'to_void' : state;
}

function tabOf(state: OrderState, problems: number): OrderTab {
  switch (state) {
    case 'waiting':
      return problems === 0 ? 'ready' : 'check';
    case 'to_void':
      return 'to_void';
    case 'ignored':
      return 'ignored';
    case 'created':
    case 'exported':
    case 'void':
      return 'done';
  }
}

export function matchesWords({ order, proposal, number }: OrderRow, words: readonly string[]): boolean {
  const text = [
    order.name,
    order.externalId,
    order.buyer.name,
    order.buyer.email,
    proposal.customerNo,
    proposal.customerName,
    number,
    ...order.lines.flatMap(({ sku, description }) => [sku, description]),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

export function compareOrders(
  by: CallArguments<'orders.list'>['sort'],
): (a: OrderRow, b: OrderRow) => number {
  const texts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const first = {
    placed: (a: OrderRow, b: OrderRow) => texts(a.order.placedAt, b.order.placedAt),
    name: (a: OrderRow, b: OrderRow) => a.order.name.localeCompare(b.order.name, 'en', { numeric: true }),
    amount: (a: OrderRow, b: OrderRow) => a.order.totalMinor - b.order.totalMinor,
    customer: (a: OrderRow, b: OrderRow) =>
      texts(a.proposal.customerName ?? '', b.proposal.customerName ?? ''),
  }[by];
  return (a, b) => first(a, b) || texts(a.order.externalId, b.order.externalId);
}
