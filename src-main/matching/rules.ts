/**
 * The rules of matching as ordered data that a person can read, change and preview. Of two enabled rules that speak
 * to the same question, the first in the list wins. Amounts are minor units; percentages are basis points (2% = 200).
 */
import * as z from 'zod';
import { Currency, Minor } from '../../shared/money.ts';
import { parsePattern } from './reference-pattern.ts';

const base = { id: z.string().min(1).max(80), enabled: z.boolean(), note: z.string().max(500) };
const basisPoints = z.int().min(0).max(10_000);

/** What a proposal rests on; `ready` rules name the shapes that may be approved in bulk. */
export const Shape = z.enum([
  'named',
  'named_set',
  'payer_and_amount',
  'payer_and_set',
  'credit_netted',
  'discount',
  'write_off',
  'part_payment',
  'overpayment',
  'refund',
  'amount_only',
  'exchange',
  'on_account',
]);
export type Shape = z.infer<typeof Shape>;

/** How a gateway writes a reference. See reference-pattern.ts for the language: literal text with placeholders. */
export const ReferenceRule = z.object({
  ...base,
  kind: z.literal('reference'),
  /** null: every gateway. */
  gateway: z.string().max(32).nullable(),
  /** description, order_id, customer_ref, or a metadata key; null: every field. */
  field: z.string().max(100).nullable(),
  pattern: z
    .string()
    .min(1)
    .max(100)
    .refine(
      (text) => parsePattern(text) !== null,
      'a pattern is text with {number}, {digits}, {letters} or {any}',
    ),
  names: z.enum(['invoice', 'order', 'po', 'customer']),
});
export type ReferenceRule = z.infer<typeof ReferenceRule>;

/** A difference up to both limits is closed: written off when short, kept as an overpayment when over. */
export const ToleranceRule = z.object({
  ...base,
  kind: z.literal('tolerance'),
  direction: z.enum(['short', 'over']),
  currency: Currency.nullable(),
  customerNo: z.string().nullable(),
  amountMinor: Minor.min(0),
  percentBasisPoints: basisPoints,
});
export type ToleranceRule = z.infer<typeof ToleranceRule>;

/** An early-payment discount that customers take although the ledger states no terms for the invoice. */
export const DiscountRule = z.object({
  ...base,
  kind: z.literal('discount'),
  customerNo: z.string().nullable(),
  percentBasisPoints: basisPoints,
  withinDays: z.int().min(0).max(365),
});
export type DiscountRule = z.infer<typeof DiscountRule>;

export const WindowRule = z.object({
  ...base,
  kind: z.literal('window'),
  /** retry: same payer, amount and gateway; duplicate: across gateways too; early: paid before the invoice's date. */
  what: z.enum(['retry', 'duplicate', 'early']),
  minutes: z.int().min(0).max(527_040),
});
export type WindowRule = z.infer<typeof WindowRule>;

/** Lets a shape into `ready` from this confidence on. A shape without an enabled rule goes to `check`. */
export const ReadyRule = z.object({
  ...base,
  kind: z.literal('ready'),
  shape: Shape,
  confidence: z.number().min(0.5).max(1),
});
export type ReadyRule = z.infer<typeof ReadyRule>;

export const CustomerRule = z.object({
  ...base,
  kind: z.literal('customer'),
  customerNo: z.string().min(1),
  neverReady: z.boolean(),
});
export type CustomerRule = z.infer<typeof CustomerRule>;

/** Lets a payment in one currency be proposed for an item in another: units of `to` per unit of `from`. */
export const ExchangeRule = z.object({
  ...base,
  kind: z.literal('exchange'),
  from: Currency,
  to: Currency,
  rate: z.string().regex(/^\d{1,12}(\.\d{1,18})?$/),
  toleranceBasisPoints: basisPoints,
});
export type ExchangeRule = z.infer<typeof ExchangeRule>;

export const MatchingRule = z.discriminatedUnion('kind', [
  ReferenceRule,
  ToleranceRule,
  DiscountRule,
  WindowRule,
  ReadyRule,
  CustomerRule,
  ExchangeRule,
]);
export type MatchingRule = z.infer<typeof MatchingRule>;

export const MatchingRules = z
  .object({ version: z.literal(1), rules: z.array(MatchingRule).max(1_000) })
  .refine(
    (it) => new Set(it.rules.map((rule) => rule.id)).size === it.rules.length,
    'two rules have the same id',
  );
export type MatchingRules = z.infer<typeof MatchingRules>;

function ready(shape: Shape, confidence: number, note: string): ReadyRule {
  return { id: `ready-${shape}`, enabled: true, note, kind: 'ready', shape, confidence };
}
function window(what: WindowRule['what'], minutes: number, note: string): WindowRule {
  return { id: `window-${what}`, enabled: true, note, kind: 'window', what, minutes };
}
function discount(percentBasisPoints: number, withinDays: number): DiscountRule {
  const id = `discount-${percentBasisPoints}-${withinDays}`;
  const note = `${percentBasisPoints / 100}% taken within ${withinDays} days of the invoice`;
  return { id, enabled: true, note, kind: 'discount', customerNo: null, percentBasisPoints, withinDays };
}
function tolerance(direction: 'short' | 'over', amountMinor: Minor, note: string): ToleranceRule {
  const limits = { currency: null, customerNo: null, amountMinor, percentBasisPoints: 100 };
  return { id: `tolerance-${direction}`, enabled: true, note, kind: 'tolerance', direction, ...limits };
}

export const defaultRules: MatchingRules = {
  version: 1,
  rules: [
    ready('named', 0.9985, 'An invoice is named and the amount is its balance'),
    ready('named_set', 0.9985, 'Several invoices are named and the amount is their sum'),
    ready('payer_and_amount', 0.9985, 'The payer is known and just one open item has this amount'),
    ready('payer_and_set', 0.9985, 'The payer is known and just one set of open items adds up to the amount'),
    ready('credit_netted', 0.9985, 'Named invoices less open credits are the amount'),
    ready('refund', 0.9985, 'A refund or dispute of a payment whose allocation is known'),
    tolerance('short', 100, 'A few cents short closes the invoice by write-off'),
    tolerance('over', 100, 'A few cents over does not contradict the invoice'),
    discount(200, 15),
    discount(100, 15),
    discount(250, 15),
    discount(300, 15),
    discount(500, 10),
    window('retry', 24 * 60, 'Same payer, amount and gateway within a day'),
    window('duplicate', 5 * 24 * 60, 'Same payer and amount within five days, whichever the gateway'),
    window('early', 3 * 24 * 60, 'A payment rarely precedes its invoice by more than three days'),
  ],
};
