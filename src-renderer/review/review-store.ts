/** The Review screen's state: which list is open, its rows so far, where the accountant is, and what is marked. */
import { create } from 'zustand';
import type { CallFailure, CallOutput, CurrencyTotal, ReviewRow, ReviewTab } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { call, failureOf } from '../api/index.ts';

export type SortBy = 'date' | 'amount' | 'confidence' | 'payer';
const PAGE = 200;
const MOST_AT_ONCE = 1000;

interface ReviewStore {
  readonly tab: ReviewTab;
  readonly search: string;
  readonly sort: SortBy;
  readonly descending: boolean;
  readonly rows: readonly ReviewRow[];
  readonly nextCursor: string | null;
  readonly totals: readonly CurrencyTotal[];
  readonly asking: boolean;
  readonly failure: CallFailure | null;
  readonly current: TransactionId | null;
  readonly marked: ReadonlySet<TransactionId>;
  open(tab: ReviewTab): void;
  searchFor(text: string): void;
  sortBy(sort: SortBy): void;
  /** Asks for the list again, keeping the place. */
  load(): Promise<void>;
  more(): Promise<void>;
  select(id: TransactionId): void;
  move(by: number): void;
  toggle(id: TransactionId): void;
  clearMarks(): void;
  /**
   * Takes the rows away at once and runs the decision; what was skipped or failed comes back with the next load.
   * Rejects with what `run` rejects with, after the list has been asked for again.
   */
  decide(
    ids: readonly TransactionId[],
    run: () => Promise<CallOutput<'review.approve'>>,
  ): Promise<CallOutput<'review.approve'>>;
}

/** A late answer must not replace a newer one. */
let latest = 0;

export const useReview = create<ReviewStore>((set, get) => {
  const ask = (cursor: string | null, limit: number) => {
    const { tab, search, sort, descending } = get();
    return call('review.list', { tab, search, sort, descending, cursor, limit });
  };
  const restart = (change: Partial<ReviewStore>): void => {
    set({ ...change, rows: [], nextCursor: null, totals: [], current: null, marked: new Set() });
    void get().load();
  };
  return {
    tab: 'ready',
    search: '',
    sort: 'date',
    descending: true,
    rows: [],
    nextCursor: null,
    totals: [],
    asking: true,
    failure: null,
    current: null,
    marked: new Set(),
    open: (tab) => {
      if (tab !== get().tab) restart({ tab });
    },
    searchFor: (search) => restart({ search }),
    sortBy: (sort) =>
      restart({ sort, descending: sort === get().sort ? !get().descending : sort !== 'payer' }),
    load: async () => {
      latest += 1;
      const round = latest;
      set({ asking: true });
      try {
        const page = await ask(null, Math.min(MOST_AT_ONCE, Math.max(PAGE, get().rows.length)));
        if (round !== latest) return;
        const { current } = get();
        const stays = page.rows.some(({ transactionId }) => transactionId === current);
        set({
          ...page,
          asking: false,
          failure: null,
          current: stays ? current : neighbourOf(get().rows, page.rows, current),
        });
      } catch (error) {
        if (round === latest) set({ asking: false, failure: failureOf(error) });
      }
    },
    more: async () => {
      const { nextCursor, asking } = get();
      if (nextCursor === null || asking) return;
      latest += 1;
      const round = latest;
      set({ asking: true });
      try {
        const page = await ask(nextCursor, PAGE);
        if (round === latest) set({ ...page, rows: [...get().rows, ...page.rows], asking: false });
      } catch (error) {
        if (round === latest) set({ asking: false, failure: failureOf(error) });
      }
    },
    select: (current) => set({ current }),
    move: (by) => {
      const { rows, current } = get();
      const at = rows.findIndex(({ transactionId }) => transactionId === current);
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
      if (next) set({ current: next.transactionId });
    },
    toggle: (id) => {
      const marked = new Set(get().marked);
      if (!marked.delete(id)) marked.add(id);
      set({ marked });
    },
    clearMarks: () => set({ marked: new Set() }),
    decide: async (ids, run) => {
      const gone = new Set(ids);
      const { rows, current } = get();
      const left = rows.filter(({ transactionId }) => !gone.has(transactionId));
      set({
        rows: left,
        current: current !== null && gone.has(current) ? neighbourOf(rows, left, current) : current,
        marked: new Set([...get().marked].filter((id) => !gone.has(id))),
      });
      try {
        return await run();
      } finally {
        await get().load();
      }
    },
  };
});

/** Where the eye goes when its row is gone: the row that has moved up into its place. */
function neighbourOf(
  before: readonly ReviewRow[],
  after: readonly ReviewRow[],
  current: TransactionId | null,
): TransactionId | null {
  const at = before.findIndex(({ transactionId }) => transactionId === current);
  return (after[Math.min(Math.max(at, 0), after.length - 1)] ?? null)?.transactionId ?? null;
}
