/** Web orders of an open company: read from the shops, proposed with what is known now, and brought into the ledger as decided. */
import { OrderPolicy } from '../../shared/api.ts';
import type { GatewayCustomer, LedgerCustomer } from '../../shared/customers.ts';
import { type ConnectionId, Instant } from '../../shared/model.ts';
import type { LedgerItem, OrderProposal, WebOrder } from '../../shared/orders.ts';
import { type CustomerPair, type Known, pairCustomers } from '../customers/index.ts';
import type { OrderSource } from '../gateways/port.ts';
import type { OrderAbilities } from '../ledgers/port.ts';
import { foldDescription, numberFor, proposeOrder } from '../orders/index.ts';
import type { WebOrderRow } from '../store/index.ts';
import type { Company } from './company.ts';

const POLICY = 'orders.policy';
/** An order that is changed while a page is read may be missed by its clock: a little is read again. */
const OVERLAP_MS = 10 * 60_000;

export function orderPolicyOf({ store }: Company): OrderPolicy {
  const stored = store.settings.get(POLICY);
  return stored === undefined ? { read: false, prefix: 'W', location: '' } : OrderPolicy.parse(stored);
}

export function saveOrderPolicy({ store }: Company, policy: OrderPolicy): void {
  store.settings.set(POLICY, policy);
}

interface Shop {
  readonly id: ConnectionId;
  readonly title: string;
  readonly importFrom: Instant;
  readonly source: OrderSource;
}

export async function orderSources(company: Company): Promise<Shop[]> {
  const rows = company.store.connections.gateways().filter(({ state }) => state === 'active');
  const opened = await Promise.all(
    rows.map(async ({ id, title, importFrom }) => ({
      id,
      title,
      importFrom,
      source: (await company.gateway(id)).orders,
    })),
  );
  return opened.flatMap(({ id, title, importFrom, source }) =>
    source && importFrom !== null ? [{ id, title, importFrom, source }] : [],
  );
}

/** Whether a shop is among the connections. One that cannot be opened now (its key is missing) may be one: reading it says why. */
export async function mayHaveOrders({ store, gateway }: Company): Promise<boolean> {
  const opened = await Promise.allSettled(store.connections.gateways().map(({ id }) => gateway(id)));
  return opened.some((one) => one.status === 'rejected' || one.value.orders !== undefined);
}

/** Page by page, so that a crash repeats a page at most; an order is stored once by its id. */
export async function readOrders(
  company: Company,
  signal: AbortSignal,
  now: Date,
): Promise<{ read: number; rejected: number }> {
  const { store } = company;
  const counts = { read: 0, rejected: 0 };
  const book = (await company.ledger()).orderBook;
  if (book) {
    const items: LedgerItem[] = [];
    for await (const page of book.items(signal)) items.push(...page);
    store.transact(() => store.orders.replaceItems(items));
  }
  const failures: unknown[] = [];
  for (const shop of await orderSources(company)) {
    try {
      await readShop(company, shop, signal, counts);
      store.orders.setReadThrough(shop.id, Instant.parse(now.toISOString()));
    } catch (error) {
      // One shop that cannot be read keeps nobody from the others; the first failure is told at the end.
      if (signal.aborted) throw error;
      failures.push(error);
    }
  }
  company.emit({ type: 'progress', task: 'orders', label: 'Orders read', fraction: 1, done: true });
  if (failures.length > 0) throw failures[0];
  return counts;
}

async function readShop(
  company: Company,
  { id, title, importFrom, source }: Shop,
  signal: AbortSignal,
  counts: { read: number; rejected: number },
): Promise<void> {
  const { store } = company;
  const through = store.orders.readThrough(id);
  const since =
    through === null ? importFrom : Instant.parse(new Date(Date.parse(through) - OVERLAP_MS).toISOString());
  for await (const { orders, rejected } of source.changedSince(since, signal)) {
    store.transact(() => {
      store.orders.save(orders);
      for (const one of rejected) {
        store.deadLetters.add({
          origin: 'gateway_record',
          connectionId: id,
          externalId: one.externalId === '' ? 'order' : one.externalId,
          transactionId: null,
          outboxId: null,
          attempts: 1,
          code: 'ORDER_NOT_READABLE',
          reason: `An order of ${title} could not be read: ${one.reason} It is kept here as it came.`,
          rawText: one.rawText,
        });
      }
    });
    counts.read += orders.length;
    counts.rejected += rejected.length;
    company.emit({
      type: 'progress',
      task: 'orders',
      label: `Reading the orders of ${title}: ${counts.read}`,
      fraction: null,
      done: false,
    });
  }
}

