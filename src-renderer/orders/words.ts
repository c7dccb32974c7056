import type { OrderRow, OrderTab } from '../../shared/api.ts';
import type { OrderAddress, OrderStatus } from '../../shared/orders.ts';
import { count } from '../format/index.ts';

export const TAB_WORDS: Readonly<Record<OrderTab, string>> = {
  ready: 'Ready',
  check: 'To check',
  to_void: 'To void',
  done: 'Done',
  ignored: 'Ignored',
};

/** What happened to it in the shop; a paid one needs no word. */
export const STATUS_WORDS: Readonly<Record<OrderStatus, string | null>> = {
  paid: null,
  part_refunded: 'Refunded in part',
  refunded: 'Refunded',
  cancelled: 'Cancelled',
};

export function stateWords({ state, tab }: OrderRow): string {
  switch (state) {
    case 'waiting':
      return tab === 'ready' ? 'Ready' : 'To check';
    case 'created':
      return 'In the ledger';
    case 'exported':
      return 'In a file';
    case 'to_void':
      return 'To void';
    case 'void':
      return 'Voided';
    case 'ignored':
      return 'Ignored';
  }
}

export const orders = (number: number): string => `${count(number)} ${number === 1 ? 'order' : 'orders'}`;

/** As on an envelope; lines that are empty are left out. */
export function addressLines(address: OrderAddress): string[] {
  return [
    address.name,
    address.company,
    address.line1,
    address.line2,
    [address.city, address.state, address.postalCode].filter(Boolean).join(', '),
    address.country,
  ].filter((line) => line.trim() !== '');
}

/** The number that the order has, or will have, in the ledger. */
export const numberOf = ({ number, proposal }: OrderRow): string =>
  number ?? proposal.salesOrder?.number ?? '';
