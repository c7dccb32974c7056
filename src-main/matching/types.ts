/** What goes into the engine beside the open items, and the handle that holds them indexed. */
import type {
  AccountingDate,
  Customer,
  GatewayName,
  Instant,
  OpenItemId,
  Proposal,
  Reference,
  TransactionId,
  TransactionKind,
  TransactionStatus,
} from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import type { Learned } from './learned.ts';
import type { MatchingRules } from './rules.ts';

/** The part of a gateway's transaction that matching reads. Amounts are minor units of `currency`. */
export type MatchableTransaction = {
  readonly id: TransactionId;
  readonly gateway: GatewayName;
  readonly kind: TransactionKind;
  readonly status: TransactionStatus;
  readonly occurredAt: Instant;
  readonly currency: Currency;
  /** Never negative; `kind` gives the direction. */
  readonly amountMinor: Minor;
  /** The gateway's fee in `currency`; zero when it is not known, or is in another currency. */
  readonly feeMinor: Minor;
  readonly payerName: string | null;
  readonly payerEmail: string | null;
  readonly customerRef: string | null;
  readonly cardFingerprint: string | null;
  readonly description: string | null;
  readonly orderId: string | null;
  /** The id of the payment that a refund or dispute belongs to, in the same form as `id`. */
  readonly relatedId: string | null;
  readonly payoutId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly references: readonly Reference[];
};

/** One allocation of a transaction that was posted earlier: where its refund or dispute goes. */
export type PostedAllocation = {
  readonly transactionId: TransactionId;
  readonly openItemId: OpenItemId;
  readonly number: string;
  readonly amountMinor: Minor;
};

export type IndexOptions = {
  /** Names and emails beyond those on the open items, and customers that have none. */
  readonly customers?: Iterable<Customer>;
  readonly rules?: MatchingRules;
  readonly learned?: Learned;
};

export type MatchContext = {
  /** Transactions that need no proposal: evidence for duplicates and for what refunds belong to. */
  readonly decided?: readonly MatchableTransaction[];
  readonly posted?: readonly PostedAllocation[];
  /** Day of the run; without it the latest transaction's day. Discounts and dates are judged by the payment's own day. */
  readonly today?: AccountingDate;
  /** False: the runner-up and what would settle it are left out, for whoever writes neither. Bands and evidence are the same. */
  readonly alternatives?: boolean;
  /** Called now and then with transactions done, and once at the end. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Checked now and then; when aborted, `match` throws its reason. */
  readonly signal?: AbortSignal;
};

export type Match = (
  index: OpenItemIndex,
  transactions: readonly MatchableTransaction[],
  context?: MatchContext,
) => Proposal[];

export type { OpenItemIndex } from './open-item-index.ts';

import type { OpenItemIndex } from './open-item-index.ts';
