/** What will be written for one entry: decided before anything is, so that a refusal leaves the books as they were. */
import type { AccountingDate, Marker } from '../../../../shared/model.ts';
import type { Minor } from '../../../../shared/money.ts';
import type { LedgerEntry } from '../../port.ts';

export interface PartPlan {
  readonly part: number;
  readonly of: number;
  readonly accountId: number;
  /** The payment's amount, with its sign. */
  readonly amountMinor: Minor;
  readonly note: string;
}

export interface PaymentPlan {
  readonly kind: 'payment';
  readonly marker: Marker;
  readonly date: AccountingDate;
  readonly invoice: number;
  readonly parts: readonly PartPlan[];
}

export interface TransactionPlan {
  readonly kind: 'transaction';
  readonly marker: Marker;
  readonly date: AccountingDate;
  readonly accountId: number;
  readonly customerCode: string;
  /** Above zero: paid in. */
  readonly amountMinor: Minor;
  readonly comment: string;
}

export interface JournalPlan {
  readonly kind: 'journal';
  readonly marker: Marker;
  readonly date: AccountingDate;
  readonly description: string;
  readonly lines: readonly {
    readonly nominalCode: number;
    readonly amountMinor: Minor;
    readonly comment: string;
  }[];
}

export type WritePlan = PaymentPlan | TransactionPlan | JournalPlan;

/** A customer's own fields that a firm's mapping fills; writing them twice does no harm. */
export interface CustomerFieldsPlan {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface Plan {
  readonly write: WritePlan;
  readonly customerFields: CustomerFieldsPlan | null;
}

/** For sentences: what an entry is about. */
export function labelOf(entry: LedgerEntry): string {
  switch (entry.kind) {
    case 'receipt':
    case 'refund':
    case 'chargeback':
      return `the ${entry.kind} for ${entry.itemNumber}`;
    case 'on_account':
      return `the money on account of ${entry.customerNo}`;
    case 'journal':
      return 'the journal';
    case 'reversal':
      return 'the reversal';
  }
}
