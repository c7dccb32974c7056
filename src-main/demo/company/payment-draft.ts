/** A payment while the world is being made: its invoices have no numbers yet, so its texts come last. */
import type { Minor } from '../../../shared/money.ts';
import { addDays, companyDayOf, DAY_SECONDS, isWeekend, secondsOf } from './calendar.ts';
import type { OrderDesk } from './invoicing.ts';
import type { Random } from './random.ts';
import type { PaymentTruth, Scenario } from './truth.ts';
import type { DemoCustomer, DemoInvoice, DemoPayment, DemoReferences } from './types.ts';

export interface PaymentDraft extends Omit<DemoPayment, 'key' | 'gateway' | 'references'> {
  /** Called once every invoice has its number. */
  readonly refer: (random: Random) => DemoReferences;
  readonly meant: {
    readonly scenario: Scenario;
    readonly customer: DemoCustomer | null;
    readonly allocations: readonly { readonly invoice: DemoInvoice; readonly amountMinor: Minor }[];
    readonly remainder: PaymentTruth['remainder'];
    readonly resolvable: boolean;
    readonly repeats: PaymentDraft | null;
  };
}

/** What a scenario draws from. */
export interface Scene {
  readonly random: Random;
  readonly today: string;
  readonly desk: OrderDesk;
  readonly customers: readonly DemoCustomer[];
}

export const SETTLED_REMAINDER: PaymentTruth['remainder'] = { kind: 'none', amountMinor: 0 };

/** An instant of US business life from `oldestDays` to `newestDays` before today. Weekends and nights are rare. */
export function drawInstant(scene: Scene, oldestDays = 60, newestDays = 1): number {
  const { random, today } = scene;
  let day = addDays(today, -random.whole(newestDays, oldestDays));
  if (isWeekend(day) && random.chance(0.7)) day = addDays(today, -random.whole(newestDays, oldestDays));
  const hour = random.chance(0.9) ? random.whole(13, 22) : random.whole(0, 23);
  return secondsOf(day) + hour * 3600 + random.whole(0, 3599);
}

/** An invoice date that lies before the payment as people pay: some at once, most within the terms, some late. */
export function invoiceDayBefore(scene: Scene, customer: DemoCustomer, at: number): string {
  const lag = scene.random.chance(0.15)
    ? scene.random.whole(1, 3)
    : scene.random.whole(4, Math.max(10, customer.terms.netDays + 8));
  return addDays(companyDayOf(at), -lag);
}

export function drawCustomer(
  scene: Scene,
  fits: (customer: DemoCustomer) => boolean = () => true,
): DemoCustomer {
  for (let tries = 0; tries < 500; tries += 1) {
    const customer = scene.random.pick(scene.customers);
    if (customer.currency === 'USD' && fits(customer)) return customer;
  }
  throw new RangeError('No customer fits the scenario.');
}

/** Who pays, with which card: somebody of the customer's, now and then from a private mail box. */
export function payerOf(
  customer: DemoCustomer,
  random: Random,
): Pick<PaymentDraft, 'payer' | 'card' | 'gatewayCustomer'> {
  const person = random.chance(0.25) ? customer.contact : random.pick(customer.payers);
  const name = random.chance(0.3) ? customer.company : person.name;
  const isPrivate = random.chance(0.05);
  const email = isPrivate ? `${person.name.toLowerCase().replace(' ', '')}@example.net` : person.email;
  return {
    payer: { name, email },
    card: random.pick(customer.cards),
    gatewayCustomer: customer.knownAtGateway && !isPrivate ? customer : null,
  };
}

export interface Payment {
  readonly scenario: Scenario;
  readonly customer: DemoCustomer;
  readonly at: number;
  readonly amountMinor: Minor;
  readonly allocations: PaymentDraft['meant']['allocations'];
  readonly refer: PaymentDraft['refer'];
  readonly remainder?: PaymentTruth['remainder'];
  readonly resolvable?: boolean;
}

/** A paid payment of a known customer; what differs from scenario to scenario comes in. */
export function draftPayment(scene: Scene, payment: Payment): PaymentDraft {
  return {
    at: payment.at,
    currency: payment.customer.currency,
    amountMinor: payment.amountMinor,
    declined: null,
    ...payerOf(payment.customer, scene.random),
    refunds: [],
    dispute: null,
    refer: payment.refer,
    meant: {
      scenario: payment.scenario,
      customer: payment.customer,
      allocations: payment.allocations,
      remainder: payment.remainder ?? SETTLED_REMAINDER,
      resolvable: payment.resolvable ?? true,
      repeats: null,
    },
  };
}

/** An instant so many days after `at`, or null when that would be today or later. */
export function later(scene: Scene, at: number, lowDays: number, highDays: number): number | null {
  const then = at + scene.random.whole(lowDays * DAY_SECONDS, highDays * DAY_SECONDS);
  return then < secondsOf(scene.today) ? then : null;
}
