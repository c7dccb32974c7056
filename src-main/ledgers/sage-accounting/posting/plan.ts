/** What will be written for one entry: decided before anything is, so that a refusal leaves the books as they were. */
import type { Marker } from '../../../../shared/model.ts';
import type { Minor } from '../../../../shared/money.ts';
import type { LedgerEntry } from '../../port.ts';
import type { ItemKind } from '../reading/artefact.ts';

/** How an invoice or credit is opened again: what is taken off it, and by how much altogether. */
export type Reopening =
  /** A receipt is undone: it is taken off whatever it is allocated to. */
  | { readonly by: 'payment'; readonly paymentId: string }
  /** A refund: from the newest receipts of the item, as far as needed. `before`: its balance when it was approved. */
  | {
      readonly by: 'item';
      readonly kind: ItemKind;
      readonly itemId: string;
      readonly before: Minor;
      readonly amountMinor: Minor;
    };

export interface PaymentPlan {
  readonly kind: 'payment';
  readonly marker: Marker;
  readonly contactId: string;
  /** The contact_payment that is posted, but for its idempotency_id. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly reopening: Reopening | null;
}

export interface JournalPlan {
  readonly kind: 'journal';
  readonly marker: Marker;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Plan = PaymentPlan | JournalPlan;

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
