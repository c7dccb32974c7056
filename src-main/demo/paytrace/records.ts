/**
 * PayTrace's transactions as its export shows them. Seen in code that runs against the API: transaction_id, amount as a
 * number of dollars, transaction_type, status_message, created.at, credit_card.masked_number, approval_code. Not
 * confirmed: the spelling of the times (taken from PayTrace's older API: month/day/year with AM and PM, merchant's local
 * time), the names of the settlement fields, and how a refund names its sale.
 */
import { currency, formatMinor, type Minor } from '../../../shared/money.ts';
import type { DemoPayment } from '../company/index.ts';
import { twoDigits, wallClockOf } from '../company/local-time.ts';

const USD = currency('USD');

export type PayTraceType = 'SALE' | 'REFUND' | 'VOID';

/** A transaction as the simulator keeps it; `exported` makes PayTrace's object of it. */
export interface PayTraceRecord {
  readonly id: number;
  readonly type: PayTraceType;
  readonly payment: DemoPayment;
  readonly at: number;
  readonly amountMinor: Minor;
  /** The sale that a refund or a void belongs to. */
  readonly originalId: number | null;
  readonly voided: boolean;
  /** Set by the settlement of the evening. */
  readonly batch: { readonly number: number; readonly at: number } | null;
}

export function localTime(seconds: number, timeZone: string): string {
  const { year, month, day, hour, minute, second } = wallClockOf(seconds, timeZone);
  const half = hour < 12 ? 'AM' : 'PM';
  return `${month}/${day}/${year} ${hour % 12 === 0 ? 12 : hour % 12}:${twoDigits(minute)}:${twoDigits(second)} ${half}`;
}

export function dollarNumber(minor: Minor): number {
  return Number(formatMinor(minor, USD));
}

function statusOf(record: PayTraceRecord): string {
  if (record.payment.declined !== null) return 'Declined';
  if (record.voided || record.type === 'VOID') return 'Voided';
  if (record.type === 'REFUND') return record.batch === null ? 'Approved' : 'Refunded';
  return record.batch === null ? 'Approved' : 'Settled';
}

interface Named {
  readonly invoice_id: string;
  readonly customer_reference_id: string;
  readonly discretionary_data: Readonly<Record<string, string>>;
}

/** Where a virtual terminal's user puts what Stripe's user puts into metadata. */
function namedIn({ references }: DemoPayment): Named {
  const entries = Object.entries(references.metadata);
  const invoice = entries.find(([key]) => key.toLowerCase().startsWith('invoice') || key === 'reference');
  const purchaseOrder = entries.find(([key]) => key.startsWith('po'));
  const rest = entries.filter((entry) => entry !== invoice && entry !== purchaseOrder);
  return {
    invoice_id:
      references.orderId ?? invoice?.[1] ?? references.transferGroup ?? references.statementSuffix ?? '',
    customer_reference_id: purchaseOrder?.[1] ?? '',
    discretionary_data: Object.fromEntries(rest),
  };
}

export function exported(record: PayTraceRecord, timeZone: string): object {
  const { payment } = record;
  const declined = payment.declined !== null;
  return {
    transaction_id: record.id,
    transaction_type: record.type,
    amount: dollarNumber(record.amountMinor),
    status_message: statusOf(record),
    approval_code: declined ? '' : `TAS${String(record.id % 1000).padStart(3, '0')}`,
    approval_message: declined ? `DECLINE - ${payment.declined}` : 'APPROVAL - Approved and completed',
    avs_response: 'Full Exact Match',
    csc_response: 'Match',
    ...namedIn(payment),
    customer_id: payment.gatewayCustomer?.custno ?? '',
    description: payment.references.description ?? '',
    credit_card: {
      masked_number: `xxxxxxxxxxxx${payment.card.last4}`,
      expiration_month: twoDigits(payment.card.expMonth),
      expiration_year: String(payment.card.expYear),
      card_type: payment.card.brand.toUpperCase(),
    },
    billing_address: {
      name: payment.payer.name,
      street_address: payment.gatewayCustomer?.address1 ?? '',
      city: payment.gatewayCustomer?.city ?? '',
      state: payment.gatewayCustomer?.state ?? '',
      zip: payment.gatewayCustomer?.zip ?? '',
      country: 'US',
    },
    email: payment.payer.email,
    created: {
      through: payment.references.hostedPage ? 'Secure Checkout' : 'API',
      at: localTime(record.at, timeZone),
      by: 'northgate',
    },
    settled:
      record.batch === null
        ? null
        : { at: localTime(record.batch.at, timeZone), batch_number: record.batch.number },
    original_transaction_id: record.originalId,
  };
}
