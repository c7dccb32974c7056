/** The receipts register: every posting to a customer's account, with the marker that it carries in the ledger. */
import type { RegisterLine, Store } from '../store/index.ts';
import { MAX_LINES, withinLimit } from './limits.ts';
import {
  column,
  type ReportFrame,
  type ReportRequest,
  type ReportTable,
  row,
  totalsOf,
  unprinted,
} from './table.ts';

const KIND: Readonly<Record<RegisterLine['kind'], string>> = {
  receipt: 'Receipt',
  on_account: 'On account',
  write_off: 'Write-off',
  discount: 'Discount',
  refund: 'Refund',
  chargeback: 'Chargeback',
};

const SUMMED = ['amount', 'cash', 'discount', 'writeOff'];

export function receipts(store: Store, request: ReportRequest, _frame: ReportFrame): ReportTable {
  const lines = withinLimit(store.periods.register(request.from, request.to, MAX_LINES));
  const columns = [
    column('paidOn', 'Date', 'date'),
    column('marker', 'Marker'),
    column('kind', 'Kind'),
    column('customerNo', 'Customer no.'),
    column('customer', 'Customer'),
    column('item', 'Invoice'),
    unprinted(column('gateway', 'Gateway')),
    unprinted(column('externalId', 'Gateway’s id')),
    column('currency', 'Currency'),
    column('amount', 'Amount', 'money'),
    column('cash', 'Cash', 'money'),
    column('discount', 'Discount', 'money'),
    column('writeOff', 'Write-off', 'money'),
    unprinted(column('postedAt', 'Posted', 'instant')),
    column('reversedBy', 'Reversed by'),
    unprinted(column('reversedAt', 'Reversed', 'instant')),
  ];
  const rows = lines.map((it) =>
    row(
      it.currency,
      [
        it.paidOn,
        it.marker,
        KIND[it.kind],
        it.customerNo,
        it.customerName,
        it.itemNumber,
        it.gateway,
        it.externalId,
        it.currency,
        it.amountMinor,
        it.cashMinor,
        it.discountMinor,
        it.writeOffMinor,
        it.postedAt,
        it.reversedBy,
        it.reversedAt,
      ],
      { transactionId: it.transactionId },
    ),
  );
  const reversedAt = columns.findIndex(({ name }) => name === 'reversedBy');
  const standing = rows.filter(({ cells }) => cells[reversedAt] === null);
  const reversed = rows.filter(({ cells }) => cells[reversedAt] !== null);
  const label = (text: string) => ({ column: 'marker', text });
  return {
    title: 'Receipts register',
    columns,
    rows,
    totals: [
      ...totalsOf(columns, standing, SUMMED, label('Standing in the ledger')),
      ...totalsOf(columns, reversed, SUMMED, label('Reversed again')),
    ],
    notes: [
      'By the accounting date in the ledger. Amount = cash + discount + write-off.',
      'A receipt that was reversed stays in the register, with the marker of the entry that reversed it.',
      ...(reversed.length > 0 ? ['Only what stands belongs into a tie-out with the ledger.'] : []),
    ],
  };
}
