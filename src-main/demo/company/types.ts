/** The nouns of the demo company: what its books say, and what its customers really paid. Amounts are minor units. */
import type { Currency, Minor } from '../../../shared/money.ts';

export interface Terms {
  readonly label: string;
  readonly netDays: number;
  readonly discountDays: number;
  readonly discountPercent: number;
}

export interface DemoCard {
  readonly brand: 'visa' | 'mastercard' | 'amex' | 'discover';
  readonly last4: string;
  /** Equal for equal cards, whoever pays with them. */
  readonly fingerprint: string;
  readonly country: string;
  readonly expMonth: number;
  readonly expYear: number;
}

export interface DemoPerson {
  readonly name: string;
  readonly email: string;
}

export interface DemoCustomer {
  /** As many as six characters, without the ledger's padding. */
  readonly custno: string;
  readonly company: string;
  readonly domain: string;
  readonly contact: DemoPerson;
  /** People who pay for the customer, the contact first. */
  readonly payers: readonly DemoPerson[];
  readonly cards: readonly DemoCard[];
  readonly phone: string;
  readonly address1: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: 'US' | 'CA' | 'GB';
  readonly currency: Currency;
  readonly terms: Terms;
  readonly salesmn: string;
  readonly terr: string;
  readonly code: string;
  readonly type: string;
  readonly creditHold: boolean;
  readonly limitMinor: Minor;
  readonly entered: string;
  readonly usesPurchaseOrders: boolean;
  /** Has a customer record at the gateways, instead of paying as a guest each time. */
  readonly knownAtGateway: boolean;
}

export interface DemoItem {
  readonly item: string;
  readonly description: string;
  readonly comcode: string;
  readonly priceMinor: Minor;
  readonly costMinor: Minor;
  readonly onHand: number;
}

export interface DemoLine {
  readonly item: DemoItem;
  readonly quantity: number;
  readonly priceMinor: Minor;
  readonly extendedMinor: Minor;
}

/** Money that the bookkeeper applied to an invoice by hand before Matchbook came. */
export interface DemoReceipt {
  readonly date: string;
  readonly amountMinor: Minor;
  readonly discountMinor: Minor;
  readonly method: 'CHECK' | 'ACH' | 'CARD';
  readonly checkNo: string;
}

/** An invoice or a credit memo. `number` and `order.number` are given once all are known, in date order. */
export interface DemoInvoice {
  readonly kind: 'invoice' | 'credit';
  readonly customer: DemoCustomer;
  readonly date: string;
  readonly currency: Currency;
  /** US dollars per unit of the invoice's currency, a decimal string; '1' for US dollars. */
  readonly exchangeRate: string;
  readonly lines: readonly DemoLine[];
  /** Below zero for a credit. */
  readonly totalMinor: Minor;
  readonly purchaseOrder: string;
  readonly order: DemoOrder | null;
  readonly isVoid: boolean;
  /** The day until which `discountMinor` may be deducted; null where the terms give none. */
  readonly discount: { readonly until: string; readonly amountMinor: Minor } | null;
  receipts: readonly DemoReceipt[];
  /** '' until numbered; then plain digits, no padding. */
  number: string;
}

export interface DemoOrder {
  readonly customer: DemoCustomer;
  readonly date: string;
  readonly lines: readonly DemoLine[];
  readonly totalMinor: Minor;
  readonly purchaseOrder: string;
  readonly status: 'open' | 'closed' | 'void' | 'bid';
  number: string;
}

export type GatewayOfDemo = 'stripe' | 'paytrace' | 'opayo' | 'wooshpay';

/** What the payer, the shop page or the bookkeeper wrote beside a payment. */
export interface DemoReferences {
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** A gateway's own field for an order or invoice number: Checkout's client_reference_id, PayTrace's invoice_id, … */
  readonly orderId: string | null;
  /** Paid on the gateway's hosted page. */
  readonly hostedPage: boolean;
  readonly statementSuffix: string | null;
  readonly transferGroup: string | null;
}

export interface DemoRefund {
  readonly at: number;
  readonly amountMinor: Minor;
  readonly reason: 'duplicate' | 'requested_by_customer';
}

export interface DemoDispute {
  readonly at: number;
  readonly amountMinor: Minor;
  readonly reason: 'fraudulent' | 'product_not_received' | 'duplicate' | 'unrecognized';
  readonly outcome: 'open' | 'won' | 'lost';
  /** Null while it is open. */
  readonly closedAt: number | null;
}

/** What was in the cart when it was paid on a gateway's hosted page. */
export interface DemoBasket {
  readonly lines: readonly DemoBasketLine[];
  readonly shippingMinor: Minor;
  readonly shipTo: DemoCustomer | null;
}

export interface DemoBasketLine {
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: number;
  /** Of the whole line, before discount and tax. */
  readonly amountMinor: Minor;
  readonly discountMinor: Minor;
  readonly taxMinor: Minor;
}

/** One attempt of somebody to pay, as the gateway saw it. */
export interface DemoPayment {
  /** Stable within the world, e.g. "stripe-000123". */
  readonly key: string;
  readonly gateway: GatewayOfDemo;
  /** Unix seconds. */
  readonly at: number;
  readonly currency: Currency;
  readonly amountMinor: Minor;
  /** The bank's reason when it was declined; null when it was paid. */
  readonly declined: 'card_declined' | 'insufficient_funds' | 'expired_card' | null;
  readonly payer: DemoPerson;
  readonly card: DemoCard;
  /** Set when the payment is attached to the customer's own record at the gateway. */
  readonly gatewayCustomer: DemoCustomer | null;
  readonly references: DemoReferences;
  readonly refunds: readonly DemoRefund[];
  readonly dispute: DemoDispute | null;
  /** Left out where no shop's cart was paid; else its lines, shipping and tax make `amountMinor`. */
  readonly basket?: DemoBasket;
}
