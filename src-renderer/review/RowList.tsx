import { makeStyles, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { amount } from '../format/index.ts';
import { RowLine } from './RowLine.tsx';
import { useReview } from './review-store.ts';
import { payerOf, whereItGoes } from './wording.ts';

const ROW_HEIGHT = 60;

const useStyles = makeStyles({
  root: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  inner: { position: 'relative', width: '100%' },
  row: { position: 'absolute', top: 0, left: 0, width: '100%' },
});

const optionId = (id: string): string => `row-${id}`;

/** The list keeps the focus; the current row is its active descendant, so a row that is gone never takes the focus along. */
export function RowList(props: { label: string; total: number }) {
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, nextCursor, current, marked, select, toggle, more } = useReview();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (at) => rows[at]?.transactionId ?? at,
  });
  const at = rows.findIndex(({ transactionId }) => transactionId === current);
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [at, virtualizer]);
  // What held the focus before (an empty list's notice) is gone.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus();
  }, []);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (nextCursor !== null && last >= rows.length - 40) void more();
  }, [last, rows.length, nextCursor, more]);

  return (
    <div
      ref={scroller}
      id="review-list"
      className={styles.root}
      role="listbox"
      aria-label={props.label}
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={at >= 0 && current !== null ? optionId(current) : undefined}
    >
      <div className={styles.inner} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const id = row.transactionId;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's, which holds the focus.
            // biome-ignore lint/a11y/useFocusableInteractive: the list points at it as its active descendant.
            <div
              key={item.key}
              id={optionId(id)}
              role="option"
              aria-selected={marked.has(id)}
              aria-setsize={props.total}
              aria-posinset={item.index + 1}
              aria-label={`${payerOf(row)}, ${amount(row.amountMinor, row.currency)}, ${whereItGoes(row)}`}
              className={styles.row}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              onClick={(event) => {
                select(id);
                if (event.ctrlKey || event.metaKey) toggle(id);
              }}
            >
              <RowLine row={row} current={id === current} marked={marked.has(id)} onMark={() => toggle(id)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
