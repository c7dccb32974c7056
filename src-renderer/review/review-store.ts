/** The Review screen's state: which list is open, its rows so far, where the accountant is, and what is marked. */
import { create } from 'zustand';
import type { ReviewGroup, ReviewRow } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { call, failureOf } from '../api/index.ts';
import { type GroupRows, groupedEntries, missingParts, withoutRows, withRows } from './entries.ts';
import { filterOf, NO_NARROWING } from './narrowing.ts';
import { entriesOf, landOn, neighbour } from './place.ts';
import type { ReviewStore } from './review-state.ts';

export type { SortBy } from './review-state.ts';

const PAGE = 200;
/** What is read while the list is scrolled: little enough to be taken in between two frames. */
const NEXT_PAGE = 100;
const MOST_AT_ONCE = 1000;
const MOST_PARTS = 50;
/** A screenful and what is drawn ahead of it. */
const FIRST_LINES = 30;

/** A late answer must not replace a newer one. */
let latest = 0;
/** The lines that are seen; asked for again first when the list changes. */
let seen = { first: 0, last: 0 };
/** The line that the accountant went to before its row had come. */
let awaited: number | null = null;
const asked = new Set<string>();

const NOTHING = {
  rows: [],
  nextCursor: null,
  totals: [],
  groups: [],
  groupRows: new Map<string, ReviewRow[]>() as GroupRows,
};

