/** A web order as a shop or gateway knows it, and the sales order that it is proposed to become in the ledger. */
import * as z from 'zod';
import { AccountingDate, ConnectionId, Instant, TransactionId } from './model.ts';
import { Currency, Minor } from './money.ts';

export const OrderLine = z.object({
  /** What the shop calls the article; null where it has no such number. */
  sku: z.string().nullable(),
  description: z.string(),
  /** Above zero; with up to four decimals as a plain decimal. */
  quantity: z.string().regex(/^\d{1,9}(\.\d{1,4})?$/),
  /** Of the whole line, before tax, after its discount. */
  amountMinor: Minor,
});
export type OrderLine = z.infer<typeof OrderLine>;

export const OrderAddress = z.object({
  name: z.string(),
  company: z.string(),
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  state: z.string(),
  postalCode: z.string(),
  country: z.string(),
});
export type OrderAddress = z.infer<typeof OrderAddress>;

export const OrderStatus = z.enum(['paid', 'part_refunded', 'refunded', 'cancelled']);
export type OrderStatus = z.infer<typeof OrderStatus>;

/** lines + shipping + tax − discount = total, always: checked where it comes in. */
export const WebOrder = z
  .object({
    connectionId: ConnectionId,
    /** The shop's own id. */
    externalId: z.string().min(1),
    /** What buyer and shop call it: #1001, SO-5512. */
    name: z.string().min(1),
    placedAt: Instant,
    status: OrderStatus,
    currency: Currency,
    lines: z.array(OrderLine).min(1),
    shippingMinor: Minor,
    taxMinor: Minor,
    /** On the order as a whole, above zero. */
    discountMinor: Minor,
    totalMinor: Minor,
    buyer: z.object({
      name: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      /** The shop's or gateway's id of the customer. */
      customerRef: z.string().nullable(),
    }),
    billing: OrderAddress.nullable(),
    shipping: OrderAddress.nullable(),
    /** Ids by which the payment is known at its gateway: payment intent, charge, authorization. */
    paymentIds: z.array(z.string()),
    note: z.string().nullable(),
  })
  .refine(
    (it) =>
      it.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0) +
        it.shippingMinor +
        it.taxMinor -
        it.discountMinor ===
      it.totalMinor,
    'the lines, shipping and tax do not add up to the total',
  );
export type WebOrder = z.infer<typeof WebOrder>;

/** An article of the ledger. */
export const LedgerItem = z.object({ item: z.string().min(1), description: z.string() });
export type LedgerItem = z.infer<typeof LedgerItem>;

/** A sales order as it is to be written. */
export const SalesOrder = z.object({
  /** The ledger's number, the same for the same web order on any PC. */
  number: z.string().min(1),
  /** The web order's name: what says that the number is this order's. */
  reference: z.string(),
  customerNo: z.string().min(1),
  date: AccountingDate,
  currency: Currency,
  lines: z.array(
    z.object({
      item: z.string().min(1),
      description: z.string(),
      quantity: z.string(),
      /** Of one, in minor units with up to four further decimals, as a plain decimal of the currency: 12.3456. */
      unitPrice: z.string(),
      amountMinor: Minor,
    }),
  ),
  shippingMinor: Minor,
  taxMinor: Minor,
  discountMinor: Minor,
  totalMinor: Minor,
  /** Where the goods come from; '' where the ledger keeps one place. */
  location: z.string(),
  shipTo: OrderAddress.nullable(),
});
export type SalesOrder = z.infer<typeof SalesOrder>;

/**
 * waiting: a decision is needed. ready and blocked are what waiting means: everything is known, or something is not. created: in the
 * ledger. exported: given out as an import file. to_void: created, and cancelled or refunded in the shop since. void: voided in the ledger.
 * ignored: decided not to be brought in.
 */
export const OrderState = z.enum(['waiting', 'created', 'exported', 'to_void', 'void', 'ignored']);
export type OrderState = z.infer<typeof OrderState>;

export const OrderProposal = z.object({
  /** Null while something is not known. */
  salesOrder: SalesOrder.nullable(),
  customerNo: z.string().nullable(),
  customerName: z.string().nullable(),
  /** For each line: the article, and why; null: unknown. */
  items: z.array(z.object({ item: z.string(), description: z.string(), reason: z.string() }).nullable()),
  /** The payment that came in for it; null while it is not there yet. */
  payment: TransactionId.nullable(),
  /** Sentences, strongest first. */
  evidence: z.array(z.string()),
  /** Sentences: what keeps it from being brought in by one click. */
  problems: z.array(z.string()),
});
export type OrderProposal = z.infer<typeof OrderProposal>;