export interface ProposedOrder {
  readonly row: WebOrderRow;
  readonly proposal: OrderProposal;
}

/** Every order with what it is proposed to become, as things are known now. */
export function proposedOrders(company: Company, abilities: OrderAbilities): ProposedOrder[] {
  const { store } = company;
  const items = store.orders.items();
  const descriptions = new Map<string, (typeof items)[number] | null>();
  for (const item of items) {
    const key = foldDescription(item.description);
    if (key !== '') descriptions.set(key, descriptions.has(key) ? null : item);
  }
  const links = store.orders.links();
  const policy = orderPolicyOf(company);
  const location =
    policy.location || (abilities.locations.length === 1 ? (abilities.locations[0] ?? '') : '');
  const { baseCurrency } = company.settings().posting;
  const rows = store.orders.all();
  const buyers = pairBuyers(company, rows);
  const known = {
    itemsByNumber: new Map(items.map((item) => [item.item.toLowerCase(), item])),
    itemsByDescription: new Map(
      [...descriptions].flatMap(([key, item]) => (item ? [[key, item] as const] : [])),
    ),
    linkedItem: (sku: string | null, description: string) => links.get(articleKey(sku, description)) ?? null,
    payment: (order: WebOrder) => {
      const [payment, second] = store.orders.paymentsKnownAs(order.paymentIds, order.placedAt);
      return payment && !second ? payment : null;
    },
    dateOf: (order: WebOrder) => company.dateOf(order.placedAt),
    numberOf: (order: WebOrder) => numberFor(order, policy.prefix, abilities.numberLength),
    location,
    itemLength: abilities.itemLength,
    baseCurrency,
  };
  return rows.map((row, at) => ({
    row,
    proposal: proposeOrder(row.order, { ...known, buyer: () => buyers[at] ?? nobody(row.order) }),
  }));
}

/** By article number; by description where the shop has none. */
export function articleKey(sku: string | null, description: string): string {
  return sku === null || sku.trim() === ''
    ? `d:${foldDescription(description)}`
    : `s:${sku.trim().toLowerCase()}`;
}

/** The ledger's customers as matching reads them, with what only the customers' screen has read besides. */
function pairBuyers(company: Company, rows: readonly WebOrderRow[]): CustomerPair[] {
  const { store } = company;
  const detailed = new Map(store.customers.ledger().map((one) => [one.customerNo, one]));
  const ledger = store.ledgerCopy
    .customers()
    .map(
      ({ customerNo, name, email, phone }): LedgerCustomer =>
        detailed.get(customerNo) ?? { customerNo, values: { name, email: email ?? '', phone: phone ?? '' } },
    );
  const links = new Map(
    store.customers.links().map((it) => [`${it.connectionId} ${it.externalId}`, it.customerNo]),
  );
  const byId = new Map(rows.map((row) => [idOf(row.order), row]));
  return pairCustomers(
    rows.map(({ order }) => buyerOf(order)),
    ledger,
    ({ externalId }): Known => {
      const row = byId.get(externalId);
      if (row?.customerNo) return { linked: row.customerNo };
      const { connectionId, buyer } = row?.order ?? { connectionId: '', buyer: { customerRef: null } };
      const linked = buyer.customerRef ? links.get(`${connectionId} ${buyer.customerRef}`) : undefined;
      return linked ? { linked } : {};
    },
  );
}

/** Two shops may number their orders alike. */
const idOf = ({ connectionId, externalId }: WebOrder): string => `${connectionId} ${externalId}`;

function buyerOf(order: WebOrder): GatewayCustomer {
  const { buyer, billing } = order;
  const { name, email, phone } = buyer;
  return {
    externalId: idOf(order),
    values: {
      name: billing?.company || name || billing?.name || '',
      email: email ?? '',
      phone: phone ?? '',
    },
    statedCustomerNo: null,
  };
}

const nobody = (order: WebOrder): CustomerPair => ({
  gateway: buyerOf(order),
  ledger: null,
  certainty: 'open',
  evidence: [],
});
