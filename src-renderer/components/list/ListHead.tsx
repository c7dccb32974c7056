// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed one by one can’t be those of a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time takes the focus, and the titles’ buttons do.
import { mergeClasses } from '@fluentui/react-components';
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { nextSort } from './arrangement.ts';
import type { ArrangedColumn } from './column.ts';
import { useListStyles } from './list-styles.ts';
import type { ListArrangement } from './use-arrangement.ts';

const WIDTH_STEP = 16;

/**
 * The titles: each a button that sorts, where the program can. Alt with the arrows makes its column narrower or wider, Alt and
 * Shift moves it; its edge can be dragged. Everything is in the list's menu too.
 */
export function ListHead<Row>(props: {
  arrangement: ListArrangement<Row>;
  expandable: boolean;
  onSaid: (words: string) => void;
}) {
  const styles = useListStyles();
  const { arrangement, expandable, onSaid } = props;
  const { shown, sort } = arrangement;
  const sortBy = ({ title, order }: ArrangedColumn<Row>): void => {
    if (order === undefined) return;
    const next = nextSort(sort, order);
    arrangement.sortBy(next);
    onSaid(`Sorted by ${title}, ${next.descending ? 'descending' : 'ascending'}`);
  };
  const arrangeWithKeys = (event: KeyboardEvent<HTMLElement>, column: ArrangedColumn<Row>): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    if (event.shiftKey) {
      arrangement.move(column.name, by);
      onSaid(`${column.title} moved to the ${by < 0 ? 'left' : 'right'}`);
      return;
    }
    const now = event.currentTarget.closest('[role=columnheader]')?.getBoundingClientRect().width ?? 0;
    arrangement.resize(column.name, now + by * WIDTH_STEP);
    onSaid(`${column.title} is ${by < 0 ? 'narrower' : 'wider'}`);
  };
  return (
    <div className={styles.head} role="row" aria-rowindex={1}>
      {expandable && <span role="columnheader" aria-colindex={1} aria-label="Details" />}
      {shown.map((column, at) => {
        const sorted = column.order !== undefined && column.order.by === sort.by;
        return (
          <div
            key={column.name}
            role="columnheader"
            aria-colindex={at + 1 + (expandable ? 1 : 0)}
            className={mergeClasses(styles.title, column.align === 'end' && styles.end)}
            {...(sorted ? { 'aria-sort': sort.descending ? 'descending' : 'ascending' } : {})}
          >
            {column.order === undefined ? (
              <span className={mergeClasses(styles.titleText, column.align === 'end' && styles.end)}>
                {column.title}
              </span>
            ) : (
              <button
                type="button"
                className={mergeClasses(
                  styles.sorter,
                  sorted && styles.sorted,
                  column.align === 'end' && styles.end,
                )}
                onClick={() => sortBy(column)}
                onKeyDown={(event) => arrangeWithKeys(event, column)}
              >
                <span>{column.title}</span>
                {sorted &&
                  (sort.descending ? <ArrowDown12Regular aria-hidden /> : <ArrowUp12Regular aria-hidden />)}
              </button>
            )}
            <Grip onDrag={(width) => arrangement.resize(column.name, width)} />
          </div>
        );
      })}
    </div>
  );
}

/** The edge of a column; a double click gives it its own width back. For the keyboard the title and the menu do the same. */
function Grip({ onDrag }: { onDrag: (width: number | null) => void }) {
  const styles = useListStyles();
  const start = useRef<{ x: number; width: number } | null>(null);
  const begin = (event: PointerEvent<HTMLElement>): void => {
    const column = event.currentTarget.parentElement;
    if (column === null || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: column.getBoundingClientRect().width };
  };
  return (
    <span
      aria-hidden
      className={styles.grip}
      onPointerDown={begin}
      onPointerMove={(event) => {
        if (start.current !== null) onDrag(start.current.width + event.clientX - start.current.x);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => onDrag(null)}
    />
  );
}
