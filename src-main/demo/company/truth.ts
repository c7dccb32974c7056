/** What each payment was really for. Tests compare the app's proposals with it; no server of the demo ever shows it. */
import type { Minor } from '../../../shared/money.ts';

export type Scenario =
  | 'reference'
  | 'checkout'
  | 'purchase_order'
  | 'sales_order'
  | 'several_invoices'
  | 'instalments'
  | 'partial'
  | 'overpaid'
  | 'double_click'
  | 'refunded'
  | 'part_refunded'
  | 'dispute_open'
  | 'dispute_won'
  | 'dispute_lost'
  | 'declined'
  | 'declined_then_paid'
  | 'identity_only'
  | 'unknown_payer'
  | 'ambiguous'
  | 'wrong_number'
  | 'already_paid'
  | 'early_discount'
  | 'less_credit'
  | 'foreign_currency';

export interface PaymentTruth {
  readonly paymentKey: string;
  readonly scenario: Scenario;
  /** Whose money it is; null when nobody could tell. */
  readonly customerNo: string | null;
  /** Number of the invoice (or credit, below zero), and the money of this payment that belongs to it. */
  readonly allocations: readonly { readonly number: string; readonly amountMinor: Minor }[];
  /** Allocations + remainder = the payment's amount. Below zero: a discount that the terms allow. */
  readonly remainder: {
    readonly kind: 'none' | 'on_account' | 'discount' | 'overpayment';
    readonly amountMinor: Minor;
  };
  /** False when a careful person with the same facts could not decide either. */
  readonly resolvable: boolean;
  /** The key of the payment that this one repeats. */
  readonly duplicateOf: string | null;
}
