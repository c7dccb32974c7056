import type { Handlers, OrderKey, OrderPolicy, OrderRow, OrderTab } from '../../shared/api.ts';
import { Instant } from '../../shared/model.ts';
import type { LedgerItem } from '../../shared/orders.ts';
import { createShopOrders, LEDGER_ITEMS, type ShopOrder } from './fixture-shop-orders.ts';
import type { FixtureState } from './fixture-state.ts';

const CUSTOMER_NAMES: Readonly<Record<string, string>> = {
  HARB01: 'Harbour Dental Ltd',
  WILL02: 'Willow Bakery',
};

/** Orders of every state over the contract: what is linked counts for all of them, and decisions are kept. */
export function createOrderHandlers(
  state: FixtureState,
): Pick<Handlers, Extract<keyof Handlers, `orders.${string}`>> {
  let shop: ShopOrder[] | null = null;
  const links = new Map<string, string>();
  let policy: OrderPolicy = { read: false, prefix: 'W', location: 'MAIN' };
  let readAt: Instant | null = Instant.parse('2026-05-14T09:00:00Z');
  const onlyAsFile = (): string[] =>
    state.importsFiles ? ['The table somast has no column for the reference of the shop.'] : [];
  const orders = (): ShopOrder[] => {
    shop ??= createShopOrders([...state.cases.keys()]);
    return shop;
  };

  const itemOf = (sku: string | null, description: string): (LedgerItem & { reason: string }) | null => {
    const linked = links.get(sku ?? description);
    const item = LEDGER_ITEMS.find((it) => it.item === (linked ?? sku));
    if (!item) return null;
    return { ...item, reason: linked ? 'You said so.' : 'The shop’s article number is the ledger’s.' };
  };
  const rowOf = (one: ShopOrder): OrderRow => {
    const items = one.order.lines.map(({ sku, description }) => itemOf(sku, description));
    const unknown = one.order.lines.filter((_line, at) => items[at] === null);
    const problems = [
      ...unknown.map(({ description }) => `“${description}” is no article of the ledger yet.`),
      ...(one.customerNo === null ? ['The buyer is no customer of the ledger yet.'] : []),
    ];
    const waiting = one.state === 'waiting';
    const number = `${policy.prefix}${one.order.name.replace('#', '')}`;
    const salesOrder =
      one.customerNo !== null && unknown.length === 0
        ? {
            number,
            reference: one.order.name,
            customerNo: one.customerNo,
            date: one.date,
            currency: one.order.currency,
            lines: one.order.lines.map((line, at) => ({
              item: items[at]?.item ?? '',
              description: line.description,
              quantity: line.quantity,
              unitPrice: String(line.amountMinor / 100 / Number(line.quantity)),
              amountMinor: line.amountMinor,
            })),
            shippingMinor: one.order.shippingMinor,
            taxMinor: one.order.taxMinor,
            discountMinor: one.order.discountMinor,
            totalMinor: one.order.totalMinor,
            location: policy.location,
            shipTo: one.order.shipping,
          }
        : null;
    return {
      key: { connectionId: one.order.connectionId, externalId: one.order.externalId },
      tab: tabOf(one, salesOrder !== null && one.payment !== null),
      state: one.state,
      shop: 'Stripe',
      order: one.order,
      proposal: {
        salesOrder,
        customerNo: one.customerNo,
        customerName: one.customerNo === null ? null : (CUSTOMER_NAMES[one.customerNo] ?? one.customerName),
        items,
        payment: one.payment,
        evidence: [
          ...(one.customerNo === null ? [] : ['The buyer’s email address is the customer’s.']),
          ...(one.payment === null
            ? []
            : ['The payment names the order, and its amount is the order’s total.']),
        ],
        problems: waiting
          ? [...problems, ...(one.payment === null ? ['Its payment has not come in yet.'] : [])]
          : [],
      },
      number: one.state === 'created' || one.state === 'to_void' || one.state === 'void' ? number : null,
      decided: one.decided,
    };
  };
  const find = ({ externalId }: OrderKey): ShopOrder => {
    const one = orders().find(({ order }) => order.externalId === externalId);
    if (!one) throw new Error('The fixture has no such order.');
    return one;
  };
  const decide = (
    keys: readonly OrderKey[],
    decideOne: (one: ShopOrder, row: OrderRow) => string | null,
  ): { decided: OrderKey[]; skipped: { key: OrderKey; reason: string }[] } => {
    const decided: OrderKey[] = [];
    const skipped: { key: OrderKey; reason: string }[] = [];
    for (const key of keys) {
      const one = find(key);
      const reason = decideOne(one, rowOf(one));
      if (reason === null) decided.push(key);
      else skipped.push({ key, reason });
    }
    state.announce(['orders', 'history']);
    return { decided, skipped };
  };

  return {
    'orders.list': async ({ tab, search, sort, descending, cursor, limit }) => {
      const all = orders()
        .map(rowOf)
        .filter((row) => textOf(row).includes(search.toLowerCase()));
      const found = all
        .filter((row) => tab === null || row.tab === tab)
        .sort((a, b) => compare(sortKey(a, sort), sortKey(b, sort)) * (descending ? -1 : 1));
      const from = Number(cursor ?? 0);
      const inTab = (name: OrderTab) => all.filter((row) => row.tab === name).length;
      return {
        rows: found.slice(from, from + limit),
        nextCursor: from + limit < found.length ? String(from + limit) : null,
        total: found.length,
        counts: {
          ready: inTab('ready'),
          check: inTab('check'),
          to_void: inTab('to_void'),
          done: inTab('done'),
          ignored: inTab('ignored'),
        },
        readAt,
        policy,
        supported: true,
        onlyAsFile: onlyAsFile(),
        locations: ['MAIN', 'EAST', 'WEST'],
      };
    },
    'orders.read': async () => {
      readAt = Instant.parse(new Date().toISOString());
      return { read: orders().length, rejected: 0 };
    },
    'orders.approve': async ({ keys }) =>
      decide(keys, (one, row) => {
        if (one.state !== 'waiting' || row.proposal.salesOrder === null)
          return 'Something of it is not known yet.';
        one.state = 'created';
        one.decided = 'Alex Example created it in the ledger.';
        return null;
      }),
    'orders.void': async ({ keys }) =>
      decide(keys, (one) => {
        if (one.state !== 'to_void') return 'It was not cancelled in the shop.';
        one.state = 'void';
        one.decided = 'Alex Example voided it in the ledger.';
        return null;
      }),
    'orders.ignore': async ({ keys, reason }) =>
      decide(keys, (one) => {
        if (one.state !== 'waiting') return 'It is in the ledger already.';
        one.state = 'ignored';
        one.decided = `Alex Example ignored it: ${reason}`;
        return null;
      }),
    'orders.linkItem': async ({ sku, description, item }) => {
      if (item === null) return { linked: !links.delete(sku ?? description) };
      links.set(sku ?? description, item);
      return { linked: true };
    },
    'orders.linkBuyer': async (key) => {
      const email = find(key).order.buyer.email;
      for (const one of orders()) if (one.order.buyer.email === email) one.customerNo = key.customerNo;
      return { linked: true };
    },
    'orders.findItems': async ({ search, limit }) =>
      LEDGER_ITEMS.filter((it) =>
        `${it.item} ${it.description}`.toLowerCase().includes(search.toLowerCase()),
      ).slice(0, limit),
    'orders.export': async () => {
      const ready = orders().filter((one) => rowOf(one).tab === 'ready');
      if (ready.length === 0) return null;
      for (const one of ready) {
        one.state = 'exported';
        one.decided = 'Alex Example exported it as a file.';
      }
      const text = ready.map(({ order }) => order.name).join('\n');
      return {
        fileName: 'sales-orders.csv',
        mediaType: 'text/csv',
        base64: Buffer.from(text).toString('base64'),
      };
    },
    'orders.savePolicy': async (next) => {
      policy = next;
      return policy;
    },
  };
}

function tabOf(one: ShopOrder, complete: boolean): OrderTab {
  switch (one.state) {
    case 'waiting':
      return complete ? 'ready' : 'check';
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

const textOf = ({ order, proposal }: OrderRow): string =>
  `${order.name} ${order.buyer.name} ${order.buyer.email} ${proposal.customerNo}`.toLowerCase();

function sortKey(row: OrderRow, sort: 'placed' | 'name' | 'amount' | 'customer'): string | number {
  switch (sort) {
    case 'placed':
      return row.order.placedAt;
    case 'name':
      return row.order.name;
    case 'amount':
      return row.order.totalMinor;
    case 'customer':
      return row.proposal.customerNo ?? '';
  }
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