export const useReview = create<ReviewStore>((set, get) => {
  const wanted = () => {
    const { tab, search, narrowing, sort, descending } = get();
    return { tab, search, ...filterOf(narrowing), sort, descending };
  };
  const restart = (change: Partial<ReviewStore>): void => {
    seen = { first: 0, last: 0 };
    set({ ...change, ...NOTHING, current: null, currentGroup: null, marked: new Set() });
    void get().load();
  };
  const keepView = (): void => {
    const { grouping, sort, descending } = get();
    // How the list is arranged is a convenience: that it was not kept is no reason to interrupt.
    void call('review.saveView', { grouping, sort, descending }).catch(() => undefined);
  };

  const plainList = async () => {
    const limit = Math.min(MOST_AT_ONCE, Math.max(PAGE, Math.min(get().rows.length, seen.last + PAGE)));
    return { ...NOTHING, ...(await call('review.list', { ...wanted(), cursor: null, limit })) };
  };
  /** The groups, and the rows where the eye is; the rest comes as it is scrolled to. */
  const groupedList = async (by: NonNullable<ReviewStore['grouping']>) => {
    const { sort: _, ...filter } = wanted();
    const groups = await call('review.groups', { ...filter, by });
    const empty = groupedEntries(groups, get().closed, new Map());
    const last = Math.max(seen.last, seen.first + FIRST_LINES);
    const parts = missingParts(empty, seen.first, last, NEXT_PAGE).slice(0, MOST_PARTS);
    const answered = parts.length === 0 ? [] : await call('review.groupRows', { ...wanted(), by, parts });
    return { ...NOTHING, groups, totals: totalsOf(groups), groupRows: withRows(new Map(), answered) };
  };

  return {
    tab: 'ready',
    search: '',
    narrowing: NO_NARROWING,
    grouping: null,
    closed: new Set(),
    sort: 'date',
    descending: true,
    ...NOTHING,
    asking: true,
    failure: null,
    current: null,
    currentGroup: null,
    marked: new Set(),
    start: async () => {
      try {
        set(await call('review.view', {}));
      } catch {
        // Asking for the list right after says what is wrong, and offers to try again.
      }
      await get().load();
    },
    open: (tab) => {
      if (tab !== get().tab) restart({ tab });
    },
    searchFor: (search) => restart({ search }),
    narrow: (narrowing) => restart({ narrowing }),
    groupBy: (grouping) => {
      restart({ grouping, closed: new Set() });
      keepView();
    },
    sortBy: (sort) => {
      restart({ sort, descending: sort === get().sort ? !get().descending : sort !== 'payer' });
      keepView();
    },
    load: async () => {
      latest += 1;
      const round = latest;
      asked.clear();
      set({ asking: true });
      try {
        const { grouping } = get();
        const list = grouping === null ? await plainList() : await groupedList(grouping);
        if (round !== latest) return;
        const before = get();
        set({ ...list, asking: false, failure: null, ...neighbour(before, { ...before, ...list }) });
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
        const page = await call('review.list', { ...wanted(), cursor: nextCursor, limit: NEXT_PAGE });
        if (round === latest) set({ ...page, rows: [...get().rows, ...page.rows], asking: false });
      } catch (error) {
        if (round === latest) set({ asking: false, failure: failureOf(error) });
      }
    },
    look: async (first, last) => {
      seen = { first, last };
      const { grouping } = get();
      if (grouping === null) return;
      const entries = entriesOf(get());
      if (missingParts(entries, first, last, NEXT_PAGE).length === 0) return;
      // Further than is seen: many small groups would be asked for one by one while the list is scrolled.
      const parts = missingParts(entries, first - FIRST_LINES, last + 2 * FIRST_LINES, NEXT_PAGE)
        .filter(({ key, offset }) => !asked.has(`${key} ${offset}`))
        .slice(0, MOST_PARTS);
      if (parts.length === 0) return;
      const round = latest;
      for (const { key, offset } of parts) asked.add(`${key} ${offset}`);
      try {
        const answered = await call('review.groupRows', { ...wanted(), by: grouping, parts });
        if (round !== latest) return;
        set({ groupRows: withRows(get().groupRows, answered) });
        const entry = awaited === null ? undefined : entriesOf(get()).at(awaited);
        if (entry?.kind === 'row') set({ current: entry.row.transactionId, currentGroup: null });
        awaited = null;
      } catch (error) {
        if (round === latest) set({ failure: failureOf(error) });
      }
    },
    select: (current) => set({ current, currentGroup: null }),
    selectGroup: (currentGroup) => set({ current: null, currentGroup }),
    move: (by) => {
      const state = get();
      const entries = entriesOf(state);
      const at = entries.indexOfRow(state.current);
      const from = at >= 0 ? at : entries.indexOfGroup(state.currentGroup);
      const to = Math.min(entries.length - 1, Math.max(0, from + by));
      awaited = null;
      if (entries.at(to)?.kind === 'gap') {
        awaited = to;
        void state.look(to, to + NEXT_PAGE);
      } else set(landOn(entries, to));
    },
    fold: (key, closes) => {
      const closed = new Set(get().closed);
      if (closes) closed.add(key);
      else closed.delete(key);
      set({ closed, current: null, currentGroup: key });
    },
    foldAll: (closes) => {
      const { groups, current, currentGroup } = get();
      const entries = entriesOf(get());
      const key = currentGroup ?? entries.groupAt(entries.indexOfRow(current));
      set({
        closed: new Set(closes ? groups.map((group) => group.key) : []),
        current: null,
        currentGroup: key,
      });
    },
    toggle: (id) => {
      const marked = new Set(get().marked);
      if (!marked.delete(id)) marked.add(id);
      set({ marked });
    },
    clearMarks: () => set({ marked: new Set() }),
    decide: async (ids, run) => {
      const gone = new Set(ids);
      const before = get();
      const left = {
        rows: before.rows.filter(({ transactionId }) => !gone.has(transactionId)),
        ...withoutRows(before.groups, before.groupRows, gone),
      };
      set({
        ...left,
        ...neighbour(before, { ...before, ...left }),
        marked: new Set([...before.marked].filter((id) => !gone.has(id))),
      });
      try {
        return await run();
      } finally {
        await get().load();
      }
    },
  };
});

function totalsOf(groups: readonly ReviewGroup[]): ReviewStore['totals'] {
  const totals = new Map<string, ReviewStore['totals'][number]>();
  for (const total of groups.flatMap((group) => group.totals)) {
    const { count, amountMinor } = totals.get(total.currency) ?? { count: 0, amountMinor: 0 };
    totals.set(total.currency, {
      ...total,
      count: count + total.count,
      amountMinor: amountMinor + total.amountMinor,
    });
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** The rows that are loaded, whatever the list's arrangement. */
export function loadedRows({ grouping, rows, groupRows }: ReviewStore): readonly ReviewRow[] {
  if (grouping === null) return rows;
  return [...groupRows.values()].flatMap((members) => members.flatMap((row) => row ?? []));
}

export function rowOf(state: ReviewStore, id: TransactionId | null): ReviewRow | null {
  if (id === null) return null;
  const entry = entriesOf(state).at(entriesOf(state).indexOfRow(id));
  return entry?.kind === 'row' ? entry.row : null;
}

export function rowsOfGroup({ groupRows }: ReviewStore, key: string): readonly ReviewRow[] {
  return (groupRows.get(key) ?? []).flatMap((row) => row ?? []);
}
