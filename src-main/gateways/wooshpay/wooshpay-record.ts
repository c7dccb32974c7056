/** WooshPay's payment intents, charges, refunds and disputes to records. See index.ts for what is confirmed. */
import * as z from 'zod';
import type { TransactionStatus } from '../../../shared/model.ts';
import { type Currency, currency } from '../../../shared/money.ts';
import { fromUnix, NOBODY, type RecordDraft, RecordRefused } from '../record.ts';

const Text = z.string().nullish();
const Metadata = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((it) =>
    Object.fromEntries(
      Object.entries(it ?? {}).flatMap(([name, value]) =>
        value === null || value === '' ? [] : [[name, String(value)]],
      ),
    ),
  );

export const IntentShape = z.looseObject({
  id: z.string(),
  amount: z.number().int().min(0),
  currency: z.string(),
  created: z.number().int(),
  status: z.string(),
  customer: Text,
  description: Text,
  merchant_order_id: Text,
  metadata: Metadata,
  receipt_email: Text,
  shipping: z.looseObject({ name: Text }).nullish().catch(null),
  last_payment_error: z.looseObject({ code: Text, message: Text }).nullish().catch(null),
});
export type IntentShape = z.infer<typeof IntentShape>;

export const RefundShape = z.looseObject({
  id: z.string(),
  amount: z.number().int().min(0),
  currency: z.string(),
  created: z.number().int(),
  status: Text,
  reason: Text,
  description: Text,
  metadata: Metadata,
  payment_intent: Text,
});

export const ChargeShape = z.looseObject({
  id: z.string(),
  created: z.number().int(),
  payment_intent: Text,
  amount_captured: z.number().int().nullish(),
  amount_refunded: z.number().int().nullish(),
  merchant_order_id: Text,
  description: Text,
  failure_message: Text,
  billing_details: z.looseObject({ name: Text, email: Text }).nullish().catch(null),
  payment_method_details: z
    .looseObject({ card: z.looseObject({ brand: Text, last4: Text, fingerprint: Text }).nullish() })
    .nullish()
    .catch(null),
  refunds: z
    .looseObject({ data: z.array(z.unknown()) })
    .nullish()
    .catch(null),
});
export type ChargeShape = z.infer<typeof ChargeShape>;

export const DisputeShape = z.looseObject({
  id: z.string(),
  amount: z.number().int().min(0),
  currency: z.string(),
  created: z.number().int(),
  status: z.string(),
  reason: Text,
  metadata: Metadata,
  payment_intent: Text,
});

export const SessionShape = z.looseObject({
  id: z.string(),
  client_reference_id: Text,
  payment_intent: Text,
});

const INTENT_STATUS: Record<string, TransactionStatus> = {
  succeeded: 'succeeded',
  processing: 'pending',
  requires_capture: 'pending',
  requires_action: 'pending',
  requires_confirmation: 'pending',
  canceled: 'voided',
};
const REFUND_STATUS: Record<string, TransactionStatus> = {
  succeeded: 'succeeded',
  pending: 'pending',
  requires_action: 'pending',
  failed: 'failed',
  canceled: 'voided',
};

const unitOf = (code: string): Currency => currency(code);

function at(seconds: number): string {
  const instant = fromUnix(seconds);
  if (instant === null) throw new RecordRefused('The record has no time.');
  return instant;
}

