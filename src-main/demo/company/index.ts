/**
 * The seeded demo company: its books (customers, invoices, orders, receipts) and what its customers really paid at
 * each gateway, with the truth about every payment. A pure function of seed, size and today; imports only shared/.
 * The servers beside this folder show it to the app: the ledger over TDS, the gateways over HTTP.
 */
import { createCustomers } from './customers.ts';
import { historySize, writeHistory } from './history.ts';
import { createOrderDesk } from './invoicing.ts';
import { numberBooks } from './numbering.ts';
import type { Scene } from './payment-draft.ts';
import { draftPayments, finishPayments } from './payments.ts';
import { createRandom } from './random.ts';
import { createStock, type Stock } from './stock.ts';
import type { PaymentTruth } from './truth.ts';
import type { DemoCustomer, DemoInvoice, DemoOrder, DemoPayment, GatewayOfDemo } from './types.ts';

export type { PaymentTruth, Scenario } from './truth.ts';
export type * from './types.ts';

export const COMPANY = {
  id: '01',
  name: 'Northgate Supply Company',
  database: 'PRO01',
  systemDatabase: 'PROSYS',
  timeZone: 'America/New_York',
  currency: 'USD',
  email: 'ar@northgatesupply.example.com',
  website: 'https://northgatesupply.example.com',
} as const;

export const MAX_PAYMENTS = 60_000;

export interface WorldOptions {
  readonly seed: number;
  /** Payment attempts at Stripe, 1 to 60,000. */
  readonly payments: number;
  /** 'YYYY-MM-DD': everything in the world happened before midnight UTC of this day. */
  readonly today: string;
  /** Payment attempts at the other gateways, for invoices of their own. Left out: none. */
  readonly elsewhere?: Partial<Readonly<Record<Exclude<GatewayOfDemo, 'stripe'>, number>>>;
}

export interface DemoWorld {
  readonly seed: number;
  readonly today: string;
  readonly customers: readonly DemoCustomer[];
  readonly stock: Stock;
  /** Invoices and credits in the order of their numbers. */
  readonly invoices: readonly DemoInvoice[];
  readonly orders: readonly DemoOrder[];
  /** All gateways, oldest first within each. */
  readonly payments: readonly DemoPayment[];
  /** By payment key. For tests: nothing that the app can reach shows it. */
  readonly truth: ReadonlyMap<string, PaymentTruth>;
}

/** Throws RangeError for a size or a day that is not possible. */
export function createDemoWorld(options: WorldOptions): DemoWorld {
  const { seed, today, elsewhere = {} } = options;
  const wanted: [GatewayOfDemo, number][] = [
    ['stripe', options.payments],
    ['paytrace', elsewhere.paytrace ?? 0],
    ['opayo', elsewhere.opayo ?? 0],
    ['wooshpay', elsewhere.wooshpay ?? 0],
  ];
  for (const [gateway, count] of wanted) {
    if (!Number.isInteger(count) || count < (gateway === 'stripe' ? 1 : 0) || count > MAX_PAYMENTS) {
      throw new RangeError(
        `The demo company can have 1 to ${MAX_PAYMENTS} payments at ${gateway}, not ${count}.`,
      );
    }
  }
  const total = wanted.reduce((sum, [, count]) => sum + count, 0);
  const random = createRandom(`matchbook-demo-${seed}`);
  const stock = createStock(random.fork('stock'));
  const customers = createCustomers(Math.max(320, Math.floor(total / 12)), today, random.fork('customers'));
  const desk = createOrderDesk(stock, random.fork('desk'));
  writeHistory(desk, customers, historySize(total), today, random.fork('history'));
  const drafts = wanted.map(([gateway, count]) => {
    // PayTrace is a US gateway and takes US dollars alone.
    const payers = gateway === 'paytrace' ? customers.filter((it) => it.currency === 'USD') : customers;
    const scene: Scene = { random: random.fork(`payments-${gateway}`), today, desk, customers: payers };
    return { gateway, drafts: draftPayments(scene, count) };
  });
  const { invoices, orders } = numberBooks(desk.invoices, desk.orders);
  const finished = drafts.map((it) =>
    finishPayments(it.gateway, it.drafts, random.fork(`references-${it.gateway}`)),
  );
  return {
    seed,
    today,
    customers,
    stock,
    invoices,
    orders,
    payments: finished.flatMap((it) => it.payments),
    truth: new Map(finished.flatMap((it) => it.truths.map((truth) => [truth.paymentKey, truth]))),
  };
}
