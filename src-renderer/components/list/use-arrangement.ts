import { useEffect, useMemo } from 'react';
import { useApp } from '../../stores/app-store.ts';
import { arrange, moved, resized, toLayout, withShown } from './arrangement.ts';
import type { ArrangedColumn, ListColumn, ListSort } from './column.ts';
import { useLayouts } from './layouts-store.ts';

export interface ListArrangement<Row> {
  readonly all: readonly ArrangedColumn<Row>[];
  readonly shown: readonly ArrangedColumn<Row>[];
  readonly sort: ListSort;
  /** False until it is known how the person had it. */
  readonly ready: boolean;
  sortBy(sort: ListSort): void;
  show(name: string, shown: boolean): void;
  move(name: string, by: number): void;
  resize(name: string, width: number | null): void;
  reset(): void;
}

/** The columns and the order of a list, remembered by its name. `columns` must be the same array from render to render. */
export function useArrangement<Row>(
  list: string,
  columns: readonly ListColumn<Row>[],
  firstSort: ListSort,
): ListArrangement<Row> {
  const layout = useLayouts((state) => state.layouts?.[list] ?? null);
  const ready = useLayouts((state) => state.layouts !== null);
  const read = useLayouts((state) => state.read);
  const save = useLayouts((state) => state.save);
  const company = useApp((state) => state.status?.company ?? null);
  useEffect(() => read(company), [read, company]);
  const { by, descending } = firstSort;
  return useMemo(() => {
    const all = arrange(columns, layout);
    const kept = layout?.sort ?? null;
    // What a newer or older version sorted by may not be an order of this one.
    const known = kept !== null && columns.some(({ order }) => order?.by === kept.by);
    const sort = known ? kept : { by, descending };
    const keep = (next: readonly ArrangedColumn<Row>[]) => save(list, toLayout(next, kept));
    return {
      all,
      shown: all.filter(({ shown }) => shown),
      sort,
      ready,
      sortBy: (next) => save(list, toLayout(all, next)),
      show: (name, shown) => keep(withShown(all, name, shown)),
      move: (name, places) => keep(moved(all, name, places)),
      resize: (name, width) => keep(resized(all, name, width)),
      reset: () => save(list, null),
    };
  }, [list, columns, layout, ready, save, by, descending]);
}
