/** Refund, Dispute and Payout objects. Shapes: https://docs.stripe.com/api/refunds, /api/disputes, /api/payouts. */
import type Stripe from 'stripe';
import type { Minor } from '../../../../shared/money.ts';

export interface RefundFacts {
  readonly id: string;
  readonly charge: Stripe.Charge;
  readonly amountMinor: Minor;
  readonly reason: Stripe.Refund.Reason | null;
  readonly balanceTransaction: string;
  readonly created: number;
  readonly metadata: Stripe.Metadata;
}

const idOf = (reference: string | { readonly id: string } | null): string | null =>
  reference === null || typeof reference === 'string' ? reference : reference.id;

export function createRefund(facts: RefundFacts): Stripe.Refund {
  return {
    id: facts.id,
    object: 'refund',
    amount: facts.amountMinor,
    balance_transaction: facts.balanceTransaction,
    charge: facts.charge.id,
    created: facts.created,
    currency: facts.charge.currency,
    customer: idOf(facts.charge.customer),
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: facts.metadata,
    payment_intent: idOf(facts.charge.payment_intent),
    payment_method: facts.charge.payment_method,
    reason: facts.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}

export interface DisputeFacts {
  readonly id: string;
  readonly charge: Stripe.Charge;
  readonly amountMinor: Minor;
  readonly reason: string;
  readonly created: number;
  readonly balanceTransactions: Stripe.BalanceTransaction[];
}

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

export function createDispute(facts: DisputeFacts): Stripe.Dispute {
  return {
    id: facts.id,
    object: 'dispute',
    amount: facts.amountMinor,
    balance_transactions: facts.balanceTransactions,
    charge: facts.charge.id,
    created: facts.created,
    currency: facts.charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: facts.created + 9 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: idOf(facts.charge.payment_intent),
    payment_method_details: {
      card: {
        brand: facts.charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: 'chargeback',
        network: facts.charge.payment_method_details?.card?.network ?? 'visa',
        network_reason_code: facts.reason === 'product_not_received' ? '13.1' : '10.4',
      },
      type: 'card',
    },
    reason: facts.reason,
    status: 'needs_response',
  };
}

export interface PayoutFacts {
  readonly id: string;
  readonly amountMinor: Minor;
  readonly created: number;
  readonly arrival: number;
  readonly balanceTransaction: string;
  readonly destination: string;
}

export function createPayout(facts: PayoutFacts): Stripe.Payout {
  return {
    id: facts.id,
    object: 'payout',
    amount: facts.amountMinor,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: facts.arrival,
    automatic: true,
    balance_transaction: facts.balanceTransaction,
    created: facts.created,
    currency: 'usd',
    description: 'STRIPE PAYOUT',
    destination: facts.destination,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'in_progress',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'in_transit',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  };
}
