// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed one by one can’t be those of a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time takes the focus, and the titles’ buttons do.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { count } from '../../format/index.ts';
import { leastWidthOf, tracksOf } from './arrangement.ts';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import { ListHead } from './ListHead.tsx';
import { ListMenu } from './ListMenu.tsx';
import { ListRow } from './ListRow.tsx';
import { useListStyles } from './list-styles.ts';
import { PrintSheet } from './PrintSheet.tsx';
import { type Choosing, choose, chooseAll, chooseNone, NOTHING } from './selection.ts';
import type { ListArrangement } from './use-arrangement.ts';
import { useCopy } from './use-copy.ts';
import { useLongest } from './use-longest.ts';
import { usePrint } from './use-print.ts';
import { useRowEvents } from './use-row-events.ts';

/** Two lines of text, the small one below, as most rows are; those of another height are measured. */
const ROW_HEIGHT = 49;
const LEAST_HEIGHT = 260;
/** Beside the columns: the row's own padding, and the button that opens it. */
const MARGINS_PX = 68;
/** More is asked for when this many rows are left. */
const NEAR_END = 40;

export interface ListProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
  readonly arrangement: ListArrangement<Row>;
  /** One of them, and several: entry, entries. */
  readonly nouns: readonly [string, string];
  /** Of everything that passes the filters; null while that is not known. */
  readonly total: number | null;
  readonly hasMore: boolean;
  onMore(): void;
  onAll?(): void;
  /** Stands for what is asked; when it changes, the list begins at its top again. */
  readonly question: string;
  /** In words, for the printed list: what it is narrowed to. */
  readonly filters: readonly string[];
  /** What Enter or a double click on a row does; where rows have details, it opens those instead. */
  onOpen?(row: Row): void;
  detail?(row: Row): ReactNode;
  /** Told whenever the selected rows, or what is known of them, changed. The same function from render to render. */
  onChosen?(rows: readonly Row[]): void;
}

