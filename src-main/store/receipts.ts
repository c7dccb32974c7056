/** What stands in the ledger because of us, as read back. amount = cash + discount + write-off, in `currency`. */
import type Database from 'better-sqlite3';
import type {
  AccountingDate,
  ApprovalId,
  Instant,
  Marker,
  OpenItemId,
  Receipt,
  TransactionId,
} from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';

export interface ReceiptRow extends Receipt {
  /** Null for money on account. */
  readonly openItemId: OpenItemId | null;
  readonly round: number;
  readonly discountMinor: Minor;
  readonly writeOffMinor: Minor;
  readonly cashMinor: Minor;
  readonly balanceAfterMinor: Minor | null;
}

export interface StandingAllocation {
  readonly transactionId: TransactionId;
  readonly openItemId: OpenItemId;
  readonly number: string;
  readonly amountMinor: Minor;
}

export interface Receipts {
  /** Keeps it once per marker; a second time changes nothing. Returns whether it was new. */
  add(receipt: ReceiptRow): boolean;
  find(marker: Marker): ReceiptRow | null;
  ofTransaction(id: TransactionId): ReceiptRow[];
  ofApproval(id: ApprovalId): ReceiptRow[];
  /** Not reversed. */
  standingOf(id: TransactionId): ReceiptRow[];
  /** What stands of each payment's allocations, less the refunds posted of it: where refunds and disputes go. */
  standingAllocations(): StandingAllocation[];
  markReversed(marker: Marker, by: Marker, at: Instant): void;
  page(after: { postedAt: Instant; marker: Marker } | null, limit: number): ReceiptRow[];
  count(): number;
}

interface Row {
  marker: string;
  approval_id: string;
  transaction_id: string;
  open_item_id: string | null;
  round: number;
  customer_no: string;
  item_number: string | null;
  kind: string;
  currency: string;
  amount_minor: number;
  discount_minor: number;
  write_off_minor: number;
  cash_minor: number;
  paid_on: string;
  posted_at: string;
  balance_after_minor: number | null;
  reversed_by: string | null;
}

const toReceipt = (row: Row): ReceiptRow => ({
  marker: row.marker as Marker,
  approvalId: row.approval_id as ApprovalId,
  transactionId: row.transaction_id as TransactionId,
  openItemId: row.open_item_id as OpenItemId | null,
  round: row.round,
  customerNo: row.customer_no,
  itemNumber: row.item_number,
  kind: row.kind as Receipt['kind'],
  currency: row.currency as Currency,
  amountMinor: row.amount_minor,
  discountMinor: row.discount_minor,
  writeOffMinor: row.write_off_minor,
  cashMinor: row.cash_minor,
  paidOn: row.paid_on as AccountingDate,
  postedAt: row.posted_at as Instant,
  balanceAfterMinor: row.balance_after_minor,
  reversedBy: row.reversed_by as Marker | null,
});

export function receiptsRepository(db: Database.Database): Receipts {
  const add = db.prepare(`
    INSERT INTO receipt (marker, approval_id, transaction_id, open_item_id, round, customer_no, item_number, kind,
      currency, amount_minor, discount_minor, write_off_minor, cash_minor, paid_on, posted_at, balance_after_minor)
    VALUES (@marker, @approvalId, @transactionId, @openItemId, @round, @customerNo, @itemNumber, @kind,
      @currency, @amountMinor, @discountMinor, @writeOffMinor, @cashMinor, @paidOn, @postedAt, @balanceAfterMinor)
    ON CONFLICT (marker) DO NOTHING`);
  const find = db.prepare<[string], Row>('SELECT * FROM receipt WHERE marker = ?');
  const ofTransaction = db.prepare<[string], Row>(
    'SELECT * FROM receipt WHERE transaction_id = ? ORDER BY rowid',
  );
  const ofApproval = db.prepare<[string], Row>('SELECT * FROM receipt WHERE approval_id = ? ORDER BY rowid');
  const standing = db.prepare<[], StandingAllocation>(`
    SELECT CASE t.kind WHEN 'refund' THEN t.connection_id || ':' || t.related_external_id ELSE t.id END
      AS transactionId, r.open_item_id AS openItemId, r.item_number AS number, sum(r.amount_minor) AS amountMinor
    FROM receipt AS r JOIN gateway_transaction AS t ON t.id = r.transaction_id
    WHERE r.reversed_by IS NULL AND r.open_item_id IS NOT NULL
    GROUP BY 1, 2 HAVING sum(r.amount_minor) <> 0 ORDER BY min(r.rowid)`);
  const reverse = db.prepare(
    'UPDATE receipt SET reversed_by = ?, reversed_at = ? WHERE marker = ? AND reversed_by IS NULL',
  );
  const firstPage = db.prepare<[number], Row>(
    'SELECT * FROM receipt ORDER BY posted_at DESC, marker DESC LIMIT ?',
  );
  const nextPage = db.prepare<[string, string, number], Row>(
    'SELECT * FROM receipt WHERE (posted_at, marker) < (?, ?) ORDER BY posted_at DESC, marker DESC LIMIT ?',
  );
  const count = db.prepare<[], number>('SELECT count(*) FROM receipt WHERE reversed_by IS NULL').pluck();
  return {
    add: (receipt) => {
      const { reversedBy: _, ...columns } = receipt;
      return add.run(columns).changes === 1;
    },
    find: (marker) => {
      const row = find.get(marker);
      return row ? toReceipt(row) : null;
    },
    ofTransaction: (id) => ofTransaction.all(id).map(toReceipt),
    ofApproval: (id) => ofApproval.all(id).map(toReceipt),
    standingOf: (id) =>
      ofTransaction
        .all(id)
        .map(toReceipt)
        .filter((it) => it.reversedBy === null),
    standingAllocations: () => standing.all(),
    markReversed: (marker, by, at) => {
      reverse.run(by, at, marker);
    },
    page: (after, limit) =>
      (after ? nextPage.all(after.postedAt, after.marker, limit) : firstPage.all(limit)).map(toReceipt),
    count: () => count.get() ?? 0,
  };
}
