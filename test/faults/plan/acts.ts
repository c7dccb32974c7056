/** What happens during a day, as a plan made before it begins. */
export type ProgramName = 'A' | 'B';

/** A record of the gateway: money that came or went. Amounts in minor units, never below zero but in the settlement. */
export interface PlannedPayment {
  readonly externalId: string;
  readonly kind: 'payment' | 'refund' | 'dispute' | 'dispute_reversal' | 'payout';
  readonly amountMinor: number;
  readonly currency: string;
  readonly occurredAt: string;
  readonly relatedTo: string | null;
  readonly payout: string | null;
  /** In US dollars. gross − fee = net. */
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly exchangeRate: string | null;
}

export interface PlannedDecision {
  readonly payment: string;
  readonly customerNo: string;
  readonly allocations: readonly {
    readonly kind: 'invoice' | 'credit';
    readonly number: string;
    readonly amountMinor: number;
  }[];
  readonly remainder: {
    readonly kind: 'none' | 'on_account' | 'write_off' | 'discount';
    readonly amountMinor: number;
  };
}

export type Act =
  | { readonly does: 'approve'; readonly program: ProgramName; readonly decision: PlannedDecision }
  | { readonly does: 'undo' | 'approve again'; readonly program: ProgramName; readonly payment: string }
  | { readonly does: 'post journal' | 'undo journal'; readonly program: ProgramName; readonly payout: string }
  | { readonly does: 'post' | 'read the ledger'; readonly program: ProgramName }
  | { readonly does: 'clock'; readonly byMs: number }
  | { readonly does: 'restart the SQL server' }
  | UserAct;

/** A Sage user at work in the same books, through a connection of her own. */
export type UserAct = {
  readonly does: 'user pays' | 'user locks' | 'user edits' | 'user voids';
  readonly id: number;
  readonly kind: 'invoice' | 'credit';
  readonly number: string;
  readonly amountMinor: number;
  readonly holdMs: number;
};

/** Acts of one moment: they run at the same time. */
export type Moment = readonly Act[];

export interface DayPlan {
  readonly payments: readonly PlannedPayment[];
  readonly moments: readonly Moment[];
}
