/**
 * The parts of Stripe's objects that are read here, checked as they come in. Fields that are not named pass through
 * untouched and are kept in the raw object. Names and meanings: the reference at docs.stripe.com/api and the public
 * OpenAPI description (github.com/stripe/openapi).
 */
import * as z from 'zod';

const Text = z.string().nullish();
const Seconds = z.number().int();
const Metadata = z.record(z.string(), z.string()).nullish();
/** An id, or the whole object where it was expanded. */
const reference = <Shape extends z.ZodType>(shape: Shape) => z.union([z.string(), shape]).nullish();

export const CustomerShape = z.looseObject({
  id: z.string(),
  deleted: z.boolean().optional(),
  name: Text,
  email: Text,
  description: Text,
  metadata: Metadata,
});
export type CustomerShape = z.infer<typeof CustomerShape>;

export const FeeDetail = z.looseObject({ amount: z.number().int(), type: z.string(), description: Text });

/** `source` is checked by its own shape once the type says what it is. */
export const BalanceTransactionShape = z.looseObject({
  id: z.string(),
  object: z.literal('balance_transaction'),
  type: z.string(),
  reporting_category: z.string().optional(),
  amount: z.number().int(),
  fee: z.number().int(),
  net: z.number().int(),
  fee_details: z.array(FeeDetail),
  currency: z.string(),
  exchange_rate: z.number().nullish(),
  created: Seconds,
  available_on: Seconds.nullish(),
  description: Text,
  status: z.string(),
  source: z.union([z.string(), z.looseObject({ id: z.string(), object: z.string() })]).nullish(),
});
export type BalanceTransactionShape = z.infer<typeof BalanceTransactionShape>;

export const PaymentIntentShape = z.looseObject({
  id: z.string(),
  object: z.literal('payment_intent'),
  amount: z.number().int(),
  currency: z.string(),
  created: Seconds,
  status: z.string(),
  description: Text,
  metadata: Metadata,
  receipt_email: Text,
  statement_descriptor_suffix: Text,
  transfer_group: Text,
  latest_charge: reference(z.looseObject({ id: z.string() })),
  customer: reference(CustomerShape),
  last_payment_error: z.looseObject({ code: Text, message: Text }).nullish(),
});
export type PaymentIntentShape = z.infer<typeof PaymentIntentShape>;

const MethodDetails = z.looseObject({
  brand: Text,
  bank_name: Text,
  last4: Text,
  fingerprint: Text,
});

export const ChargeShape = z.looseObject({
  id: z.string(),
  object: z.literal('charge'),
  amount: z.number().int(),
  amount_captured: z.number().int().nullish(),
  captured: z.boolean().nullish(),
  refunded: z.boolean().nullish(),
  currency: z.string(),
  created: Seconds,
  status: z.enum(['succeeded', 'pending', 'failed']),
  description: Text,
  metadata: Metadata,
  receipt_email: Text,
  statement_descriptor_suffix: Text,
  transfer_group: Text,
  failure_code: Text,
  failure_message: Text,
  billing_details: z.looseObject({ name: Text, email: Text }).nullish(),
  shipping: z.looseObject({ name: Text }).nullish(),
  outcome: z
    .looseObject({ risk_level: Text, risk_score: z.number().nullish(), type: Text, seller_message: Text })
    .nullish(),
  payment_method_details: z.looseObject({ type: z.string().nullish() }).nullish(),
  customer: reference(CustomerShape),
  payment_intent: reference(PaymentIntentShape),
  balance_transaction: reference(BalanceTransactionShape),
});
export type ChargeShape = z.infer<typeof ChargeShape>;

export const MethodShape = MethodDetails;

export const RefundShape = z.looseObject({
  id: z.string(),
  object: z.literal('refund'),
  amount: z.number().int(),
  currency: z.string(),
  created: Seconds,
  status: Text,
  reason: Text,
  description: Text,
  failure_reason: Text,
  metadata: Metadata,
  charge: reference(ChargeShape),
  payment_intent: reference(PaymentIntentShape),
  balance_transaction: reference(BalanceTransactionShape),
});
export type RefundShape = z.infer<typeof RefundShape>;

export const DisputeShape = z.looseObject({
  id: z.string(),
  object: z.literal('dispute'),
  amount: z.number().int(),
  currency: z.string(),
  created: Seconds,
  status: z.string(),
  reason: Text,
  metadata: Metadata,
  charge: reference(ChargeShape),
  payment_intent: reference(PaymentIntentShape),
  balance_transactions: z.array(BalanceTransactionShape),
});
export type DisputeShape = z.infer<typeof DisputeShape>;

export const PayoutShape = z.looseObject({
  id: z.string(),
  object: z.literal('payout'),
  amount: z.number().int(),
  currency: z.string(),
  created: Seconds,
  arrival_date: Seconds.nullish(),
  automatic: z.boolean(),
  reconciliation_status: Text,
  status: z.string(),
  description: Text,
  statement_descriptor: Text,
  failure_message: Text,
  metadata: Metadata,
  original_payout: reference(z.looseObject({ id: z.string() })),
  reversed_by: reference(z.looseObject({ id: z.string() })),
  balance_transaction: reference(BalanceTransactionShape),
});
export type PayoutShape = z.infer<typeof PayoutShape>;

export const SessionShape = z.looseObject({
  id: z.string(),
  object: z.literal('checkout.session'),
  created: Seconds,
  client_reference_id: Text,
  metadata: Metadata,
  payment_intent: reference(z.looseObject({ id: z.string() })),
  customer_details: z.looseObject({ name: Text, email: Text, business_name: Text }).nullish(),
  custom_fields: z
    .array(
      z.looseObject({
        key: z.string(),
        text: z.looseObject({ value: Text }).nullish(),
        numeric: z.looseObject({ value: Text }).nullish(),
        dropdown: z.looseObject({ value: Text }).nullish(),
      }),
    )
    .nullish(),
});
export type SessionShape = z.infer<typeof SessionShape>;

export const EventShape = z.looseObject({
  id: z.string(),
  object: z.literal('event'),
  type: z.string(),
  created: Seconds,
  data: z.looseObject({
    object: z.looseObject({ id: z.string().optional(), object: z.string().optional() }),
  }),
});
export type EventShape = z.infer<typeof EventShape>;

/** The id of a reference, expanded or not. */
export function idOf(value: string | { readonly id: string } | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : value.id;
}

/** The object of a reference, null when it is only an id. */
export function expanded<Shape extends object>(value: string | Shape | null | undefined): Shape | null {
  return typeof value === 'object' ? value : null;
}
