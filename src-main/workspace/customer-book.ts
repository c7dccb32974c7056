/** The customers of both sides of an open company: read, paired, and written as a person decided. */
import { createHash } from 'node:crypto';
import type { CustomerPolicy } from '../../shared/api.ts';
import type {
  CustomerField,
  CustomerFieldShape,
  CustomerValues,
  GatewayCustomer,
  LedgerCustomer,
} from '../../shared/customers.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { type CustomerPair, pairCustomers } from '../customers/index.ts';
import type { GatewayCustomerBook } from '../gateways/port.ts';
import type { LedgerCustomerBook } from '../ledgers/port.ts';
import type { Company } from './company.ts';

const POLICY = 'customers.policy';

export function customerPolicyOf({ store }: Company): CustomerPolicy {
  return (store.settings.get(POLICY) as CustomerPolicy | undefined) ?? { toLedger: false, toGateway: false };
}

export function saveCustomerPolicy({ store }: Company, policy: CustomerPolicy): void {
  store.settings.set(POLICY, policy);
}

/** The gateways of the company that keep customers, opened. */
export async function gatewayBooks(
  company: Company,
): Promise<{ id: ConnectionId; title: string; book: GatewayCustomerBook }[]> {
  const rows = company.store.connections.gateways();
  const opened = await Promise.all(
    rows.map(async ({ id, title }) => ({ id, title, book: (await company.gateway(id)).customerBook })),
  );
  return opened.flatMap(({ id, title, book }) => (book ? [{ id, title, book }] : []));
}

/** Whether a gateway among them keeps customers. One that cannot be opened now may: reading it says why. */
export async function mayKeepCustomers({ store, gateway }: Company): Promise<boolean> {
  const opened = await Promise.allSettled(store.connections.gateways().map(({ id }) => gateway(id)));
  return opened.some((one) => one.status === 'rejected' || one.value.customerBook !== undefined);
}

/** Both sides read to their ends before anything that is known is replaced. */
export async function readCustomers(
  company: Company,
  signal: AbortSignal,
): Promise<{ gateway: number; ledger: number }> {
  const ledgerBook = (await company.ledger()).customerBook;
  const ledger: LedgerCustomer[] = [];
  if (ledgerBook) for await (const page of ledgerBook.read(signal)) ledger.push(...page);
  const read: { id: ConnectionId; customers: GatewayCustomer[] }[] = [];
  for (const { id, title, book } of await gatewayBooks(company)) {
    const customers: GatewayCustomer[] = [];
    for await (const page of book.read(signal)) {
      customers.push(...page);
      company.emit({
        type: 'progress',
        task: 'customers',
        label: `Reading the customers of ${title}: ${customers.length}`,
        fraction: null,
        done: false,
      });
    }
    read.push({ id, customers });
  }
  company.store.transact(() => {
    company.store.customers.replaceLedger(ledger);
    for (const { id, customers } of read) company.store.customers.replaceGateway(id, customers);
  });
  company.emit({ type: 'progress', task: 'customers', label: 'Customers read', fraction: 1, done: true });
  return { gateway: read.reduce((sum, { customers }) => sum + customers.length, 0), ledger: ledger.length };
}

export interface PairedCustomer {
  readonly connectionId: ConnectionId;
  readonly pair: CustomerPair | null;
  /** Of the ledger alone when `pair` is null. */
  readonly ledger: LedgerCustomer | null;
}

/** Every gateway customer with its counterpart, then the ledger's customers that no gateway knows. */
export function pairedCustomers({ store }: Company): PairedCustomer[] {
  const ledger = store.customers.ledger();
  const links = new Map(
    store.customers.links().map((it) => [`${it.connectionId} ${it.externalId}`, it.customerNo]),
  );
  const posted = new Map<string, Map<string, number>>();
  for (const { connectionId, externalId, customerNo, count } of store.customers.posted()) {
    const key = `${connectionId} ${externalId}`;
    posted.set(key, (posted.get(key) ?? new Map<string, number>()).set(customerNo, count));
  }
  const gateways = store.connections.gateways();
  const taken = new Set<string>();
  const paired = gateways.flatMap(({ id }) =>
    pairCustomers(store.customers.gateway(id), ledger, ({ externalId }) => {
      const key = `${id} ${externalId}`;
      const linked = links.get(key);
      const receipts = posted.get(key);
      return { ...(linked === undefined ? {} : { linked }), ...(receipts ? { posted: receipts } : {}) };
    }).map((pair): PairedCustomer => {
      if (pair.ledger) taken.add(pair.ledger.customerNo);
      return { connectionId: id, pair, ledger: pair.ledger };
    }),
  );
  // Where one gateway keeps customers, that is where a missing one would be created.
  const home = gateways.find(({ id }) => store.customers.gateway(id).length > 0) ?? gateways[0];
  const alone = home
    ? ledger
        .filter(({ customerNo }) => !taken.has(customerNo))
        .map((one): PairedCustomer => ({ connectionId: home.id, pair: null, ledger: one }))
    : [];
  return [...paired, ...alone];
}

/** The same for the same decision, another for any other: what a gateway tells a repeat by. */
export function onceFor(parts: readonly unknown[]): string {
  return `matchbook-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`;
}

export function only(values: CustomerValues, fields: readonly CustomerField[]): CustomerValues {
  return Object.fromEntries(
    fields.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]])),
  );
}

export interface BothBooks {
  readonly ledger: {
    readonly book: LedgerCustomerBook;
    readonly shapes: readonly CustomerFieldShape[];
  } | null;
  readonly gateway: GatewayCustomerBook | null;
}

export async function bothBooks(company: Company, id: ConnectionId): Promise<BothBooks> {
  const book = (await company.ledger()).customerBook;
  const shapes = (await book?.fields(AbortSignal.timeout(30_000))) ?? [];
  const gateway = (await company.gateway(id)).customerBook ?? null;
  return { ledger: book && shapes.length > 0 ? { book, shapes } : null, gateway };
}

export function customerFault(
  code:
    | 'CUSTOMERS_WRITING_OFF'
    | 'CUSTOMER_CHANGED'
    | 'CUSTOMER_NUMBER_TAKEN'
    | 'CUSTOMER_UNKNOWN'
    | 'CUSTOMER_NUMBER_LONG',
  happened: string,
  todo: string,
): MatchbookError {
  return new MatchbookError(code, { happened, kept: 'Nothing was written.', todo });
}
