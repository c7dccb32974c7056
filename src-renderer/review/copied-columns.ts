/** Review's rows as cells: what is copied for a spreadsheet and printed. On the screen each row is two lines of its own. */
import type { ReviewRow } from '../../shared/api.ts';
import { formatMinor, type Minor } from '../../shared/money.ts';
import type { ListColumn } from '../components/list/index.ts';
import { amount, day, gatewayTitle, percent } from '../format/index.ts';
import { FLAG_WORDS, KIND_WORDS, payerOf, whereItGoes } from './wording.ts';

/** Money that goes back to a payer is below zero. */
const signed = ({ kind, amountMinor }: ReviewRow): Minor =>
  kind === 'refund' || kind === 'dispute' ? -amountMinor : amountMinor;

const column = (
  name: string,
  title: string,
  text: (row: ReviewRow) => string,
  more: Partial<ListColumn<ReviewRow>> = {},
): ListColumn<ReviewRow> => ({ name, title, width: 120, text, ...more });

export const COPIED_COLUMNS: readonly ListColumn<ReviewRow>[] = [
  column('date', 'Date', (row) => day(row.date), { copy: (row) => row.date }),
  column('payer', 'Payer', payerOf),
  column('email', 'Payer’s e-mail', (row) => row.payerEmail ?? '', { hidden: true }),
  column('gateway', 'Gateway', (row) => gatewayTitle(row.gateway)),
  column('kind', 'Kind', (row) => KIND_WORDS[row.kind]),
  column('amount', 'Amount', (row) => amount(signed(row), row.currency), {
    align: 'end',
    copy: (row) => ({ decimal: formatMinor(signed(row), row.currency), currency: row.currency }),
  }),
  column('customer', 'Customer', (row) => row.customerName ?? row.customerNo ?? ''),
  column('goes_to', 'Goes to', whereItGoes),
  column(
    'confidence',
    'Confidence',
    (row) => (row.confidence === null || row.allocations.length === 0 ? '' : percent(row.confidence)),
    { align: 'end' },
  ),
  column('flags', 'To look at', (row) =>
    [...row.flags.map((flag) => FLAG_WORDS[flag]), ...(row.ledgerDiffers ? ['Ledger differs'] : [])].join(
      ', ',
    ),
  ),
  column('why', 'Why', (row) => row.headline, { hidden: true }),
  column('flagged', 'Flagged for', (row) => row.flaggedFor ?? '', { hidden: true }),
  column('id', 'Gateway’s id', (row) => row.externalId),
];
