/** A charge, or a payment intent that has none, to a payment. */
import type { TransactionStatus } from '../../../shared/model.ts';
import { fromUnix, NOBODY, type RecordDraft, RecordRefused } from '../record.ts';
import { metadataOf, orderIdOf, payerOf, referencesOf, riskOf } from './payment-context.ts';
import {
  type BalanceTransactionShape,
  type ChargeShape,
  expanded,
  idOf,
  type PaymentIntentShape,
  type SessionShape,
} from './shapes.ts';
import { settlementOf, stripeAmount } from './stripe-money.ts';

/** An authorisation that was not captured is pending; one that was released (shown as refunded in full) is voided. */
function statusOf(charge: ChargeShape): TransactionStatus {
  if (charge.status !== 'succeeded') return charge.status;
  if (charge.captured !== false) return 'succeeded';
  return charge.refunded ? 'voided' : 'pending';
}

/** `bt` is null for what has not touched the balance: failed, pending, or not captured. */
export function chargeDraft(
  charge: ChargeShape,
  bt: BalanceTransactionShape | null,
  session: SessionShape | null,
  payoutExternalId: string | null,
): RecordDraft {
  const captured =
    charge.captured !== false && charge.amount_captured ? charge.amount_captured : charge.amount;
  const { currency, minor } = stripeAmount(captured, charge.currency);
  const metadata = metadataOf(charge, expanded(charge.payment_intent), session);
  const failure = charge.failure_message ?? charge.failure_code;
  return {
    externalId: charge.id,
    kind: 'payment',
    status: statusOf(charge),
    occurredAt: instantOf(charge.created),
    currency,
    amountMinor: minor,
    settlement: bt && settlementOf(bt),
    payer: payerOf(charge, session),
    description: charge.description ?? expanded(charge.payment_intent)?.description ?? failure ?? null,
    orderId: orderIdOf(metadata, session),
    references: [
      ...referencesOf(charge, session),
      ...(charge.status === 'failed' && failure ? [{ source: 'charge.failure', value: failure }] : []),
    ],
    metadata,
    relatedExternalId: null,
    payoutExternalId,
    risk: riskOf(charge),
    raw: { ...charge, balance_transaction: bt && { ...bt, source: charge.id } },
  };
}

const WITHOUT_CHARGE: Record<string, TransactionStatus> = {
  processing: 'pending',
  requires_payment_method: 'failed',
  canceled: 'voided',
};

/**
 * A payment intent is a record of its own only while it has no charge and somebody tried to pay: processing, or
 * refused before a charge was made (an authentication that failed). Once it has a charge, that is the payment, and the
 * intent's own record, if one was given before, is voided in its favour.
 */
export function intentDraft(intent: PaymentIntentShape): RecordDraft | null {
  const charge = idOf(intent.latest_charge);
  const failure = intent.last_payment_error?.message ?? intent.last_payment_error?.code ?? null;
  const tried = intent.status === 'processing' || failure !== null || charge !== null;
  const status = charge === null ? WITHOUT_CHARGE[intent.status] : 'voided';
  if (!tried || status === undefined) return null;
  const { currency, minor } = stripeAmount(intent.amount, intent.currency);
  const customer = expanded(intent.customer);
  const metadata = { ...intent.metadata };
  return {
    externalId: intent.id,
    kind: 'payment',
    status,
    occurredAt: instantOf(intent.created),
    currency,
    amountMinor: minor,
    settlement: null,
    payer: {
      ...NOBODY,
      name: customer?.name ?? null,
      email: intent.receipt_email ?? customer?.email ?? null,
      customerRef: idOf(intent.customer),
    },
    description: intent.description ?? failure,
    orderId: orderIdOf(metadata, null),
    references: [
      ...Object.entries(metadata).map(([name, value]) => ({
        source: `payment_intent.metadata.${name}`,
        value,
      })),
      ...(intent.description ? [{ source: 'payment_intent.description', value: intent.description }] : []),
      ...(failure ? [{ source: 'payment_intent.last_payment_error', value: failure }] : []),
      ...(charge ? [{ source: 'payment_intent.latest_charge', value: charge }] : []),
    ],
    metadata,
    relatedExternalId: null,
    payoutExternalId: null,
    risk: null,
    raw: intent,
  };
}

export function instantOf(seconds: number): string {
  const instant = fromUnix(seconds);
  if (instant === null) throw new RecordRefused('The record has no time.');
  return instant;
}
