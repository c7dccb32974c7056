import type { DeadLetter, Handlers, ListLayout, PayoutRow } from '../../shared/api.ts';
import type { FixtureState } from './fixture-state.ts';

type ListName =
  | 'payouts.list'
  | 'history.list'
  | 'history.choices'
  | 'deadLetters.list'
  | 'lists.layouts'
  | 'lists.saveLayout';

const PAYOUT_KEYS = {
  date: (row: PayoutRow) => row.date,
  gateway: (row: PayoutRow) => row.gateway,
  payments: (row: PayoutRow) => row.grossMinor,
  refunds: (row: PayoutRow) => row.refundsMinor,
  fees: (row: PayoutRow) => -row.feesMinor,
  other: (row: PayoutRow) => row.otherMinor,
  amount: (row: PayoutRow) => row.amountMinor,
  tie_out: (row: PayoutRow) => row.tieOut,
  journal: (row: PayoutRow) => row.journal,
};
const LETTER_KEYS = {
  seen: (row: DeadLetter) => row.lastSeenAt,
  set_aside: (row: DeadLetter) => row.id,
  stage: (row: DeadLetter) => row.stage,
  code: (row: DeadLetter) => row.code,
  attempts: (row: DeadLetter) => row.attempts,
};

/** The lists of the invented company, sorted and filtered in memory. */
export function createListHandlers(
  state: FixtureState,
  payouts: readonly PayoutRow[],
): Pick<Handlers, ListName> {
  const layouts: Record<string, ListLayout> = {};
  return {
    'payouts.list': async ({ search, gateway, tieOut, journal, from, to, sort, ...place }) => {
      const found = payouts.filter(
        (row) =>
          has(search, row.externalId) &&
          (gateway === null || row.gateway === gateway) &&
          (tieOut === null || row.tieOut === tieOut) &&
          (journal === null || row.journal === journal) &&
          (from === null || row.date >= from) &&
          (to === null || row.date <= to),
      );
      return page(found, PAYOUT_KEYS[sort], place);
    },
    'history.list': async ({ search, by, kind, from, to, sort, ...place }) => {
      const found = state.history.filter(
        (line) =>
          has(search, line.sentence, line.by) &&
          (by === null || line.by === by) &&
          (kind === null || line.action.startsWith(`${kind}.`)) &&
          (from === null || line.at.slice(0, 10) >= from) &&
          (to === null || line.at.slice(0, 10) <= to),
      );
      return page(
        found,
        (line) => ({ number: line.sequence, who: line.by.toLowerCase(), kind: line.action })[sort],
        place,
      );
    },
    'history.choices': async () => ({
      people: [...new Set(state.history.map(({ by }) => by))].sort(),
      kinds: [...new Set(state.history.map(({ action }) => action.split('.')[0] ?? ''))].sort(),
    }),
    'deadLetters.list': async ({ search, stage, connectionId, sort, ...place }) => {
      const found = state.deadLetters.filter(
        (row) =>
          has(search, row.reason, row.code, row.payload) &&
          (stage === null || row.stage === stage) &&
          (connectionId === null || row.connectionId === connectionId),
      );
      return page(found, LETTER_KEYS[sort], place);
    },
    'lists.layouts': async () => layouts,
    'lists.saveLayout': async ({ list, layout }) => {
      if (layout === null) delete layouts[list];
      else layouts[list] = layout;
      return layouts;
    },
  };
}

const has = (wanted: string, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(wanted.trim().toLowerCase()));

/** Rows that share a key stay in the order they came in, or its reverse. */
function page<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
  place: { cursor: string | null; limit: number; descending: boolean },
) {
  const { cursor, limit, descending } = place;
  const sorted = rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (descending ? -1 : 1))
    .map(({ row }) => row);
  const from = cursor === null ? 0 : Number(cursor);
  const end = from + limit;
  return {
    rows: sorted.slice(from, end),
    nextCursor: end < sorted.length ? String(end) : null,
    total: cursor === null ? sorted.length : null,
  };
}
