import type Database from 'better-sqlite3';
import type { Instant } from '../../../shared/model.ts';
import { type PayoutRow, type StoredPayoutRow, toPayout } from '../payouts.ts';
import {
  containing,
  type ListOrder,
  type ListPage,
  type ListPlace,
  listPage,
  preparing,
  when,
} from './keyset.ts';

export interface PayoutFilter {
  /** What the gateway's id of the payout, or its connection's title, must contain. */
  readonly text: string;
  readonly gateway: string | null;
  readonly tieOut: PayoutRow['tieOut'] | null;
  readonly journal: PayoutRow['journalState'] | null;
  /** From inclusive, to exclusive. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export type PayoutSort =
  | 'date'
  | 'gateway'
  | 'payments'
  | 'refunds'
  | 'fees'
  | 'other'
  | 'amount'
  | 'tie_out'
  | 'journal';

export interface PayoutList {
  page(filter: PayoutFilter, order: ListOrder<PayoutSort>, place: ListPlace): ListPage<PayoutRow>;
}

export const PAID_KINDS: readonly string[] = ['payment'];
export const RETURNED_KINDS: readonly string[] = ['refund', 'dispute', 'dispute_reversal'];

const quoted = (kinds: readonly string[]): string => kinds.map((kind) => `'${kind}'`).join(', ');

/** Adds up one of the amounts of a payout's summary, over some kinds of parts. */
const sumOf = (amount: string, kinds: string): string =>
  `(SELECT coalesce(sum(json_extract(part.value, '$.${amount}')), 0) FROM json_each(p.summary, '$.byKind') AS part
    WHERE ${kinds})`;
const kindIs = (kinds: readonly string[]): string =>
  `json_extract(part.value, '$.kind') IN (${quoted(kinds)})`;

// A gateway pays out once a day at most: what its parts come to is added up as it is read, not kept and indexed.
const KEYS: Readonly<Record<PayoutSort, string>> = {
  date: 'p.occurred_at',
  gateway: 't.gateway',
  payments: sumOf('grossMinor', kindIs(PAID_KINDS)),
  refunds: sumOf('grossMinor', kindIs(RETURNED_KINDS)),
  // As they are shown: below zero.
  fees: `-${sumOf('feeMinor', 'TRUE')}`,
  other: sumOf('grossMinor', `NOT ${kindIs([...PAID_KINDS, ...RETURNED_KINDS])}`),
  amount: 'p.paid_out_minor',
  tie_out: 'p.tie_out',
  journal: 'p.journal_state',
};

export function payoutList(db: Database.Database): PayoutList {
  const prepare = preparing(db);
  return {
    page: (filter, { sort, descending }, place) => {
      const where = [
        ...containing(filter.text, ['p.external_id', 'c.title']),
        ...when(filter.gateway, 'gateway', 't.gateway = @gateway'),
        ...when(filter.tieOut, 'tieOut', 'p.tie_out = @tieOut'),
        ...when(filter.journal, 'journal', 'p.journal_state = @journal'),
        ...when(filter.from, 'from', 'p.occurred_at >= @from'),
        ...when(filter.to, 'to', 'p.occurred_at < @to'),
      ];
      const source = {
        fields: 'p.*',
        from: `payout AS p JOIN gateway_transaction AS t ON t.id = p.transaction_id
          JOIN connection AS c ON c.id = p.connection_id`,
        where,
        key: KEYS[sort],
        id: 'p.transaction_id',
      };
      const found = listPage<StoredPayoutRow>(prepare, source, descending, place);
      return { ...found, rows: found.rows.map(toPayout) };
    },
  };
}
