/** Scenarios in which the payer says what is paid, and pays it: one invoice, several, by order, by purchase order. */
import { sumMinor } from '../../../shared/money.ts';
import { addDays, companyDayOf, secondsOf } from './calendar.ts';
import { balanceOf } from './invoicing.ts';
import {
  draftPayment,
  drawCustomer,
  drawInstant,
  invoiceDayBefore,
  type Payment,
  type PaymentDraft,
  type Scene,
} from './payment-draft.ts';
import {
  hosted,
  naming,
  namingOrder,
  namingPurchaseOrder,
  namingSeveral,
  writtenNumber,
} from './references.ts';
import type { Scenario } from './truth.ts';
import type { DemoCustomer, DemoInvoice } from './types.ts';

export interface Single {
  readonly invoice: DemoInvoice;
  readonly payment: PaymentDraft;
}

/** A customer pays one invoice in full, naming it; `change` makes it another scenario. */
export function paySingle(
  scene: Scene,
  scenario: Scenario,
  at: number,
  change: (invoice: DemoInvoice) => Partial<Payment> = () => ({}),
  customer: DemoCustomer = drawCustomer(scene),
  ordered?: boolean,
): Single {
  const day = invoiceDayBefore(scene, customer, at);
  const invoice = scene.desk.invoice(customer, day, ordered === undefined ? {} : { ordered });
  const payment = draftPayment(scene, {
    scenario,
    customer,
    at,
    amountMinor: invoice.totalMinor,
    allocations: [{ invoice, amountMinor: invoice.totalMinor }],
    refer: (random) => naming(invoice, random),
    ...change(invoice),
  });
  return { invoice, payment };
}

export function byReference(scene: Scene): PaymentDraft[] {
  return [paySingle(scene, 'reference', drawInstant(scene)).payment];
}

export function byCheckout(scene: Scene): PaymentDraft[] {
  const refer = (invoice: DemoInvoice): Partial<Payment> => ({ refer: (random) => hosted(invoice, random) });
  return [paySingle(scene, 'checkout', drawInstant(scene), refer).payment];
}

export function byPurchaseOrder(scene: Scene): PaymentDraft[] {
  const customer = drawCustomer(scene, (it) => it.usesPurchaseOrders);
  const refer = (invoice: DemoInvoice): Partial<Payment> => ({
    refer: (random) => namingPurchaseOrder(invoice, random),
  });
  return [paySingle(scene, 'purchase_order', drawInstant(scene), refer, customer).payment];
}

export function bySalesOrder(scene: Scene): PaymentDraft[] {
  const refer = (invoice: DemoInvoice): Partial<Payment> => ({
    refer: (random) => namingOrder(invoice.order?.number ?? '', random),
  });
  return [paySingle(scene, 'sales_order', drawInstant(scene), refer, drawCustomer(scene), true).payment];
}

export function bySeveralInvoices(scene: Scene): PaymentDraft[] {
  const at = drawInstant(scene);
  const customer = drawCustomer(scene);
  const invoices = Array.from({ length: scene.random.whole(2, 4) }, () =>
    scene.desk.invoice(customer, invoiceDayBefore(scene, customer, at)),
  );
  const allocations = invoices.map((invoice) => ({ invoice, amountMinor: invoice.totalMinor }));
  return [
    draftPayment(scene, {
      scenario: 'several_invoices',
      customer,
      at,
      amountMinor: sumMinor(allocations.map((it) => it.amountMinor)),
      allocations,
      refer: (random) => namingSeveral(invoices, random),
    }),
  ];
}

/** Two payments, a week or so apart, that together pay one invoice; both name it. */
export function byInstalments(scene: Scene): PaymentDraft[] {
  const at = drawInstant(scene, 60, 15);
  const half = (invoice: DemoInvoice) => Math.floor(invoice.totalMinor / 2);
  const { invoice, payment } = paySingle(scene, 'instalments', at, (it) => ({
    amountMinor: half(it),
    allocations: [{ invoice: it, amountMinor: half(it) }],
  }));
  const rest = balanceOf(invoice) - half(invoice);
  const second = draftPayment(scene, {
    scenario: 'instalments',
    customer: invoice.customer,
    at: at + scene.random.whole(4, 13) * 86_400,
    amountMinor: rest,
    allocations: [{ invoice, amountMinor: rest }],
    refer: (random) => naming(invoice, random),
  });
  return [payment, second];
}

export function byForeignCurrency(scene: Scene): PaymentDraft[] {
  const abroad = scene.customers.filter((customer) => customer.currency !== 'USD');
  if (abroad.length === 0) return byReference(scene);
  const customer = scene.random.pick(abroad);
  return [paySingle(scene, 'foreign_currency', drawInstant(scene), () => ({}), customer).payment];
}

/** Paid within the terms' discount days, less the discount. */
export function withEarlyDiscount(scene: Scene): PaymentDraft[] {
  const at = drawInstant(scene);
  const customer = drawCustomer(scene, (it) => it.terms.discountPercent > 0);
  const date = addDays(companyDayOf(at), -scene.random.whole(2, customer.terms.discountDays - 1));
  const invoice = scene.desk.invoice(customer, date);
  const discountMinor = invoice.discount?.amountMinor ?? 0;
  return [
    draftPayment(scene, {
      scenario: 'early_discount',
      customer,
      at,
      amountMinor: invoice.totalMinor - discountMinor,
      allocations: [{ invoice, amountMinor: invoice.totalMinor }],
      remainder: { kind: 'discount', amountMinor: -discountMinor },
      refer: (random) => naming(invoice, random),
    }),
  ];
}

/** An invoice less a credit that the customer was given for returned goods. */
export function lessCredit(scene: Scene): PaymentDraft[] {
  const at = drawInstant(scene);
  const customer = drawCustomer(scene);
  const invoice = scene.desk.invoice(customer, invoiceDayBefore(scene, customer, at));
  const returned = secondsOf(invoice.date) + Math.floor((at - secondsOf(invoice.date)) / 2);
  const credit = scene.desk.credit(invoice, companyDayOf(returned));
  if (invoice.totalMinor + credit.totalMinor <= 0) return lessCredit(scene);
  return [
    draftPayment(scene, {
      scenario: 'less_credit',
      customer,
      at,
      amountMinor: invoice.totalMinor + credit.totalMinor,
      allocations: [
        { invoice, amountMinor: invoice.totalMinor },
        { invoice: credit, amountMinor: credit.totalMinor },
      ],
      refer: (random) => ({
        ...naming(invoice, random),
        description: `${writtenNumber(invoice.number, random)} less credit ${credit.number}`,
      }),
    }),
  ];
}
