/** An invented shop: paid orders at every stage, some of articles and of buyers that the ledger does not know. */
import { AccountingDate, ConnectionId, Instant, type TransactionId } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import {
  type LedgerItem,
  type OrderAddress,
  type OrderState,
  type OrderStatus,
  WebOrder,
} from '../../shared/orders.ts';
import { type Choices, createChoices } from './fixture-random.ts';

export interface ShopOrder {
  readonly order: WebOrder;
  readonly date: AccountingDate;
  readonly payment: TransactionId | null;
  readonly customerName: string;
  customerNo: string | null;
  state: OrderState;
  decided: string | null;
}

const WOODS = ['Oak', 'Walnut', 'Beech', 'Birch'] as const;
const PIECES = [
  'shelf, 60 cm',
  'shelf, 90 cm',
  'stool',
  'bread board',
  'coat rail',
  'picture frame, A3',
  'desk lamp with a turned foot',
  'side table',
] as const;

export const LEDGER_ITEMS: readonly LedgerItem[] = WOODS.flatMap((wood, at) =>
  PIECES.map((piece, place) => ({
    item: `${wood.slice(0, 2).toUpperCase()}-${at + 1}${String(place).padStart(2, '0')}`,
    description: `${wood} ${piece}`,
  })),
);

/** Sold by the shop under numbers that the ledger does not have. */
const UNKNOWN: readonly [LedgerItem, ...LedgerItem[]] = [
  { item: 'GIFT-WRAP', description: 'Gift wrapping' },
  { item: 'CARE-OIL', description: 'Care oil, 250 ml' },
];

interface Buyer {
  readonly name: string;
  readonly customerNo: string;
}

const BUYERS: readonly [Buyer, ...Buyer[]] = [
  { name: 'Dana Reed', customerNo: 'REED01' },
  { name: 'Harbour Dental Ltd', customerNo: 'HARB01' },
  { name: 'Sam Okafor', customerNo: 'OKAF01' },
  { name: 'Willow Bakery', customerNo: 'WILL02' },
  { name: 'Priya Nair', customerNo: 'NAIR01' },
  { name: 'Jonas Lindqvist-Abernathy', customerNo: 'LIND01' },
];

const NEWEST = Date.UTC(2026, 4, 14, 13, 20);
const HOW_MANY = 320;

export function createShopOrders(payments: readonly TransactionId[]): ShopOrder[] {
  const choices = createChoices(11);
  return Array.from({ length: HOW_MANY }, (_unused, at) => createOrder(at, choices, payments[at] ?? null));
}

function createOrder(at: number, choices: Choices, payment: TransactionId | null): ShopOrder {
  const { state, status, unknownItem, unknownBuyer, unpaid } = stageOf(at);
  const buyer = choices.of(BUYERS);
  const lines = Array.from({ length: choices.between(1, 4) }, (_one, place) => {
    const article =
      place === 0 && unknownItem
        ? choices.of(UNKNOWN)
        : (LEDGER_ITEMS[choices.between(0, LEDGER_ITEMS.length - 1)] ?? UNKNOWN[0]);
    const quantity = choices.between(1, 6);
    return {
      sku: article.item,
      description: article.description,
      quantity: String(quantity),
      amountMinor: quantity * choices.between(9_00, 180_00),
    };
  });
  const net = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const discountMinor = choices.chance(25) ? Math.round(net / 10) : 0;
  const shippingMinor = choices.chance(70) ? 12_50 : 0;
  const taxMinor = Math.round((net - discountMinor) * 0.0825);
  const placed = new Date(NEWEST - at * 83 * 60_000).toISOString();
  const address = addressOf(unknownBuyer ? 'Alex Newcomer' : buyer.name, at);
  const email = unknownBuyer
    ? `newcomer${at}@buyer.example`
    : `${buyer.customerNo.toLowerCase()}@buyer.example`;
  return {
    order: WebOrder.parse({
      connectionId: ConnectionId.parse('stripe-main'),
      externalId: `cs_fixture_${at}`,
      name: `#${1_600 - at}`,
      placedAt: Instant.parse(placed),
      status,
      currency: currency('USD'),
      lines,
      shippingMinor,
      taxMinor,
      discountMinor,
      totalMinor: net + shippingMinor + taxMinor - discountMinor,
      buyer: { name: address.name, email, phone: at % 3 === 0 ? '+1 212 555 0100' : null, customerRef: null },
      billing: address,
      shipping: at % 4 === 0 ? addressOf('Goods in, Gate 2', at + 1) : address,
      paymentIds: [`pi_fixture_${at}`],
      note: at % 9 === 0 ? 'Please ring the bell at the side door.' : null,
    }),
    date: AccountingDate.parse(placed.slice(0, 10)),
    payment: unpaid ? null : payment,
    customerName: buyer.name,
    customerNo: unknownBuyer ? null : buyer.customerNo,
    state,
    decided: DECIDED[state],
  };
}

const DECIDED: Readonly<Record<OrderState, string | null>> = {
  waiting: null,
  created: 'Alex Example created it in the ledger on May 12, 2026.',
  exported: 'Alex Example exported it as a file on May 12, 2026.',
  to_void: 'Alex Example created it in the ledger on May 12, 2026; it was cancelled in the shop since.',
  void: 'Sam Sample voided it in the ledger on May 13, 2026.',
  ignored: 'Sam Sample ignored it on May 13, 2026: an order of our own, for the photographs.',
};

function stageOf(at: number): {
  state: OrderState;
  status: OrderStatus;
  unknownItem: boolean;
  unknownBuyer: boolean;
  unpaid: boolean;
} {
  const known = { unknownItem: false, unknownBuyer: false, unpaid: false };
  const paid = { state: 'waiting', status: 'paid', ...known } as const;
  if (at >= 120) {
    if (at % 19 === 0) return { ...paid, state: 'void', status: 'cancelled' };
    if (at % 23 === 0) return { ...paid, state: 'ignored' };
    if (at % 29 === 0) return { ...paid, state: 'exported' };
    return { ...paid, state: 'created' };
  }
  if (at % 10 === 3) return { ...paid, unknownItem: true };
  if (at % 20 === 7) return { ...paid, unknownBuyer: true };
  if (at % 40 === 11) return { ...paid, unknownItem: true, unknownBuyer: true };
  if (at % 40 === 21) return { ...paid, unpaid: true };
  if (at % 20 === 16) return { ...paid, state: 'to_void', status: at % 40 === 16 ? 'cancelled' : 'refunded' };
  if (at % 40 === 29) return { ...paid, status: 'part_refunded' };
  return paid;
}

function addressOf(name: string, at: number): OrderAddress {
  return {
    name,
    company: at % 5 === 0 ? 'Copper Tools Co' : '',
    line1: `${100 + at} Industrial Road`,
    line2: at % 3 === 0 ? 'Building 7' : '',
    city: 'Knoxville',
    state: 'TN',
    postalCode: '37902',
    country: 'US',
  };
}