/** Null for an intent that nobody has tried to pay. */
export function intentDraft(
  intent: IntentShape,
  charge: ChargeShape | null,
  clientReference: string | null,
): RecordDraft | null {
  const failure =
    intent.last_payment_error?.message ?? charge?.failure_message ?? intent.last_payment_error?.code ?? null;
  const status = INTENT_STATUS[intent.status] ?? (failure === null ? null : 'failed');
  if (status === null || (status === 'voided' && charge === null)) return null;
  const card = charge?.payment_method_details?.card;
  const order = clientReference ?? intent.merchant_order_id ?? charge?.merchant_order_id ?? null;
  const description = intent.description ?? charge?.description ?? null;
  const named: [string, string | null | undefined][] = [
    ['checkout_session.client_reference_id', clientReference],
    ['payment_intent.merchant_order_id', intent.merchant_order_id ?? charge?.merchant_order_id],
    ...Object.entries(intent.metadata).map(([name, value]): [string, string] => [
      `payment_intent.metadata.${name}`,
      value,
    ]),
    ['payment_intent.description', description],
    ['payment_intent.failure', status === 'failed' ? failure : null],
  ];
  return {
    externalId: intent.id,
    kind: 'payment',
    status,
    occurredAt: at(charge?.created ?? intent.created),
    currency: unitOf(intent.currency),
    amountMinor: (status === 'succeeded' && charge?.amount_captured) || intent.amount,
    settlement: null,
    payer: {
      ...NOBODY,
      name: charge?.billing_details?.name ?? intent.shipping?.name ?? null,
      email: charge?.billing_details?.email ?? intent.receipt_email ?? null,
      customerRef: intent.customer ?? null,
      cardBrand: card?.brand ?? null,
      cardLast4: /^\d{4}$/.test(card?.last4 ?? '') ? (card?.last4 ?? null) : null,
      cardFingerprint: card?.fingerprint ?? null,
    },
    description: description ?? (status === 'failed' ? failure : null),
    orderId: order,
    references: named.flatMap(([source, value]) => (value ? [{ source, value }] : [])),
    metadata: intent.metadata,
    relatedExternalId: null,
    payoutExternalId: null,
    risk: null,
    raw: {
      ...intent,
      latest_charge: charge
        ? {
            ...charge,
            refunds: undefined,
            amount_refunded: undefined,
            refunded: undefined,
            disputed: undefined,
          }
        : null,
    },
  };
}

type Following = Pick<RecordDraft, 'settlement' | 'payer' | 'orderId' | 'payoutExternalId' | 'risk'>;
const FOLLOWING: Following = {
  settlement: null,
  payer: NOBODY,
  orderId: null,
  payoutExternalId: null,
  risk: null,
};

export function refundDraft(raw: unknown, intent: string): RecordDraft {
  const refund = RefundShape.parse(raw);
  return {
    ...FOLLOWING,
    externalId: refund.id,
    kind: 'refund',
    status: REFUND_STATUS[refund.status ?? 'succeeded'] ?? 'pending',
    occurredAt: at(refund.created),
    currency: unitOf(refund.currency),
    amountMinor: refund.amount,
    description: refund.description ?? refund.reason?.replaceAll('_', ' ') ?? null,
    references: Object.entries(refund.metadata).map(([name, value]) => ({
      source: `refund.metadata.${name}`,
      value,
    })),
    metadata: refund.metadata,
    relatedExternalId: refund.payment_intent ?? intent,
    raw,
  };
}

/** Without balance transactions, the status alone says whether the money is gone (open, lost) or back (won). */
export function disputeDraft(raw: unknown): RecordDraft {
  const dispute = DisputeShape.parse(raw);
  const isInquiry = dispute.status.startsWith('warning');
  const status: TransactionStatus =
    dispute.status === 'won' || dispute.status === 'warning_closed'
      ? 'voided'
      : isInquiry
        ? 'pending'
        : 'succeeded';
  return {
    ...FOLLOWING,
    externalId: dispute.id,
    kind: 'dispute',
    status,
    occurredAt: at(dispute.created),
    currency: unitOf(dispute.currency),
    amountMinor: dispute.amount,
    description: `Dispute (${(dispute.reason ?? 'no reason given').replaceAll('_', ' ')}, ${dispute.status.replaceAll('_', ' ')})`,
    references: Object.entries(dispute.metadata).map(([name, value]) => ({
      source: `dispute.metadata.${name}`,
      value,
    })),
    metadata: dispute.metadata,
    relatedExternalId: dispute.payment_intent ?? null,
    raw,
  };
}
