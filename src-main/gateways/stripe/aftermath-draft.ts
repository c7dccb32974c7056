/** What follows a payment: refunds, disputes and their reversals, and what a bank returned. */
import type { TransactionStatus } from '../../../shared/model.ts';
import type { RecordDraft } from '../record.ts';
import { NOBODY } from '../record.ts';
import { instantOf } from './charge-draft.ts';
import { payerOf, referencesOf } from './payment-context.ts';
import {
  type BalanceTransactionShape,
  type ChargeShape,
  type DisputeShape,
  idOf,
  type RefundShape,
} from './shapes.ts';
import { settlementOf, stripeAmount } from './stripe-money.ts';

const REFUND_STATUS: Record<string, TransactionStatus> = {
  succeeded: 'succeeded',
  pending: 'pending',
  requires_action: 'pending',
  failed: 'failed',
  canceled: 'voided',
};

/** What the refund or dispute shares with the payment it belongs to, as far as that came along. */
function ofPayment(
  it: RefundShape | DisputeShape,
  charge: ChargeShape | null,
): Pick<RecordDraft, 'payer' | 'references' | 'metadata' | 'relatedExternalId' | 'orderId' | 'risk'> {
  const own = Object.entries(it.metadata ?? {}).map(([name, value]) => ({
    source: `${it.object}.metadata.${name}`,
    value,
  }));
  return {
    payer: charge ? payerOf(charge, null) : NOBODY,
    references: [...own, ...(charge ? referencesOf(charge, null) : [])],
    metadata: { ...charge?.metadata, ...it.metadata },
    relatedExternalId: idOf(it.charge) ?? idOf(it.payment_intent),
    orderId: null,
    risk: null,
  };
}

export function refundDraft(
  refund: RefundShape,
  charge: ChargeShape | null,
  bt: BalanceTransactionShape | null,
  payoutExternalId: string | null,
): RecordDraft {
  const { currency, minor } = stripeAmount(refund.amount, refund.currency);
  return {
    ...ofPayment(refund, charge),
    externalId: refund.id,
    kind: 'refund',
    status: REFUND_STATUS[refund.status ?? 'succeeded'] ?? 'pending',
    occurredAt: instantOf(refund.created),
    currency,
    amountMinor: minor,
    settlement: bt && settlementOf(bt),
    description: refund.description ?? charge?.description ?? refund.failure_reason ?? null,
    payoutExternalId,
    raw: { ...refund, balance_transaction: bt && { ...bt, source: refund.id } },
  };
}

/** The balance transaction with which Stripe took the disputed money; the dispute's own record is this one. */
export function withdrawalOf(dispute: DisputeShape): BalanceTransactionShape | null {
  const taken = dispute.balance_transactions.filter((bt) => bt.amount < 0);
  return taken.sort((a, b) => a.created - b.created)[0] ?? null;
}

/** An inquiry takes no money: pending while it is open, voided once it is closed without a dispute. */
function inquiryStatus(status: string): TransactionStatus {
  return status === 'warning_closed' || status === 'won' || status === 'prevented' ? 'voided' : 'pending';
}

/** The money taken by a dispute, with its fee; for an inquiry, where none was taken, `bt` is null. */
export function disputeDraft(
  dispute: DisputeShape,
  charge: ChargeShape | null,
  bt: BalanceTransactionShape | null,
  payoutExternalId: string | null,
): RecordDraft {
  const { currency, minor } = stripeAmount(dispute.amount, dispute.currency);
  return {
    ...ofPayment(dispute, charge),
    externalId: dispute.id,
    kind: 'dispute',
    status: bt ? 'succeeded' : inquiryStatus(dispute.status),
    occurredAt: instantOf(bt?.created ?? dispute.created),
    currency,
    amountMinor: minor,
    settlement: bt && settlementOf(bt),
    description: disputeText(dispute, charge),
    payoutExternalId,
    raw: { ...dispute, balance_transaction: bt && { ...bt, source: dispute.id } },
  };
}

/**
 * Money that a dispute moved after the withdrawal. Given back: dispute_reversal. Taken again, as when a won dispute
 * is reopened: a further dispute. Only a fee, or a fee returned: a fee. Each has its balance transaction's id.
 */
export function disputeMovementDraft(
  dispute: DisputeShape,
  charge: ChargeShape | null,
  bt: BalanceTransactionShape,
  payoutExternalId: string | null,
): RecordDraft {
  const settlement = settlementOf(bt);
  const kind = bt.amount > 0 ? 'dispute_reversal' : bt.amount < 0 ? 'dispute' : 'fee';
  const sameCurrency = bt.currency.toLowerCase() === dispute.currency.toLowerCase();
  const seen =
    kind !== 'fee' && !sameCurrency
      ? stripeAmount(dispute.amount, dispute.currency)
      : {
          currency: settlement.currency,
          minor: Math.abs(kind === 'fee' ? settlement.netMinor : settlement.grossMinor),
        };
  return {
    ...ofPayment(dispute, charge),
    externalId: bt.id,
    kind,
    status: 'succeeded',
    occurredAt: instantOf(bt.created),
    currency: seen.currency,
    amountMinor: seen.minor,
    settlement,
    description: disputeText(dispute, charge),
    payoutExternalId,
    raw: { ...bt, source: { ...dispute, balance_transactions: undefined } },
  };
}

function disputeText(dispute: DisputeShape, charge: ChargeShape | null): string {
  const words = (text: string) => text.replaceAll('_', ' ');
  const about = charge?.description ? `: ${charge.description}` : '';
  return `Dispute (${words(dispute.reason ?? 'no reason given')}, ${words(dispute.status)})${about}`;
}