/** Rows under titles, however many. See index.ts. */
export function List<Row>(props: ListProps<Row>) {
  const styles = useListStyles();
  const { rows, rowKey, arrangement, total, hasMore, detail, onMore, onChosen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [selection, setSelection] = useState(NOTHING);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const [arranging, setArranging] = useState(false);
  const { printing, print } = usePrint();
  const columns = arrangement.shown;
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey]);
  const at = selection.current === null ? -1 : keys.indexOf(selection.current);
  const tabStop = Math.max(0, at);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (index) => keys[index] ?? index,
    // The row with the focus stays, wherever the list is scrolled to: the focus would be lost with it.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const indexes = defaultRangeExtractor(range);
        if (tabStop >= range.count || indexes.includes(tabStop)) return indexes;
        return [...indexes, tabStop].sort((a, b) => a - b);
      },
      [tabStop],
    ),
  });
  const items = virtualizer.getVirtualItems();
  const lastInView = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (hasMore && lastInView >= rows.length - NEAR_END) onMore();
  }, [hasMore, lastInView, rows.length, onMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, another list.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setSelection(NOTHING);
  }, [props.question]);

  const longest = useLongest(columns, rows);

  const takesFocus = useRef(false);
  useLayoutEffect(() => {
    if (!takesFocus.current || selection.current === null) return;
    takesFocus.current = false;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(selection.current)}"]`);
    row?.focus({ preventScroll: true });
  }, [selection]);

  const goTo = (index: number, how: Choosing): void => {
    const key = keys[index];
    if (key === undefined) return;
    takesFocus.current = true;
    setSelection((before) => choose(before, keys, key, how));
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const toggle = useCallback((key: string) => {
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  const open = (index: number): void => {
    const row = rows[index];
    const key = keys[index];
    if (row === undefined || key === undefined) return;
    if (detail) toggle(key);
    else props.onOpen?.(row);
  };
  const selectAll = (): void => {
    setSelection((before) => chooseAll(before, keys));
    setSaid(
      hasMore
        ? `Selected the ${count(rows.length)} rows read so far; there are more`
        : `Selected all ${count(rows.length)} rows`,
    );
  };
  const chosenRows = useCallback(
    () => rows.filter((_row, index) => selection.chosen.has(keys[index] ?? '')),
    [rows, keys, selection],
  );
  useEffect(() => onChosen?.(chosenRows()), [onChosen, chosenRows]);
  const { onCopy, copy } = useCopy(columns, chosenRows, setSaid);

  const { onKeyDown, ...mouse } = useRowEvents({
    keys,
    tabStop,
    opens: detail !== undefined,
    isOpen: opened.has(keys[tabStop] ?? ''),
    rowsInView: () => Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT),
    goTo,
    open,
    chooseAll: selectAll,
    chooseNone: () => setSelection(chooseNone),
    hasChosen: selection.chosen.size > 0,
  });

  const known = total ?? (hasMore ? null : rows.length);
  const height = virtualizer.getTotalSize();
  const tracks = `${detail ? '28px ' : ''}${tracksOf(columns, longest)}`;
  const leastWidth = `calc(${leastWidthOf(columns, longest)} + ${MARGINS_PX}px)`;
  const chosen = selection.chosen.size;
  return (
    <div className={styles.card} style={{ minHeight: Math.min(LEAST_HEIGHT, height + 80) }} onCopy={onCopy}>
      <ListMenu
        label={props.label}
        chosen={chosen}
        hasMore={hasMore}
        onCopy={copy}
        onChooseAll={selectAll}
        onReadAll={props.onAll}
        onPrint={print}
        onColumns={() => setArranging(true)}
      />
      <div ref={scroller} className={styles.scroller}>
        <div
          role="grid"
          aria-label={props.label}
          aria-multiselectable
          aria-rowcount={known === null ? -1 : known + 1}
          aria-colcount={columns.length + (detail ? 1 : 0)}
          style={{ '--list-tracks': tracks, minWidth: leastWidth } as CSSProperties}
          onKeyDown={onKeyDown}
          {...mouse}
        >
          <ListHead arrangement={arrangement} expandable={detail !== undefined} onSaid={setSaid} />
          <div role="rowgroup" className={styles.body} style={{ height }}>
            {items.map((item) => {
              const row = rows[item.index];
              const key = keys[item.index];
              if (row === undefined || key === undefined) return null;
              const isOpen = detail ? opened.has(key) : undefined;
              return (
                <div
                  key={item.key}
                  role="presentation"
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  className={styles.place}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <ListRow
                    row={row}
                    rowKey={key}
                    index={item.index}
                    columns={columns}
                    chosen={selection.chosen.has(key)}
                    current={item.index === tabStop}
                    last={item.index === rows.length - 1}
                    open={isOpen}
                    detail={isOpen ? detail?.(row) : null}
                    onToggle={toggle}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <div className={styles.foot}>
        <span>
          {known === null
            ? `${count(rows.length)} ${props.nouns[1]} so far`
            : `${count(known)} ${props.nouns[known === 1 ? 0 : 1]}`}
          {chosen > 1 && `, ${count(chosen)} selected`}
        </span>
        <span role="status">{said}</span>
      </div>
      {arranging && (
        <ColumnsDialog
          label={props.label}
          arrangement={arrangement}
          widthOf={(name) => {
            const place = columns.findIndex((column) => column.name === name);
            const titles = scroller.current?.querySelectorAll('[role=columnheader]');
            return titles?.[place + (detail ? 1 : 0)]?.getBoundingClientRect().width ?? null;
          }}
          onClose={() => setArranging(false)}
        />
      )}
      {printing && (
        <PrintSheet
          label={props.label}
          rows={rows}
          rowKey={rowKey}
          columns={columns}
          filters={props.filters}
          total={known}
          hasMore={hasMore}
        />
      )}
    </div>
  );
}
