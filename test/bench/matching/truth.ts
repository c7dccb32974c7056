/** What is known to be right about each transaction of a made-up set. Amounts are minor units. */

/** Item number → amount allocated. */
export type Allocated = Readonly<Record<string, number>>;

export type Truth = {
  readonly id: string;
  readonly category: string;
  /** The reference is given, and the amount is the balance. */
  readonly clear: boolean;
  /** What is in the file is enough for a careful person to decide. */
  readonly resolvable: boolean;
  /** May never be approved unseen. */
  readonly neverReady: boolean;
  /** Allocations that are right; {} is "to no item". */
  readonly accept: readonly Allocated[];
  readonly flag: string | null;
};

export type TransactionRow = {
  id: string;
  gateway: string;
  kind: string;
  status: string;
  /** Minutes since 1970. */
  minute: number;
  currency: string;
  amount: number;
  fee: number;
  payer_name: string;
  payer_email: string;
  customer_ref: string;
  description: string;
  order_id: string;
  related_id: string;
  payout_id: string;
  metadata: Record<string, string>;
};

export type BenchSet = {
  readonly seed: number;
  readonly openItemsCsv: string;
  readonly transactionsCsv: string;
  readonly truths: ReadonlyMap<string, Truth>;
};
