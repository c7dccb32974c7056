import { makeStyles, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { amount } from '../format/index.ts';
import type { Entry } from './entries.ts';
import { GroupLine } from './GroupLine.tsx';
import { groupTitle } from './grouping.ts';
import { entriesOf } from './place.ts';
import { RowLine } from './RowLine.tsx';
import { useReview } from './review-store.ts';
import { payerOf, whereItGoes } from './wording.ts';

const ROW_HEIGHT = 60;
const GROUP_HEIGHT = 40;

const useStyles = makeStyles({
  root: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  inner: { position: 'relative', width: '100%' },
  line: { position: 'absolute', top: 0, left: 0, width: '100%' },
  gap: {
    height: '100%',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

const lineId = (entry: Entry): string => {
  if (entry.kind === 'row') return `row-${entry.row.transactionId}`;
  return entry.kind === 'group' ? `group-${entry.group.key}` : `gap-${entry.key}-${entry.place}`;
};

/**
 * The list keeps the focus; the current line is its active descendant, so a row that is gone never takes the focus along.
 * With groups it is a tree of two levels to a screen reader.
 */
export function RowList(props: { label: string; total: number }) {
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const state = useReview();
  const { nextCursor, current, currentGroup, grouping, marked, more, look, asking } = state;
  const entries = entriesOf(state);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => (entries.isHead(at) ? GROUP_HEIGHT : ROW_HEIGHT),
    overscan: 8,
    // Lines are known by their place: keys that are made anew would have all 50,000 laid out again with every frame.
  });
  // Heights are known, not measured: what was remembered of other lines at these places must go.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the lines are others.
  useEffect(() => virtualizer.measure(), [state.groups, state.closed, grouping, virtualizer]);
  const rowAt = entries.indexOfRow(current);
  const at = rowAt >= 0 ? rowAt : entries.indexOfGroup(currentGroup);
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [at, virtualizer]);
  // What held the focus before (an empty list's notice) is gone.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus();
  }, []);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: again when the lines are others, and when a question was answered.
  useEffect(() => {
    if (nextCursor !== null && last >= entries.length - 40) void more();
    void look(first, last);
  }, [first, last, entries, asking, nextCursor, more, look]);

  const currentEntry = at >= 0 ? entries.at(at) : undefined;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles have a name.
    <div
      ref={scroller}
      id="review-list"
      className={styles.root}
      role={grouping === null ? 'listbox' : 'tree'}
      aria-label={props.label}
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={currentEntry && lineId(currentEntry)}
    >
      <div className={styles.inner} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {items.map((item) => {
          const entry = entries.at(item.index);
          if (entry === undefined) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's, which holds the focus.
            // biome-ignore lint/a11y/noStaticElementInteractions: its role is among what ariaOf gives it.
            <div
              key={item.key}
              id={lineId(entry)}
              {...ariaOf(entry, grouping !== null, props.total, state)}
              className={styles.line}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              onClick={(event) => clicked(entry, event.ctrlKey || event.metaKey)}
            >
              {entry.kind === 'row' && (
                <RowLine
                  row={entry.row}
                  current={entry.row.transactionId === current}
                  marked={marked.has(entry.row.transactionId)}
                />
              )}
              {entry.kind === 'group' && (
                <GroupLine
                  group={entry.group}
                  open={entry.open}
                  current={entry.group.key === currentGroup}
                  grouping={grouping}
                />
              )}
              {entry.kind === 'gap' && <div className={styles.gap} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function clicked(entry: Entry, alsoMark: boolean): void {
  const { select, toggle, fold } = useReview.getState();
  if (entry.kind === 'group') fold(entry.group.key, entry.open);
  if (entry.kind !== 'row') return;
  select(entry.row.transactionId);
  if (alsoMark) toggle(entry.row.transactionId);
}

function ariaOf(
  entry: Entry,
  inTree: boolean,
  total: number,
  { marked, groups, grouping }: ReturnType<typeof useReview.getState>,
): React.AriaAttributes & { role: React.AriaRole } {
  const role = inTree ? 'treeitem' : 'option';
  if (entry.kind === 'gap') return { role, 'aria-level': 2, 'aria-label': 'Loading', 'aria-busy': true };
  if (entry.kind === 'group') {
    const { title, note } = groupTitle(entry.group, grouping);
    const sums = entry.group.totals.map((it) => amount(it.amountMinor, it.currency)).join(', ');
    return {
      role,
      'aria-level': 1,
      'aria-expanded': entry.open,
      'aria-setsize': groups.length,
      'aria-posinset': entry.place + 1,
      'aria-label': [title, note, `${entry.group.count}`, sums].filter((it) => it !== null).join(', '),
    };
  }
  const { row } = entry;
  const words = [payerOf(row), amount(row.amountMinor, row.currency), whereItGoes(row)];
  if (row.flaggedFor !== null) words.push(`flagged for ${row.flaggedFor}`);
  if (row.ledgerDiffers) words.push('the ledger shows something else');
  return {
    role,
    ...(inTree ? { 'aria-level': 2 } : {}),
    'aria-selected': marked.has(row.transactionId),
    'aria-setsize': entry.of ?? total,
    'aria-posinset': entry.place + 1,
    'aria-label': words.join(', '),
  };
}
