/**
 * One balance transaction to one record: this is where money comes from. Types are Stripe's list at
 * docs.stripe.com/reports/balance-transaction-types; one that is not known here becomes an adjustment that names it.
 */
import type { TransactionKind, TransactionStatus } from '../../../shared/model.ts';
import { NOBODY, type RecordDraft } from '../record.ts';
import { disputeDraft, disputeMovementDraft, refundDraft, withdrawalOf } from './aftermath-draft.ts';
import { chargeDraft, instantOf } from './charge-draft.ts';
import { payerOf, referencesOf } from './payment-context.ts';
import {
  type BalanceTransactionShape,
  ChargeShape,
  DisputeShape,
  expanded,
  idOf,
  PayoutShape,
  RefundShape,
  type SessionShape,
} from './shapes.ts';
import { settlementOf, stripeAmount } from './stripe-money.ts';

/** The only source that a type can have; a balance transaction whose source is something else stands for itself. */
const FEES = new Set(['stripe_fee', 'stripe_fx_fee', 'tax_fee']);
/** A bank took a payment back after it had been credited: the payer's money is gone again, as with a refund. */
const RETURNED_BY_BANK = new Set(['payment_failure_refund', 'payment_reversal']);

const PAYOUT_STATUS: Record<string, TransactionStatus> = {
  paid: 'succeeded',
  pending: 'pending',
  in_transit: 'pending',
  failed: 'failed',
  canceled: 'voided',
};

export interface BalanceContext {
  readonly session: (paymentIntent: string | null) => SessionShape | null;
  /** With its payment intent and customer. Null where it cannot be had. */
  readonly charge: (id: string | null) => ChargeShape | null;
  readonly payoutOf: (balanceTransaction: string) => string | null;
}

/** Throws MoneyError or ZodError for what does not hold; the page collector makes that a rejected record. */
export function balanceDraft(bt: BalanceTransactionShape, context: BalanceContext): RecordDraft {
  const payout = context.payoutOf(bt.id);
  const source = expanded(bt.source);
  switch (`${bt.type} ${source?.object ?? ''}`) {
    case 'charge charge':
    case 'payment charge': {
      const charge = context.charge(idOf(source)) ?? ChargeShape.parse(source);
      return chargeDraft(charge, bt, context.session(idOf(charge.payment_intent)), payout);
    }
    case 'refund refund':
    case 'payment_refund refund': {
      const refund = RefundShape.parse(source);
      return refundDraft(refund, context.charge(idOf(refund.charge)), bt, payout);
    }
    case 'payout payout':
      return payoutDraft(PayoutShape.parse(source), bt);
    case 'adjustment dispute': {
      const dispute = DisputeShape.parse(source);
      const charge = context.charge(idOf(dispute.charge));
      const draft = withdrawalOf(dispute)?.id === bt.id ? disputeDraft : disputeMovementDraft;
      return draft(dispute, charge, bt, payout);
    }
    default:
      return movementDraft(bt, context.charge(chargeBehind(bt)), payout);
  }
}

/** `amount` of a payout is what reaches the bank; below zero when Stripe collects from the bank instead. */
export function payoutDraft(payout: PayoutShape, bt: BalanceTransactionShape | null): RecordDraft {
  const { currency, minor } = stripeAmount(Math.abs(payout.amount), payout.currency);
  const described = payout.description ?? payout.statement_descriptor ?? null;
  return {
    externalId: payout.id,
    kind: 'payout',
    status: PAYOUT_STATUS[payout.status] ?? 'pending',
    occurredAt: instantOf(payout.created),
    currency,
    amountMinor: minor,
    settlement: bt && { ...settlementOf(bt), availableAt: instantOf(payout.arrival_date ?? payout.created) },
    payer: NOBODY,
    description: payout.failure_message ? `${described ?? 'Payout'}: ${payout.failure_message}` : described,
    orderId: null,
    references: payout.automatic ? [] : [{ source: 'payout.automatic', value: 'false' }],
    metadata: { ...payout.metadata },
    relatedExternalId: idOf(payout.original_payout) ?? idOf(payout.reversed_by),
    payoutExternalId: null,
    risk: null,
    raw: { ...payout, balance_transaction: bt && { ...bt, source: payout.id } },
  };
}

/** A movement that stands for itself: a fee, money returned by a bank, a failed refund or payout, anything new. */
function movementDraft(
  bt: BalanceTransactionShape,
  charge: ChargeShape | null,
  payoutExternalId: string | null,
): RecordDraft {
  const settlement = settlementOf(bt);
  const kind: TransactionKind = FEES.has(bt.type)
    ? 'fee'
    : RETURNED_BY_BANK.has(bt.type)
      ? 'refund'
      : 'adjustment';
  const ownFee = kind === 'fee' && settlement.grossMinor === 0;
  return {
    externalId: bt.id,
    kind,
    status: 'succeeded',
    occurredAt: instantOf(bt.created),
    currency: settlement.currency,
    amountMinor: Math.abs(ownFee ? settlement.netMinor : settlement.grossMinor),
    settlement,
    payer: charge ? payerOf(charge, null) : NOBODY,
    description: bt.description ?? bt.type.replaceAll('_', ' '),
    orderId: null,
    references: [
      { source: 'balance_transaction.type', value: bt.type },
      ...(charge ? referencesOf(charge, null) : []),
    ],
    metadata: {},
    relatedExternalId: chargeBehind(bt) ?? idOf(bt.source),
    payoutExternalId,
    risk: null,
    raw: bt,
  };
}

/** The id of the charge that the movement is about: its source, or what its source (a refund, a dispute) names. */
export function chargeBehind(bt: BalanceTransactionShape): string | null {
  const source = expanded(bt.source);
  if (!source) return null;
  if (source.object === 'charge') return source.id;
  return typeof source.charge === 'string' ? source.charge : null;
}
